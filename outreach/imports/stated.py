"""What one row of the list states, cell by cell, and what its cells come to together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from dbi_portal.lib.days import in_zone, long_date, weekday_contradiction
from dbi_portal.lib.numbers import angka
from officers.imports.findings import Choice
from officers.imports.resource import Unsettled
from officers.models import Office
from outreach.imports.places import Places, Written
from outreach.imports.splitting import Hours
from outreach.imports.stored import Values

LATEST_YEARS = 1  # from today on: a plan for longer ahead is a slip of the year
TITLE_AND_KIND = "harus diisi, misalnya Sosialisasi bahaya TPPO."


@dataclass
class Stated:
    """One row; the columns that count a group are attributes of their own (`group_attribute`)."""

    office: Office | None = None
    held_on: date | None = None
    weekday: str = ""
    hours: Hours | None = None
    kind: str = ""
    title: str = ""
    activity: str = ""
    topics: tuple[str, ...] = ()
    code: str = ""
    villages: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    regency: str = ""
    place: str = ""
    organiser: str = ""
    opened_by: str = ""
    speakers: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    participants: int | None = None
    men: int | None = None
    women: int | None = None
    audience: tuple[tuple[str, int | None], ...] = ()
    officers: tuple[str, ...] = ()
    result: str = ""
    questions: str = ""
    tasks: tuple[str, ...] = ()
    owner: str = ""
    due_on: date | None = None
    values: Values = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    target: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def written(self) -> Written:
        return Written(
            self.office, self.held_on, self.code, self.villages, self.districts, self.regency
        )


def check_day(stated: Stated, today: date) -> Values:
    """The day, with the weekday that stands beside it; not years ahead."""
    day = stated.held_on
    if day is None:
        raise ValidationError({"held_on": "harus diisi, misalnya 31/10/2025."})
    contradiction = weekday_contradiction(stated.weekday, day)
    if contradiction:
        raise ValidationError({"weekday": contradiction[:1].lower() + contradiction[1:]})
    if day.year > today.year + LATEST_YEARS:
        raise ValidationError({"held_on": f"{long_date(day)} masih jauh. Periksa tahunnya."})
    return {"held_on": day.isoformat()} | _clock(stated.hours)


def _clock(hours: Hours | None) -> Values:
    if hours is None:
        return {}
    ends = {"ends_at": f"{hours.ends:%H:%M}"} if hours.ends else {}
    return {"starts_at": f"{hours.starts:%H:%M}"} | ends


def people(stated: Stated, chosen: dict) -> Values:
    """How many took part: the written number, else men and women together."""
    by_sex = [each for each in (stated.men, stated.women) if each is not None]
    summed = sum(by_sex) if len(by_sex) == 2 else None
    total = stated.participants
    if total is None:
        total = summed
    elif summed is not None and summed != total:
        total = _which(stated, total, summed, chosen)
    if stated.women is not None and total is not None and stated.women > total:
        raise ValidationError(
            {"women": f"{angka(stated.women)} orang, padahal pesertanya {angka(total)}."}
        )
    said = {} if total is None else {"participants": total}
    # Women alone, without a total, would be a part of nobody knows what.
    return said | ({"women": stated.women} if stated.women is not None and said else {})


def _which(stated: Stated, total: int, summed: int, chosen: dict) -> int:
    asked = f"peserta|{stated.held_on}|{total}|{stated.men}|{stated.women}"
    answer = chosen.get(asked, "")
    if answer in (str(total), str(summed)):
        return int(answer)
    parts = f"laki-laki {angka(stated.men)} dan perempuan {angka(stated.women)}"
    raise ValidationError(
        {
            "participants": Unsettled(
                f"tertulis {angka(total)}, padahal {parts} berjumlah {angka(summed)}. "
                "Angka mana yang benar?",
                asked=asked,
                candidates=[
                    Choice(str(total), f"{angka(total)} peserta", why="jumlah yang tertulis"),
                    Choice(str(summed), f"{angka(summed)} peserta", why="laki-laki + perempuan"),
                ],
            )
        }
    )


def is_to_come(stated: Stated, at) -> bool:
    """Whether its day has not come yet, by the office's own clock."""
    return stated.held_on > in_zone(at, stated.office.time_zone).date()
