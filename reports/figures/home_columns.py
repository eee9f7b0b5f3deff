"""Home villages and what was counted for each, as columns: a country of them at once.

A village is a number here: 32.75.03.1006 is 3275031006, which sorts as its code does. 83,762 rows
as objects take seconds to build and rank; as columns of numpy they take milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reports.figures.made_up import MadeUp

DIGITS = 10  # of a village's code; a code of a higher level is followed by noughts
# The same in SQL, of a column named so.
NUMBER = "rpad(replace({column}, '.', ''), 10, '0')::bigint"
LEVELS = (slice(0, 2), slice(2, 4), slice(4, 6), slice(6, 10))


def number_of(code: str) -> int:
    return int(code.replace(".", "").ljust(DIGITS, "0"))


def code_of(number: int) -> str:
    digits = f"{number:0{DIGITS}d}"
    parts = [digits[level] for level in LEVELS]
    while not int(parts[-1]):
        parts.pop()
    return ".".join(parts)


def numbers_of(codes: Iterable[str]) -> np.ndarray:
    return np.array([number_of(code) for code in codes], dtype=np.int64)


def span_of(regency: str) -> tuple[int, int]:
    """The numbers between which everything beneath a regency lies, neither of them beneath it."""
    first = number_of(regency)
    return first, first + 10 ** (DIGITS - len(regency.replace(".", "")))


@dataclass(frozen=True)
class HomeColumns:
    """Columns as long as one another: `codes` rises, each village once; the rest belongs to it.

    `figures`: how many figures make the sum in `total`; `made_up`: how many of them are demo data.
    """

    codes: np.ndarray
    total: np.ndarray
    figures: np.ndarray
    made_up: np.ndarray

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> HomeColumns:
        """From rows (number, total, figures, made up); a village may stand in several."""
        table = np.array(list(rows), dtype=np.int64).reshape(-1, 4)
        return cls.summed(*table.T)

    @classmethod
    def added(cls, parts: Iterable[HomeColumns]) -> HomeColumns:
        """All of them together: a village two offices counted stands there once."""
        parts = [part for part in parts if len(part.codes)]
        if len(parts) < 2:
            return parts[0] if parts else cls.of(())
        names = ("codes", "total", "figures", "made_up")
        return cls.summed(*(np.concatenate([getattr(e, name) for e in parts]) for name in names))

    @classmethod
    def summed(cls, codes: np.ndarray, *values: np.ndarray) -> HomeColumns:
        order = np.argsort(codes, kind="stable")  # quick where much of it is in order already
        codes = codes[order]
        first = np.flatnonzero(np.diff(codes, prepend=-1))
        if len(first) == len(codes):
            return cls(codes, *(each[order] for each in values))
        return cls(codes[first], *(np.add.reduceat(each[order], first) for each in values))

    def __len__(self) -> int:
        return len(self.codes)

    def only(self, rows: np.ndarray) -> HomeColumns:
        """Some of the villages: places in the columns, or True and False for each."""
        return HomeColumns(
            self.codes[rows], self.total[rows], self.figures[rows], self.made_up[rows]
        )

    def within(self, regency: str, homes: Sequence[str] | None) -> HomeColumns:
        """Those beneath the regency ("": everywhere) and among the villages (None: all)."""
        found = self
        if regency:
            low, high = span_of(regency)
            found = found.only((found.codes > low) & (found.codes < high))
        if homes is not None:
            found = found.only(found.among(numbers_of(homes)))
        return found

    def without(self, homes: Iterable[str]) -> HomeColumns:
        return self.only(~self.among(numbers_of(homes)))

    def most(self, limit: int | None = None) -> HomeColumns:
        """Those with the largest totals first, equal ones by code."""
        rows = np.arange(len(self))
        if limit is not None and limit < len(self):
            least = np.partition(self.total, len(self) - limit)[len(self) - limit]
            rows = np.flatnonzero(self.total >= least)  # more than `limit` where they are equal
        order = np.lexsort((self.codes[rows], -self.total[rows]))
        return self.only(rows[order][:limit])

    def at(self, codes: Iterable[str]) -> dict[str, int]:
        """The totals of these villages, by code; who is not among the columns is left out."""
        codes = list(codes)
        found = self.only(self.among(numbers_of(codes)))
        totals = dict(zip(found.codes.tolist(), found.total.tolist(), strict=True))
        told = {code: totals.get(number_of(code)) for code in codes}
        return {code: total for code, total in told.items() if total is not None}

    def among(self, numbers: np.ndarray) -> np.ndarray:
        """For each village whether it is one of `numbers`."""
        return np.isin(self.codes, numbers)

    def by_region(self, length: int) -> dict[str, int]:
        """Totals by the region whose code is so long: 5 letters of a regency, 8 of a district."""
        size = 10 ** (DIGITS - length + length // 3)  # a dot is no digit
        regions, place = np.unique(self.codes // size, return_inverse=True)
        sums = np.bincount(place, weights=self.total, minlength=len(regions))
        return {code_of(int(n) * size): int(total) for n, total in zip(regions, sums, strict=True)}

    @cached_property
    def value(self) -> int:
        return int(self.total.sum())

    @property
    def mark(self) -> MadeUp:
        """Of all figures together."""
        return mark(int(self.figures.sum()), int(self.made_up.sum()))


def mark(figures: int, made_up: int) -> MadeUp:
    return MadeUp.read(some=made_up > 0, every=0 < figures == made_up)
