"""One cell that names several things: villages, people, topics, tasks. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import words
from dbi_portal.lib.text import squash

NUMBERED = re.compile(r"(?:^|\s)\(?[0-9]{1,2}[.)]\s+(?=\S)")
BULLET = re.compile(r"^\s*(?:[-–—•*▪●]|[a-z][.)])\s+", re.IGNORECASE)
LINES = re.compile(r"[\n\r;]+")
AND = re.compile(r"\s+(?:dan|serta|&)\s+", re.IGNORECASE)
# A degree behind a comma belongs to the name before it: "Budi, S.H., M.Si".
DEGREE = re.compile(
    r"(?:[A-Z][A-Za-z]{0,4}\.){1,4}\s*[A-Za-z]{0,5}\.?|S[EHTIK]|M[MHT]|SKM|SST|SIP|MBA|Ph\.?D\.?"
    r"|A\.?\s?Md\.?[A-Za-z.\s]{0,8}"
)
TITLE = re.compile(
    r"^(?:(?:bpk|bapak|ibu|sdr|sdri|saudara|saudari|kombes|akbp|kompol|akp|iptu|ipda|aiptu|drs?"
    r"|dra|ir|h|hj|prof|letkol|mayor|kapten|lettu|serma|pol)\b\.?\s*)+(?=\S)",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(?<![0-9])([01]?[0-9]|2[0-4])[.:]([0-5][0-9])(?::[0-5][0-9])?(?![0-9])")
WHOLE = re.compile(r"\s*(?:pukul|jam)?\s*([01]?[0-9]|2[0-3])\s*(?:wib|wita|wit)?\s*", re.IGNORECASE)
PERSON = re.compile(r"^(?P<name>.+?)\s*[(\[](?P<inside>[^()\[\]]+)[)\]]\s*$")


def prose(cell: Cell) -> str:
    """Free text with its lines; spaces within a line as one. A lone dash says nothing."""
    if not isinstance(cell, str):
        return words.text(cell)
    lines = (_plain(line) for line in cell.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    text = "\n".join(line for line in lines if line)
    return text if words.text(text) else ""


def items(cell: Cell) -> tuple[str, ...]:
    """The points of a list: one a line, or set apart by ";" or numbers ("1. … 2. …")."""
    pieces = [piece for line in LINES.split(prose(cell)) for piece in NUMBERED.split(line)]
    bare = (" ".join(BULLET.sub("", piece).split()).strip(" .,") for piece in pieces)
    return tuple(dict.fromkeys(piece for piece in bare if piece and piece != "-"))


def enumerated(cell: Cell) -> tuple[str, ...]:
    """Short names in one cell: "Mustikajaya, Harapanjaya dan Teluk Pucung / Ciketingudik"."""
    pieces = [
        piece
        for item in items(cell)
        for between in re.split(r"[,/]", item)
        for piece in AND.split(between)
    ]
    bare = (re.sub(r"^(?:dan|serta)\s+", "", piece.strip(" .")) for piece in pieces)
    return tuple(dict.fromkeys(filter(None, bare)))


def people(cell: Cell) -> tuple[str, ...]:
    """Names of people with their degrees: "Budi, S.H. dan Siti, M.Si" are two."""
    found: list[str] = []
    for item in items(cell):
        for piece in filter(None, (each.strip() for each in item.split(","))):
            if found and DEGREE.fullmatch(_first_of_and(piece)):
                found[-1] = f"{found[-1]}, {piece}"
            else:
                found.append(piece)
        found = [name for each in found for name in _apart(each)]
    return tuple(dict.fromkeys(filter(None, found)))


def _first_of_and(piece: str) -> str:
    return AND.split(piece)[0].strip()


def _apart(text: str) -> list[str]:
    return [name.strip(" ,") for name in AND.split(text)]


def bare_name(name: str) -> str:
    """The name alone, to compare: without degrees, titles and what stands in brackets."""
    first = re.sub(r"[(\[].*", "", name).split(",")[0]
    return squash(TITLE.sub("", " ".join(first.split())))


@dataclass(frozen=True)
class Hours:
    """From when to when; the end is not known where the cell says "selesai"."""

    starts: time
    ends: time | None = None


def hours(cell: Cell) -> Hours | None:
    """ "09.00–11.30 WIB", "pukul 9.00 s.d. selesai" or a cell with the time; None when empty.

    Raises ValueError for what tells no time of day.
    """
    if isinstance(cell, datetime):
        return Hours(cell.time().replace(microsecond=0))
    if isinstance(cell, time):
        return Hours(cell.replace(microsecond=0, tzinfo=None))
    if isinstance(cell, float) and 0 < cell < 1:  # a share of the day, as a spreadsheet keeps it
        cell = timedelta(minutes=round(cell * 1440))
    if isinstance(cell, timedelta):
        hour, minute = divmod(int(cell.total_seconds()) // 60, 60)
        return Hours(time(hour % 24, minute))
    said = words.text(cell)
    if not said:
        return None
    if whole := WHOLE.fullmatch(said):
        return Hours(time(int(whole[1])))
    found = [(int(hour) % 24, int(minute)) for hour, minute in CLOCK.findall(said)]
    if not found or len(found) > 2:
        raise ValueError(f"“{said}” bukan jam. Tulis misalnya 09.00–11.30.")
    starts, *rest = (time(hour, minute) for hour, minute in found)
    ends = rest[0] if rest else None
    if ends and ends < starts:
        raise ValueError(f"“{said}”: jam selesai lebih awal daripada jam mulai.")
    return Hours(starts, ends)


def head_count(cell: Cell) -> int | None:
    """ "60 orang" -> 60; None for an empty cell or a dash: nobody counted."""
    if isinstance(cell, str) and not words.text(cell):
        return None
    if cell is None or isinstance(cell, date):
        if cell is None:
            return None
        raise ValueError(f"harus angka, bukan “{words.text(cell)}”.")
    found = words.count(cell)
    return None if found is words.NotApplicable else int(found)


COUNTED = re.compile(
    r"^(?P<before>[0-9][0-9.]*)?\s*(?:orang|org)?\s*(?P<name>.*?)"
    r"\s*[:=(–-]?\s*(?P<after>[0-9][0-9.]*)?\s*(?:orang|org)?\s*\)?\s*$",
    re.IGNORECASE,
)


def counted(cell: Cell) -> tuple[tuple[str, int | None], ...]:
    """Groups with their numbers: "Warga 30, perangkat desa (5 orang), Babinsa"."""
    found = []
    for piece in enumerated_groups(cell):
        match = COUNTED.match(piece)
        number = match["after"] or match["before"]
        name = match["name"].strip(" :=(-–")
        if name:
            found.append((name, words.count(number) if number else None))
    return tuple(found)


def enumerated_groups(cell: Cell) -> list[str]:
    """As `enumerated`, but RT/RW stays one word."""
    pieces = (piece for item in items(cell) for piece in item.split(","))
    return [each.strip() for piece in pieces for each in AND.split(piece) if each.strip()]


def _plain(line: str) -> str:
    shown = (" " if unicodedata.category(letter) == "Cc" else letter for letter in line)
    return " ".join("".join(shown).split())
