"""Counts by Kanwil and month, with the small ones left out. The only way figures get out.

One table holds everything that may be read off together, so that what is hidden in one place
cannot be worked out from another: national totals, years and kinds are sums of the same table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import F, Sum

from dbi_portal.lib.months import Month
from officers.models import Office, OfficeSupervision
from officers.roles import OfficeKind
from outreach.models import SessionKind
from outreach.models.summary import SessionSum
from reports.figures.made_up import MadeUp
from reports.figures.measure import NOT_ISSUED, Measure
from reports.figures.passports import ledgers
from reports.figures.period import MonthRange
from reports.figures.suppression import LEAST, Axis, Cell, Protected, protect
from reports.models.statistic import Outcome, Purpose

NATION, ALL_KINDS, NOBODY = "nasional", "semua", "tanpa-kanwil"
YEARS = 2  # this one and the one before


@dataclass(frozen=True)
class Table:
    """`held.shown((place, period))`, with a kind as third member where there are kinds."""

    held: Protected
    made_up: bool = False
    names: dict[str, str] = field(default_factory=dict)  # of places and kinds
    codes: tuple[str, ...] = ()  # of kinds, in their order
    until: str = ""  # the last month anything is known of

    def cells(self) -> Iterator[tuple[str, ...]]:
        return iter(sorted(self.held.cells))


def span(today: date) -> MonthRange:
    """The whole months that are published: to the last one that is over."""
    last = Month.of(today).previous()
    return MonthRange(Month(last.year - YEARS + 1, 1), last)


def months_axis(months: MonthRange) -> Axis:
    return Axis({str(month): (f"{month.year}",) for month in months})


@dataclass(frozen=True)
class Kanwils:
    """Which Kanwil an office belonged to in a month: on its last day."""

    kinds: dict[int, str]
    codes: dict[int, str]
    names: dict[str, str]
    links: dict[int, list[tuple[date, date, int]]]

    @classmethod
    def now(cls) -> Kanwils:
        offices = list(Office.objects.values_list("pk", "kind", "code", "short_name"))
        links = defaultdict(list)
        rows = OfficeSupervision.objects.values_list(
            "office_id", "starts_on", "ends_on", "supervisor_id"
        )
        for office, start, end, above in rows:
            links[office].append((start, end or date.max, above))
        return cls(
            kinds={pk: kind for pk, kind, _, _ in offices},
            codes={pk: code for pk, _, code, _ in offices},
            names={code: name for _, _, code, name in offices},
            links=dict(links),
        )

    def of(self, office: int, month: Month) -> str:
        """The code of the Kanwil; a Kanwil's or the centre's own acts are its own."""
        if self.kinds[office] in (OfficeKind.KANWIL, OfficeKind.CENTRE):
            return self.codes[office]
        day = month.last_day
        found = (up for start, end, up in self.links.get(office, ()) if start <= day <= end)
        return self.codes.get(next(found, 0), NOBODY)

    @property
    def local(self) -> list[int]:
        own = (OfficeKind.KANIM, OfficeKind.RUDENIM)
        return [pk for pk, kind in self.kinds.items() if kind in own]

    def named(self, places: Iterable[str]) -> dict[str, str]:
        return {NATION: "Nasional", NOBODY: "Tanpa Kanwil"} | {
            code: self.names[code] for code in places if code in self.names
        }


def places_axis(places: Iterable[str]) -> Axis:
    return Axis(dict.fromkeys(sorted(set(places)), (NATION,)))


def sessions(today: date) -> Table:
    """Approved sessions by Kanwil, month and kind, as finely as their totals can be shown.

    A session is no person, and where few are held each count of a month and kind is small: all of
    them together would hide the totals too. Then the totals are published and the rest is not.
    """
    values, kanwils, made_up = _counted(today, "sessions", by_kind=True)
    kinds = dict(SessionKind.objects.values_list("code", "name"))
    held = as_fine_as_totals_stand(values, span(today), kinds)
    names = kanwils.named(cell[0] for cell in held.cells) | kinds | {ALL_KINDS: "Semua jenis"}
    return Table(held, made_up, names, tuple(kinds), _until(values))


def participants(today: date) -> Table:
    """People at approved sessions by Kanwil and month; sessions without a count add nothing."""
    values, kanwils, made_up = _counted(today, "people", by_kind=False)
    axes = [places_axis(cell[0] for cell in values), months_axis(span(today))]
    names = kanwils.named(cell[0] for cell in values)
    return Table(protect(values, axes), made_up, names, until=_until(values))


def as_fine_as_totals_stand(
    values: Mapping[Cell, int], months: MonthRange, kinds: Iterable[str]
) -> Protected:
    """Counts by (Kanwil, month, kind): the finest of four tables that shows each year's total.

    They are never published side by side: Kanwil, month, kind; Kanwil, month; Kanwil, year; the
    nation's years. A total of 1 to 4 stays hidden in all of them.
    """
    places, every = places_axis(cell[0] for cell in values), Axis({ALL_KINDS: ()})
    years = Axis({str(year): () for year in sorted({month.year for month in months})})
    coarser = (
        (
            lambda cell: cell,
            [places, months_axis(months), Axis(dict.fromkeys(kinds, (ALL_KINDS,)))],
        ),
        (lambda cell: (cell[0], cell[1], ALL_KINDS), [places, months_axis(months), every]),
        (lambda cell: (cell[0], cell[1][:4], ALL_KINDS), [places, years, every]),
        (lambda cell: (NATION, cell[1][:4], ALL_KINDS), [Axis({NATION: ()}), years, every]),
    )
    for grain, axes in coarser:
        held = protect(_grouped(values, grain), axes)
        totals = {cell for cell in held.cells if cell[0] == NATION and len(cell[1]) == 4}
        if not any(held.cells[cell] >= LEAST for cell in totals & held.hidden):
            break
    return held


def _grouped(values: Mapping[Cell, int], grain: Callable[[Cell], Cell]) -> dict[Cell, int]:
    found: dict[Cell, int] = defaultdict(int)
    for cell, value in values.items():
        found[grain(cell)] += value
    return dict(found)


def _until(values: Mapping[Cell, int]) -> str:
    return max((cell[1] for cell in values), default="")


def _counted(today: date, measure: str, *, by_kind: bool) -> tuple[dict[Cell, int], Kanwils, bool]:
    """A measure of SessionSum by (Kanwil, month) and kind; whether some of it is made up."""
    months, kanwils = span(today), Kanwils.now()
    code_of = dict(SessionKind.objects.values_list("pk", "code"))
    rows = SessionSum.objects.filter(
        month__gte=months.first_day, month__lte=months.last_day, sessions__gt=0
    )
    grouped = rows.values_list("office_id", "month", "kind_id").order_by()
    values: dict[tuple, int] = defaultdict(int)
    if measure == "people":  # where nobody was counted, nothing is known
        grouped = grouped.filter(uncounted__lt=F("sessions"))
    made_up = False
    for office, day, kind, total, fake in grouped.annotate(Sum(measure), Sum("made_up")):
        month = Month.of(day)
        cell = kanwils.of(office, month), str(month), *([code_of[kind]] if by_kind else [])
        values[cell] += total
        made_up = made_up or bool(fake)
    return dict(values), kanwils, made_up


# Issued ones by purpose, all others whatever the purpose: were a part and its whole both published,
# one would tell about what is hidden in the other.
MEASURES = (*(Measure(Outcome.ISSUED, purpose) for purpose in Purpose), *NOT_ISSUED)


def passports(today: date) -> dict[Measure, Table]:
    """A table for each of MEASURES: outcomes never add up, and no sum of purposes is told."""
    months, kanwils = span(today), Kanwils.now()
    books = ledgers(kanwils.local, months, MEASURES)
    found = {}
    for measure, book in books.items():
        values: dict[tuple, int] = defaultdict(int)
        made_up = False
        for office in kanwils.local:
            for month in months:
                figure = book.month(office, month)
                if figure.value is not None:
                    values[kanwils.of(office, month), str(month)] += figure.value
                    made_up = made_up or figure.made_up is not MadeUp.NONE
        axes = [places_axis(cell[0] for cell in values), months_axis(months)]
        names = kanwils.named(cell[0] for cell in values)
        found[measure] = Table(protect(values, axes), made_up, names, until=_until(values))
    return found


@dataclass(frozen=True)
class Tables:
    """All of them as of one day, each worked out when it is first asked for."""

    today: date

    @cached_property
    def sessions(self) -> Table:
        return sessions(self.today)

    @cached_property
    def participants(self) -> Table:
        return participants(self.today)

    @cached_property
    def passports(self) -> dict[Measure, Table]:
        return passports(self.today)
