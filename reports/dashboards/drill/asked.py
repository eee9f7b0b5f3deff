"""How far down a reader has gone, as the address says it: ?…&apa=kegiatan&menurut=bulan&desa=…"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from reports.dashboards.scope import Scope
from reports.dashboards.view import SPANS, YEAR, View
from reports.figures.slices import Slice
from villages.models import Region

PASSPORTS, SESSIONS = "paspor", "kegiatan"
OFFICES, MONTHS, VILLAGES = "kantor", "bulan", "desa"
PURPOSES, DESTINATIONS, KINDS = "keperluan", "tujuan", "jenis"
LABELS = {
    OFFICES: "Kantor",
    MONTHS: "Bulan",
    VILLAGES: "Desa/kelurahan",
    PURPOSES: "Keperluan",
    DESTINATIONS: "Negara tujuan",
    KINDS: "Jenis kegiatan",
}


@dataclass(frozen=True)
class Drill:
    """What is broken down (`what`), by what (`by`, empty: the next sensible step), of which view.

    `span`: the span the reader came from when he chose one month of it.
    """

    view: View
    what: str = PASSPORTS
    by: str = ""
    village: Region | None = None
    span: str = YEAR

    @classmethod
    def of(cls, query: Mapping[str, str], view: View) -> Drill:
        """Raises Http404 for a village that is none; other words without meaning are ignored."""
        what = SESSIONS if query.get("apa") == SESSIONS else PASSPORTS
        by, span = query.get("menurut", ""), query.get("naik", "")
        return cls(
            view,
            what,
            by if by in LABELS else "",
            _village(query.get("desa", "")),
            span if span in SPANS else (view.span if view.span != "1" else YEAR),
        )

    @property
    def of_sessions(self) -> bool:
        return self.what == SESSIONS

    def slice(self, scope: Scope) -> Slice:
        """The figures that are broken down: of the view, and of the village if there is one."""
        asked = self.view.slice(scope)
        return asked.but(homes=(self.village.pk,)) if self.village else asked

    def steps(self, scope: Scope, asked: Slice) -> list[str]:
        """What these figures can still be broken down by, the next step first."""
        steps = []
        if scope.now and not scope.is_office:
            steps.append(OFFICES)
        if len(asked.months) > 1:
            steps.append(MONTHS)
        if self.of_sessions:
            return [*steps, KINDS, *([] if self.village else [VILLAGES])]
        if not self.village:
            steps.append(VILLAGES)
        if not asked.purpose:
            steps.append(PURPOSES)
        if not asked.destination:
            steps.append(DESTINATIONS)
        return steps

    @property
    def chosen(self) -> dict[str, str]:
        """What the page's own words are set to, those that go without saying too."""
        return {"apa": self.what, "menurut": self.by}

    @property
    def words(self) -> dict[str, str]:
        """The address's own words beside those of the view."""
        came = self.span if self.view.span == "1" and self.span != YEAR else ""
        return {
            "apa": SESSIONS if self.of_sessions else "",
            "menurut": self.by,
            "desa": self.village.pk if self.village else "",
            "naik": came,
        }

    def link(self, **changes: object) -> str:
        """One step further, or back: the next step is chosen anew unless it is named."""
        return self.view.link("reports:drill", **{**self.words, "menurut": "", **changes})

    def into_month(self, month) -> str:
        span = self.view.span if self.view.span != YEAR else ""
        return self.link(bulan=month, rentang="1", naik=span)


def _village(code: str) -> Region | None:
    if not code:
        return None
    village = Region.objects.villages().filter(pk=code[:13]).first()
    if village is None:
        raise Http404("Desa itu tidak dikenal.")
    return village
