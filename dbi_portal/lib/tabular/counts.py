"""Whole numbers as offices write them, and what stands where there is none.

Told apart: 0 (zero), "nihil" (declared nil, `NIL`), a dash (`NotApplicable`) and nothing (Missing).
"""

from __future__ import annotations

import re
from datetime import date
from enum import IntEnum

from dbi_portal.lib.numbers import Fraction, Missing, Negative, NotANumber, angka, parse_count
from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular.texts import NOT_APPLICABLE, refuse_formula, text

MOST = 2_147_483_647  # what a column of counts holds
NIL_WORDS = {"nihil", "nil", "kosong", "tidak ada", "-nihil-", "(nihil)", "0 (nihil)"}
NOT_APPLICABLE_WORDS = {*NOT_APPLICABLE, "--", "n/a", "na", "n.a.", "tidak berlaku"}
NOT_KNOWN = {"...", "…", "....", "?"}
UNITS = re.compile(
    r"\s*\(?\b(orang|org|jiwa|paspor|buku|permohonan|pemohon|berkas|dokumen|lembar|kasus|desa|"
    r"kelurahan|kegiatan|kali|peserta|petugas|wni|pmi)\b\)?\.?$",
    re.IGNORECASE,
)
IN_WORDS = re.compile(r"\s*\([a-z ]+\)$", re.IGNORECASE)  # 12 (dua belas)


class NotApplicable:
    """A dash: this cell has no figure, on purpose. Not nought, not nil, not forgotten."""


class Nil(int):
    """Nought that somebody declared by writing "nihil"."""


NIL = Nil(0)


class Doubtful(ValueError):
    """A cell that reads in more than one way. `candidates`: (what to type instead, label, why)."""

    def __init__(self, message: str, candidates: tuple[tuple[str, str, str], ...]):
        super().__init__(message)
        self.candidates = candidates


class Style(IntEnum):
    """How the thousands of a number are set apart; SURE where it can be nothing else."""

    NONE = 0
    DOTS = 1
    DOTS_SURE = 2
    COMMAS = 3
    COMMAS_SURE = 4


PATTERNS = tuple(
    (style, re.compile(pattern))
    for style, pattern in (  # the first group is the whole number
        (Style.NONE, r"([0-9]+)"),
        (Style.DOTS, r"([1-9][0-9]{0,2}\.[0-9]{3})"),
        (Style.COMMAS, r"([1-9][0-9]{0,2},[0-9]{3})"),
        (Style.DOTS_SURE, r"([1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})"),
        (Style.DOTS_SURE, r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+),0+"),  # 8.837,00
        (Style.COMMAS_SURE, r"([1-9][0-9]{0,2}(?:,[0-9]{3}){2,})"),
        (Style.COMMAS_SURE, r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)\.0+"),
        (Style.NONE, r"([1-9][0-9]{0,2}(?: [0-9]{3})+)"),  # 8 837
        (Style.NONE, r"([0-9]+)[.,]0{1,2}"),  # 12,00
        (Style.NONE, r"(0)[.,]0+"),
    )
)
USUAL = re.compile(r"[0-9]+|[1-9][0-9]{0,2}\.[0-9]{3}")
DOTTED_FRACTION = re.compile(r"([1-9][0-9]{0,2})\.([0-9]{1,2})")


def count(cell: Cell) -> int | type[NotApplicable]:
    """A whole number from zero up, NIL for "nihil", NotApplicable for a dash.

    "8.837", "8,837", "8 837", "8.837,00", "1.234 orang" and "12 (dua belas)" are read. Raises
    Missing for nothing, Doubtful for 8.837 in a cell of numbers (a spreadsheet that took the dot
    for a decimal point), and a NotACount for what is no count at all.
    """
    return styled(cell)[0]


def styled(cell: Cell) -> tuple[int | type[NotApplicable], Style]:
    """The count and how its thousands are written."""
    if cell.__class__ is int:
        return _within(parse_count(cell)), Style.NONE
    if cell.__class__ is float:
        return _within(_of_float(cell)), Style.NONE
    if cell.__class__ is str and USUAL.fullmatch(cell):
        return _within(int(cell.replace(".", ""))), Style.DOTS if "." in cell else Style.NONE
    refuse_formula(cell)
    if isinstance(cell, bool | date):
        raise NotANumber(f"harus angka, bukan “{text(cell)}”.")
    if cell is None:
        raise Missing("harus diisi angka; tulis 0 bila nihil.")
    return _of_text(" ".join(str(cell).split()).removeprefix("'").strip())


def _of_text(words: str) -> tuple[int | type[NotApplicable], Style]:
    plain = words.lower()
    if plain in NOT_APPLICABLE_WORDS:
        return NotApplicable, Style.NONE
    if plain in NIL_WORDS:
        return NIL, Style.NONE
    if plain in NOT_KNOWN:
        raise Missing(f"harus diisi angka, tertulis “{words}”; tulis 0 bila nihil.")
    bare = UNITS.sub("", IN_WORDS.sub("", UNITS.sub("", words))) or words
    for style, pattern in PATTERNS:
        if match := pattern.fullmatch(bare):
            return _within(int(re.sub(r"[ .,]", "", match[1]))), style
    if match := DOTTED_FRACTION.fullmatch(bare):
        raise _doubt(bare, int((match[1] + match[2]).ljust(len(match[1]) + 3, "0")))
    if re.fullmatch(r"\([0-9][0-9.,]*\)", bare):
        raise Negative(f"tidak boleh kurang dari 0, tertulis “{words}”.")
    if re.fullmatch(r"0[0-9]*[.,][0-9]+", bare):
        raise Fraction(f"harus bilangan bulat, tertulis “{words}”.")
    return parse_count(bare), Style.NONE  # raises, with the sentence that fits


def _of_float(number: float) -> int:
    """8.837 typed where the decimal mark is a dot: kept as a fraction, shown as "8,837"."""
    if number.is_integer():
        return parse_count(number)
    thousands = round(number * 1000)
    if 1 <= number < 1000 and abs(number * 1000 - thousands) < 1e-6:
        raise _doubt(f"{number:.3f}".rstrip("0").replace(".", ","), thousands)
    return parse_count(number)  # raises


def says_none(words: str) -> bool:
    """Whether the words stand for a figure: nil, not applicable, not known."""
    plain = words.lower()
    return plain in NIL_WORDS or plain in NOT_APPLICABLE_WORDS or plain in NOT_KNOWN


def _doubt(shown: str, meant: int) -> Doubtful:
    return Doubtful(
        f"tertulis {shown}, padahal harus bilangan bulat. Apakah maksudnya {angka(meant)}?",
        ((str(meant), angka(meant), "titik atau koma memisahkan ribuan, bukan desimal"),),
    )


def _within(number: int) -> int:
    if number > MOST:
        raise ValueError(f"{angka(number)} terlalu besar; paling banyak {angka(MOST)}.")
    return number
