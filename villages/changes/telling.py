"""A change of edition in words and lists: for the command's JSON, its lines and the page."""

from __future__ import annotations

from collections.abc import Iterator

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from villages.changes.comparing import VILLAGE, Difference
from villages.changes.reading import Change, Direction

LISTS = {
    "appears": "Muncul",
    "retires": "Tidak berlaku lagi",
    "renamed": "Berganti nama",
    "respelled": "Ejaan lain",
    "moved": "Berpindah",
    "split": "Dipecah",
    "recoded": "Berganti kode",
    "unlinked": "Tanpa pengganti",
}
MEANING = {
    Direction.FIRST: "Edisi pertama: semua wilayah dimuat.",
    Direction.NEWER: "Lebih baru daripada yang dimuat: berlaku sejak {day}.",
    Direction.OLDER: "Tidak lebih baru daripada yang dimuat. Wilayah yang kini berlaku tidak "
    "diubah; kode yang tidak dipakai lagi sejak {until} dicatat sebagai sejarah, nama lama "
    "sebagai sebutan lain.",
    Direction.LOADED: "Edisi ini sudah dimuat; tidak ada yang berubah.",
}


def meaning(change: Change) -> str:
    """One sentence: what kind of change loading this edition is."""
    until = long_date(change.until) if change.until else ""
    return MEANING[change.direction].format(day=long_date(change.source.effective_on), until=until)


def lists(change: Change) -> dict[str, list[dict]]:
    """Every difference as plain values, under the keys of LISTS.

    Read from the older edition to the newer one, whichever of the two is loaded.
    """
    found = change.difference
    return {
        "appears": [_one(found.new, code) for code in found.appeared],
        "retires": [
            _one(found.old, code) | {"successors": found.heirs.get(code, [])} for code in found.gone
        ],
        "renamed": [_both(found, code) for code in found.renamed],
        "respelled": [_both(found, code) for code in found.respelled],
        "moved": [
            _one(found.old, code) | {"to": found.heirs[code][0]}
            for code in [*found.moved, *found.renumbered]
        ],
        "split": [_one(found.old, code) | {"into": into} for code, into in found.split.items()],
        "recoded": [_one(found.old, code) | {"to": to} for code, to in found.recoded.items()],
        "unlinked": [_one(found.old, code) for code in found.unlinked],
    }


def counts(change: Change) -> dict[str, int]:
    return {name: len(rows) for name, rows in lists(change).items()}


def sentences(change: Change) -> list[str]:
    """What the operator reads before he applies it: "Muncul: 124 (116 desa/kelurahan)."."""
    lines = [f"{change.source.name} ({change.source.decree}).", meaning(change)]
    for name, rows in lists(change).items():
        villages = sum(row["code"].count(".") == VILLAGE for row in rows)
        lines.append(f"{LISTS[name]}: {angka(len(rows))} ({angka(villages)} desa/kelurahan).")
    for what, number in change.hanging().items():
        lines.append(
            f"Terkait wilayah yang tidak berlaku lagi atau berganti kode: {angka(number)} {what}."
        )
    return lines


def lines(change: Change) -> Iterator[str]:
    """The lists as lines of text, what is only spelt otherwise left out."""
    for name, rows in lists(change).items():
        if rows and name != "respelled":
            yield f"\n{LISTS[name]} ({angka(len(rows))})"
            yield from (f"  {line(row)}" for row in rows)


def line(row: dict) -> str:
    """ "72.01.09.2015  Tolisu, Toili, Kabupaten Banggai, Sulawesi Tengah → 72.01.24.2001"."""
    became = row.get("to") or ", ".join(row.get("successors") or row.get("into") or ())
    was = f" (dahulu {row['was']})" if "was" in row else ""
    arrow = f" → {became}" if became else ""
    return f"{row['code']}  {row['name']}{was}, {row['path']}{arrow}"


def _one(names, code: str) -> dict:
    above = [".".join(code.split(".")[:depth]) for depth in range(code.count("."), 0, -1)]
    return {"code": code, "name": names[code], "path": ", ".join(names[each] for each in above)}


def _both(found: Difference, code: str) -> dict:
    return _one(found.new, code) | {"was": found.old[code]}
