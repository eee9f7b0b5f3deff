"""A village's life as a line of dated steps with their papers; what was struck out stays seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from dbi_portal.lib.days import in_zone, long_date
from officers.models import User
from villages import workflow
from villages.actions.corrections import may_be_undone, may_touch
from villages.models import Decree, GuidedVillage, VillageStep
from villages.models.village import OVER

Link = tuple[str, str]  # words and address
SAMPLE_DAY = "tanggal contoh"


@dataclass(frozen=True)
class LifeStep:
    """One point of the line. `state`: done, now, next, stopped or voided.

    `before` tells what stood there until it was put right, and by whom; `struck` why the step was
    taken back.
    """

    label: str
    state: str = "next"
    on: date | None = None
    note: str = ""
    papers: Sequence[Link] = ()
    acts: Sequence[Link] = ()
    before: Sequence[tuple[str, str]] = ()
    struck: str = ""


@dataclass(frozen=True)
class Reader:
    """What this person may open from the line."""

    user: User
    decrees: frozenset[int]  # those he may read
    proposals: bool
    trace: bool  # who wrote and struck out what

    @classmethod
    def of(cls, user: User, steps: Sequence[VillageStep]) -> Reader:
        named = {step.decree_id for step in steps if step.decree_id}
        reads = named and user.has_perm("villages.view_decree")
        seen = Decree.objects.visible_to(user).filter(pk__in=named) if reads else ()
        return cls(
            user,
            frozenset(decree.pk for decree in seen),
            user.has_perm("villages.view_proposal"),
            user.has_perm("villages.view_decree"),
        )


def life_line(village: GuidedVillage, user: User, *, acts: bool = True) -> list[LifeStep]:
    """Steps taken and taken back, the last standing one being now, then those that may follow.

    `acts`: with the links that put a step right, for whoever may.
    """
    rows = list(
        VillageStep.trace.filter(village=village)
        .select_related("decree", "proposal", "answer", "recorded_by", "voided_by", "office")
        .prefetch_related("pinned")
    )
    reader, known = Reader.of(user, rows), {row.pk: row for row in rows}
    replaced = {row.replaces_id for row in rows}
    standing = [row for row in rows if row.voided_at is None]
    shown = [row for row in rows if row.voided_at is None or _is_shown(row, replaced, reader)]
    drawn = []
    for row in shown:
        older = _older(row, known) if reader.trace else []
        if row.voided_at:
            drawn.append(_voided(row, older, reader))
        else:
            at = standing.index(row)
            drawn.append(_taken(row, older, reader, standing, at, acts=acts))
    return drawn + _ahead(village)


def _is_shown(row: VillageStep, replaced: set[int | None], reader: Reader) -> bool:
    """What was taken back is a point of its own; what was put right stands with its successor."""
    return reader.trace and row.pk not in replaced


def _older(row: VillageStep, known: dict[int, VillageStep]) -> list[VillageStep]:
    """What stood in this row's place before, the latest first."""
    older = []
    while row.replaces_id:
        row = known[row.replaces_id]
        older.append(row)
    return older


def _taken(
    row: VillageStep,
    older: list[VillageStep],
    reader: Reader,
    standing: list[VillageStep],
    at: int,
    *,
    acts: bool,
) -> LifeStep:
    last = at == len(standing) - 1
    state = "done" if not last else "stopped" if row.stage in OVER else "now"
    return LifeStep(
        row.get_stage_display(),
        state=state,
        on=row.happened_on,
        note=_words(row),
        papers=_papers(row, reader),
        acts=_acts(row, reader.user, standing, at) if acts else (),
        before=[_was(each) for each in older],
    )


def _voided(row: VillageStep, older: list[VillageStep], reader: Reader) -> LifeStep:
    return LifeStep(
        row.get_stage_display(),
        state="voided",
        on=row.happened_on,
        note=_words(row),
        papers=_papers(row, reader),
        before=[_was(each) for each in older],
        struck=f"Dibatalkan {_by_whom(row)}: {row.void_reason}",
    )


def _words(row: VillageStep) -> str:
    paper = f"SK {row.decree.number}" if row.decree else ""
    led = f"oleh {row.officiated_by}" if row.officiated_by else ""
    pinned = ", ".join(officer.name for officer in row.pinned.all())
    badge = f"disemati: {pinned}" if pinned else ""
    told = SAMPLE_DAY in row.note.lower()
    day = SAMPLE_DAY if row.made_up and not told else ""
    return " · ".join(word for word in (paper, row.place, led, badge, row.note, day) if word)


def _papers(row: VillageStep, reader: Reader) -> list[Link]:
    papers = []
    if row.proposal and reader.proposals:
        papers.append(("Surat usul", row.proposal.get_absolute_url()))
    if row.answer and reader.proposals:
        url = reverse("villages:proposal-answer-letter", args=[row.answer_id, "pdf"])
        papers.append(("Surat jawaban (PDF)", url))
    if row.decree_id in reader.decrees:
        papers.append(("Buka SK", row.decree.get_absolute_url()))
        if row.decree.scan:
            papers.append(("Pindaian", reverse("villages:decree-scan", args=[row.decree_id])))
    return papers


def _acts(row: VillageStep, user: User, standing: list[VillageStep], at: int) -> list[Link]:
    if not may_touch(user, row, standing[at - 1] if at else None):
        return []
    acts = [("Perbaiki", reverse("villages:step-correct", args=[row.pk]))]
    if may_be_undone(row, is_last=at == len(standing) - 1, is_first=at == 0):
        acts.append(("Batalkan", reverse("villages:step-undo", args=[row.pk])))
    return acts


def _was(row: VillageStep) -> tuple[str, str]:
    """What the step said until then, and who put it right, when and why."""
    said = " · ".join(filter(None, [long_date(row.happened_on), _words(row)]))
    return said, f"Diperbaiki {_by_whom(row)}: {row.void_reason}"


def _by_whom(row: VillageStep) -> str:
    day = long_date(in_zone(row.voided_at, row.office.time_zone).date())
    return f"{row.voided_by or 'portal'}, {day}"


def _ahead(village: GuidedVillage) -> list[LifeStep]:
    return [
        LifeStep(stage.label, note="boleh dilewati" if stage in workflow.OPTIONAL else "")
        for stage in workflow.ahead(village.stage)
    ]
