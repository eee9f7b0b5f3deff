"""What a heading says: a column by any of its names, or figures of a month, an outcome, or both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dbi_portal.lib.months import Month
from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import spans
from dbi_portal.lib.tabular.layout import FIGURE, Layout, Measure
from dbi_portal.lib.tabular.spans import Span
from dbi_portal.lib.tabular.texts import text
from dbi_portal.lib.text import squash

BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
NOTE_MARKS = re.compile(r"[\s*¹²³⁴†:.]+$")
SUMS = re.compile(r"\b(?:jumlah|jml|total)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """A heading of the sheet and what it was taken for; `column` is empty when for nothing.

    `span` is the time its figures speak of, `either` what it may mean as long as its cells do not
    tell, `given` that no column stands there: the value comes from the lines that head its rows.
    """

    index: int
    text: str
    column: str = ""
    measure: Measure | None = None
    either: tuple[str, ...] = ()
    span: Span | None = None
    silent: bool = False
    given: bool = False
    below: bool = False  # a caption above it says something else
    slip_of: str = ""

    @property
    def letter(self) -> str:
        """ "A", "B", … "AA": as the spreadsheet names the column."""
        letters, number = "", self.index + 1
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return letters

    @property
    def says_sum(self) -> bool:
        return bool(SUMS.search(self.text))

    @property
    def weight(self) -> int:
        """How much of the heading was understood; compares ways to cut a header into rows."""
        if self.measure:
            return 2 + len(self.measure.fixed) + self._told_time
        named = 2 if self.column or self.either else int(self.silent)
        return named - int(bool(named and self.below))

    @property
    def _told_time(self) -> int:
        if self.span is None or self.span.only_year:
            return 0
        return 1 if self.span.lacks_year else 2


def words_of(cell: Cell) -> str:
    """A heading's text; a date there stands for its month."""
    if isinstance(cell, date):
        return Month.of(cell).label if cell.day == 1 else text(cell)
    return text(cell)


def heading(index: int, parts: Sequence[str], layout: Layout) -> Heading:
    """What the cells of one column say from top to bottom, `parts` without repetitions."""
    plain = Heading(index, " ".join(parts))
    whole = _named(plain, plain.text, layout)
    if whole:
        return whole
    if len(parts) > 1 and (below := _below(plain, parts, layout)):
        return below
    if layout.tells_time and (figure := _figure(plain, parts, layout)):
        return figure
    return _slip(plain, layout) or plain


def _named(plain: Heading, words: str, layout: Layout) -> Heading | None:
    """The heading as the layout spells it, with or without what stands in brackets."""
    for spelled in dict.fromkeys((words, BRACKETS.sub("", words), NOTE_MARKS.sub("", words))):
        key = squash(spelled) or spelled.strip()
        if key in layout.silent_keys:
            return replace(plain, silent=True)
        if key in layout.measures_by_key:
            return replace(plain, column=FIGURE, measure=layout.measures_by_key[key])
        if key in layout.columns_by_key or key in layout.either_by_key:
            column, either = layout.columns_by_key.get(key, ""), layout.either_by_key.get(key, ())
            return replace(plain, column=column, either=either)
    return None


def _figure(plain: Heading, parts: Sequence[str], layout: Layout) -> Heading | None:
    """Figures whose heading names a time, and whatever measures beside it; nothing unknown."""
    span, left = None, []
    for part in parts:
        found, rest = spans.find(part)
        found = _as_month(found)
        if found is None:
            left.append(part)
            continue
        span = found if span is None else spans.joined(span, found)
        if span is None:
            return None
        left.append(rest)
    measure = _measure(" ".join(left), left, layout)
    if measure is None or (span is None and not (len(parts) > 1 and _counts(parts, layout))):
        return None
    return replace(plain, column=FIGURE, measure=measure, span=span)


def _counts(parts: Sequence[str], layout: Layout) -> bool:
    """Without a month one of the words must be a measure: "Data" above "Paspor" is nothing."""
    return any(squash(BRACKETS.sub("", part)) in layout.measures_by_key for part in parts)


def _as_month(span: Span | None) -> Span | None:
    """The first of a month, as a spreadsheet writes the month itself; other days are no heading."""
    if span and span.is_day:
        return replace(span, last_day=None) if span.last_day == 1 else None
    return span


def _measure(together: str, parts: Sequence[str], layout: Layout) -> Measure | None:
    """The measure these words name: all of them, or each of them its own ("Terbit" over "L")."""
    whole = _measure_of(together, layout)
    if whole:
        return whole
    fixed: dict[str, str] = {}
    for part in parts:
        measure = _measure_of(part, layout)
        if measure is None or any(fixed.get(name, said) != said for name, said in measure.fixed):
            return None
        fixed.update(measure.fixed)
    return Measure(" ".join(fixed.values()), tuple(fixed.items()))


def _measure_of(words: str, layout: Layout) -> Measure | None:
    bare = BRACKETS.sub("", words)
    for spelled in (words, bare):
        if measure := layout.measures_by_key.get(squash(spelled)):
            return measure
    keys = [squash(word) for word in re.split(r"[^\w]+", bare) if squash(word)]
    told = [key for key in keys if key not in layout.empty_keys]
    if not told:
        return Measure(FIGURE)
    return layout.measures_by_key.get("".join(told))


def _below(plain: Heading, parts: Sequence[str], layout: Layout) -> Heading | None:
    """A column below a caption: "Alamat" above "Desa". Figures below an unknown caption are not
    known: "Tahun lalu" above "Terbit" is something else than "Terbit".
    """
    found = _named(plain, parts[-1], layout)
    return replace(found, below=True) if found and not found.measure else None


def _slip(plain: Heading, layout: Layout) -> Heading | None:
    """A long heading with one letter wrong; it is said that it was read so."""
    key = layout.nearest(squash(BRACKETS.sub("", plain.text)))
    found = _named(plain, key, layout) if key else None
    meant = found and (found.measure.name if found.measure else found.column)
    return replace(found, slip_of=meant or " atau ".join(found.either)) if found else None
