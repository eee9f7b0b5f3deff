"""The passport part of an office's month, as the portal knew it at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count

from dbi_portal.lib.months import Month
from officers.models import Office
from reports.figures import discrepancies, passports, ranking
from reports.figures.counted import Basis
from reports.figures.made_up import MadeUp
from reports.figures.monthly.content import Difference, Line, Origin, Point, Rank, Source
from reports.figures.passports import NOT_ISSUED, PMI_ISSUED, Measure
from reports.figures.period import MonthRange
from reports.models import PassportStatistic
from reports.models.statistic import Outcome, Purpose
from reports.period import Period

TREND_MONTHS = 13
ISSUED = Measure(Outcome.ISSUED)
BY_PURPOSE = tuple(Measure(Outcome.ISSUED, purpose) for purpose in Purpose)
MEASURES = (PMI_ISSUED, *NOT_ISSUED, *BY_PURPOSE)


class PassportMonth:
    """The sums behind one office's month, fetched once."""

    def __init__(self, *, office: Office, month: Month, known_at: datetime):
        self.office, self.month, self.known_at = office, month, known_at
        span = MonthRange(month.plus(1 - TREND_MONTHS), month)
        self.books = passports.ledgers([office.pk], span, MEASURES, known_at=known_at)

    def lines(self) -> Iterator[Line]:
        """PMI passports issued, always; every other outcome that has a figure this year."""
        yield self._line(PMI_ISSUED, label_of(PMI_ISSUED))
        for measure in NOT_ISSUED:
            line = self._line(measure, label_of(measure))
            if (line.value, line.before, line.year_ago, line.to_date) != (None,) * 4:
                yield line

    def purposes(self) -> Iterator[Line]:
        for measure in BY_PURPOSE:
            line = self._line(measure, Purpose(measure.purpose).label)
            if line.value is not None or line.to_date is not None:
                yield line

    def ranks(self) -> Iterator[Rank]:
        """The office's place in the country since January; none while it has no figure."""
        year = MonthRange.year_to(self.month)
        place = ranking.rank(self.office, year, known_at=self.known_at)
        if place:
            yield Rank(
                office=self.office.short_name,
                place=place.place,
                sentence=ranking.sentence(place, year),
                made_up=place.made_up.value,
            )

    def trend(self) -> Iterator[Point]:
        book = self.books[PMI_ISSUED]
        for month in self.month.plus(1 - TREND_MONTHS).until(self.month):
            figure = book.month(self.office.pk, month)
            yield Point(str(month), figure.value, figure.basis is Basis.DIFFERENCE)

    def origins(self) -> Iterator[Origin]:
        """Villages the PMI applicants come from, most of the year first."""
        this_month = {row.region_id: row for row in self._by_village(self.month)}
        for row in self._by_village(MonthRange.year_to(self.month)):
            now = this_month.get(row.region_id)
            yield Origin(
                code=row.region_id,
                name=row.name,
                path=row.path,
                value=now.value if now else None,
                to_date=row.value,
                made_up=MadeUp.of([row.made_up]).value,
            )

    def differences(self) -> Iterator[Difference]:
        """Between figures of the register, then those that sheets printed; each once."""
        told = set()
        for found in (*self._of_register(), *self._of_sheets()):
            key = (found.period, found.printed, found.computed)
            if key not in told:
                yield found
            told.add(key)

    def _of_register(self) -> Iterator[Difference]:
        year = MonthRange.year_to(self.month)
        for found in self.books[PMI_ISSUED].discrepancies(self.office.pk, year):
            yield Difference(
                office=self.office.short_name,
                period=found.months.label,
                printed=found.printed,
                computed=found.computed,
                parts=found.parts,
            )

    def _of_sheets(self) -> Iterator[Difference]:
        rows = discrepancies.touching(self.office.pk, self.month, known_at=self.known_at)
        for row in rows:
            yield Difference(
                office=self.office.short_name,
                period=Period(row.period_start, row.period_end).label,
                printed=row.printed,
                computed=row.computed,
                parts=row.where,
                source=discrepancies.where_from(row),
            )

    def sources(self) -> Iterator[Source]:
        """Files and hand entries behind the figures of this year up to this month."""
        rows = (
            PassportStatistic.objects.known_at(self.known_at)
            .filter(
                office=self.office,
                period_start__gte=MonthRange.year_to(self.month).first_day,
                period_end__lte=self.month.last_day,
            )
            .order_by()
            .values(
                "import_run__filename",
                "import_run__sha256",
                "import_run__committed_by__username",
                "import_run__committed_at",
                "source",
            )
            .annotate(figures=Count("pk"))
            .order_by("import_run__committed_at", "source")
        )
        for row in rows:
            at = row["import_run__committed_at"]
            yield Source(
                office=self.office.short_name,
                name=row["import_run__filename"] or row["source"] or "dimasukkan dengan tangan",
                digest=(row["import_run__sha256"] or "")[:16],
                by=row["import_run__committed_by__username"] or "",
                at=at.isoformat() if at else "",
                figures=row["figures"],
            )

    def _by_village(self, months: Month | MonthRange):
        book = self.books[PMI_ISSUED]
        offices = [self.office.pk]
        return passports.by_village(offices, months, known_at=self.known_at, book=book).rows

    def _line(self, measure: Measure, label: str) -> Line:
        book, pk, month = self.books[measure], self.office.pk, self.month
        now, before = book.month(pk, month), book.month(pk, month.previous())
        year = self._year_to_date(measure)
        return Line(
            key=f"{measure.outcome}:{measure.purpose}",
            label=label,
            unit=measure.unit,
            value=now.value,
            before=before.value,
            year_ago=book.month(pk, month.year_ago).value,
            to_date=year.value,
            note=now.note or year.note,
            made_up=now.made_up.value,
            made_up_to_date=year.made_up.value,
            comparable=None in (now.value, before.value) or now.grain == before.grain,
        )

    def _year_to_date(self, measure: Measure):
        return self.books[measure].range(self.office.pk, MonthRange.year_to(self.month))


def label_of(measure: Measure) -> str:
    if measure == PMI_ISSUED:
        return "Paspor PMI terbit"
    return Outcome(measure.outcome).label
