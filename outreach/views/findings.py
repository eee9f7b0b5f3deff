"""The register of findings: for few eyes, with deadlines."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.pages import Action, ChangePage, Chip, Column, CreatePage, DetailPage, Fact
from dbi_portal.lib.pages import ListPage as RegisterPage
from dbi_portal.lib.templatetags.indonesian import waktu
from outreach import workflow
from outreach.actions import findings as actions
from outreach.forms.filters_findings import FindingFilter
from outreach.forms.finding import FindingForm
from outreach.models import Finding
from outreach.views.chips import sample_chips
from outreach.views.finding_words import WORDS, due_chip, status_chip

PARENTS = [("Kegiatan", "outreach:list"), ("Temuan", "outreach:finding-list")]
SUBMIT, VIEW = workflow.SUBMIT, workflow.VIEW
ADVICE = (
    "Bahaya sedang terjadi? Hubungi polisi (110) lebih dahulu. Nama saksi dan korban tidak "
    "ditulis: membukanya adalah tindak pidana (UU 21/2007 pasal 24 dan 44)."
)


SENT_BEFORE = (
    'Formulir ini sudah pernah dikirim sebagai <a href="{}">temuan lain</a>; isian baru Anda belum '
    "terkirim. Bila ini memang temuan lain, kirim sekali lagi."
)


class FindingPage:
    """For who reads findings and for who sends them; the latter sees his own."""

    model = Finding
    parents = PARENTS

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """No browser keeps these pages: after signing out, Back shows nothing."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def check_permission(self) -> None:
        if not any(map(self.request.user.has_perm, (SUBMIT, VIEW))):
            raise PermissionDenied

    def refine(self, findings: QuerySet) -> QuerySet:
        return findings.select_related("office", "region", "village__region", "submitted_by")


class FindingList(FindingPage, RegisterPage):
    title, noun = "Temuan", "temuan"
    parents = PARENTS[:1]
    filterset_class = FindingFilter
    default_sort = "tenggat"
    add_url, add_label, add_permission = "outreach:finding-create", "Ajukan temuan", SUBMIT
    empty_title = "Belum ada temuan"
    search_hint = "Desa/kelurahan atau kantor"

    @property
    def lead(self) -> str:
        if self.request.user.has_perm(VIEW):
            return "Yang tenggatnya paling dekat di atas. Hanya untuk yang menanganinya."
        return "Temuan yang Anda ajukan dan sampai di mana penanganannya."

    @property
    def empty_text(self) -> str:
        if self.request.user.has_perm(SUBMIT):
            return (
                "Melihat tanda TPPO, orang asing yang mencurigakan, atau insiden? Ajukan di sini."
            )
        return "PIMPASA dan perangkat desa mengajukan temuan dari desa; yang baru tampil di sini."

    def get_columns(self) -> Sequence[Column]:
        now = timezone.now()
        return [
            Column("Jenis", "get_kind_display", sort="kind"),
            Column("Diajukan", "submitted_on", sort="submitted_on", kind="date"),
            Column("Desa/kelurahan", "region.name", sort="region__name"),
            Column("Kantor", "office.short_name", sort="office__short_name", hide_on_phone=True),
            Column("Keadaan", status_chip, sort="status", kind="chip"),
            Column("Tenggat", lambda row: due_chip(row, now), sort="due_at", kind="chip"),
        ]

    def get_export_columns(self) -> Sequence[Column]:
        """Account and place stay in the portal: a file travels where nobody is asked who he is."""
        return [
            Column("Jenis", "get_kind_display"),
            Column("Keadaan", "get_status_display"),
            Column("Tanggal kejadian", "seen_on", kind="date"),
            Column("Diajukan", "submitted_on", kind="date"),
            Column("Desa/kelurahan", "region.name"),
            Column("Kantor", "office.short_name"),
            Column("Perkiraan jumlah orang", "people", kind="number"),
            Column("Tenggat", _local("due_at")),
            Column("Ditutup", _local("closed_at")),
            Column("Data contoh", "made_up"),
        ]


def _local(name: str):
    """A moment of the row in words, on the clock of its office."""
    return lambda row: (value := getattr(row, name)) and waktu(value, row.office.time_zone)


class FindingDetail(FindingPage, DetailPage):
    template_name = "outreach/finding_detail.html"
    history = False  # its steps are its history, and they stand on the page

    def get_title(self) -> str:
        return f"Temuan: {self.object.get_kind_display()}"

    def get_chips(self) -> Sequence[Chip | None]:
        row = self.object
        return [status_chip(row), due_chip(row, timezone.now()), *sample_chips(row)]

    def _acts(self) -> list[Action]:
        acts = []
        for move in workflow.moves_for(self.request.user, self.object):
            words = WORDS[move]
            url = reverse(f"outreach:{words.url_name}", args=[self.object.pk])
            acts.append(Action(words.button, url, icon=words.icon))
        return acts

    def get_primary(self) -> Action | None:
        """The next thing to do; what is over has none, though it may be opened again."""
        return next(iter(self._acts()), None) if self.object.due_at else None

    def get_others(self) -> Sequence[Action]:
        return self._acts()[1 if self.object.due_at else 0 :]

    def get_facts(self) -> Sequence[Fact]:
        row, zone = self.object, self.object.office.time_zone
        village, sender = row.village, row.submitted_by
        seen = village and self._sees(village)
        until = row.due_at or row.closed_at
        deadline = "Tenggat langkah berikutnya" if row.due_at else "Ditutup"
        return [
            Fact("Nomor", row.pk),
            Fact("Jenis", row.get_kind_display()),
            Fact("Tanggal kejadian", row.seen_on),
            Fact("Desa Binaan", village, url=village.get_absolute_url() if seen else ""),
            Fact("Desa/kelurahan", row.region.full_name if row.region else ""),
            Fact("Tempat", row.place),
            Fact("Perkiraan jumlah orang", row.people),
            Fact("Kantor", row.office.name),
            Fact("Diajukan", waktu(row.submitted_at, zone), note=str(sender or "")),
            Fact(deadline, waktu(until, zone)),
            Fact("Sumber", row.source),
        ]

    def _sees(self, village) -> bool:
        return type(village).objects.visible_to(self.request.user).filter(pk=village.pk).exists()

    def get_context_data(self, **context):
        steps = list(self.object.steps.select_related("by"))
        return super().get_context_data(
            steps=steps, finding=self.object, zone=self.object.office.time_zone, **context
        )


class NextStep:
    """Of a page of a step: one that is not the finding's next is not even offered."""

    move: str = ""

    def check_permission(self) -> None:
        if not workflow.may_take(self.request.user, self.object, self.move):
            raise PermissionDenied

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if workflow.leads_to(self.move, self.object.status):
            return super().get(request, *args, **kwargs)
        state, button = self.object.get_status_display(), WORDS[self.move].button
        messages.warning(request, f"Temuan ini berstatus “{state}”: “{button}” tidak berlaku.")
        return redirect(self.object)


class FindingForms(FindingPage):
    form_class = FindingForm
    template_name = "outreach/finding_form.html"
    lead = ADVICE

    def get_form_kwargs(self) -> dict:
        kwargs = super().get_form_kwargs()
        finding = kwargs.get("instance") or Finding(office=self.request.user.office)
        today = in_zone(timezone.now(), finding.office.time_zone).date()
        return kwargs | {"instance": finding, "today": today}


class FindingCreate(FindingForms, CreatePage):
    title = "Ajukan temuan"
    submit_label = "Kirim temuan"
    success_message = "Temuan terkirim dan menunggu verifikasi."

    def check_permission(self) -> None:
        if not self.request.user.has_perm(SUBMIT):
            raise PermissionDenied

    def get_initial(self) -> dict:
        village = self.request.GET.get("village", "")
        return super().get_initial() | ({"village": village} if village.isdecimal() else {})

    def perform(self, form: FindingForm) -> Finding:
        finding = form.finding()
        self._refuse_other_words(form, finding)
        return actions.submit_finding(finding=finding, by=self.request.user, at=timezone.now())

    def _refuse_other_words(self, form: FindingForm, finding: Finding) -> None:
        """Back, other words, Kirim: they are another finding, or belong into the one that was sent.

        The same words once more are the click the network swallowed.
        """
        sent = Finding.objects.filter(client_id=finding.client_id).first()
        if sent and any(getattr(sent, name) != getattr(finding, name) for name in actions.FACTS):
            form.send_as_another()
            raise ValidationError(format_html(SENT_BEFORE, sent.get_absolute_url()))


class FindingAmend(NextStep, FindingForms, ChangePage):
    """What was sent back, put right by its sender."""

    move = workflow.AMEND
    title = "Perbaiki temuan"
    submit_label = "Kirim lagi"
    success_message = WORDS[workflow.AMEND].said

    def perform(self, form: FindingForm) -> Finding:
        return actions.amend_finding(
            finding=form.finding(), by=self.request.user, at=timezone.now()
        )
