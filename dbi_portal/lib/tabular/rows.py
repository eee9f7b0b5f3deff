"""What a row of a sheet is: data, a total, a caption of the rows below it, or none of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import zip_longest
from typing import NamedTuple

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular.headers import Header, qualifies
from dbi_portal.lib.tabular.headings import Heading, heading, words_of
from dbi_portal.lib.tabular.layout import Layout
from dbi_portal.lib.tabular.phrases import (
    AVERAGE,
    COUNT_OF,
    COUNTED,
    FOOT,
    NOT_PLAIN,
    ORDINAL,
    SEPARATOR,
    is_wordy,
)
from dbi_portal.lib.tabular.totals import PLAIN_TOTAL, TOTAL
from dbi_portal.lib.text import squash

LONGEST_HEADING = 60  # letters
USUAL = 0.75  # share of the rows in which a column of a list without figures is filled


class Row(NamedTuple):
    """A row with the number the spreadsheet shows for it, at least as wide as the headings."""

    number: int
    cells: Sequence[Cell]

    def cell(self, heading: Heading) -> Cell:
        return self.cells[heading.index]


class Kind(Enum):
    BLANK = auto()
    SEPARATOR = auto()
    HEADER = auto()
    OTHER_HEADER = auto()  # another table begins
    NUMBERS = auto()  # (1) (2) (3) below the header
    TOTAL = auto()
    AVERAGE = auto()
    DATA = auto()
    PART = auto()  # of a list: fills some column; data, unless the paper's foot has begun
    CAPTION = auto()  # alone in its row, or merged across it: it may head the rows below
    UNLABELLED = auto()  # figures and nothing else
    OTHER = auto()  # text without figures that does not look like data
    FOOT = auto()


class Shapes:
    """Tells rows apart by which columns they fill and by the words that begin them.

    `sample`: the first rows below the header, from which the usual shape of a row is learnt.
    """

    def __init__(
        self,
        header: Header,
        headings: Sequence[Heading],
        layout: Layout,
        banners: frozenset[int],
        sample: Sequence[Sequence[Cell]],
    ):
        self.layout, self.banners = layout, banners
        self.figures = [each.index for each in headings if each.measure]
        self.known = [
            each.index for each in headings if (each.column or each.either) and not each.measure
        ]
        self.silent = [each.index for each in headings if each.silent]
        groups = [each for each in headings if each.column in layout.groups]
        self.grouped = {each.index: each.column for each in groups}
        self.width = max(each.index for each in headings) + 1
        self.labels = [at for at in range(self.width) if at not in set(self.figures)]
        self.header_texts = [
            [words_of(cell) for cell in cells[: self.width]] for _, cells in header.rows
        ]
        self.suspects = [set(texts) for texts in zip_longest(*self.header_texts, fillvalue="")]
        self.suspects += [set()] * (self.width - len(self.suspects))
        self.core: list[int] = []
        self.core = self._core(list(self._usual(sample)))
        self.core_known = [at for at in self.core if at in self.known]

    def _usual(self, sample: Sequence[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
        """Rows that can tell the shape of data: with figures, or with several columns filled."""
        for cells in sample:
            label = self.first_label(cells)
            if self.figures:
                if self.has_figures(cells) and not self._begins_like_total(cells):
                    yield cells
            elif self._is_foot(cells, label) or self._begins_like_total(cells):
                return
            elif self._known_filled(cells) > 1:
                yield cells

    def _known_filled(self, cells: Sequence[Cell]) -> int:
        return sum(1 for at in self.known if cells[at] is not None)

    def _is_foot(self, cells: Sequence[Cell], label: str) -> bool:
        """Two signatures stand side by side; a row that fills more, or all, is data."""
        if not FOOT.match(label) or (len(self.core) > 1 and self.fits(cells)):
            return False
        if self.figures:
            return True
        if any(cells[at] is not None and cells[at].__class__ is not str for at in self.known):
            return False  # a day or a number stands in no signature
        return self._known_filled(cells) < min(3, len(self.known))

    def _begins_like_total(self, cells: Sequence[Cell]) -> bool:
        """Before the usual shape is known: a plain total, or one that is its row's only label."""
        said = [str(cells[at]).strip() for at in self.labels if cells[at] is not None]
        return any(map(PLAIN_TOTAL.fullmatch, said)) or (
            len(said) == 1 and bool(TOTAL.match(said[0]))
        )

    def _core(self, usual: Sequence[Sequence[Cell]]) -> list[int]:
        columns = [*self.known, *self.silent]
        share = 1.0 if self.figures else USUAL
        filled = {at: sum(cells[at] is not None for cells in usual) for at in columns}
        core = [at for at in columns if usual and filled[at] >= share * len(usual)]
        return core if any(at in self.known for at in core) else self.known[:1]

    def has_figures(self, cells: Sequence[Cell]) -> bool:
        """Whether a column of figures holds more than a signature or other words."""
        return any(cells[at] is not None and not is_wordy(cells[at]) for at in self.figures)

    def fits(self, cells: Sequence[Cell]) -> bool:
        """Whether the row fills every column that rows of data fill."""
        return bool(self.core) and None not in [cells[at] for at in self.core]

    def is_plain(self, at: int, cell: Cell) -> bool:
        """Whether a label is nobody's business in a row of the usual shape."""
        if cell.__class__ is not str:
            return True
        if cell in self.suspects[at] or NOT_PLAIN.match(cell) or self._names_column(cell):
            return False
        if len(self.core_known) > 1:
            return True
        words = cell.strip()
        return not (FOOT.match(words) or self.group_of(words))

    def total_label(self, cells: Sequence[Cell]) -> str | None:
        """ "TOTAL" or "Jumlah Kec. Bekasi Utara", None when the row adds nothing up."""
        for at in self.labels:
            cell = cells[at]
            if cell.__class__ is str and TOTAL.match(cell.lstrip()):
                label = " ".join(cell.split())
                named = at in self.known or at in self.silent
                if self._adds_up(label, cells, named=named):
                    return label
        return None

    def _adds_up(self, label: str, cells: Sequence[Cell], *, named: bool) -> bool:
        """Whether a label that begins like a total is one: a reason or a title may begin so too."""
        plain = named and bool(PLAIN_TOTAL.fullmatch(label))
        if self.figures and named and (plain or len(self.core_known) < 2):
            return True
        if self.fits(cells):
            return False
        return bool(self.figures) or plain or self._known_filled(cells) < 2

    def texts(self, cells: Sequence[Cell]) -> list[str]:
        return [words for words in map(words_of, cells) if words]

    def kind(self, number: int, cells: Sequence[Cell], *, below_header: bool) -> Kind:
        """What the row is; `below_header`: nothing but its header stands above it."""
        texts = self.texts(cells)
        if not texts and not self.has_figures(cells):
            return Kind.BLANK if not any(cell is not None for cell in cells) else Kind.OTHER
        if texts and all(SEPARATOR.fullmatch(words) for words in texts):
            return Kind.SEPARATOR
        if self._repeats_header(cells):
            return Kind.HEADER
        if below_header and self._counts_columns(texts):
            return Kind.NUMBERS
        if self._is_other_header(cells, texts):
            return Kind.OTHER_HEADER
        if self.total_label(cells) is not None:
            return Kind.TOTAL
        return self._by_shape(number, cells, texts)

    def _by_shape(self, number: int, cells: Sequence[Cell], texts: list[str]) -> Kind:
        label = self.first_label(cells)
        if AVERAGE.match(label) and not (len(self.core_known) > 1 and self.fits(cells)):
            return Kind.AVERAGE
        banner = number in self.banners
        if self.figures and self.has_figures(cells) and not banner:
            return self._with_figures(cells, label)
        if self._is_foot(cells, label):
            return Kind.FOOT
        if not self.figures:
            return self._in_list(cells, label, banner=banner)
        if banner or self.group_of(label) or (len(texts) == 1 and not self._may_stand_alone(cells)):
            return Kind.CAPTION
        return Kind.DATA if self._is_enough(cells) else Kind.OTHER

    def _in_list(self, cells: Sequence[Cell], label: str, *, banner: bool) -> Kind:
        """No row that fills a column of a list is passed over before the paper's foot."""
        known = self._known_filled(cells)
        if (banner and known < 2) or (self.group_of(label) and self._is_alone(cells)):
            return Kind.CAPTION
        if self._is_enough(cells) or (known and self._is_numbered(cells)):
            return Kind.DATA
        return Kind.PART if known else Kind.OTHER

    def _is_enough(self, cells: Sequence[Cell]) -> bool:
        known = self._known_filled(cells)
        several = known > 1 and known * 2 >= len(self.core_known)
        return self.fits(cells) or several or self._may_stand_alone(cells)

    def _is_numbered(self, cells: Sequence[Cell]) -> bool:
        return any(COUNTED.fullmatch(str(cells[at])) for at in self.silent)

    def _is_alone(self, cells: Sequence[Cell]) -> bool:
        """Whether nothing stands beside a row's first label, a count of rows ("3 desa") apart."""
        said = [cells[at] for at in self.known if cells[at] is not None]
        words = [cell for cell in said if not COUNT_OF.fullmatch(str(cell))]
        return len(words) < 2 and (not words or words[0] == said[0])

    def _may_stand_alone(self, cells: Sequence[Cell]) -> bool:
        """A village without a word about where: one column suffices, beside the running number."""
        if self.figures:
            return len(self.core) == 1 and self.fits(cells)
        counted = [at for at in self.silent if at in self.core]
        return all(cells[at] is not None for at in (*counted, *self.core_known[:1]))

    def _with_figures(self, cells: Sequence[Cell], label: str) -> Kind:
        if not any(cells[at] is not None for at in self.labels):
            return Kind.UNLABELLED
        if (said := self.group_of(label)) and not (len(self.core_known) > 1 and self.fits(cells)):
            return Kind.DATA if self._lacks_a_group_only(cells, said) else Kind.CAPTION
        return Kind.DATA

    def _lacks_a_group_only(self, cells: Sequence[Cell], said: dict[str, str]) -> bool:
        """ "Kab. Bekasi" in its own column, beside a village whose Kecamatan nobody wrote."""
        own = any(cells[at] is not None for at, name in self.grouped.items() if name in said)
        missing = [at for at in self.core_known if cells[at] is None]
        return own and bool(missing) and all(at in self.grouped for at in missing)

    def first_label(self, cells: Sequence[Cell]) -> str:
        return next(
            (
                " ".join(cells[at].split())
                for at in self.labels
                if cells[at].__class__ is str and cells[at].strip()
            ),
            "",
        )

    def group_of(self, label: str) -> dict[str, str]:
        """Column -> value of a line that heads the rows below it."""
        if not label:
            return {}
        found = {name: read(label) for name, read in self.layout.groups.items()}
        return {name: value for name, value in found.items() if value is not None}

    def _repeats_header(self, cells: Sequence[Cell]) -> bool:
        texts = [words_of(cell) for cell in cells[: self.width]]
        filled = sum(map(bool, texts))
        for known in self.header_texts:
            same = sum(1 for ours, its in zip(texts, known, strict=False) if ours and ours == its)
            if same == filled and same * 2 >= sum(map(bool, known)):
                return True
        return False

    def _is_other_header(self, cells: Sequence[Cell], texts: Sequence[str]) -> bool:
        """Headings again, but others: nearly every cell names a column of ours."""
        if sum(self._names_column(cell) for cell in cells) < 1:
            return False
        headings = [
            heading(at, [words], self.layout)
            for at, words in enumerate(map(words_of, cells))
            if words
        ]
        understood = [each for each in headings if each.weight]
        enough = len(understood) >= max(2 if self.figures else 3, len(texts) - 1)
        return enough and qualifies(headings, self.layout)

    def _names_column(self, cell: Cell) -> bool:
        short = cell.__class__ is str and len(cell) < LONGEST_HEADING
        return short and squash(cell) in self.layout.columns_by_key

    def _counts_columns(self, texts: Sequence[str]) -> bool:
        """ "(1) (2) (3)", "1 2 3 4=2+3": each one more than the one before."""
        matches = [ORDINAL.fullmatch(words) for words in texts]
        if len(texts) < 3 or not all(matches):
            return False
        numbers = [int(match[1]) for match in matches if match]
        return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] < 3
