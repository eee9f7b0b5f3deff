"""Which session of the register a row speaks of: certain, asked, or none yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.days import long_date
from dbi_portal.lib.text import squash
from officers.imports.findings import Choice
from officers.imports.resource import Unsettled
from officers.models import User
from outreach.imports.stored import Values, values_of, with_parts
from outreach.models import Session

NEW = "baru"
PREFIX = "kegiatan"  # answers to this question are about one session, not for the next sheet
OFFERED = 6


@dataclass(frozen=True)
class Known:
    """A session of the register that stands, in the sheet's terms."""

    pk: int
    status: str
    values: Values
    label: str

    @property
    def places(self) -> tuple:
        return (tuple(self.values["villages"]), tuple(self.values["regions"]))


class Register:
    """Sessions of the offices and days a sheet names, read a chunk at a time."""

    def __init__(self, *, user: User):
        self.user = user
        self.days: dict[tuple[int, date], list[Known]] = {}
        self.by_pk: dict[int, Known] = {}

    def foresee(self, days: Iterable[tuple[int, date]]) -> None:
        wanted = set(days) - self.days.keys()
        if not wanted:
            return
        found = defaultdict(list)
        rows = Session.objects.visible_to(self.user).current()
        rows = rows.filter(
            office__in={office for office, _ in wanted}, held_on__in={day for _, day in wanted}
        )
        for session in with_parts(rows.order_by("pk")):
            found[session.office_id, session.held_on].append(known(session))
        for day in wanted:
            self.days[day] = found[day]
            self.by_pk |= {each.pk: each for each in found[day]}

    def meant(self, office: int, day: date, values: Values, chosen: dict) -> Known | None:
        """The session these values speak of; None when there is none yet. Raises Unsettled."""
        self.foresee([(office, day)])
        same_day = self.days[office, day]
        places = (tuple(values.get("villages", ())), tuple(values.get("regions", ())))
        titled = [each for each in same_day if _same_title(each, values)]
        exact = [each for each in titled if each.places == places]
        if len(exact) == 1:
            return exact[0]
        near = exact or [each for each in same_day if _may_be(each, values, places)]
        return self._asked(office, day, values, near, chosen) if near else None

    def _asked(
        self, office: int, day: date, values: Values, near: list[Known], chosen: dict
    ) -> Known | None:
        said = (office, day.isoformat(), squash(values["title"]), values.get("villages", []))
        asked = "|".join((PREFIX, *map(str, said)))
        answer = chosen.get(asked, "")
        if answer == NEW:
            return None
        for each in near:
            if answer == str(each.pk):
                return each
        raise Unsettled(
            f"pada {long_date(day)} sudah tercatat kegiatan yang mirip: {near[0].label}. "
            "Apakah baris ini kegiatan yang sama?",
            asked=asked,
            candidates=[
                *(
                    Choice(str(each.pk), each.label, why="tanggal sama; judul atau desa berbeda")
                    for each in near[:OFFERED]
                ),
                Choice(NEW, "Kegiatan lain: catat sebagai baru"),
            ],
        )


def known(session: Session) -> Known:
    served = ", ".join(str(row.village) for row in session.session_villages.all()[:3])
    label = f"“{session.title}”{f' di {served}' if served else ''}"
    return Known(session.pk, session.status, values_of(session), label)


def _same_title(each: Known, values: Values) -> bool:
    return squash(each.values["title"]) == squash(values["title"])


def _may_be(each: Known, values: Values, places: tuple) -> bool:
    """Same title, and places that do not speak against it; or same kind in one of its villages."""
    here, there = set(places[0] + places[1]), set(each.places[0] + each.places[1])
    if _same_title(each, values):
        return not here or not there or bool(here & there)
    return each.values["kind"] == values["kind"] and bool(here & there)
