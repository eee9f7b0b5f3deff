"""The charts of a dashboard: the page knows their words and figures, drawing comes later."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dbi_portal.lib import charts
from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka, change_in_words
from reports.dashboards.facts import MONTHS
from reports.dashboards.scope import Scope
from reports.dashboards.words import not_comparable, short_name
from reports.figures.counted import Total
from reports.figures.ledger import Ledger
from reports.figures.made_up import MadeUp
from reports.figures.period import MonthRange

WIDE, NARROW = 560, charts.PHONE
MOST_BARS = 8
MEASURE = "Paspor PMI terbit"
# The picture is one image with a title; marks that call themselves symbols would each need a name.
MARKS_ROLES = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")')


@dataclass(frozen=True)
class Picture:
    """Title, sentence and figures of a chart. With `months`, its rows are points of a line."""

    name: str
    title: str
    sentence: str
    headers: tuple[str, ...]
    rows: tuple[tuple, ...]
    months: tuple[Month, ...] = ()
    made_up: str = ""

    @property
    def digest(self) -> str:
        """Names exactly these words and figures, so that a drawing of them may be kept for good.

        Made without the drawing library: the page asks for it on every view.
        """
        content = [charts.DRAWING, self.name, self.title, self.sentence, self.headers, self.rows]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]

    def svg(self, width: int) -> str:
        return MARKS_ROLES.sub("", charts.svg(self._chart(), width=width))

    def _chart(self) -> charts.Chart:
        words = {"title": self.title, "sentence": self.sentence}
        if self.months:
            columns = list(zip(*self.rows, strict=True))[1:]
            series = dict(zip(self.headers[1:], columns, strict=True))
            return charts.trend_chart(**words, months=self.months, series=series)
        rows = [(label, values) for label, *values in self.rows]
        return charts.grouped_bars(**words, headers=self.headers, rows=rows)


def pictures(scope: Scope, book: Ledger) -> tuple[Picture, ...]:
    """The charts there is something to show for; `book` is the ledger of PMI passports."""
    return tuple(filter(None, [trend(scope, book), comparison(scope, book)]))


def trend(scope: Scope, book: Ledger) -> Picture | None:
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
    made_up = MadeUp.of(totals[month].made_up for month in known)
    return Picture(
        "tren", f"{MEASURE}, {window.label}", sentence, ("Bulan", MEASURE), rows, tuple(window),
        made_up.value,
    )  # fmt: skip


def _computed(totals: Mapping[Month, Total]) -> str:
    """Which months nobody published: each is the difference of two running totals."""
    months = [month.label for month, total in totals.items() if total.differences]
    return f"Dihitung dari selisih angka kumulatif: {', '.join(months)}." if months else ""


def _moved(now: Total, then: Total, since: Month) -> str:
    """The change in words; none where the two were counted from other details."""
    if not now.comparable(then):
        return not_comparable(since).text
    return change_in_words(now.value, then.value, since.label)


def comparison(scope: Scope, book: Ledger) -> Picture | None:
    """This month beside the last and the same a year ago: by office, for the centre by Kanwil."""
    months = (scope.month, scope.month.previous(), scope.month.year_ago)
    rows, marks = [], []
    for name, ids in _groups(scope):
        totals = [book.total(ids, month) for month in months]
        if totals[0].value is not None:
            rows.append((name, *(total.value for total in totals)))
            marks.append(totals[0].made_up)
    if len(rows) < 2:
        return None
    rows.sort(key=lambda row: (-row[1], row[0]))
    what = "Kanwil" if scope.is_centre else "kantor"
    first, last = rows[0], rows[-1]
    sentence = (
        f"{scope.month.label}: terbanyak {first[0]} ({angka(first[1])}), "
        f"paling sedikit {last[0]} ({angka(last[1])}), dari {len(rows)} yang datanya ada."
    )
    more = f" {MOST_BARS} terbanyak" if len(rows) > MOST_BARS else ""
    return Picture(
        "banding", f"{MEASURE} menurut {what},{more} {scope.month.label}", sentence,
        (what.capitalize(), *(month.label for month in months)), tuple(rows[:MOST_BARS]),
        made_up=MadeUp.of(marks).value,
    )  # fmt: skip


def _groups(scope: Scope) -> Iterator[tuple[str, Sequence[int]]]:
    if not scope.is_centre:
        yield from ((short_name(office.short_name), [office.pk]) for office in scope.now)
        return
    for head in {kanwil.pk: kanwil for kanwil in scope.kanwil.values()}.values():
        below = [pk for pk, kanwil in scope.kanwil.items() if kanwil.pk == head.pk]
        yield short_name(head.short_name), below
