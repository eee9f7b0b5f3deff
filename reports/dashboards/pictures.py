"""The charts of a dashboard: the page knows their words and figures, drawing comes later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka, change_in_words
from reports.dashboards.drawings import Ask, Picture
from reports.dashboards.measures import MONTHS
from reports.dashboards.scope import Scope
from reports.dashboards.words import not_comparable, short_name
from reports.figures.counted import Total
from reports.figures.ledger import Ledger
from reports.figures.made_up import MadeUp
from reports.figures.period import MonthRange

MOST_BARS = 8
MEASURE = "Paspor PMI terbit"


def pictures(scope: Scope, book: Ledger, measure: str = MEASURE) -> tuple[Picture, ...]:
    """The charts there is something to show for; `book` is the ledger of `measure`, in words."""
    return tuple(filter(None, [trend(scope, book, measure), comparison(scope, book, measure)]))


def trend(scope: Scope, book: Ledger, measure: str = MEASURE) -> Picture | None:
    """Thirteen months as one line; None when fewer than two have a figure."""
    window = MonthRange.ending(scope.month, months=MONTHS)
    totals = {month: book.total(scope.members[month], month) for month in window}
    known = {month: total.value for month, total in totals.items() if total.value is not None}
    if len(known) < 2:
        return None
    highest, lowest = max(known, key=known.get), min(known, key=known.get)
    sentence = (
        f"Tertinggi {highest.label} ({angka(known[highest])}), "
        f"terendah {lowest.label} ({angka(known[lowest])})."
    )
    if scope.month in known:
        moved = _moved(totals[scope.month], totals[scope.month.year_ago], scope.month.year_ago)
        sentence = f"{scope.month.label}: {angka(known[scope.month])}, {moved}. {sentence}"
    if odd := _computed(totals):
        sentence = f"{sentence} {odd}"
    rows = tuple((month.label, total.value) for month, total in totals.items())
    asks = tuple((_ask(month, total.value),) for month, total in totals.items())
    made_up = MadeUp.of(totals[month].made_up for month in known)
    return Picture(
        "tren", f"{measure}, {window.label}", sentence, ("Bulan", measure), rows, tuple(window),
        made_up.value, asks,
    )  # fmt: skip


def _ask(month: Month, value: int | None, **more: str) -> Ask | None:
    """Down to this month's figure; where there is none, nowhere."""
    return None if value is None else {"bulan": str(month), "rentang": "1"} | more


def _computed(totals: Mapping[Month, Total]) -> str:
    """Which months nobody published: each is the difference of two running totals."""
    months = [month.label for month, total in totals.items() if total.differences]
    return f"Dihitung dari selisih angka kumulatif: {', '.join(months)}." if months else ""


def _moved(now: Total, then: Total, since: Month) -> str:
    """The change in words; none where the two were counted from other details."""
    if not now.comparable(then):
        return not_comparable(since).text
    return change_in_words(now.value, then.value, since.label)


def comparison(scope: Scope, book: Ledger, measure: str = MEASURE) -> Picture | None:
    """This month beside the last and the same a year ago: by office, for the centre by Kanwil."""
    months = (scope.month, scope.month.previous(), scope.month.year_ago)
    found = []
    for name, code, ids in _groups(scope):
        totals = [book.total(ids, month) for month in months]
        if totals[0].value is not None:
            found.append((-totals[0].value, name, code, totals))
    if len(found) < 2:
        return None
    found.sort(key=lambda each: each[:3])
    rows = [(name, *(total.value for total in totals)) for _, name, _, totals in found]
    what = "Kanwil" if scope.is_centre else "kantor"
    first, last = rows[0], rows[-1]
    sentence = (
        f"{scope.month.label}: terbanyak {first[0]} ({angka(first[1])}), "
        f"paling sedikit {last[0]} ({angka(last[1])}), dari {len(rows)} yang datanya ada."
    )
    more = f" {MOST_BARS} terbanyak" if len(rows) > MOST_BARS else ""
    return Picture(
        "banding", f"{measure} menurut {what},{more} {scope.month.label}", sentence,
        (what.capitalize(), *(month.label for month in months)), tuple(rows[:MOST_BARS]),
        made_up=MadeUp.of(totals[0].made_up for *_, totals in found).value,
        asks=tuple(_asks(months, code, totals) for *_, code, totals in found[:MOST_BARS]),
    )  # fmt: skip


def _asks(months: Sequence[Month], code: str, totals: Sequence[Total]) -> tuple[Ask | None, ...]:
    pairs = zip(months, totals, strict=True)
    return tuple(_ask(month, total.value, kantor=code) for month, total in pairs)


def _groups(scope: Scope) -> Iterator[tuple[str, str, Sequence[int]]]:
    """Name, code and offices of each bar."""
    if not scope.is_centre:
        for office in scope.now:
            yield short_name(office.short_name), office.code, [office.pk]
        return
    for head in {kanwil.pk: kanwil for kanwil in scope.kanwil.values()}.values():
        below = [pk for pk, kanwil in scope.kanwil.items() if kanwil.pk == head.pk]
        yield short_name(head.short_name), head.code, below
