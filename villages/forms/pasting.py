"""A table of RT and RW as somebody copied it out of a spreadsheet or a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dbi_portal.lib.numbers import NotACount, parse_count
from dbi_portal.lib.text import squash
from villages.models import Region

CELLS = re.compile(r"\t|;|\|| {2,}")
KINDS = ("kelurahan", "kel", "desa")
TOTALS = ("jumlah", "total")


@dataclass
class Pasted:
    """Numbers by village code, {"rw": …, "rt": …}, and a sentence for each line left over."""

    counts: dict[str, dict[str, int | None]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_pasted(text: str, villages: Sequence[Region]) -> Pasted:
    """Lines of name, RW, RT (a heading may say otherwise); a number before the name is skipped."""
    known = {squash(village.name): village.pk for village in villages}
    pasted, order = Pasted(), ("rw", "rt")
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in CELLS.split(line) if cell.strip()]
        heading = tuple(word for cell in cells if (word := _word(cell)))
        if heading:
            order = heading
        elif cells:
            _take(cells, known, order, pasted, number)
    return pasted


def _word(cell: str) -> str:
    """ "rw" for "RW", "Jumlah RW" and "RW/Dusun"; empty for anything else."""
    words = set(re.findall(r"[a-z]+", cell.lower()))
    return next((word for word in ("rw", "rt") if word in words), "")


def _take(cells: list[str], known: dict, order: Sequence[str], pasted: Pasted, line: int) -> None:
    at = next((place for place, cell in enumerate(cells) if re.search(r"[A-Za-z]", cell)), None)
    if at is None:
        pasted.problems.append(f"Baris {line}: tidak ada nama desa/kelurahan.")
        return
    name, numbers = cells[at], cells[at + 1 :]
    if squash(name) in TOTALS:
        return
    code = known.get(squash(name)) or known.get(squash(_bare(name)))
    if code is None:
        pasted.problems.append(f"Baris {line}: “{name}” bukan desa/kelurahan di kecamatan ini.")
        return
    try:
        counts = [_count(cell) for cell in numbers[: len(order)]]
    except NotACount as refused:
        pasted.problems.append(f"Baris {line}, {name}: {refused}")
        return
    pasted.counts[code] = dict(zip(order, counts, strict=False))


def _bare(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.lower().rstrip(".") in KINDS else name


def _count(cell: str) -> int | None:
    return None if cell in ("-", "–") else parse_count(cell)
