"""What can be chosen in the filters of an analysis page, as far as it means something there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.months import Month
from officers.models import Office, User
from officers.roles import OfficeKind
from reports.dashboards.view import ALL, EARLIEST, SPANS, View, usual_purpose
from reports.models import DestinationSum
from reports.models.statistic import Outcome, Purpose
from villages.models import GuidedVillage, Jurisdiction, Region
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


def first_fields(user: User, head: Office, month: Month, view: View, *, today: date) -> list[Field]:
    """When and whose: what is always seen."""
    spans = Field("rentang", "Rentang", [("", list(SPANS.items()))], view.span)
    return [_months(month, today), spans, *_offices(user, head)]


def more_fields(view: View, head: Office, month: Month, *, today: date) -> list[Field]:
    """Of what: places, status, purpose, destination, outcome."""
    stages = [("", "Semua status"), *((each, heap_words(each)) for each in GuidedVillage.Stage)]
    return [
        *_regencies(view, head, today),
        Field("tahap", "Status desa", [("", stages)], view.stage),
        Field("hasil", "Hasil", [("", Outcome.choices)], view.outcome),
        _purposes(view),
        *_destinations(view, head, month),
    ]


def _months(month: Month, today: date) -> Field:
    last = max(Month.of(today), month)
    months = [each for back in range(MONTHS) if (each := last.plus(-back)) >= EARLIEST]
    years: dict[int, list[Choice]] = {}
    for each in months if month in months else [*months, month]:
        years.setdefault(each.year, []).append((str(each), each.label))
    groups = [(str(year), choices) for year, choices in years.items()]
    return Field("bulan", "Sampai bulan", groups, str(month))


def _offices(user: User, head: Office) -> Iterator[Field]:
    """Every office the reader sees; where there is none to choose, no field."""
    seen = list(Office.objects.visible_to(user).order_by("short_name"))
    if len(seen) > 1:
        above = [(each.code, each.short_name) for each in seen if each.kind in ABOVE]
        below = [(each.code, each.short_name) for each in seen if each.kind not in ABOVE]
        groups = [("Pusat dan Kanwil", above), ("Kanim dan Rudenim", below)]
        yield Field("kantor", "Kantor", [group for group in groups if group[1]], head.code)


def _regencies(view: View, head: Office, today: date) -> Iterator[Field]:
    """The regencies that the offices of the page serve; for the centre all of them."""
    rows = Region.objects.current().filter(level=Region.Level.REGENCY).order_by("path", "name")
    if head.kind != OfficeKind.CENTRE:
        areas = Jurisdiction.objects.on(today).filter(office__in=_beneath(head, today))
        codes = set(areas.values_list("region_id", flat=True))
        served = {code[:5] for code in codes if len(code) >= 5} | {view.regency}
        provinces = {code for code in codes if len(code) == 2}
        rows = rows.filter(pk__in=served) | rows.filter(parent__in=provinces)
    groups: dict[str, list[Choice]] = {}
    for code, name, path in rows.values_list("code", "name", "path"):
        groups.setdefault(path, []).append((code, name))
    if groups:
        every = ("", [("", "Semua kabupaten/kota")])
        yield Field("kabupaten", "Kabupaten/kota", [every, *groups.items()], view.regency)


def _purposes(view: View) -> Field:
    """What goes without saying is a choice of its own: it depends on the outcome."""
    usual = usual_purpose(view.outcome)
    first = ("", f"Seperti biasa ({'PMI' if usual else 'semua'})")
    choices = [first, (ALL, "Semua keperluan"), *Purpose.choices]
    return Field("keperluan", "Keperluan", [("", choices)], view.words.get("keperluan", ""))


def _destinations(view: View, head: Office, month: Month) -> Iterator[Field]:
    """Countries that figures of these months name; with none there is nothing to choose."""
    months = view.months(month)
    days = {"period_start__gte": months.first_day, "period_end__lte": months.last_day}
    sums = DestinationSum.objects.filter(figures__gt=0, **days)
    if head.kind != OfficeKind.CENTRE:
        sums = sums.filter(office__in=_beneath(head, months.last_day))
    names = set(sums.order_by().values_list("destination", flat=True).distinct())
    if found := sorted(names | ({view.destination} if view.destination else set())):
        choices: Iterable[Choice] = [("", "Semua tujuan"), *((name, name) for name in found)]
        yield Field("tujuan", "Negara tujuan", [("", list(choices))], view.destination)


def _beneath(head: Office, day: date) -> list[int]:
    if head.kind != OfficeKind.KANWIL:
        return [head.pk]
    below = Office.objects.under(head, on=day).values_list("pk", flat=True)
    return [head.pk, *below]
