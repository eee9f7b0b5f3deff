"""What the portal told this person: a list of his own, newest first."""

from __future__ import annotations

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dbi_portal.lib.pages import Chip, Column, ListPage, RegisterFilter
from officers.actions.notices import read_all, read_notice
from officers.models import Notice
from officers.notices import LOOKS, look

NEW = Chip("belum dibaca", "gold", "dot")
READ = Chip("dibaca", "plain", "check")


def kind_chip(notice: Notice) -> Chip:
    found = look(notice)
    return Chip(found.label, found.state, found.icon)


class NoticeFilter(RegisterFilter):
    search_fields = ["text"]

    keadaan = django_filters.ChoiceFilter(
        label="Keadaan",
        choices=[("baru", "Belum dibaca"), ("lama", "Dibaca")],
        method="in_state",
    )
    jenis = django_filters.ChoiceFilter(
        label="Jenis",
        field_name="kind",
        choices=[(kind, found.label) for kind, found in LOOKS.items()],
    )

    class Meta:
        model = Notice
        fields = ["keadaan", "jenis"]

    def in_state(self, notices: QuerySet, name: str, value: str) -> QuerySet:
        return notices.filter(read_at__isnull=value == "baru")


class NoticeList(ListPage):
    model = Notice
    title = "Pemberitahuan"
    noun = "pemberitahuan"
    filterset_class = NoticeFilter
    search_hint = "Cari dalam pemberitahuan"
    empty_title = "Belum ada pemberitahuan"
    empty_text = (
        "Pengingat kegiatan, laporan yang tertunda, dan hal yang menunggu Anda muncul di sini."
    )
    columns = [
        Column("Isi", "text"),
        Column("Jenis", kind_chip, kind="chip", sort="kind"),
        Column("Waktu", "created_at", kind="moment", sort="created_at"),
        Column("Keadaan", lambda notice: READ if notice.read_at else NEW, kind="chip"),
    ]

    def row_url(self, row):
        return reverse("officers:notice-open", args=[row.pk])

    def get_primary(self):
        if not self.base.unread().exists():
            return None
        url = reverse("officers:notices-read")
        return self.action("Tandai semua dibaca", url, icon="check", post=True)


def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Opening it is reading it; leads to what it speaks of."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    read_notice(notice=notice, at=timezone.now())
    # A page of the portal or none: a notice leads nowhere else.
    if notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("officers:notices")


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    count = read_all(by=request.user, at=timezone.now())
    messages.success(request, f"{count} pemberitahuan ditandai dibaca.")
    return redirect("officers:notices")
