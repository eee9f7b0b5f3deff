"""Days and months as offices write them in cells: day before month, always."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from dbi_portal.lib.days import WEEKDAY_WORD, month_number, weekday_contradiction
from dbi_portal.lib.months import Month
from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import spans
from dbi_portal.lib.tabular.texts import refuse_formula, text

YEARS = range(2000, 2100)
DAY_ZERO = date(1899, 12, 30)  # from which spreadsheets count days
SERIALS = range((date(2000, 1, 1) - DAY_ZERO).days, (date(2100, 1, 1) - DAY_ZERO).days)
CLOCK = re.compile(
    r"(?<=[0-9])[ T,]+(?:pukul |jam )?[0-9]{1,2}[.:][0-9]{2}(?:[.:][0-9]{2})?(?:\.0+)?"
    r"(?: ?wi(?:b|ta|t))?$",
    re.IGNORECASE,
)
BEFORE_DAY = re.compile(r"^[A-Za-z'’]+[, ]+(?=[0-9])|\b(?:hari|tanggal|tgl)\b\.?", re.IGNORECASE)


def day(cell: Cell) -> date | None:
    """An Excel date or its serial number, "31/10/2025", "31-10-25", "2025-10-31", "31 Okt 2025".

    None when empty. A weekday written with it must be the weekday of that date.
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    elif (serial := _serial(cell)) is not None:
        cell = serial
    words = "" if isinstance(cell, date) else text(cell)
    if not isinstance(cell, date) and not words:
        return None
    refuse_formula(cell)
    found = cell if isinstance(cell, date) else _day_of_text(words)
    if found is None:
        raise ValueError(_no_day(words))
    _in_range(found.year, words or found)
    if contradiction := weekday_contradiction(words, found):
        raise ValueError(contradiction[:1].lower() + contradiction[1:])
    return found


def month(cell: Cell, year: int | None = None) -> Month | None:
    """An Excel date, "2025-08", "08/2025", "Agustus 2025", "Agt-25" or "AGUSTUS'25".

    `year` is what the sheet says elsewhere, for a cell that names the month alone. None when empty.
    """
    if isinstance(cell, date):
        return _month_in_range(Month.of(cell), cell)
    if (serial := _serial(cell)) is not None:
        return Month.of(serial)
    refuse_formula(cell)
    words = text(cell)
    if not words:
        return None
    found = _month_of_text(words, year)
    if found:
        return _month_in_range(found, words)
    span = spans.whole(words)
    if span and not span.is_month:
        raise ValueError(f"“{words}” lebih dari satu bulan. Tulis di kolom Mulai dan Sampai.")
    if span or month_number(words):
        raise ValueError(f"“{words}” bukan bulan lengkap: tahunnya tidak ada. Tulis {words} 2025.")
    raise ValueError(f"“{words}” bukan bulan. Tulis misalnya 2025-08 atau Agustus 2025.")


def period(cell: Cell, year: int | None = None) -> tuple[date, date] | None:
    """First and last day of a month or of "Januari–Agustus 2025"; None when empty."""
    span = spans.whole(text(cell)) if isinstance(cell, str) else None
    days = span.days(year) if span and not span.is_month else None
    if days:
        return days
    found = month(cell, year)
    return (found.first_day, found.last_day) if found else None


def _serial(cell: Cell) -> date | None:
    """45961 -> 31 October 2025: a date whose cell lost its format."""
    if isinstance(cell, str) and re.fullmatch(r"\s*[0-9]{5}(?:\.[0-9]+)?\s*", cell):
        cell = float(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or int(cell) not in SERIALS:
        return None
    return DAY_ZERO + timedelta(days=int(cell))


def _day_of_text(words: str) -> date | None:
    plain = BEFORE_DAY.sub(" ", WEEKDAY_WORD.sub(" ", CLOCK.sub("", words)))
    plain = " ".join(re.sub(r"[(),]", " ", plain).split()).strip("/- ")
    if match := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", plain):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"([0-9]{1,2})[-/. ]+([0-9]{1,2})[-/. ]+([0-9]{4}|[0-9]{2})", plain):
        return _date(_full(match[3]), int(match[2]), int(match[1]))
    if match := re.fullmatch(r"([0-9]{1,2})[-/. ]*([A-Za-z]+)[-/. '’]*([0-9]{4}|[0-9]{2})", plain):
        return _date(_full(match[3]), month_number(match[2]), int(match[1]))
    return None


def _no_day(words: str) -> str:
    """Day and month swapped, as an American sheet writes them, is said and never put right."""
    match = re.match(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.](?:[0-9]{4}|[0-9]{2})\b", words)
    if match and int(match[1]) <= 12 < int(match[2]) <= 31:
        return (
            f"“{words}” bukan tanggal: tidak ada bulan {match[2]}. Tulis tanggal/bulan/tahun, "
            "misalnya 31/10/2025, dan periksa tanggal lain di kolom ini."
        )
    return f"“{words}” bukan tanggal. Tulis misalnya 31/10/2025."


def _month_of_text(words: str, year: int | None) -> Month | None:
    plain = re.sub(r"^(?:bulan|periode|masa)\b[ :]*", "", words, flags=re.IGNORECASE).strip()
    if match := re.fullmatch(r"([0-9]{4})[-/. ]?(0?[1-9]|1[0-2])", plain):
        return _month(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{4})", plain):
        return _month(int(match[2]), int(match[1]))
    if match := re.fullmatch(r"([A-Za-z]+)\.?[-/ ,’']*([0-9]{4}|[0-9]{2})", plain):
        return _month(_full(match[2]), month_number(match[1]))
    if match := re.fullmatch(r"([0-9]{4})[-/ ]+([A-Za-z]+)\.?", plain):
        return _month(int(match[1]), month_number(match[2]))
    if year and (number := month_number(plain) or _number_of_month(plain)):
        return Month(year, number)
    given = _day_of_text(words)
    return Month.of(given) if given else None


def _number_of_month(plain: str) -> int:
    return int(plain) if re.fullmatch(r"0?[1-9]|1[0-2]", plain) else 0


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _month(year: int, number: int) -> Month | None:
    return Month(year, number) if 1 <= number <= 12 and year else None


def _month_in_range(found: Month, said: object) -> Month:
    _in_range(found.year, said)
    return found


def _in_range(year: int, said: object) -> None:
    if year not in YEARS:
        raise ValueError(f"tahun {year} di luar jangkauan. Periksa “{said}”.")


def _date(year: int, number: int, of_month: int) -> date | None:
    try:
        return date(year, number, of_month)
    except ValueError:
        return None
