"""The time a heading or a title speaks of: "Agustus 2025", "s.d. Agt-25", "TW III", "2025"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dbi_portal.lib.days import month_number
from dbi_portal.lib.months import Month
from dbi_portal.lib.tabular.layout import END, MONTH, START

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# "<8>" stands for August once a text has been made plain, "~" for "sampai dengan".
POINT = r"(?:(?P<d{0}>[0-9]{{1,2}}) ?)?<(?P<m{0}>[0-9]+)>\.?(?:[ ,./'’-]*(?P<y{0}>{1}))?"
YEAR = r"20[0-9]{2}(?![0-9])|(?<=[ '’/-])[0-9]{2}(?![0-9<])(?![ ,]*20[0-9]{2})"
SPAN = re.compile(
    r"(?P<now>(?:~ ?)?(?:bulan|bln)\.? (?:ini|(?:yang )?lalu|sebelumnya)\b)"
    r"|\b(?P<part>tri ?wulan|tw|kuartal|q|semester|smt)\.? ?(?:ke ?-? ?)?"
    r"(?P<number>iv|i{1,3}|[1-4])\b"
    r"(?:[ ,/-]*(?:tahun |thn |ta )?(?P<py>20[0-9]{2}))?"
    rf"|(?:{POINT.format(1, YEAR)}(?P<to> ?[~–—-] ?)|(?P<upto>~ ?))?{POINT.format(2, YEAR)}"
    r"|(?P<year>\b20[0-9]{2}\b)"
)
UP_TO = re.compile(r"\b(?:s ?[./]? ?d\.?|sampai(?: dengan)?|hingga)(?![a-z])")
ANY_DAY = re.compile(r"\b([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](20[0-9]{2})\b")
ISO_DAY = re.compile(r"\b(20[0-9]{2})-([0-9]{2})-([0-9]{2})\b(?: 00:00:00)?")
ISO_MONTH = re.compile(r"\b(20[0-9]{2})[-/.](0?[1-9]|1[0-2])\b(?![-/.]?[0-9])")
NUMBERED = re.compile(r"(?<![-/.0-9])(0?[1-9]|1[0-2])[-/.](20[0-9]{2})\b")
YEAR_FIRST = re.compile(r"(?<![>'’/-] )(?<!>)\b(20[0-9]{2})[ ,/-]+<([0-9]+)>(?![ '’/-]*20)")
IDLE = re.compile(r"\b(?:bulan|bln|periode|masa|tahun|thn|ta)\b|[ .,:;()/~–—-]")


@dataclass(frozen=True)
class Span:
    """From one month to another; a year is None where it is not said.

    `now`: "bulan ini" is 0, "bulan lalu" -1 months from the month of the sheet; `first` is then 1
    for what counts since January. `only_year`: nothing but the year was said.
    """

    first: int
    last: int
    first_year: int | None = None
    last_year: int | None = None
    first_day: int | None = None
    last_day: int | None = None
    now: int | None = None
    only_year: bool = False

    @property
    def is_month(self) -> bool:
        same = (self.first, self.first_year) == (self.last, self.last_year)
        return same and self.first_day is None and self.last_day is None and self.now is None

    @property
    def lacks_year(self) -> bool:
        return self.last_year is None and self.now is None

    @property
    def is_day(self) -> bool:
        """A single day, such as the one a paper was printed on."""
        return self.last_day is not None and self.first == self.last and self.first_day is None

    def in_year(self, year: int | None) -> Span:
        if not self.lacks_year or year is None:
            return self
        return replace(self, first_year=year, last_year=year)

    def beside(self, month: Month | None) -> Span | None:
        """What "bulan ini" means in a sheet about `month`; None when the sheet does not say."""
        if self.now is None:
            return self
        if month is None:
            return None
        meant = month.plus(self.now)
        first = meant.number if self.first == 0 else 1
        return Span(first, meant.number, meant.year, meant.year)

    def days(self, year: int | None = None) -> tuple[date, date] | None:
        """First and last day; None while the year is not known or the days do not exist."""
        known = self.in_year(year)
        if known.now is not None or known.first_year is None or known.last_year is None:
            return None
        last = known.last_day or monthrange(known.last_year, known.last)[1]
        try:
            start = date(known.first_year, known.first, known.first_day or 1)
            end = date(known.last_year, known.last, last)
        except ValueError:
            return None
        return (start, end) if start <= end else None

    def pairs(self) -> tuple[tuple[str, str], ...] | None:
        """What stands in the columns Bulan, or Mulai and Sampai; None as `days`."""
        if not (days := self.days()):
            return None
        if self.is_month:
            return ((MONTH, str(Month(self.last_year, self.last))),)
        return ((START, days[0].isoformat()), (END, days[1].isoformat()))

    def within(self, other: Span) -> bool:
        ours, theirs = self.days(), other.days()
        return bool(ours and theirs and theirs[0] <= ours[0] and ours[1] <= theirs[1])


@lru_cache(maxsize=2_000)
def find(text: str) -> tuple[Span | None, str]:
    """The first span of a text, and the text without it."""
    plain = _plain(text)
    for match in SPAN.finditer(plain):
        if span := _span(match):
            return span, f"{plain[: match.start()]} {plain[match.end() :]}".strip()
    return None, text


def whole(text: str) -> Span | None:
    """The span, when the text says nothing else."""
    span, rest = find(text)
    return span if span and not IDLE.sub("", rest) else None


def each(text: str) -> list[Span]:
    """Every span of a line."""
    found = (_span(match) for match in SPAN.finditer(_plain(text)))
    return [span for span in found if span]


def joined(above: Span, below: Span) -> Span | None:
    """ "2025" above "Jan", "Triwulan III 2025" above "Juli"; None when they contradict."""
    if above.now is not None or below.now is not None:
        return None
    if above.only_year and below.only_year:
        return above if above == below else None
    above, below = above.in_year(below.last_year), below.in_year(above.last_year)
    if above.lacks_year:
        year = 2000  # any will do to see which lies within which
        inner = joined(above.in_year(year), below.in_year(year))
        return inner and replace(inner, first_year=None, last_year=None)
    if below.within(above):
        return below
    return above if above.within(below) else None


def _plain(text: str) -> str:
    text = " ".join(text.lower().split())
    text = re.sub(r"[a-z]{3,}", _as_month, text)
    text = ISO_DAY.sub(r"\3 <\2> \1", text)
    text = ANY_DAY.sub(r"\1 <\2> \3", text)
    text = ISO_MONTH.sub(r"<\2> \1", text)
    text = NUMBERED.sub(r"<\1> \2", text)
    return YEAR_FIRST.sub(r"<\2> \1", UP_TO.sub("~", text))


def _as_month(match: re.Match) -> str:
    number = month_number(match[0])
    return f"<{number}>" if number else match[0]


def _span(match: re.Match) -> Span | None:
    if match["now"]:
        now = 0 if match["now"].endswith("ini") else -1
        return Span(1 if match["now"].startswith("~") else 0, 0, now=now)
    if match["part"]:
        return _quarter(match)
    if match["year"]:
        year = int(match["year"])
        return Span(1, 12, year, year, only_year=True)
    return _range(match)


def _quarter(match: re.Match) -> Span | None:
    number = ROMAN.get(match["number"]) or int(match["number"])
    months = 6 if match["part"][0] == "s" else 3
    year = int(match["py"]) if match["py"] else None
    last = number * months
    return Span(last - months + 1, last, year, year) if last <= 12 else None


def _range(match: re.Match) -> Span | None:
    last, last_year, last_day = _point(match, "2")
    if match["upto"]:  # since the year began
        first, first_year, first_day = 1, last_year, 1
    elif match["to"]:
        first, first_year, first_day = _point(match, "1")
        first_year = first_year or last_year
    else:
        first, first_year, first_day = last, last_year, None
    if not (1 <= first <= 12 and 1 <= last <= 12) or (first > last and first_year == last_year):
        return None
    if last_year is None and first_year is not None:
        last_year = first_year
    return Span(first, last, first_year, last_year, first_day, last_day)


def _point(match: re.Match, which: str) -> tuple[int, int | None, int | None]:
    year, day = match[f"y{which}"], match[f"d{which}"]
    full = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    return int(match[f"m{which}"]), full, int(day) if day else None
