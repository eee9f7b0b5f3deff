"""Selisih: a printed total beside what its parts add up to, in the register or in a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db.models import Exists, OuterRef, QuerySet

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from reports.figures.discrepancies import where_from
from reports.figures.ledger import Ledger
from reports.figures.measure import Measure
from reports.figures.period import MonthRange
from reports.figures.quality.content import Oddity
from reports.figures.quality.series import named
from reports.models import PassportStatistic, StatisticDiscrepancy

RULE, LABEL = "selisih", "Selisih"
EXPLAINED = "Angka tertulis tidak sama dengan jumlah rinciannya. Keduanya tetap disimpan."


def find(
    books: Mapping[Measure, Ledger], offices: Collection[int], months: MonthRange
) -> Iterator[Oddity]:
    """Of the year up to the last month: where a running total begins is where it is checked."""
    year = MonthRange.year_to(months.last)
    for measure, book in books.items():
        for pk in offices:
            for each in book.discrepancies(pk, year):
                lacking = f", {len(each.missing)} bulan belum ada" if each.missing else ""
                yield Oddity(
                    RULE,
                    pk,
                    each.months,
                    f"{named(measure)} {each.months.label}: tertulis {angka(each.printed)}",
                    f"{each.parts.capitalize()} {angka(each.computed)}: selisih "
                    f"{angka(each.difference)}{lacking}.",
                    (each.printed, each.computed),
                    measure,
                )


def in_sheets(offices: Collection[int], months: MonthRange) -> QuerySet[StatisticDiscrepancy]:
    """Those of imports that stand, unless all their figures were corrected since."""
    written = PassportStatistic.objects.filter(
        import_run=OuterRef("run"),
        period_start__gte=OuterRef("period_start"),
        period_end__lte=OuterRef("period_end"),
    )
    rows = StatisticDiscrepancy.objects.standing().filter(
        office__in=offices,
        period_start__lte=months.last_day,
        period_end__gte=months.first_day,
    )
    standing = ~Exists(written) | Exists(written.current())
    return rows.filter(standing).select_related("run").order_by("office", "period_start", "pk")


def of_sheets(rows: Iterable[StatisticDiscrepancy]) -> Iterator[Oddity]:
    for row in rows:
        yield Oddity(
            RULE,
            row.office_id,
            MonthRange(Month.of(row.period_start), Month.of(row.period_end)),
            f"{row.where}: tertulis {angka(row.printed)}",
            f"Dihitung {angka(row.computed)}: selisih {angka(abs(row.difference))}. "
            f"Dari {where_from(row)}.",
            (row.printed, row.computed, row.where),
        )
