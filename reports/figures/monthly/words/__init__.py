"""A report's month in sentences, written by rules: the same figures always give the same words.

No model, no chance, no clock. Rules have editions; a snapshot names the one that wrote its words,
and `manage.py check_summaries` writes them again by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.words import first_edition, second_edition
from reports.figures.monthly.words.keys import ISSUED_KEY

__all__ = ["EDITIONS", "ISSUED_KEY", "RULES", "sentences", "written_by"]

RULES = 1  # the edition that writes now
EDITIONS: dict[int, Callable[[MonthlyFigures], Iterable[str]]] = {
    0: first_edition.sentences,
    1: second_edition.sentences,
}


def sentences(figures: MonthlyFigures) -> Iterator[str]:
    """The summary by the rules in force, one sentence a subject, in the order of the report."""
    yield from EDITIONS[RULES](figures)


def written_by(edition: int, figures: MonthlyFigures) -> tuple[str, ...]:
    """The summary by the rules of that edition."""
    return tuple(EDITIONS[edition](figures))
