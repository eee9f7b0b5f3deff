"""What cells of these lists say: stages, names of people and villages, reasons, numbers."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import words
from officers.forms.phones import clean_phone
from villages.models.village import Stage

STAGES = words.WordList(
    Stage,
    {
        Stage.CANDIDATE: ["calon desa binaan", "kandidat", "rencana", "calon dbi"],
        Stage.TALKS: ["dijajaki", "proses penjajakan", "koordinasi"],
        Stage.PROPOSED: ["usul", "usulan", "pengusulan", "sudah diusulkan", "proses usul"],
        Stage.AGREED: ["disetujui", "setuju"],
        Stage.APPROVED: ["penetapan", "sudah ditetapkan", "sk", "sudah sk", "sk terbit", "ber-sk"],
        Stage.INAUGURATED: ["pengukuhan", "sudah dikukuhkan", "penyematan", "diresmikan"],
        Stage.ACTIVE: [
            *("desa binaan", "dbi", "desa binaan aktif", "sudah aktif", "berjalan", "binaan"),
            "masih aktif",
        ],
        Stage.INACTIVE: ["nonaktif", "non aktif", "tidak aktif lagi", "berhenti", "selesai"],
        Stage.REJECTED: ["ditolak", "tidak dilanjutkan", "batal"],
    },
)

_MARK = re.compile(r"(?:^|\s)(?:\d{1,2}[.)]|[-•*])\s*(?=[^\W\d_])")
_TITLE = re.compile(
    r"(?=.*\.[A-Za-z]|[A-Z]{2,4}\.?$)(?:[A-Z][A-Za-z]{0,4}\.?){1,4}\.?|(?:[A-Z][a-z]{0,2}\. ?){2,4}"
)


def _parts(cell: Cell) -> list[str]:
    """A cell that lists several things, one under the other, numbered, or parted by ; or "dan"."""
    if not isinstance(cell, str):
        return [words.text(cell)]
    lines = re.split(r"[\r\n;]+", _MARK.sub("\n", cell))
    return [words.text(part) for line in lines for part in re.split(r"\s+(?:dan|&)\s+", line)]


def names(cell: Cell) -> tuple[str, ...]:
    """Names of people: "Budi, S.H., Ani Wati; Citra" are three. A title stays with its name."""
    found: list[str] = []
    for part in _parts(cell):
        people: list[str] = []
        for piece in filter(None, (piece.strip() for piece in part.split(","))):
            if people and _TITLE.fullmatch(piece):
                people[-1] = f"{people[-1]}, {piece}"
            else:
                people.append(piece)
        found += people
    return tuple(dict.fromkeys(filter(None, found)))


def places(cell: Cell) -> tuple[str, ...]:
    """Names of villages in one cell, in their order."""
    pieces = (piece.strip() for part in _parts(cell) for piece in part.split(","))
    return tuple(filter(None, pieces))


def several(cell: Cell) -> tuple[str, ...]:
    """Reasons, one under the other or parted by ";" or a comma."""
    if not isinstance(cell, str):
        return tuple(filter(None, [words.text(cell)]))
    lines = re.split(r"[\r\n;]+", _MARK.sub("\n", cell))
    return tuple(filter(None, map(words.text, lines)))


def employee_number(cell: Cell) -> str:
    """A NIP, in groups or in one piece; 18 digits come out, or nothing."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise ValueError(
            "tersimpan sebagai bilangan, jadi angka-angka terakhirnya hilang di Excel. Ubah "
            "kolomnya menjadi Teks, lalu tulis NIP lagi."
        )
    number = re.sub(r"[\s.'’`-]", "", words.text(cell))
    if number and not re.fullmatch(r"[0-9]{18}", number):
        raise ValueError(f"“{words.text(cell)}” bukan NIP. NIP terdiri dari 18 angka.")
    return number


def phone(cell: Cell) -> str:
    """A telephone number in one spelling; Excel drops the nought of "0812…" kept as a number."""
    number = words.text(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
    if not isinstance(cell, str) and number.startswith("8"):
        number = f"0{number}"
    try:
        return clean_phone(number)
    except ValidationError as refused:  # which is no ValueError
        raise ValueError(" ".join(refused.messages)) from refused


def email(cell: Cell) -> str:
    """A mail address, or nothing."""
    address = words.text(cell)
    try:
        if address:
            validate_email(address)
    except ValidationError:
        said = f"“{address}” bukan alamat surel. Tulis misalnya nama@imigrasi.go.id."
        raise ValueError(said) from None
    return address
