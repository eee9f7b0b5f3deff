"""Passport figures of five years: so many as asked for, to the last one, and they add up.

An office's month first gets its totals, then the same passports by country and sex, then by the
villages people come from, and what is left of its share by all of these together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from functools import lru_cache
from itertools import islice, pairwise, product
from math import sin
from random import Random

from dbi_portal.demo.scale.copying import copied_lines
from dbi_portal.demo.scale.country import Place
from dbi_portal.lib.months import Month
from reports.models import PassportStatistic
from reports.models.statistic import Outcome, Purpose, Service, Sex

COLUMNS = (
    "office_id", "period_start", "period_end", "recorded", "entered_by_id", "made_up", "source",
    "service_point", "book_type", "reason", "correction_reason", "sheet", '"column"',
    "outcome", "purpose", "home_region_id", "destination", "sex", "service", "grain", "count",
)  # fmt: skip
NOTE = "Data contoh"
TOTAL, PLAIN, BY_HOME = "month:purpose", "month:", "month:home,purpose"
BY_COUNTRY, BY_SEX = "month:destination,purpose", "month:purpose,sex"
BY_ALL = "month:destination,home,purpose,service,sex"
COUNTRIES = ("Malaysia", "Taiwan", "Hong Kong", "Jepang", "Singapura")
SEXES = tuple(Sex.values)
FINEST = tuple(product(COUNTRIES, SEXES, Service.values))
ROOMY = 20  # figures of an office and month from which countries and sexes are told, too
STANDING = 4  # every fourth village listed comes back each month; the others take turns
ISSUED_PMI = (Outcome.ISSUED, Purpose.MIGRANT_WORK)
Row = tuple[str, str, str, str, str, str, str, int]  # outcome … count, in the order of COLUMNS


def write_figures(places: list[Place], months: list[Month], number: int, rng: Random) -> int:
    """Exactly `number` figures, unless that is fewer than the totals every month has."""
    return copied_lines(PassportStatistic, COLUMNS, _lines(places, months, number, rng))


def _lines(places: list[Place], months: list[Month], number: int, rng: Random) -> Iterator[str]:
    every = len(places) * len(months)
    for at, (place, month) in enumerate(product(places, months)):
        room = number * (at + 1) // every - number * at // every
        head = _head(place, month)
        for row in islice(_rows(place, at % len(months), room, rng), room):
            yield head + "\t".join(map(str, row))


def _head(place: Place, month: Month) -> str:
    known = datetime.combine(month.next().first_day, time(3), UTC)
    cells = (
        place.office.pk, month.first_day, month.last_day, f"[{known.isoformat()},)",
        place.clerk.pk, "t", NOTE,
    )  # fmt: skip
    return "\t".join(map(str, cells)) + "\t" * 7  # six that are empty


def _rows(place: Place, at: int, room: int, rng: Random) -> Iterator[Row]:
    """A month's passports of one office: a season, a slow rise, a size of its own."""
    size = (150 + 40 * (place.number % 11)) * max(1, room / 60)
    total = round(size * (1 + at / 120) * (1 + 0.15 * sin(at / 2)) * rng.uniform(0.9, 1.1))
    head = list(_totals(total))
    yield from head
    room -= len(head)
    if room >= ROOMY:
        told = [*_by_country(total), *_by_sex(total)]
        yield from told
        room -= len(told)
    homes = listed(place.homes, at, room)
    yield from (
        (*ISSUED_PMI, home, "", "", "", BY_HOME, count)
        for home, count in zip(homes, shares(total, len(homes)), strict=True)
    )
    yield from _by_all(homes, total, room - len(homes))


def _totals(total: int) -> Iterator[Row]:
    besides = (
        (*ISSUED_PMI, TOTAL, total),
        (Outcome.ISSUED, Purpose.UMRAH, TOTAL, total // 2),
        (Outcome.ISSUED, Purpose.TOURISM, TOTAL, total * 2),
        (Outcome.REFUSED, "", PLAIN, total // 40),
        (Outcome.DELAYED, "", PLAIN, total // 60),
        (Outcome.DEPARTURE_DELAY, "", PLAIN, total // 30),
    )
    return ((outcome, purpose, r"\N", "", "", "", *told) for outcome, purpose, *told in besides)


def _by_country(total: int) -> Iterator[Row]:
    for country, count in zip(COUNTRIES, shares(total, len(COUNTRIES)), strict=True):
        yield (*ISSUED_PMI, r"\N", country, "", "", BY_COUNTRY, count)


def _by_sex(total: int) -> Iterator[Row]:
    for sex, count in zip(SEXES, shares(total, len(SEXES)), strict=True):
        yield (*ISSUED_PMI, r"\N", "", sex, "", BY_SEX, count)


def _by_all(homes: Sequence[str], total: int, room: int) -> Iterator[Row]:
    """What is left of the room: each village by country, sex and service, as far as it reaches."""
    kinds = ((home, *kind) for kind in FINEST for home in homes)
    for kind, count in zip(islice(kinds, max(0, room)), shares(total, max(0, room)), strict=False):
        yield (*ISSUED_PMI, *kind, BY_ALL, count)


def listed(homes: Sequence[str], at: int, room: int) -> Sequence[str]:
    """The villages an office names in its month `at`: all, or some of all that take turns."""
    if room <= 0 or room >= len(homes):
        return homes if room > 0 else ()
    standing = room // STANDING
    turns = room - standing
    rest = homes[standing:]
    return [*homes[:standing], *(rest[(at * turns + i) % len(rest)] for i in range(turns))]


@lru_cache(maxsize=8)
def _steps(number: int) -> tuple[float, ...]:
    """Where the shares end, from 0 to 1: each a little less than the one before it."""
    weights = [(1 + at) ** -0.4 for at in range(number)]
    whole, ends, so_far = sum(weights), [0.0], 0.0
    for weight in weights:
        so_far += weight / whole
        ends.append(so_far)
    return (*ends[:-1], 1.0)


def shares(total: int, number: int) -> list[int]:
    """`total` in so many parts, the first the largest; together they are the total again."""
    if not number:
        return []
    ends = [int(total * end) for end in _steps(number)]
    return [after - before for before, after in pairwise(ends)]
