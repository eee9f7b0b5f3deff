"""Who leads which office: the register, and the part of an office's page that says who signs."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, Value, When
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import (
    ChangePage,
    Chip,
    Column,
    CreatePage,
    DetailPage,
    Fact,
    ListPage,
)
from officers import audit
from officers.actions import heads as actions
from officers.forms.heads import HeadEndForm, HeadFilter, HeadForm
from officers.models import Office, OfficeHead
from officers.signing import signer_on

CHANGE = "officers.change_officehead"
LOOK = {
    "now": ("memimpin", "good", "check"),
    "past": ("selesai", "plain", "x"),
    "later": ("akan mulai", "info", "clock"),
}


def standing_chip(head: OfficeHead) -> Chip:
    return Chip(*LOOK[head.standing])


def with_standing(heads: QuerySet) -> QuerySet:
    """Adds `standing`, where a term stands today: "now", "past" or "later"."""
    today = timezone.localdate()
    past, later = When(ends_on__lt=today, then=Value("past")), Value("later")
    return heads.annotate(
        standing=Case(When(starts_on__gt=today, then=later), past, default=Value("now"))
    )


class HeadPage:
    model = OfficeHead
    parents = [("Pimpinan", "officers:head-list")]

    def refine(self, heads: QuerySet) -> QuerySet:
        return with_standing(heads.select_related("office", "user"))


class HeadList(HeadPage, ListPage):
    permission = "officers.view_officehead"
    title = "Pimpinan"
    parents = ()
    noun = "pimpinan"
    filterset_class = HeadFilter
    default_sort = "-mulai"
    add_url, add_label, add_permission = "officers:head-create", "Catat pimpinan", CHANGE
    empty_title = "Belum ada pimpinan tercatat"
    search_hint = "Nama, jabatan, atau kantor"
    columns = [
        Column("Nama", "name", sort="name", note="position"),
        Column("Kantor", "office.short_name", sort="office__short_name"),
        Column("Sebagai", "get_capacity_display", sort="capacity"),
        Column("Mulai", "starts_on", sort="starts_on", kind="date", hide_on_phone=True),
        Column("Sampai", "ends_on", sort="ends_on", kind="date"),
        Column("Keadaan", standing_chip, kind="chip"),
    ]

    @property
    def empty_text(self) -> str:
        """An order only to who can follow it."""
        why = "agar surat dan laporan memuat penanda tangan yang benar."
        if self.request.user.has_perm(CHANGE):
            return f"Catat kepala kantor {why}"
        return f"Admin kantor Anda mencatatnya: kepala kantor, Plt., dan Plh., {why}"


class HeadDetail(HeadPage, DetailPage):
    permission = "officers.view_officehead"

    def get_chips(self):
        made_up = Chip("data contoh", "gold", "info") if self.object.made_up else None
        return [standing_chip(self.object), made_up]

    def get_primary(self):
        return self.action("Ubah", self.to("head-change"), permission=CHANGE, icon="edit")

    def get_others(self):
        if self.object.standing == "past":
            return []
        return [self.action("Akhiri", self.to("head-end"), permission=CHANGE, icon="out")]

    def to(self, name: str) -> str:
        return reverse(f"officers:{name}", args=[self.object.pk])

    def get_facts(self):
        head = self.object
        return [
            Fact("Kantor", head.office.name, url=head.office.get_absolute_url()),
            Fact("Sebagai", head.get_capacity_display()),
            Fact("Jabatan", head.position),
            Fact("NIP", head.employee_number),
            Fact("Mulai", head.starts_on),
            Fact("Sampai", head.ends_on or "sekarang"),
            Fact("Dasar penunjukan", head.basis),
            Fact("Akun portal", head.user.username if head.user else ""),
            Fact("Sumber", head.source),
        ]


class HeadCreate(HeadPage, CreatePage):
    permission = CHANGE
    title = "Catat pimpinan"
    form_class = HeadForm
    submit_label = "Simpan pimpinan"
    success_message = "{row} tercatat sebagai pimpinan."

    def get_initial(self):
        asked = self.request.GET.get("kantor", "")
        return {"office": asked} if asked.isdigit() else {}

    def perform(self, form):
        return actions.appoint_head(head=form.save(commit=False), by=self.request.user)


class HeadChange(HeadPage, ChangePage):
    permission = CHANGE
    form_class = HeadForm
    submit_label = "Simpan perubahan"
    success_message = "Perubahan pada {row} tersimpan."

    def perform(self, form):
        return actions.change_head(
            head=form.save(commit=False),
            changes=audit.changed_fields(form),
            by=self.request.user,
        )


class HeadEnd(HeadPage, ChangePage):
    permission = CHANGE
    form_class = HeadEndForm
    submit_label = "Akhiri masa kepemimpinan"
    success_message = "Masa kepemimpinan {row} diakhiri."
    lead = "Surat dan laporan yang sudah ditandatangani tidak berubah."

    def get_title(self) -> str:
        return f"Akhiri masa kepemimpinan {self.name}"

    def get_initial(self) -> dict:
        return {"ends_on": self.object.ends_on or timezone.localdate()}

    def perform(self, form):
        return actions.end_head(head=self.object, **form.cleaned_data, by=self.request.user)


def office_heads(request, code):
    """A part of an office's page: who signs today, who led it before."""
    office = get_object_or_404(Office.objects.visible_to(request.user), code=code)
    if not request.user.has_perm("officers.view_officehead"):
        raise PermissionDenied
    heads = with_standing(office.heads.visible_to(request.user)).order_by("-starts_on")
    return render(
        request,
        "officers/heads_panel.html",
        {
            "office": office,
            "heads": [(head, standing_chip(head)) for head in heads],
            "signer": signer_on(office, timezone.localdate()),
            "may_change": request.user.has_perm(CHANGE),
        },
    )
