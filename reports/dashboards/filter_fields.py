"""What can be chosen in the filters of an analysis page, as far as it means something there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.months import Month
from officers.models import Office
from officers.roles import OfficeKind
from reports.dashboards.filter_choices import Choices
from reports.dashboards.view import ALL, EARLIEST, SPANS, View, usual_purpose
from reports.models.statistic import Outcome, Purpose
from villages.models import GuidedVillage
from villages.models.stages import heap_words

MONTHS = 60  # how far back one may choose; an address leads further
ABOVE = (OfficeKind.CENTRE, OfficeKind.KANWIL)
Choice = tuple[str, str]
Group = tuple[str, Sequence[Choice]]  # a heading (or none) and its choices


@dataclass(frozen=True)
class Field:
    """One select of the form; `chosen` is the value in force."""

    name: str
    label: str
    groups: Sequence[Group]
    chosen: str

    @property
    def text(self) -> str:
        """What is chosen, in the reader's words."""
        choices = (choice for _, group in self.groups for choice in group)
        return next((label for value, label in choices if value == self.chosen), self.chosen)


def first_fields(found: Choices, head: Office, month: Month, view: View, *, today: date) -> list:
    """When and whose: what is always seen."""
    spans = Field("rentang", "Rentang", [("", list(SPANS.items()))], view.span)
    return [_months(month, today), spans, *_offices(found, head)]


def more_fields(found: Choices, view: View) -> list[Field]:
    """Of what: places, status, purpose, destination, outcome."""
    stages = [("", "Semua status"), *((each, heap_words(each)) for each in GuidedVillage.Stage)]
    return [
        *_regencies(found, view),
        Field("tahap", "Status desa", [("", stages)], view.stage),
        Field("hasil", "Hasil", [("", Outcome.choices)], view.outcome),
        _purposes(view),
        _destinations(found, view),
    ]


def _months(month: Month, today: date) -> Field:
    last = max(Month.of(today), month)
    months = [each for back in range(MONTHS) if (each := last.plus(-back)) >= EARLIEST]
    years: dict[int, list[Choice]] = {}
    for each in months if month in months else [*months, month]:
        years.setdefault(each.year, []).append((str(each), each.label))
    groups = [(str(year), choices) for year, choices in years.items()]
    return Field("bulan", "Sampai bulan", groups, str(month))


def _offices(found: Choices, head: Office) -> Iterator[Field]:
    """Every office the reader sees; where there is none to choose, no field."""
    if len(found.offices) > 1:
        above = [(code, name) for code, name, kind in found.offices if kind in ABOVE]
        below = [(code, name) for code, name, kind in found.offices if kind not in ABOVE]
        groups = [("Pusat dan Kanwil", above), ("Kanim dan Rudenim", below)]
        yield Field("kantor", "Kantor", [group for group in groups if group[1]], head.code)


def _regencies(found: Choices, view: View) -> Iterator[Field]:
    """The regencies that the offices of the page serve; for the centre all of them."""
    groups: dict[str, list[Choice]] = {}
    for code, name, province in found.regencies:
        groups.setdefault(province, []).append((code, name))
    if groups:
        every = ("", [("", "Semua kabupaten/kota")])
        yield Field("kabupaten", "Kabupaten/kota", [every, *groups.items()], view.regency)


def _purposes(view: View) -> Field:
    """What goes without saying is a choice of its own: it depends on the outcome."""
    usual = usual_purpose(view.outcome)
    first = ("", f"{'PMI' if usual else 'Semua'} (bawaan)")
    choices = [first, (ALL, "Semua keperluan"), *Purpose.choices]
    return Field("keperluan", "Keperluan", [("", choices)], view.words.get("keperluan", ""))


def _destinations(found: Choices, view: View) -> Field:
    """Countries that figures of these months name; where none does, the field says so."""
    names = set(found.destinations) | ({view.destination} if view.destination else set())
    every = "Semua tujuan" if names else "Semua (belum ada angka menurut tujuan)"
    choices = [("", every), *((name, name) for name in sorted(names))]
    return Field("tujuan", "Negara tujuan", [("", choices)], view.destination)
