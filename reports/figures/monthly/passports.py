"""The passport part of a month of some offices, as the portal knew it at one moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from dbi_portal.lib.months import Month
from officers.models import Office
from officers.roles import OfficeKind
from reports.figures import passports, ranking
from reports.figures.counted import Basis
from reports.figures.monthly import breakdowns, register
from reports.figures.monthly.content import Correction, Line, Point, Rank
from reports.figures.passports import NOT_ISSUED, PMI_ISSUED, Measure
from reports.figures.period import MonthRange
from reports.models.statistic import Outcome, Purpose

TREND_MONTHS = 13
ISSUED = Measure(Outcome.ISSUED)
BY_PURPOSE = tuple(Measure(Outcome.ISSUED, purpose) for purpose in Purpose)
MEASURES = (PMI_ISSUED, *NOT_ISSUED, *BY_PURPOSE)
RANKED = (OfficeKind.KANIM, OfficeKind.RUDENIM)


class PassportMonths:
    """The sums behind the month of some offices, fetched once for all of them: seven queries."""

    def __init__(self, *, offices: Collection[Office], month: Month, known_at: datetime):
        self.month = month
        ids = [office.pk for office in offices]
        span = MonthRange(month.plus(1 - TREND_MONTHS), month)
        self.books = passports.ledgers(ids, span, MEASURES, known_at=known_at)
        book = self.books[PMI_ISSUED]
        self._places = _places(offices, month, known_at)
        self._origins = breakdowns.origins(book, ids, month, known_at)
        self._destinations = breakdowns.destinations(book, ids, month, known_at)
        self._differences = register.differences(offices, month, book, known_at)
        self._sources = register.sources(offices, month, known_at)

    def sections(
        self, office: Office, corrections: Collection[Correction] = ()
    ) -> dict[str, tuple]:
        """What the report says of passports, by the name of its field.

        A difference that the report's own `corrections` made in another year is told with them.
        """
        pk = office.pk
        corrected = register.of_corrected(office, corrections, self.month, self.books[PMI_ISSUED])
        return {
            "passports": tuple(self._lines(pk)),
            "purposes": tuple(self._purposes(pk)),
            "destinations": tuple(self._destinations.get(pk, ())),
            "ranks": tuple(self._ranks(office)),
            "trend": tuple(self._trend(pk)),
            "origins": tuple(self._origins.get(pk, ())),
            "differences": tuple(register.once([*self._differences.get(pk, ()), *corrected])),
            "sources": tuple(self._sources.get(pk, ())),
        }

    def _lines(self, office_id: int) -> Iterator[Line]:
        """PMI passports issued, always; every other outcome that has a figure this year."""
        yield self._line(office_id, PMI_ISSUED, label_of(PMI_ISSUED))
        for measure in NOT_ISSUED:
            line = self._line(office_id, measure, label_of(measure))
            if (line.value, line.before, line.year_ago, line.to_date) != (None,) * 4:
                yield line

    def _purposes(self, office_id: int) -> Iterator[Line]:
        for measure in BY_PURPOSE:
            line = self._line(office_id, measure, Purpose(measure.purpose).label)
            if line.value is not None or line.to_date is not None:
                yield line

    def _ranks(self, office: Office) -> Iterator[Rank]:
        """The office's place in the country since January; none while it has no figure."""
        place = self._places.get(office.pk)
        if place and office.kind in RANKED:
            yield Rank(
                office=office.short_name,
                place=place.place,
                sentence=ranking.sentence(place, MonthRange.year_to(self.month)),
                made_up=place.made_up.value,
            )

    def _trend(self, office_id: int) -> Iterator[Point]:
        book = self.books[PMI_ISSUED]
        for month in self.month.plus(1 - TREND_MONTHS).until(self.month):
            figure = book.month(office_id, month)
            yield Point(str(month), figure.value, figure.basis is Basis.DIFFERENCE)

    def _line(self, office_id: int, measure: Measure, label: str) -> Line:
        book, month = self.books[measure], self.month
        now, before = book.month(office_id, month), book.month(office_id, month.previous())
        year = book.range(office_id, MonthRange.year_to(month))
        return Line(
            key=key_of(measure),
            label=label,
            unit=measure.unit,
            value=now.value,
            before=before.value,
            year_ago=book.month(office_id, month.year_ago).value,
            to_date=year.value,
            note=now.note or year.note,
            made_up=now.made_up.value,
            made_up_to_date=year.made_up.value,
            comparable=None in (now.value, before.value) or now.grain == before.grain,
        )


def _places(
    offices: Collection[Office], month: Month, known_at: datetime
) -> dict[int, ranking.Standing]:
    """Where each office of the country stands since January; not asked for a Kanwil alone."""
    if not any(office.kind in RANKED for office in offices):
        return {}
    places = ranking.standings(MonthRange.year_to(month), known_at=known_at)
    return {place.office_id: place for place in places}


def key_of(measure: Measure) -> str:
    """The name of a line's measure: "terbit:pmi"."""
    return f"{measure.outcome}:{measure.purpose}"


def label_of(measure: Measure) -> str:
    if measure == PMI_ISSUED:
        return "Paspor PMI terbit"
    return Outcome(measure.outcome).label
