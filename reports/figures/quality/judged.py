"""What was found beside what somebody said about it: the latest word on a key holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from reports.figures.period import MonthRange
from reports.figures.quality.content import Oddity
from reports.figures.quality.found import LABELS, oddities
from reports.models import DataVerdict

Verdicts = Mapping[tuple[int, str], DataVerdict]


def verdicts(found: Iterable[Oddity]) -> Verdicts:
    """By office id and key, in one query."""
    offices, keys = {each.office_id for each in found}, {each.key for each in found}
    rows = DataVerdict.objects.filter(office__in=offices, key__in=keys).select_related("by")
    return {(row.office_id, row.key): row for row in rows.order_by("at", "pk")}


def is_open(found: Oddity, said: Verdicts) -> bool:
    """Nobody has answered, or it was to be mended and still is as it was."""
    verdict = said.get((found.office_id, found.key))
    return verdict is None or verdict.verdict == DataVerdict.Verdict.TO_MEND


def open_counts(offices: Collection[int], months: MonthRange, *, today: date) -> dict[str, int]:
    """How many lines of each rule wait for an answer, by the rule's key; only those that do."""
    found = oddities(offices, months, today=today)
    said = verdicts(found)
    return dict(Counter(each.rule for each in found if is_open(each, said)))


def quality_words(counts: Mapping[str, int]) -> str:
    """ "3 lonjakan, 1 bulan kosong", in the order of the rules."""
    return ", ".join(
        f"{counts[rule]} {label.lower()}" for rule, label in LABELS.items() if counts.get(rule)
    )
