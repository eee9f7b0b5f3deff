"""What stands behind the passport figures: differences of the register and of sheets, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db.models import Count

from dbi_portal.lib.months import Month
from officers.models import Office
from reports.figures import discrepancies
from reports.figures.counted import Discrepancy
from reports.figures.ledger import Ledger
from reports.figures.monthly.content import Correction, Difference, Source
from reports.figures.monthly.words.keys import ISSUED_KEY
from reports.figures.period import MonthRange
from reports.models import PassportStatistic, StatisticDiscrepancy
from reports.period import Period

RUN = ("filename", "sha256", "committed_by__username", "committed_at")
BY_HAND = "dimasukkan dengan tangan"


def differences(
    offices: Collection[Office], month: Month, book: Ledger, known_at: datetime
) -> dict[int, list[Difference]]:
    """By office id: between figures of the register, then those that sheets printed; each once."""
    printed = defaultdict(list)
    found = discrepancies.touching([each.pk for each in offices], month, known_at=known_at)
    for row in found:
        printed[row.office_id].append(row)
    return {
        office.pk: list(once([*_of_register(office, month, book), *_of(office, printed)]))
        for office in offices
    }


def of_corrected(
    office: Office, corrections: Collection[Correction], month: Month, book: Ledger
) -> Iterator[Difference]:
    """Those a corrected month of an earlier year is part of; this year's are told anyway.

    The month's own report is closed, so nothing else would ever tell them.
    """
    about = [each for each in corrections if each.key == ISSUED_KEY or each.is_part]
    issued = {Month.parse(each.month) for each in about}
    for corrected in sorted(each for each in issued if each.year < month.year):
        for last in (corrected, Month(corrected.year, 12)):
            for found in book.discrepancies(office.pk, MonthRange.year_to(last)):
                if corrected in found.months:
                    yield _difference(office, found)


def once(found: Iterable[Difference]) -> Iterator[Difference]:
    """Every difference once, however many ways lead to it."""
    told = {}
    for each in found:
        told.setdefault((each.period, each.printed, each.computed), each)
    yield from told.values()


def _of_register(office: Office, month: Month, book: Ledger) -> Iterator[Difference]:
    for found in book.discrepancies(office.pk, MonthRange.year_to(month)):
        yield _difference(office, found)


def _difference(office: Office, found: Discrepancy) -> Difference:
    return Difference(
        office=office.short_name,
        period=found.months.label,
        printed=found.printed,
        computed=found.computed,
        parts=found.parts,
    )


def _of(office: Office, printed: dict[int, list[StatisticDiscrepancy]]) -> Iterator[Difference]:
    for row in printed.get(office.pk, ()):
        yield Difference(
            office=office.short_name,
            period=Period(row.period_start, row.period_end).label,
            printed=row.printed,
            computed=row.computed,
            parts=row.where,
            source=discrepancies.where_from(row),
        )


def sources(
    offices: Collection[Office], month: Month, known_at: datetime
) -> dict[int, list[Source]]:
    """By office id: files and hand entries behind the figures of this year up to this month."""
    names = {office.pk: office.short_name for office in offices}
    rows = (
        PassportStatistic.objects.known_at(known_at)
        .filter(
            office__in=names,
            period_start__gte=MonthRange.year_to(month).first_day,
            period_end__lte=month.last_day,
        )
        .order_by()
        .values_list("office_id", "source", *(f"import_run__{name}" for name in RUN))
        .annotate(figures=Count("pk"))
        .order_by("import_run__committed_at", "source", "import_run__filename")
    )
    found = defaultdict(list)
    for office_id, source, filename, digest, by, at, figures in rows:
        found[office_id].append(
            Source(
                office=names[office_id],
                name=filename or source or BY_HAND,
                digest=(digest or "")[:16],
                by=by or "",
                at=at.isoformat() if at else "",
                figures=figures,
            )
        )
    return found
