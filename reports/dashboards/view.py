"""What the address of an analysis page asks for: one vocabulary for all of them.

?bulan=2025-08&rentang=3&kantor=kanim-bekasi&kabupaten=32.75&tahap=aktif&hasil=terbit
&keperluan=pmi&tujuan=Malaysia&per=2025-09-30. What means nothing is ignored, and said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from dbi_portal.lib.months import Month, NotAMonth
from dbi_portal.lib.pages.as_known import KnownOn, known_on
from officers.models import Office, User
from reports.dashboards.ignored import point_out, point_out_month
from reports.dashboards.scope import Scope
from reports.figures.period import MonthRange
from reports.figures.slices import Slice
from reports.models.statistic import Outcome, Purpose
from reports.models.summary import DestinationSum
from villages.models import GuidedVillage, Region

YEAR = "tahun"  # January to the month that is shown
SPANS = {
    YEAR: "sejak Januari",
    "1": "bulan itu saja",
    "3": "3 bulan",
    "6": "6 bulan",
    "12": "12 bulan",
    "24": "24 bulan",
    "36": "36 bulan",
    "60": "60 bulan",
}
ALL = "semua"  # the address's word for every purpose together
EARLIEST = Month(2000, 1)
REGENCY = re.compile(r"[0-9]{2}\.[0-9]{2}")


@dataclass(frozen=True)
class View:
    """The filters of one address. Empty: not filtered, or as usual (`month`: the latest)."""

    month: Month | None = None
    span: str = YEAR
    office: str = ""  # code of the office whose page it is; empty: the reader's own
    regency: str = ""
    stage: str = ""
    outcome: str = Outcome.ISSUED
    purpose: str = Purpose.MIGRANT_WORK  # empty: all together
    destination: str = ""
    known: KnownOn | None = None

    @classmethod
    def read(cls, request: HttpRequest) -> View:
        """From an address; points out (as messages) what it does not obey.

        A month that has not begun by the day the page is about is none.
        """
        known = known_on(request)
        view = cls.of(request.GET, known=known)
        today = known.day if known else timezone.localdate()
        if view.month and view.month > Month.of(today):
            view = view.latest
        if not view.month:
            point_out_month(request, today)
        point_out(request, view.filters)
        return view

    @classmethod
    def of(cls, query: Mapping[str, str], *, known: KnownOn | None = None) -> View:
        """The same from its words alone, such as those of a saved view."""
        outcome = _one_of(query.get("hasil", ""), Outcome.values) or Outcome.ISSUED
        return cls(
            month=_month(query.get("bulan", "")),
            span=_one_of(query.get("rentang", ""), SPANS) or YEAR,
            office=query.get("kantor", "").strip(),
            regency=_regency(query.get("kabupaten", "")),
            stage=_one_of(query.get("tahap", ""), GuidedVillage.Stage.values),
            outcome=outcome,
            purpose=_purpose(query.get("keperluan", ""), outcome),
            destination=_destination(query.get("tujuan", "").strip()),
            known=known,
        )

    def head(self, user: User) -> Office:
        """Whose page it is; raises Http404 for an office this reader does not see."""
        if not self.office or (user.office and self.office == user.office.code):
            if user.office:
                return user.office
            return get_object_or_404(Office.objects.none(), code=self.office)
        return get_object_or_404(Office.objects.visible_to(user), code=self.office)

    def months(self, last: Month) -> MonthRange:
        """The months that end with `last`, as many as the address asks for."""
        if self.span == YEAR:
            return MonthRange.year_to(last)
        return MonthRange.ending(last, months=int(self.span))

    def slice(self, scope: Scope, **changes: object) -> Slice:
        """The figures of the offices that belonged to `scope` in its month.

        A village status asks the database which villages had it at the month's end.
        """
        offices = tuple(sorted(scope.members[scope.month]))
        asked = Slice(
            offices=offices,
            months=self.months(scope.month),
            outcome=self.outcome,
            purpose=self.purpose,
            destination=self.destination,
            regency=self.regency,
            homes=self._homes(offices, scope.month.last_day) if self.stage else None,
        )
        return asked.but(**changes)

    def _homes(self, offices: tuple[int, ...], day: date) -> tuple[str, ...]:
        then = self.known and self.known.moment
        villages = GuidedVillage.objects.held_by(offices, on=day)
        villages = villages.with_stage_on(day, known_at=then).filter(stage_then=self.stage)
        return tuple(sorted(set(villages.values_list("region_id", flat=True))))

    @property
    def latest(self) -> View:
        """The same of the latest month with data."""
        return replace(self, month=None)

    @property
    def filters(self) -> dict[str, str]:
        """What each filter is set to, by the address's names; what goes without saying too."""
        told = {"rentang": self.span, "hasil": self.outcome, "keperluan": self.purpose or ALL}
        known = ("kabupaten", "tahap", "tujuan")
        words = told | {name: self._every_word[name] for name in known}
        return {name: str(word) for name, word in words.items()}

    @property
    def words(self) -> dict[str, str]:
        """The address's words by name, without those that go without saying."""
        return {name: text for name, text in self._every_word.items() if text}

    @property
    def _every_word(self) -> dict[str, str]:
        return {
            "bulan": str(self.month or ""),
            "rentang": self.span if self.span != YEAR else "",
            "kantor": self.office,
            "kabupaten": self.regency,
            "tahap": str(self.stage),
            "hasil": str(self.outcome) if self.outcome != Outcome.ISSUED else "",
            "keperluan": self._purpose_word,
            "tujuan": self.destination,
            "per": str(self.known.day) if self.known else "",
        }

    @property
    def _purpose_word(self) -> str:
        if self.purpose == usual_purpose(self.outcome):
            return ""
        return str(self.purpose) or ALL

    def query(self, **changes: object) -> str:
        """ "bulan=2025-08&kantor=…" by the address's names; None or "" leaves one out."""
        words = self._every_word | {name: str(value or "") for name, value in changes.items()}
        return urlencode({name: text for name, text in words.items() if text})

    def link(self, name: str, *args: object, **changes: object) -> str:
        """The address of the page of that URL name with these filters."""
        path, query = reverse(name, args=args), self.query(**changes)
        return f"{path}?{query}" if query else path


def usual_purpose(outcome: str) -> str:
    """PMI for passports that were issued; what was refused or stopped is mostly not told apart."""
    return Purpose.MIGRANT_WORK if outcome == Outcome.ISSUED else ""


def _purpose(text: str, outcome: str) -> str:
    if text == ALL:
        return ""
    return _one_of(text, Purpose.values) or usual_purpose(outcome)


def _one_of(text: str, choices) -> str:
    return text if text in choices else ""


def _month(text: str) -> Month | None:
    try:
        month = Month.parse(text)
    except NotAMonth:
        return None
    return month if month >= EARLIEST else None


def _regency(text: str) -> str:
    if not REGENCY.fullmatch(text):
        return ""
    known = Region.objects.filter(pk=text, level=Region.Level.REGENCY)
    return text if known.exists() else ""


def _destination(text: str) -> str:
    """A country that figures name, of whichever office and month."""
    known = DestinationSum.objects.filter(destination=text[:60])
    return text[:60] if text and known.exists() else ""
