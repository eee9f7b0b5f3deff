"""Printed totals against the sum of their parts. A difference is shown, never repaired."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular.counts import NotApplicable, Style, styled
from dbi_portal.lib.tabular.evidence import Evidence
from dbi_portal.lib.tabular.headings import Heading

MOST_CHECKS = 2_000  # kept of one sheet; as many again when they differ
MOST_REMEMBERED = 20_000
TOTAL = re.compile(
    r"(?:sub\s*-?\s*(?:total|jumlah)|grand\s*-?\s*total|total|jumlah|jml|(?:jumlah )?pindahan)\b",
    re.IGNORECASE,
)
# What may follow in the label of a total, whatever else its row says.
PLAIN_TOTAL = re.compile(
    TOTAL.pattern + r"\.?\s*(?:$|[:=(]|(?:keseluruhan|seluruh(?:nya)?|semua(?:nya)?|akhir|umum|"
    r"besar|total|kec|kecamatan|kab|kabupaten|kota|kel|kelurahan|desa|prov|provinsi|bulan|tahun|"
    r"triwulan|semester|[ivx]+|20[0-9]{2}|s\.?/?d|sampai|dipindahkan|pindahan|jan\w*|feb\w*|"
    r"mar(?:et)?|apr\w*|mei|juni?|juli?|ag\w*|sep\w*|okt\w*|no[pv]\w*|des(?:ember)?)\b.*)",
    re.IGNORECASE,
)
AREA = re.compile(r"\b(kec|kab|kota|kel|desa|prov|bulan|tahun)", re.IGNORECASE)
# "Jumlah s.d. bulan ini" counts what stands in other papers, too.
RUNNING = re.compile(
    r"\b(?:s\.?\s?/?\s?d\.?|sampai(?: dengan)?) |\bbulan (?:yang )?lalu|pindah", re.IGNORECASE
)


@dataclass(frozen=True)
class TotalCheck:
    """A printed total against the sum of its parts."""

    sheet: str
    row: int
    where: str
    printed: int
    computed: int

    @property
    def difference(self) -> int:
        return self.printed - self.computed

    @property
    def agrees(self) -> bool:
        return not self.difference


@dataclass(frozen=True)
class Mark:
    """The sums above a total that was met: what later ones leave out."""

    kind: str
    rows: int
    sums: tuple[int, ...]


@dataclass(frozen=True)
class Pending:
    """A total that stands above its parts."""

    row: int
    label: str
    printed: dict[int, int]
    mark: Mark


def kind_of(label: str) -> str:
    """ "sub", "kec", "total": totals of one kind take turns."""
    area = AREA.search(label)
    if area:
        return area[1].lower()
    return "sub" if label[:3].lower() == "sub" else "total"


class Ledger:
    """Adds up the rows of a table as they go by. `headings` are its columns of figures.

    `parts`: position of a column that adds up across -> positions of the columns it adds.
    """

    def __init__(self, sheet: str, headings: Sequence[Heading], parts: dict[int, tuple[int, ...]]):
        self.sheet, self.headings, self.parts = sheet, headings, parts
        self.places = [(at, heading.index) for at, heading in enumerate(headings)]
        self.taken = sum(1 for at, _ in self.places if at not in parts)
        self.sides = [
            (at, headings[at].index, _picker([headings[part].index for part in parts[at]]))
            for at in parts
        ]
        self.evidence = Evidence()
        self.checks: list[TotalCheck] = []
        self.notices: list[str] = []
        self.left_out = 0
        self.sums, self.rows = [0] * len(headings), 0
        self.marks: list[Mark] = []
        self.pending: list[Pending] = []
        self.answered: Mapping[Cell, int] = {}
        self._read: dict[str | float, tuple[int | None, Style]] = {}

    def add(self, number: int, cells: Sequence[Cell]) -> None:
        """Count a data row in."""
        self.rows += 1
        sums = self.sums
        for at, index in self.places:
            cell = cells[index]
            if cell.__class__ is int:
                if cell > 0:
                    sums[at] += cell
            elif cell is not None:
                sums[at] += self.number(number, at, cell) or 0
        if self.parts:
            self._across(number, cells)

    def number(self, row: int, at: int, cell: Cell) -> int | None:
        """The cell's count, None where there is none; what is wrong with it is said elsewhere."""
        if cell is None:
            return None
        if cell in self.answered:
            return self.answered[cell]
        known = self._read.get(cell) if cell.__class__ is str else None
        if known is None:
            known = _styled(cell)
            if len(self._read) >= MOST_REMEMBERED:
                self._read.clear()
            if cell.__class__ is str:
                self._read[cell] = known
        count, style = known
        if style:
            self.evidence.note(style, row, self.headings[at].index, cell)
        return count

    def total(self, number: int, label: str, cells: Sequence[Cell]) -> None:
        """A row that adds up: compared now with what stands above, or later with what follows."""
        printed = {}
        for at, index in self.places:
            found = self.number(number, at, cells[index])
            if found is not None:
                printed[at] = found
            elif cells[index] is not None and _says_something(cells[index]):
                self.notices.append(
                    f"Baris {angka(number)} ({label}), kolom {self.headings[at].text}: "
                    "bukan angka, jadi tidak dibandingkan."
                )
        if label and RUNNING.search(label):
            self.notices.append(
                f"Baris {angka(number)} ({label}) menjumlahkan angka dari lembar lain juga, jadi "
                "tidak dibandingkan dan tidak diimpor."
            )
            return
        self._compare(number, label, printed)

    def above(self, number: int, label: str, cells: Sequence[Cell]) -> None:
        """A line that heads the rows below it and carries their sum."""
        printed = {at: self.number(number, at, cells[index]) for at, index in self.places}
        known = {at: count for at, count in printed.items() if count is not None}
        here = Mark(f"above {kind_of(label)}", self.rows, tuple(self.sums))
        self._end_waiting(here.kind)
        self.pending.append(Pending(number, label, known, here))

    def adds_up(self, cells: Sequence[Cell]) -> bool:
        """Whether figures without a label are the sums of at least two rows above."""
        last = self.marks[-1] if self.marks else self._nothing
        if self.rows - last.rows < 2 and self.rows < 2:
            return False
        found = [(at, _styled(cells[index])[0]) for at, index in self.places]
        printed = {at: count for at, count in found if count is not None}
        if not any(printed.values()):
            return False
        return any(
            all(count == self.sums[at] - mark.sums[at] for at, count in printed.items())
            for mark in (last, self._nothing)
        )

    def close(self) -> None:
        """The table is at its end."""
        for waiting in self.pending:
            self._settle(waiting)
        self.pending.clear()
        self.checks.sort(key=lambda check: check.row)
        if self.left_out:
            self.notices.append(f"{angka(self.left_out)} jumlah lain tidak didaftar satu per satu.")

    @property
    def _nothing(self) -> Mark:
        return Mark("", 0, (0,) * len(self.sums))

    def _compare(self, number: int, label: str, printed: dict[int, int]) -> None:
        kind = kind_of(label)
        here = Mark(kind, self.rows, tuple(self.sums))
        if self._end_waiting(kind) or not self.rows:
            self.pending.append(Pending(number, label, printed, here))
            return
        since = min(
            self._scopes(kind),
            key=lambda mark: self._distance(mark, printed),
        )
        self.marks.append(here)
        self._keep(number, label, printed, since)

    def _end_waiting(self, kind: str) -> bool:
        """A total above its rows ends where the next of its kind begins."""
        waiting = next((each for each in self.pending if each.mark.kind == kind), None)
        if waiting:
            self.pending.remove(waiting)
            self._settle(waiting)
        return waiting is not None

    def _scopes(self, kind: str) -> list[Mark]:
        """From where on a total may count: the last total, the last of its kind, the top."""
        last = self.marks[-1] if self.marks else self._nothing
        alike = next((mark for mark in reversed(self.marks) if mark.kind == kind), self._nothing)
        fresh = self.rows > last.rows
        if kind != "total" and fresh:
            return [last]
        return [last, alike, self._nothing] if fresh else [alike, self._nothing]

    def _distance(self, mark: Mark, printed: dict[int, int]) -> tuple[int, int]:
        """Columns that differ, and by how much altogether."""
        off = [abs(count - self._since(mark, at)) for at, count in printed.items()]
        return sum(map(bool, off)), sum(off)

    def _since(self, mark: Mark, at: int) -> int:
        """The sum since a mark; of a column of sums that is empty, the sum of its parts."""
        own = self.sums[at] - mark.sums[at]
        if own or at not in self.parts:
            return own
        return sum(self.sums[part] - mark.sums[part] for part in self.parts[at])

    def _settle(self, waiting: Pending) -> None:
        self._keep(waiting.row, waiting.label, waiting.printed, waiting.mark)

    def _keep(self, row: int, label: str, printed: dict[int, int], since: Mark) -> None:
        for at, count in printed.items():
            column = f"kolom {self.headings[at].text}"
            where = label if self.taken == 1 and label else ", ".join(filter(None, (label, column)))
            self._put(TotalCheck(self.sheet, row, where, count, self._since(since, at)))

    def _across(self, number: int, cells: Sequence[Cell]) -> None:
        """Beside "Terbit" and "Ditolak", a column "Jumlah" is their sum in each row."""
        for at, index, pick in self.sides:
            try:
                if cells[index] is None or sum(pick(cells)) == cells[index]:
                    continue
            except TypeError:  # text or nothing among them
                pass
            printed = self._value(cells, at)
            computed = sum(self._value(cells, part) or 0 for part in self.parts[at])
            if printed is not None and printed != computed:
                where = f"kolom {self.headings[at].text}"
                self._put(TotalCheck(self.sheet, number, where, printed, computed))

    def _value(self, cells: Sequence[Cell], at: int) -> int | None:
        cell = cells[self.headings[at].index]
        if cell is None or cell.__class__ is int:
            return cell
        if cell in self.answered:
            return self.answered[cell]
        return (self._read.get(cell) or _styled(cell))[0]

    def _put(self, check: TotalCheck) -> None:
        if len(self.checks) < (MOST_CHECKS if check.agrees else 2 * MOST_CHECKS):
            self.checks.append(check)
        else:
            self.left_out += 1


def _picker(indexes: Sequence[int]) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
    return itemgetter(*indexes) if len(indexes) > 1 else lambda cells: (cells[indexes[0]],)


def _styled(cell: Cell) -> tuple[int | None, Style]:
    try:
        count, style = styled(cell)
    except ValueError:
        return None, Style.NONE
    return (None if count is NotApplicable else int(count)), style


def _says_something(cell: Cell) -> bool:
    try:
        styled(cell)
    except ValueError:
        return True
    return False
