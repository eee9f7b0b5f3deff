"""Addresses a number leads to: the register it was counted from, filtered the same way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.as_known import KnownOn
from officers.models import User
from reports.dashboards.scope import Scope
from reports.dashboards.view import View
from reports.figures.counted import Discrepancy
from reports.figures.homes import VillageFigure
from reports.figures.passports import Measure
from reports.figures.period import MonthRange

REMIND = "Ingatkan"


@dataclass(frozen=True)
class Links:
    """Addresses as seen from one dashboard. `own`: it is the reader's own office's dashboard.

    From the page of a past day (`known`) they lead to that day; where a register knows only the
    present, there is none.
    """

    scope: Scope
    own: bool
    may_build: bool = False
    may_register: bool = False
    known: KnownOn | None = None
    view: View = field(default_factory=View)
    office: int | None = None  # the reader's own

    @classmethod
    def of(
        cls, scope: Scope, user: User, known: KnownOn | None = None, view: View | None = None
    ) -> Links:
        may_build = not known and user.has_perm("reports.build_monthlyreport")
        own = scope.head.pk == user.office_id
        may_register = own and scope.is_office and user.has_perm("villages.add_guidedvillage")
        may_register = may_register and not known
        rights = {"own": own, "may_build": may_build, "may_register": may_register}
        view = view or View(known=known)
        return cls(scope, **rights, known=known, view=view, office=user.office_id)

    @property
    def per(self) -> date | str:
        return self.known.day if self.known else ""

    def dashboard(self, *, month: Month | None = None, office: str | None = None) -> str:
        """A dashboard's address; without `office` the one that is shown."""
        code = office or self._code
        return self.view.link("home", bulan=month or self.scope.month, kantor=code)

    def query(self, **changes: object) -> str:
        """The view's words for this very month and office."""
        return self.view.query(**{"bulan": self.scope.month, "kantor": self._code, **changes})

    def drill(self, **changes: object) -> str:
        """Telusuri: what a figure of this page is made of, step by step."""
        return self.view.link(
            "reports:drill", **{"bulan": self.scope.month, "kantor": self._code, **changes}
        )

    def latest(self) -> str:
        return self.view.link("home", bulan="", kantor=self._code)

    def own_dashboard(self) -> str:
        return self.view.link("home", bulan=self.scope.month, kantor="")

    @property
    def _code(self) -> str:
        """The office the address names; the reader's own goes without saying."""
        return "" if self.own else self.scope.head.code

    def origin(
        self,
        *,
        month: Month | MonthRange,
        measure: Measure,
        office: str = "",
        village: str = "",
    ) -> str:
        """Dari mana angka ini? The cells that this dashboard's figure was summed from."""
        months, code = MonthRange.of(month), office or self.scope.head.code
        last = months.last if len(months) > 1 else ""
        return _address(
            "reports:figure-origin", hasil=measure.outcome, keperluan=measure.purpose,
            bulan=months.first, sampai=last, kantor=code, desa=village, per=self.per,
        )  # fmt: skip

    def statistics(
        self,
        *,
        month: Month | MonthRange,
        measure: Measure,
        office: int | None = None,
        grain: str = "",
        village: str = "",
    ) -> str:
        """The figures of one measure; `grain`: only the rows that were counted."""
        months = MonthRange.of(month)
        return _address(
            "reports:statistic-list", office=office or self._office, month_from=months.first,
            month_to=months.last, outcome=measure.outcome, purpose=measure.purpose, grain=grain,
            village=village, per=self.per,
        )  # fmt: skip

    def year(self, months: MonthRange, measure: Measure) -> str:
        return self.statistics(month=months, measure=measure)

    def discrepancy(self, found: Discrepancy, measure: Measure) -> str:
        return self.statistics(month=found.months, measure=measure, office=found.office_id)

    def import_sheet(self) -> str:
        return reverse("officers:import-create")

    def sessions(self, *, month: Month | None = None, status: str = "") -> str:
        if self.known:
            return ""
        days = {}
        if month:
            days = {"tanggal_dari": month.first_day, "tanggal_sampai": month.last_day}
        return _address("outreach:list", office=self._office, status=status, **days)

    def add_session(self) -> str:
        return reverse("outreach:create")

    def session(self, session: int) -> str:
        return reverse("outreach:detail", args=[session])

    def proposal(self, proposal: int) -> str:
        return reverse("villages:proposal-detail", args=[proposal])

    def proposals_waiting(self) -> str:
        return _address("villages:proposal-list", office=self._office, state="menunggu")

    def follow_ups_overdue(self) -> str:
        return _address("outreach:follow-up-list", office=self._office, keadaan="terlambat")

    def findings(self, *, state: str = "", month: Month | None = None) -> str:
        """The register of findings, for who may open it; it knows only the present."""
        if self.known:
            return ""
        days = {}
        if month:
            days = {"tanggal_dari": month.first_day, "tanggal_sampai": month.last_day}
        return _address("outreach:finding-list", office=self._office, keadaan=state, **days)

    def villages(self, *, stage: str = "") -> str:
        """Villages at that stage at the end of the month shown, not today."""
        if self.known:
            return ""
        day = self.scope.month.last_day
        return _address("villages:list", office=self._office, stage=stage, on=day)

    def candidate(self, row: VillageFigure, months: MonthRange) -> str:
        """Where the office makes the village a candidate, the figure being the reason."""
        if not self.may_register:
            return ""
        figure = f"{angka(row.value)} paspor PMI {months.label}"
        return _address("villages:create", wilayah=row.region_id, permintaan=figure)

    def assign(self, village: int | str = "") -> str:
        """Where an officer is posted, to `village` (its id) if it is one."""
        return _address("villages:assignment-create", desa=village)

    def gaps(self) -> str:
        """Everything that is out of order, of the office looked at."""
        return _address("villages:gaps", kantor=self._office)

    def assignment(self, assignment: int) -> str:
        return reverse("villages:assignment-detail", args=[assignment])

    def decree(self, decree: int) -> str:
        return reverse("villages:decree-detail", args=[decree])

    def coverage(self) -> str:
        """Cakupan: which desa and kelurahan were reached this year, and which were not."""
        if self.known:
            return ""
        office = "" if self.scope.is_centre or self.own else self.scope.head.pk
        asked = {"kantor": office, "wilayah": self.view.regency, "periode": self.scope.month.year}
        return _address("outreach:coverage", **asked)

    def map(self) -> str:
        """The same villages on the map."""
        return self._if_there("reports:map")

    def parts(self) -> list[str]:
        """What the page fetches by itself afterwards, none of it said nowhere else."""
        url = self._if_there("reports:indicator-panel")
        return [url] if url else []

    def odd_figures(self) -> str:
        """The line about figures that look odd, which is about today."""
        return "" if self.known else self._if_there("reports:data-quality-line")

    def _if_there(self, name: str) -> str:
        """A page of the same view; nowhere while the portal has none of that name."""
        try:
            return self.view.link(name, bulan=self.scope.month, kantor=self._code)
        except NoReverseMatch:
            return ""

    def reports(self) -> str:
        return reverse("reports:list")

    def completeness(self, month: Month | None = None) -> str:
        """Who has reported a month (the one that is shown), and who has not."""
        code = "" if self.own else self.scope.head.code
        return _address("reports:completeness", bulan=month or self.scope.month, kantor=code)

    def report(self, report_id: int | None, office_id: int) -> tuple[str, str]:
        """What to do about an office's report of the month, and where: open it, else ask for it.

        Another office's report is that office's to write: its reader may remind it.
        """
        if report_id:
            return "Buka laporan", reverse("reports:detail", args=[report_id])
        if office_id != self.office:
            return REMIND, self.reminder(office_id)
        if self.may_build:
            asked = {"office": office_id, "month": self.scope.month}
            return "Susun laporan", _address("reports:create", **asked)
        return "Lihat laporan", self.reports()

    def reminder(self, office_id: int) -> str:
        """Kelengkapan of the office's Kanwil, where a message to the office lies ready."""
        above = self.scope.kanwil.get(office_id, self.scope.head)
        return _address("reports:completeness", bulan=self.scope.month, kantor=above.code)

    @property
    def _office(self) -> int | str:
        """The filter for one office's dashboard; a Kanwil's registers show what it sees anyway."""
        return self.scope.head.pk if self.scope.is_office else ""


def _address(name: str, *args: object, **values: object) -> str:
    query = urlencode({key: value for key, value in values.items() if value not in (None, "")})
    path = reverse(name, args=args)
    return f"{path}?{query}" if query else path
