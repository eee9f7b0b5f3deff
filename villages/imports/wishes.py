"""What one row of a list of Desa Binaan asks for, and the steps that lead there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError

from dbi_portal.lib.days import short_date
from villages.models.village import OVER, Stage
from villages.workflow import LIFE

DAYS = (
    *("candidate_on", "talks_on", "proposed_on", "decree_on", "inaugurated_on", "active_on"),
    *("ended_on", "posted_on"),
)
DAY_OF = {
    Stage.CANDIDATE: "candidate_on",
    Stage.TALKS: "talks_on",
    Stage.PROPOSED: "proposed_on",
    Stage.APPROVED: "decree_on",
    Stage.INAUGURATED: "inaugurated_on",
    Stage.ACTIVE: "active_on",
    Stage.INACTIVE: "ended_on",
}
BY_LETTER = (Stage.PROPOSED, Stage.AGREED, Stage.REJECTED)
GUIDED = (Stage.APPROVED, Stage.INAUGURATED, Stage.ACTIVE)


@dataclass
class Wish:
    """A row, settled. Empty says nothing; `derived` names days the sheet does not write itself."""

    region: str
    office: int
    stage: str = ""
    candidate_on: date | None = None
    talks_on: date | None = None
    proposed_on: date | None = None
    decree_number: str = ""
    decree_on: date | None = None
    inaugurated_on: date | None = None
    place: str = ""
    active_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    reasons: list[int] = field(default_factory=list)
    note: str = ""
    officers: list[dict] = field(default_factory=list)
    posted_on: date | None = None
    derived: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        said = {name: value for name, value in asdict(self).items() if value}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in said.items()
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        known = {each.name for each in fields(cls)}
        return cls(
            **{
                name: date.fromisoformat(value) if name in DAYS else value
                for name, value in values.items()
                if name in known
            }
        )

    def says(self, name: str) -> bool:
        """The sheet itself writes it."""
        return bool(getattr(self, name)) and name not in self.derived

    def derive(self, name: str, day: date | None) -> None:
        if day and not getattr(self, name):
            setattr(self, name, day)
            self.derived.append(name)

    def status_day(self, name: str, day: date) -> None:
        """The day beside the status is the day of that stage; two days for one stage disagree."""
        known = getattr(self, name)
        if known and name == "decree_on":
            return  # the SK has a day of its own
        if known and known != day:
            raise ValidationError(
                {"status_on": f"tidak sama dengan tanggal {short_date(known)} di baris ini."}
            )
        setattr(self, name, day)

    @property
    def goal(self) -> str:
        """The stage the row speaks of: written, else the furthest of which it gives a day."""
        if self.stage:
            return self.stage
        for stage in (Stage.INACTIVE, Stage.ACTIVE, Stage.INAUGURATED):
            if self.says(DAY_OF[stage]):
                return stage
        return Stage.APPROVED if self.decree_number else ""

    @property
    def first_day(self) -> date | None:
        """The earliest day the row knows of this village with its office."""
        return min((day for name in DAYS[:-1] if (day := getattr(self, name))), default=None)


def way(now: str, wish: Wish) -> list[tuple[Stage, date | None]]:
    """The steps from stage `now` to what the row asks for, each with its day.

    ValidationError at the row's attribute where life does not go that way or a day is missing.
    """
    goal = wish.goal
    _refuse_later_facts(goal, wish)
    if not goal or goal == now:
        return []
    _refuse(now, goal)
    steps = list(_ways(now, goal, wish))
    stages = [stage for stage, _ in steps]
    if Stage.APPROVED in stages and not wish.decree_number:
        raise ValidationError(
            {
                "decree_number": f"harus diisi: desa berstatus {Stage(goal).label} ditetapkan "
                "dengan SK. Isi nomor dan tanggalnya, atau tulis status Calon."
            }
        )
    lacking = next((stage for stage, day in steps if day is None), None)
    if lacking:
        name = DAY_OF[Stage.APPROVED if lacking == Stage.PROPOSED else lacking]
        raise ValidationError({name: f"harus diisi untuk status {Stage(goal).label}."})
    return steps


def _refuse(now: str, goal: str) -> None:
    label, was = Stage(goal).label, Stage(now).label
    if goal in BY_LETTER:
        raise ValidationError(
            {
                "stage": f"{label} dicatat di portal: usul dan jawabannya memakai surat. Desa ini "
                f"tercatat {was}; tulis status itu, atau isi SK bila sudah ditetapkan."
            }
        )
    if now in OVER or (goal in LIFE and LIFE.index(goal) < LIFE.index(now)):
        raise ValidationError(
            {
                "stage": f"desa ini sudah tercatat {was}; impor tidak memundurkannya ke {label}. "
                "Perbaiki sel ini, atau batalkan tahapnya di halaman desa."
            }
        )


def _refuse_later_facts(goal: str, wish: Wish) -> None:
    """A day or SK of a stage that comes after the one the row names: one of the two is wrong."""
    line = [*LIFE, Stage.INACTIVE]
    for stage in line[line.index(goal) + 1 :] if goal in line else ():
        name = DAY_OF.get(stage, "")
        if stage == Stage.APPROVED and not wish.says(name):
            name = "decree_number"
        if name and wish.says(name):
            raise ValidationError(
                {
                    name: f"diisi, padahal statusnya {Stage(goal).label}. Perbaiki statusnya, atau "
                    "kosongkan sel ini."
                }
            )


def _ways(now: str, goal: str, wish: Wish) -> Iterator[tuple[Stage, date | None]]:
    """Every stage on the way that is needed, or of which the row gives a day."""
    begun = LIFE.index(now)
    if goal == Stage.TALKS or (wish.talks_on and begun < LIFE.index(Stage.TALKS)):
        yield Stage.TALKS, wish.talks_on
    if goal == Stage.TALKS:
        return
    if begun < LIFE.index(Stage.PROPOSED):
        yield Stage.PROPOSED, wish.proposed_on or wish.decree_on
    if begun < LIFE.index(Stage.APPROVED):
        yield Stage.APPROVED, wish.decree_on
    ceremony = goal == Stage.INAUGURATED or wish.inaugurated_on
    if ceremony and begun < LIFE.index(Stage.INAUGURATED):
        yield Stage.INAUGURATED, wish.inaugurated_on
    active = goal == Stage.ACTIVE or (goal == Stage.INACTIVE and wish.active_on)
    if active and begun < LIFE.index(Stage.ACTIVE):
        yield Stage.ACTIVE, wish.active_on
    if goal == Stage.INACTIVE:
        yield Stage.INACTIVE, wish.ended_on
