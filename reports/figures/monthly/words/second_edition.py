"""The rules that explain a change and say how much a report covers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.words import coverage, fieldwork, passports, villages
from reports.figures.monthly.words.grammar import sentence

# Each with the section whose rows it tells of: a sentence goes with its section.
SUBJECTS = (
    ("ringkasan", coverage.declared),
    ("ringkasan", coverage.covered),
    ("paspor", passports.issued),
    ("paspor", passports.over_time),
    ("paspor", passports.where_to),
    ("keperluan", passports.by_purpose),
    ("paspor", passports.ranks),
    ("paspor", passports.other_outcomes),
    ("paspor", passports.silent),
    ("desa", villages.standing),
    ("desa", villages.news),
    ("desa", villages.decrees),
    ("petugas", villages.officers),
    ("petugas", villages.gaps),
    ("kegiatan", fieldwork.sessions),
    ("jangkauan", fieldwork.unreached),
    ("konsultasi", fieldwork.consultations),
    ("temuan", fieldwork.findings),
    ("tindak-lanjut", fieldwork.follow_ups),
    ("selisih", coverage.corrections),
    ("selisih", coverage.differences),
)


def sentences(figures: MonthlyFigures) -> Iterator[str]:
    """Each subject of the report's sections in turn; one with nothing to say says nothing."""
    told = (say(figures) for section, say in SUBJECTS if figures.has(section))
    return map(sentence, chain.from_iterable(told))
