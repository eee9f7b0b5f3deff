"""What the body of a letter is made of, and who signs beneath it. Drawn by `letters`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Cell = str | int | float | date | None  # numbers are set right, None is a dash


@dataclass(frozen=True)
class Paragraph:
    """A blank line in the text begins the next paragraph, a line break stays one."""

    text: str


@dataclass(frozen=True)
class Heading:
    """`lettered` False: it carries no letter of its own, and those after it count without it."""

    text: str
    lettered: bool = True


@dataclass(frozen=True)
class Facts:
    """Pairs of label and value; those without a value are left out."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Bullets:
    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """Numbered when it has a caption. `total`: the last row is the sum. `weights`: see `shares`.

    `by_hand`: a form with lines around every cell, whose rows are at least so many mm high.
    """

    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""
    total: bool = False
    weights: Sequence[float] = ()
    source: str = ""
    empty: str = "Belum ada data."
    by_hand: float = 0


@dataclass(frozen=True)
class Photo:
    content: bytes  # JPEG or PNG
    caption: str = ""


@dataclass(frozen=True)
class Photos:
    """Two a row, each with its caption."""

    photos: Sequence[Photo]


@dataclass(frozen=True)
class Blank:
    """Dotted lines to write on."""

    lines: int = 3


@dataclass(frozen=True)
class NewPage:
    """What follows is an attachment on a page of its own."""


Block = Paragraph | Heading | Facts | Bullets | Table | Photos | Blank | NewPage


@dataclass(frozen=True)
class Signature:
    """Who signs; without a name there is a dotted line. `above`: place and day, "Mengetahui,"."""

    position: str
    name: str = ""
    employee_number: str = ""
    above: str = ""
