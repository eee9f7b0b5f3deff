"""A row against the Desa Binaan on the register: what is there, what would become of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from dbi_portal.lib.days import long_date
from dbi_portal.lib.text import squash
from officers.models import User
from villages import workflow
from villages.imports.wishes import DAY_OF, GUIDED, Wish, way
from villages.models import Assignment, Decree, GuidedVillage, VillageStep
from villages.models.village import OVER, Stage
from villages.workflow import LIFE

CORRECTED = (Stage.CANDIDATE, Stage.INAUGURATED, Stage.ACTIVE)  # an SK's day stands in the SK


@dataclass
class Plan:
    """What a row would do. `before` names what it changes and what the register holds there."""

    wish: Wish
    village: GuidedVillage | None = None
    steps: list[tuple[Stage, date]] = field(default_factory=list)
    corrected: dict[int, dict[str, Any]] = field(default_factory=dict)  # step id -> new facts
    names_decree: bool = False
    fields: bool = False
    postings: list[dict] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> str:
        if self.village is None:
            return "new"
        return "changed" if self.before else "unchanged"


def plan(wish: Wish, *, user: User) -> Plan:
    """Compare; ValidationError at the row's attribute when it cannot be written as it stands."""
    village = standing(wish)
    if village is None:
        return Plan(wish, steps=way(Stage.CANDIDATE, wish), postings=list(wish.officers))
    found = Plan(wish, village)
    line = {step.stage: step for step in village.steps.select_related("decree")}
    _stages(found, user)
    _papers(found, line)
    _days(found, line)
    _fields(found)
    _people(found)
    return found


def standing(wish: Wish) -> GuidedVillage | None:
    """The Desa Binaan the row speaks of; one that has ended counts only while it stays ended."""
    rows = GuidedVillage.objects.filter(region=wish.region).select_related("region", "office")
    going = rows.open().first()
    if going:
        if going.office_id != wish.office:
            raise ValidationError(
                {"village": "desa ini sudah dibina kantor lain dan belum berakhir."}
            )
        return going
    ended = rows.filter(office=wish.office).order_by("-pk").first()
    if ended and wish.goal not in ("", ended.stage):
        raise ValidationError(
            {
                "stage": f"desa ini tercatat {ended.get_stage_display().lower()}. Bila dibina "
                "lagi, daftarkan kembali dari halaman Desa Binaan."
            }
        )
    return ended


def _stages(found: Plan, user: User) -> None:
    village, wish = found.village, found.wish
    found.steps = way(village.stage, wish)
    if not found.steps:
        return
    waiting = workflow.waiting_line(village)
    if waiting:
        raise ValidationError(
            {
                "stage": f"desa ini menunggu jawaban dalam usul {waiting.proposal}. Jawab usul "
                "itu dahulu."
            }
        )
    first = found.steps[0][0]
    known = village.stage in workflow.AT_THE_KANWIL
    if known and not workflow.permitted(
        user, office_id=village.office_id, now=village.stage, to=first
    ):
        raise ValidationError(
            {
                "stage": f"desa ini tercatat {village.get_stage_display().lower()}; Kanwil yang "
                "menjawabnya."
            }
        )
    found.before["stage"] = village.stage
    found.before |= {DAY_OF[stage]: "" for stage, _ in found.steps if wish.says(DAY_OF[stage])}
    if any(stage == Stage.APPROVED for stage, _ in found.steps):
        found.before["decree_number"] = ""


def _papers(found: Plan, line: dict[str, VillageStep]) -> None:
    """The SK by its number, exactly as printed but for spaces and signs; its day must agree."""
    wish, step = found.wish, line.get(Stage.APPROVED)
    reached = found.village.stage in OVER or found.village.stage in GUIDED
    if not reached or not wish.decree_number:
        return
    if step is None:
        if not _is_named(found.village, wish.decree_number):
            found.names_decree, found.before["decree_number"] = True, ""
        return
    if step.decree and squash(step.decree.number) == squash(wish.decree_number):
        _same_day(step.decree, wish)
        return
    found.corrected.setdefault(step.pk, {})["decree"] = True
    found.before["decree_number"] = step.decree.number if step.decree else ""


def _is_named(village: GuidedVillage, number: str) -> bool:
    numbers = village.decrees.values_list("number", flat=True)
    return squash(number) in map(squash, numbers)


def _same_day(decree: Decree, wish: Wish) -> None:
    if wish.says("decree_on") and wish.decree_on != decree.signed_on:
        raise ValidationError({"decree_on": other_day(decree)})


def other_day(decree: Decree) -> str:
    day = long_date(decree.signed_on)
    return f"nomor {decree.number} tercatat ditetapkan {day}. Periksa tanggal dan nomornya."


def _days(found: Plan, line: dict[str, VillageStep]) -> None:
    """A day of a step long taken that the sheet writes otherwise is put right."""
    wish, village = found.wish, found.village
    for stage in CORRECTED:
        name = DAY_OF[stage]
        if not wish.says(name) or any(stage == each for each, _ in found.steps):
            continue
        step = line.get(stage)
        if step is None:
            _refuse_missing(village, stage, name)
            continue
        facts = dict(_differing(step, wish, name))
        if facts:
            found.corrected.setdefault(step.pk, {}).update(facts)
            found.before |= {{"on": name}.get(key, key): _plain(_fact(step, key)) for key in facts}


def _refuse_missing(village: GuidedVillage, stage: Stage, name: str) -> None:
    if village.stage in OVER or LIFE.index(village.stage) > LIFE.index(stage):
        raise ValidationError(
            {
                name: f"tahap {stage.label} tidak tercatat, padahal desa ini sudah "
                f"{village.get_stage_display().lower()}. Batalkan dahulu tahap sesudahnya di "
                "halaman desa, atau kosongkan sel ini."
            }
        )


def _differing(step: VillageStep, wish: Wish, name: str) -> Iterator[tuple[str, Any]]:
    if getattr(wish, name) != step.happened_on:
        yield "on", getattr(wish, name)
    if step.stage == Stage.INAUGURATED and wish.place and squash(wish.place) != squash(step.place):
        yield "place", wish.place


def _fact(step: VillageStep, key: str) -> Any:
    return step.happened_on if key == "on" else getattr(step, key)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _fields(found: Plan) -> None:
    village, wish = found.village, found.wish
    now = sorted(village.village_reasons.values_list("reason", flat=True))
    if wish.reasons and sorted(wish.reasons) != now:
        found.fields, found.before["reasons"] = True, now
    if wish.note and " ".join(village.note.split()) != wish.note:
        found.fields, found.before["note"] = True, village.note


def _people(found: Plan) -> None:
    """Officers who are not posted to the village yet, whenever that was."""
    known = dict(
        Assignment.objects.filter(village=found.village)
        .order_by("officer__name")
        .values_list("officer", "officer__name")
    )
    found.postings = [each for each in found.wish.officers if each["pk"] not in known]
    if found.postings:
        found.before["officers"] = list(known.values())
