"""Something odd in the data, as a value; and from how much on it is odd."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from reports.figures.measure import Measure
from reports.figures.period import MonthRange

LONGEST_KEY = 200


@dataclass(frozen=True)
class Limits:
    """One office's thresholds, as chosen in Pengaturan; all of them are ours."""

    score: float = 3.5  # robust z beyond which a month is an outlier
    history: int = 6  # months known before it, of the twelve, without which nothing is judged
    factor: int = 3  # a jump is so many times the month before, or that part of it
    size: int = 50  # and at least so many applications or people
    lines: int = 5  # equal lines from which on two tables are doubles


@dataclass(frozen=True)
class Oddity:
    """`text` is what and where, `beside` compared with what and by which rule.

    `values` are the figures it is odd with: changed ones make another key, and are asked anew.
    """

    rule: str
    office_id: int
    months: MonthRange
    text: str
    beside: str
    values: tuple[object, ...]
    measure: Measure | None = None
    sessions: tuple[int, ...] = ()

    @cached_property
    def key(self) -> str:
        what = (self.measure.outcome, self.measure.purpose) if self.measure else ()
        parts = [self.rule, *what, self.months.first, self.months.last, *self.values]
        plain = "|".join(map(str, parts))
        if len(plain) <= LONGEST_KEY:
            return plain
        digest = hashlib.sha256(plain.encode()).hexdigest()
        return f"{plain[: LONGEST_KEY - 65]}|{digest}"
