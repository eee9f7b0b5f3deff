"""Who has reported a month and who has not; saying nil or prevented, and taking it back."""

from __future__ import annotations

from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import TemplateView

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month, NotAMonth
from dbi_portal.lib.pages import Action, ConfirmPage, CreatePage, Crumb, HeadMixin
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.address import changed
from dbi_portal.lib.pages.exports import TYPES, table_response
from officers.models import Office
from officers.roles import OfficeKind
from reports.actions import declarations
from reports.dashboards.completeness.board import board_of
from reports.dashboards.completeness.parts import page_url
from reports.dashboards.completeness.register import Register, register_of
from reports.dashboards.completeness.rows import HEADERS, rows_of
from reports.forms.declarations import DeclareForm
from reports.models import ReportDeclaration

EARLIEST = Month(2001, 1)
DECLARE = "reports.declare_monthlyreport"


class Completeness(ScopedMixin, HeadMixin, TemplateView):
    """GET: bulan (2025-08), kantor (a code); without them last month and one's own office."""

    permission = "reports.view_monthlyreport"
    template_name = "reports/completeness/page.html"
    title = "Kelengkapan laporan"
    parents = (("Laporan", "reports:list"),)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.check_permission()
        self.now = timezone.now()
        self.today = in_zone(self.now, request.user.office.time_zone).date()
        self.newest = Month.of(self.today).previous()
        self.head = self.asked_office()
        self.month, refused = self.asked_month()
        if request.GET.get("unduh") in TYPES:
            return self.download(request.GET["unduh"])
        if refused:
            messages.warning(request, f"{refused} Yang tampil {self.month.label}.")
        return super().get(request, *args, **kwargs)

    def asked_office(self) -> Office:
        """An office this reader does not see does not exist."""
        code = self.request.GET.get("kantor", "")
        if not code:
            return self.request.user.office
        return get_object_or_404(Office.objects.visible_to(self.request.user), code=code)

    def asked_month(self) -> tuple[Month, str]:
        """What an address does not mean, or what is not over yet, is last month; and why."""
        asked = self.request.GET.get("bulan", "")
        try:
            month = Month.parse(asked) if asked else self.newest
        except NotAMonth as refused:
            return self.newest, str(refused)
        if month > self.newest:
            return self.newest, f"{month.label} belum berakhir."
        return (month, "") if month >= EARLIEST else (self.newest, f"{month.label} terlalu lama.")

    @cached_property
    def register(self) -> Register:
        """The twelve months in which the chosen one lies: the latest twelve, if it can be."""
        near = self.month > self.newest.plus(-12)
        last = self.newest if near else self.month
        return register_of(self.request.user, self.head, last, now=self.now)

    def get_parents(self) -> list[Crumb]:
        above = super().get_parents()
        if self.head.pk != self.request.user.office_id:
            above.append(Crumb(self.title, page_url(self.month)))
        return above

    def get_title(self) -> str:
        own = self.head.pk == self.request.user.office_id
        return self.title if own else self.head.short_name

    def get_others(self) -> list[Action]:
        url = changed(self.request.GET, unduh="xlsx")
        return [Action("Unduh (XLSX)", url, icon="download")]

    def download(self, kind: str) -> HttpResponse:
        months = self.register.months
        note = f"{self.head}, {months[-1].label} sampai {months[0].label}."
        return table_response(
            kind, title=self.title, note=note, headers=HEADERS, rows=rows_of(self.register)
        )

    def get_context_data(self, **context) -> dict:
        board = board_of(self.register, self.month, user=self.request.user, today=self.today)
        after = self.month.next()
        return super().get_context_data(
            board=board,
            head=self.head,
            subject="Kanwil" if self.head.kind == OfficeKind.CENTRE else "Kantor",
            heads=[(month, self.near(month)["url"]) for month in board.months],
            previous=self.near(self.month.previous()),
            following=self.near(after) if after <= self.newest else None,
            **context,
        )

    def near(self, month: Month) -> dict[str, str]:
        url = changed(self.request.GET, bulan=str(month))
        return {"label": month.label, "url": url}


class Declare(CreatePage):
    """Say that an office's month was nil, or that the office is prevented from reporting."""

    permission = DECLARE
    form_class = DeclareForm
    submit_label = "Nyatakan"
    success_message = "Pernyataan tercatat. Laporannya memuat pernyataan ini."
    parents = (("Laporan", "reports:list"), ("Kelengkapan laporan", "reports:completeness"))

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        seen = Office.objects.visible_to(request.user)
        self.office = get_object_or_404(seen, code=kwargs["code"])
        self.month: Month = kwargs["month"]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Of a month to come there is nothing to declare; the page it leads to says so."""
        if self.month > Month.of(in_zone(timezone.now(), self.office.time_zone).date()):
            return redirect(page_url(self.month))
        return super().get(request, *args, **kwargs)

    def get_title(self) -> str:
        own = self.office.pk == self.request.user.office_id
        return f"{'Nihil atau berhalangan' if own else 'Berhalangan'}, {self.month.label}"

    @property
    def lead(self) -> str:
        return (
            f"{self.office.name}. Pernyataan ini dimuat dalam laporan {self.month.label} dan "
            "tercatat dengan nama Anda."
        )

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"office": self.office}

    def perform(self, form) -> ReportDeclaration:
        said = form.cleaned_data
        about = {"office": self.office, "month": self.month, "reason": said["reason"]}
        nil = said["kind"] == ReportDeclaration.Kind.NIL
        declare = declarations.declare_nil if nil else declarations.declare_excused
        return declare(**about, by=self.request.user, at=timezone.now())

    def get_success_url(self) -> str:
        return page_url(self.month)


class Withdraw(ConfirmPage):
    """Take a declaration back: the report is owed again."""

    model = ReportDeclaration
    permission = DECLARE
    title = "Tarik pernyataan"
    submit_label = "Tarik pernyataan"
    success_message = "Pernyataan ditarik. Laporannya ditunggu lagi."
    consequence = "Laporan bulan itu ditunggu lagi. Pernyataan ini tetap tercatat dalam riwayat."
    parents = (("Laporan", "reports:list"), ("Kelengkapan laporan", "reports:completeness"))

    def refine(self, declarations):
        return declarations.standing().select_related("office")

    @property
    def question(self) -> str:
        return f"Tarik pernyataan “{self.object.get_kind_display().lower()}” ini?"

    def perform(self, form) -> ReportDeclaration:
        return declarations.withdraw_declaration(
            declaration=self.object, by=self.request.user, at=timezone.now()
        )

    def get_cancel_url(self) -> str:
        return page_url(Month.of(self.object.month))

    get_success_url = get_cancel_url
