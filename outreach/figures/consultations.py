"""How many consultations, by month and by what they were about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from dbi_portal.lib.months import Month
from outreach.models import Consultation

MONTHS = 12  # as many as stand side by side; older ones are one column
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {  # in the address → heading, how a row is named
    "topik": ("Topik", ("topic_id", "topic__name")),
    "desa": ("Desa", ("village_id", "village__region__name")),
    "hasil": ("Hasil", ("outcome", "outcome")),
}
OUTCOMES = dict(Consultation.Outcome.choices)


@dataclass(frozen=True)
class Line:
    """One topic, village or outcome: `key` as a filter takes it, counts in the columns' order."""

    key: str
    name: str
    counts: tuple[int, ...]
    earlier: int
    total: int


@dataclass(frozen=True)
class Summary:
    """Counts by month; `earlier` columns are added up in one where there are more than MONTHS."""

    heading: str
    months: tuple[Month, ...]
    lines: tuple[Line, ...]
    total: Line

    @property
    def has_earlier(self) -> bool:
        return bool(self.total.earlier)


def summary(consultations: QuerySet, kind: str) -> Summary:
    """The rows of a register counted by month and topic, village or outcome, in one query."""
    heading, columns = KINDS[kind]
    rows = (
        consultations.order_by()
        .annotate(month=TruncMonth("held_on"))
        .values_list(*columns, "month")
        .annotate(number=Count("pk"))
    )
    counted: dict[tuple, Counter] = {}
    for key, name, day, number in rows:
        counted.setdefault((key, name), Counter())[Month.of(day)] += number
    together = sum(counted.values(), Counter())
    months = tuple(sorted(together)[-MONTHS:])
    lines = [_line(key, _name(kind, name), each, months) for (key, name), each in counted.items()]
    return Summary(
        heading,
        months,
        tuple(sorted(lines, key=lambda line: (-line.total, line.name))),
        _line("", "Jumlah", together, months),
    )


def _name(kind: str, name: str | None) -> str:
    if name is None:
        return "Bukan dari Desa Binaan"
    return OUTCOMES[name] if kind == "hasil" else name


def _line(key: object, name: str, counted: Counter, months: Sequence[Month]) -> Line:
    counts = tuple(counted[month] for month in months)
    return Line(str(key or ""), name, counts, counted.total() - sum(counts), counted.total())
