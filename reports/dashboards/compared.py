"""A figure of several months beside the same months of the year before, in words.

One month is held against the month before and the same month last year; a longer span against the
same span a year before, since the span before it has other seasons. What a comparison lacks is
said with it: a month nobody counted, an office that has figures in one of the two only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from dbi_portal.lib.months import Month
from reports.dashboards.words import Change, change, count, listed, not_comparable
from reports.figures.ledger import Ledger
from reports.figures.period import MonthRange
from reports.figures.sessions import SessionCount


def against(months: MonthRange) -> tuple[MonthRange, ...]:
    """What these months are compared with."""
    if len(months) > 1:
        return (months.year_ago,)
    return MonthRange.of(months.first.previous()), months.year_ago


def window(months: MonthRange) -> MonthRange:
    """These months, those they are compared with, and what lies between."""
    return MonthRange(months.year_ago.first, months.last)


def of_passports(book: Ledger, offices: Collection[int], months: MonthRange) -> tuple[Change, ...]:
    """The changes of what these offices counted; `book` must reach back over `window`."""
    found = (_of_passports(book, offices, months, since) for since in against(months))
    return tuple(each for each in found if each.text)


def _of_passports(
    book: Ledger, offices: Collection[int], months: MonthRange, since: MonthRange
) -> Change:
    now, before = book.total(offices, months), book.total(offices, since)
    told = [_grains(book, offices, span) for span in (months, since)]
    if not now.comparable(before) or (all(told) and told[0] != told[1]):
        return not_comparable(since)
    found = change(now.value, before.value, since)
    if None in (now.value, before.value) or len(months) == 1:
        return found
    lacking = [*_gaps(book, offices, months, since), *_only_in_one(now, before, since)]
    return found.with_note("; ".join(lacking))


def _grains(book: Ledger, offices: Iterable[int], span: MonthRange) -> set[frozenset[str]]:
    """The details that the months of a span were counted from."""
    figures = (book.month(pk, month) for pk in offices for month in span)
    return {figure.grain for figure in figures if figure.value is not None}


def _gaps(book: Ledger, offices: Collection[int], *spans: MonthRange) -> Iterator[str]:
    """ "belum ada angka Februari 2024": months that offices lack in a span they have figures of."""
    ranges = (book.range(pk, span) for span in spans for pk in offices)
    missing: set[Month] = set()
    for figure in ranges:
        missing |= set(figure.missing) if figure.value is not None else set()
    if missing:
        names = listed([month.label for month in sorted(missing)])
        yield f"{'belum ada angka' if len(offices) == 1 else 'belum lengkap:'} {names}"


def _only_in_one(now, before, since: MonthRange) -> Iterator[str]:
    """ "2 kantor belum ada angka Januari–Agustus 2024" """
    new = len(before.without - now.without)
    if new:
        yield f"{count(new, 'kantor')} belum ada angka {since.label}"
    gone = len(now.without - before.without)
    if gone:
        yield f"{count(gone, 'kantor')} hanya ada angka {since.label}"


def of_sessions(
    counts: Mapping[tuple[int, Month], SessionCount], offices: Iterable[int], months: MonthRange
) -> tuple[Change, ...]:
    """The changes of approved sessions; more of them is better, and none may be none yet."""
    offices = frozenset(offices)

    def held(span: MonthRange) -> int:
        return sum(
            each.sessions for (pk, month), each in counts.items() if pk in offices and month in span
        )

    now = held(months)
    found = (
        change(now, held(since), since, judged=True, none_yet=True) for since in against(months)
    )
    return tuple(each for each in found if each.text)
