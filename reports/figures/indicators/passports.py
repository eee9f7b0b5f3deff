"""Measures of passports: the same figures as on every dashboard."""

from __future__ import annotations

from collections.abc import Mapping

from reports.figures.indicators.asked import Asked, Values
from reports.figures.measure import PMI_ISSUED, REFUSED, Measure
from reports.figures.sums import ledgers
from reports.models.statistic import Outcome

MEASURES = {
    "paspor-pmi": PMI_ISSUED,
    "paspor-terbit": Measure(Outcome.ISSUED),
    "penolakan": REFUSED,
    "penundaan": Measure(Outcome.DELAYED),
    "penundaan-keberangkatan": Measure(Outcome.DEPARTURE_DELAY),
}


def passports(asked: Asked) -> Mapping[str, Values]:
    books = ledgers(asked.ids, asked.whole, list(MEASURES.values()), known_at=asked.known_at)
    return {key: _values(asked, books[measure]) for key, measure in MEASURES.items()}


def _values(asked: Asked, book) -> Values:
    found = {}
    for span in asked.spans:
        own = {office: book.range(office, span).value for office in asked.ids}
        known = [value for value in own.values() if value is not None]
        found |= {(office, span): value for office, value in own.items()}
        found[None, span] = sum(known) if known else None
    return found
