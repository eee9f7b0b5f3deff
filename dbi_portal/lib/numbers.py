"""Figures as Indonesian offices write them: 8.837 and 12,5 %."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal

SWAP = str.maketrans(",.", ".,")


class NotACount(ValueError):
    """The value is no count; the message is an Indonesian sentence without the field's name."""


class Missing(NotACount):
    """There is nothing in the cell."""


class NotANumber(NotACount):
    """Words or something else that is no number."""


class Negative(NotACount):
    """A number below zero."""


class Fraction(NotACount):
    """A number that is not whole."""


class Ambiguous(NotACount):
    """Digits that can be read in two ways."""


def angka(number: int) -> str:
    """8837 -> "8.837" """
    return f"{number:,}".translate(SWAP)


def desimal(number: float | Decimal, places: int = 1) -> str:
    """1234.56 -> "1.234,6": always `places` decimals, half rounded up as on paper."""
    step = Decimal(1).scaleb(-places)
    rounded = Decimal(str(number)).quantize(step, rounding=ROUND_HALF_UP)
    return f"{rounded:,f}".translate(SWAP)


def persen(share: float | Decimal, places: int = 1) -> str:
    """0.125 -> "12,5 %"; a whole percentage loses its ",0". The space does not break a line."""
    text = desimal(Decimal(str(share)) * 100, places)
    if "," in text:
        text = text.rstrip("0").rstrip(",")
    return f"{text}\N{NO-BREAK SPACE}%"


def change_in_words(now: int, before: int | None, before_label: str) -> str:
    """ "naik 310 dari Juli", "turun 6 dari Juli", "tetap", or "belum ada angka Juli"."""
    if before is None:
        return f"belum ada angka {before_label}"
    if now == before:
        return "tetap"
    direction = "naik" if now > before else "turun"
    return f"{direction} {angka(abs(now - before))} dari {before_label}"


def parse_count(value: object) -> int:
    """A whole number from zero up, from a typed cell or typed text: "8.837", "8837" or 8837.0.

    Raises a NotACount whose message is an Indonesian sentence: Missing, NotANumber, Negative,
    Fraction or Ambiguous ("8,837" may be eight thousand or eight point eight).
    """
    if value is None or isinstance(value, bool) or not isinstance(value, int | float | str):
        return _refuse_kind(value)
    if isinstance(value, int | float):
        return _whole(value)
    return _from_text(value.strip())


def _refuse_kind(value: object) -> int:
    if value is None:
        raise Missing("harus diisi angka; tulis 0 bila nihil.")
    raise NotANumber(f"harus angka, bukan “{value}”.")


def _whole(number: float) -> int:
    if not math.isfinite(number):
        raise NotANumber(f"harus angka, bukan “{number}”.")
    if number < 0:
        raise Negative(f"tidak boleh kurang dari 0, tertulis {_shown(number)}.")
    if number != int(number):
        raise Fraction(f"harus bilangan bulat, tertulis {_shown(number)}.")
    return int(number)


def _shown(number: float) -> str:
    return str(number).removesuffix(".0").translate(SWAP)


def _from_text(text: str) -> int:
    if not text:
        raise Missing("harus diisi angka; tulis 0 bila nihil.")
    if re.fullmatch(r"[0-9]+|[0-9]{1,3}(\.[0-9]{3})+", text):
        return int(text.replace(".", ""))
    if re.fullmatch(r"[-−–]\s*[0-9][0-9.,]*", text):
        raise Negative(f"tidak boleh kurang dari 0, tertulis “{text}”.")
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", text):
        meant = text.replace(",", ".")
        raise Ambiguous(f"“{text}” dapat dibaca dua cara. Tulis {meant} bila itu bilangan bulat.")
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})*,[0-9]+|[0-9]+,[0-9]+", text):
        raise Fraction(f"harus bilangan bulat, tertulis “{text}”.")
    if re.fullmatch(r"[0-9][0-9.,]*", text):
        raise Ambiguous(f"“{text}” tidak jelas. Tulis angkanya seperti 8.837 atau 8837.")
    raise NotANumber(f"harus angka, bukan “{text}”.")
