"""The rules that explain a change and say how much a report covers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.words import coverage, fieldwork, passports, villages
from reports.figures.monthly.words.grammar import sentence

SUBJECTS = (
    coverage.declared,
    coverage.covered,
    passports.issued,
    passports.over_time,
    passports.where_to,
    passports.by_purpose,
    passports.ranks,
    passports.other_outcomes,
    passports.silent,
    villages.standing,
    villages.news,
    villages.decrees,
    villages.officers,
    villages.gaps,
    fieldwork.sessions,
    fieldwork.unreached,
    fieldwork.consultations,
    fieldwork.follow_ups,
    coverage.corrections,
    coverage.differences,
)


def sentences(figures: MonthlyFigures) -> Iterator[str]:
    """Each subject in its turn; one that has nothing to say says nothing."""
    return map(sentence, chain.from_iterable(say(figures) for say in SUBJECTS))
