"""Where an office stands among all offices of the country: office totals are published anyway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dbi_portal.lib.months import Month
from officers.models import Office
from reports.figures.counted import RangeFigure
from reports.figures.ledger import Ledger
from reports.figures.made_up import MadeUp
from reports.figures.passports import PMI_ISSUED, Measure, ledgers
from reports.figures.period import MonthRange

ORDINALS = (
    "pertama", "kedua", "ketiga", "keempat", "kelima",
    "keenam", "ketujuh", "kedelapan", "kesembilan", "kesepuluh",
)  # fmt: skip
MOST_NAMED = 3


@dataclass(frozen=True)
class Standing:
    """One office's place. Offices with the same figure share a place; those without have none."""

    office_id: int
    name: str
    value: int
    place: int
    of_how_many: int
    ahead: tuple[str, ...]
    made_up: MadeUp

    @property
    def is_alone(self) -> bool:
        """The first of one: nothing a dashboard should tell."""
        return self.of_how_many == 1

    @property
    def ordinal(self) -> str:
        """ "ketiga", from the eleventh on "ke-11"."""
        return ORDINALS[self.place - 1] if self.place <= len(ORDINALS) else f"ke-{self.place}"


def standings(
    months: Month | MonthRange,
    measure: Measure = PMI_ISSUED,
    *,
    known_at: datetime | None = None,
) -> tuple[Standing, ...]:
    """Every Kanim and Rudenim that has a figure for these months, first place first."""
    names = dict(Office.objects.reporting().order_by().values_list("pk", "short_name"))
    book = ledgers(names, MonthRange.of(months), [measure], known_at=known_at)[measure]
    return placed(names, book, MonthRange.of(months))


def placed(names: Mapping[int, str], book: Ledger, months: MonthRange) -> tuple[Standing, ...]:
    """The same of offices (names by id) whose sums are at hand."""
    found = {pk: book.range(pk, months) for pk in names}
    figures = {pk: figure for pk, figure in found.items() if figure.value is not None}
    return _in_order(names, figures)


def _in_order(names: Mapping[int, str], figures: Mapping[int, RangeFigure]) -> tuple[Standing, ...]:
    ordered = sorted(figures.items(), key=lambda item: (-item[1].value, names[item[0]]))
    found: list[Standing] = []
    for number, (pk, figure) in enumerate(ordered):
        tied = bool(found) and found[-1].value == figure.value
        place = found[-1].place if tied else number + 1
        ahead = tuple(each.name for each in found if each.place < place)
        found.append(
            Standing(pk, names[pk], figure.value, place, len(ordered), ahead, figure.made_up)
        )
    return tuple(found)


def rank(
    office: Office,
    months: Month | MonthRange,
    measure: Measure = PMI_ISSUED,
    *,
    known_at: datetime | None = None,
) -> Standing | None:
    """The office's place in the country; None while it has no figure."""
    return find(standings(months, measure, known_at=known_at), office.pk)


def find(places: Sequence[Standing], office_id: int) -> Standing | None:
    return next((place for place in places if place.office_id == office_id), None)


def sentence(place: Standing, months: Month | MonthRange, *, of: str = "") -> str:
    """ "Bekasi peringkat ketiga se-Indonesia Januari–Agustus 2025, setelah Cilacap dan …".

    `of`: what is counted, in words, where it does not go without saying.
    """
    what = f" menurut {of}" if of else ""
    ahead = f", setelah {_listed([_place(name) for name in place.ahead])}" if place.ahead else ""
    where = f"se-Indonesia{what} {MonthRange.of(months).label}"
    return (
        f"{_place(place.name)} peringkat {place.ordinal} {where}"
        f"{ahead}, dari {place.of_how_many} kantor yang datanya ada."
    )


def _place(name: str) -> str:
    """Among offices "Kanim" goes without saying: "Kanim Bekasi" is Bekasi."""
    return name.removeprefix("Kanim ")


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        shown.append(f"{len(names) - MOST_NAMED} kantor lain")
    if len(shown) == 1:
        return shown[0]
    comma = "," if len(shown) > 2 else ""
    return f"{', '.join(shown[:-1])}{comma} dan {shown[-1]}"
