"""What a whole sheet says above its table and in its name: a month, a year, a purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dbi_portal.lib.months import Month
from dbi_portal.lib.tabular import spans
from dbi_portal.lib.tabular.layout import Layout
from dbi_portal.lib.tabular.spans import Span
from dbi_portal.lib.tabular.texts import text

# Lines that tell when a paper was made, or what it is called, and nothing of its figures.
ABOUT_THE_PAPER = re.compile(
    r"\b(?:dicetak|cetak|diunduh|unduh|dibuat|dikirim|nomor|lampiran|surat|sk|nip|diperbarui)\b",
    re.IGNORECASE,
)
SAYS_PERIOD = re.compile(r"\b(?:periode|bulan|bln|masa|triwulan|semester)\b", re.IGNORECASE)


@dataclass
class Title:
    """`lines` stand above the header; `problems` are what the sheet contradicts itself in.

    `above`: the title of the block before in the same sheet. A year or a purpose it names holds
    until another is named; a month does not.
    """

    sheet: str
    lines: tuple[str, ...]
    problems: list[str] = field(default_factory=list)
    above: Title | None = None

    @property
    def text(self) -> str:
        return " ".join(filter(None, [self.above.text if self.above else "", *self.lines]))

    @property
    def year(self) -> int | None:
        """The one year they name; None when they name none or several."""
        years = {
            year
            for line in self._about_figures()
            for span in spans.each(line)
            for year in (span.first_year, span.last_year)
            if year
        }
        if not years and self.above:
            return self.above.year
        return years.pop() if len(years) == 1 else None

    def span(self) -> Span | None:
        """The time of the whole sheet. What name and title disagree about becomes a problem."""
        titled, named = self._titled(), self._named()
        if titled and named and titled != named:
            narrower = spans.joined(titled, named)
            whole_year = titled.only_year or (titled.first, titled.last) == (1, 12)
            if narrower is None or not (whole_year or titled == narrower):
                self.problems.append(
                    f"judul menyebut {_shown(titled)}, nama lembar menyebut {_shown(named)}. "
                    "Samakan keduanya, atau tambahkan kolom Bulan."
                )
                return None
            return narrower.in_year(self.year)
        found = titled or named
        return found.in_year(self.year) if found and not found.only_year else None

    def month(self) -> Month | None:
        """The month of "bulan ini"."""
        span = self.span()
        known = span and not span.lacks_year and span.now is None
        return Month(span.last_year, span.last) if known else None

    def said(self, layout: Layout) -> Iterator[tuple[str, str]]:
        """(column, value) of what the layout's readers of titles make of the lines."""
        said_above = dict(self.above.said(layout)) if self.above else {}
        for column, read in layout.titles.items():
            values = dict.fromkeys(filter(None, map(read, (*self.lines, self.sheet))))
            if not values and column in said_above:
                yield column, said_above[column]
            elif len(values) == 1:
                yield column, next(iter(values))
            elif values:
                listed = " dan ".join(f"“{value}”" for value in values)
                self.problems.append(
                    f"judul menyebut {column} {listed}. Tambahkan kolom {column} agar jelas."
                )

    def _about_figures(self) -> Iterator[str]:
        return (line for line in (*self.lines, self.sheet) if not ABOUT_THE_PAPER.search(line))

    def _named(self) -> Span | None:
        found = _one(spans.each(self.sheet.replace("_", " ")))
        return None if found and (found.only_year or found.is_day) else found

    def _titled(self) -> Span | None:
        lines = [line for line in self.lines if not ABOUT_THE_PAPER.search(line)]
        every = [(line, span) for line in lines for span in _spans(line)]
        spoken = [span for _, span in every if not span.only_year]
        if len(set(spoken)) > 1:
            spoken = [span for line, span in every if SAYS_PERIOD.search(line)]
            spoken = [span for span in spoken if not span.only_year]
        if len(set(spoken)) > 1:
            listed = " dan ".join(dict.fromkeys(map(_shown, spoken)))
            self.problems.append(f"judul menyebut {listed}. Tambahkan kolom Bulan agar jelas.")
            return None
        return _one(spoken) or _one([span for _, span in every])


def title_of(sheet: str, rows: Sequence[Sequence], above: Title | None = None) -> Title:
    """The lines above a header, each as one text."""
    lines = (" ".join(filter(None, map(text, cells))) for cells in rows)
    return Title(sheet, tuple(filter(None, lines)), above=above)


def _spans(line: str) -> list[Span]:
    """Times a line speaks of; a lone day dates the paper, a short "des" may be a desa."""
    found = [span for span in spans.each(line) if not span.is_day]
    return [span for span in found if not (span.lacks_year and _is_short(line))]


def _is_short(line: str) -> bool:
    words = re.findall(r"[A-Za-z]{3,}", line)
    return not any((spans.whole(word) and len(word) > 3) or word.lower() == "mei" for word in words)


def _one(found: Sequence[Span]) -> Span | None:
    return found[0] if len(set(found)) == 1 else None


def _shown(span: Span) -> str:
    """ "Agustus 2025", "Januari–Agustus 2025" """
    names = [Month(2000, number).name for number in dict.fromkeys((span.first, span.last))]
    return f"{'–'.join(names)} {span.last_year or ''}".strip()
