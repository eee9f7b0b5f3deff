"""A report as it would have read on a past day: its tables, and what is different now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from dbi_portal.lib.days import clock, in_zone, long_date
from dbi_portal.lib.pages import Crumb, DetailPage, Fact
from dbi_portal.lib.pages.as_known import NAME, KnownOn, NotAPastDay, control, past_day, zone_of
from reports.actions.looking_back import figures_then
from reports.documents.comparing import Differing, compared, written
from reports.documents.tables import tables
from reports.figures.monthly.content import MonthlyFigures
from reports.models import MonthlyReport


@dataclass(frozen=True)
class Shown:
    """A table as the page draws it; which columns hold numbers is told by their cells.

    `more`: how many rows lie beyond those shown, as on paper.
    """

    caption: str
    headers: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[tuple[str, bool], ...], ...]
    empty: str
    more: int


class ReportThen(DetailPage):
    """Nothing of it is kept: the figures come straight from the facts, every time."""

    model = MonthlyReport
    permission = "reports.view_monthlyreport"
    template_name = "reports/reports/as_known.html"
    parents = (("Laporan", "reports:list"),)

    def refine(self, reports):
        return reports.select_related("office")

    @cached_property
    def asked(self) -> tuple[KnownOn | None, str]:
        """The past day that is asked for; where it is none, why there is nothing to show."""
        text = self.request.GET.get(NAME, "").strip()
        if not text:
            return None, ""
        try:
            known = past_day(text, zone=zone_of(self.request), now=timezone.now())
        except NotAPastDay as refused:
            return None, str(refused)
        return known, "" if known else "Hari ini belum berakhir. Pilih hari yang sudah lewat."

    @property
    def known(self) -> KnownOn | None:
        return self.asked[0]

    def get_title(self):
        return f"{self.object.office.short_name}, {self.object.label}, seperti diketahui dahulu"

    def get_parents(self):
        report = self.object
        named = f"{report.office.short_name}, {report.label}"
        return [*super().get_parents(), Crumb(named, report.get_absolute_url())]

    def get_others(self):
        return [self.action("Buka laporannya", self.object.get_absolute_url(), icon="doc")]

    def get_facts(self):
        revision = self.object.revision
        if revision is None:
            return []
        known = in_zone(revision.known_at, self.object.office.time_zone)
        moment = f"{long_date(known.date())}, {clock(known, known.tzinfo)}"
        return [
            Fact("Dibandingkan dengan", f"revisi {revision.number}", note=f"angka per {moment}")
        ]

    def get_context_data(self, **context) -> dict:
        return super().get_context_data(
            report=self.object,
            as_known=control(self.request, self.known),
            refused=self.asked[1],
            **(self._looked_back() if self.known else {}),
            **context,
        )

    def _looked_back(self) -> dict:
        # Of today the end has not come yet, but a past day is over by now.
        moment = min(self.known.moment, timezone.now())
        then = figures_then(report=self.object, known_at=moment)
        old = tables(then)
        return {
            "shown": [_shown(table) for table in old if table.on_paper],
            "sentences": then.summary,
            "differing": list(self._differing(old)),
            "revision": self.object.revision,
        }

    def _differing(self, old) -> list[Differing]:
        revision = self.object.revision
        if revision is None:
            return []
        return list(compared(old, tables(MonthlyFigures.from_json(revision.snapshot))))


def _shown(table) -> Shown:
    numeric = [
        any(isinstance(row[place], int) for row in table.rows if place < len(row))
        for place in range(len(table.headers))
    ]
    rows = table.rows[: table.most] if table.most else table.rows
    return Shown(
        caption=table.caption,
        headers=tuple(zip(table.headers, numeric, strict=True)),
        rows=tuple(
            tuple((written(cell), number) for cell, number in zip(row, numeric, strict=False))
            for row in rows
        ),
        empty=table.empty,
        more=len(table.rows) - len(rows),
    )
