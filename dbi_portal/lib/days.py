"""Days and hours as Indonesian offices write and count them."""

import re
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import holidays

from dbi_portal.lib.text import one_slip

MONTH_NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
OTHER_MONTH_NAMES = {
    "agt": 8, "agst": 8, "ags": 8, "nop": 11, "nopember": 11, "pebruari": 2, "peb": 2, "sept": 9,
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "aug": 8,
    "october": 10, "oct": 10, "december": 12, "dec": 12,
}  # fmt: skip
SHORTEST_SLIP = 6  # letters; "Juni" and "Juli" are one slip apart
DAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
OTHER_DAY_NAMES = {"jum'at": "Jumat", "jum’at": "Jumat", "ahad": "Minggu"}  # as letters write them
ZONE_NAMES = {7: "WIB", 8: "WITA", 9: "WIT"}
WEEKDAY_WORD = re.compile(
    r"\b(" + "|".join([*DAY_NAMES, *OTHER_DAY_NAMES]) + r")(?!\w)", re.IGNORECASE
)


def long_date(day: date) -> str:
    """ "31 Oktober 2025" """
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """ "31 Okt 2025", for narrow columns."""
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"


def day_name(day: date) -> str:
    """ "Jumat" """
    return DAY_NAMES[day.weekday()]


def with_weekday(day: date) -> str:
    """ "Jumat, 31 Oktober 2025" """
    return f"{day_name(day)}, {long_date(day)}"


def in_zone(moment: datetime, zone: str | ZoneInfo) -> datetime:
    """An aware moment on the clock of `zone` ("Asia/Makassar")."""
    return moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)


def clock(moment: datetime, zone: str | ZoneInfo) -> str:
    """ "14.30 WIB": an aware moment on the clock of `zone`, named WIB, WITA or WIT."""
    local = in_zone(moment, zone)
    hours = local.utcoffset() / timedelta(hours=1)
    return f"{local:%H.%M} {ZONE_NAMES.get(hours, f'UTC{hours:+g}')}"


@lru_cache(maxsize=2_000)
def month_number(word: str) -> int:
    """8 for "Agustus", "AGT", "Agust." or "August"; 0 for what names no month.

    Any beginning of three letters will do. One slip in a long name is seen through: "Agutus".
    """
    plain = word.strip(" .").lower()
    if plain in OTHER_MONTH_NAMES:
        return OTHER_MONTH_NAMES[plain]
    names = [name.lower() for name in MONTH_NAMES]
    fits = [name for name in names if len(plain) >= 3 and name.startswith(plain)]
    if not fits and len(plain) >= SHORTEST_SLIP:
        fits = [name for name in names if len(name) >= SHORTEST_SLIP and one_slip(plain, name)]
    return names.index(fits[0]) + 1 if len(fits) == 1 else 0


@cache
def _days_off() -> holidays.HolidayBase:
    """National holidays and the government's joint leave (cuti bersama); years fill in lazily."""
    return holidays.country_holidays("ID", categories=("public", "government"), language="id")


@cache
def joint_leave_known(year: int) -> bool:
    """Whether the government's joint leave of that year is on our list.

    It is decreed some months before the year begins; until then a working day counted in that year
    may move.
    """
    decreed = holidays.country_holidays("ID", categories=("government",), years=year)
    return bool(decreed)


def day_off(day: date) -> str:
    """The name of a national holiday or joint leave ("Hari Raya Natal"); empty for other days."""
    return _days_off().get(day, "")


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _days_off()


def working_day(month, number: int) -> date:
    """The `number`-th working day of a Month, 1 being the first. ValueError when it has fewer."""
    day, left = month.first_day, number
    while month.contains(day):
        left -= is_working_day(day)
        if left == 0:
            return day
        day += timedelta(days=1)
    raise ValueError(f"{month.label} tidak punya {number} hari kerja.")


def weekday_contradiction(text: str, day: date) -> str | None:
    """What is wrong when `text` names a weekday on which `day` does not fall; else None.

    `text` is a weekday ("Selasa") or something that begins with or holds one ("Selasa 11
    Oktober 2025"). Text without a weekday contradicts nothing.
    """
    match = WEEKDAY_WORD.search(text)
    if not match:
        return None
    word = match[1]
    meant = OTHER_DAY_NAMES.get(word.lower(), word.capitalize())
    if meant == day_name(day):
        return None
    return (
        f"{long_date(day)} jatuh pada hari {day_name(day)}, bukan {meant}. "
        "Periksa hari atau tanggalnya."
    )
