"""Puts officers, decrees and villages on the register, by the same actions the pages call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dbi_portal.demo.accounts import person
from dbi_portal.demo.pen import morning, origin
from officers.actions.officers import add_officer
from officers.models import Office, Officer, User
from officers.roles import Role
from villages.actions import (
    advance_village,
    assign_officer,
    draft_proposal,
    record_decree,
    register_village,
    send_proposal,
)
from villages.models import (
    Decree,
    GuidedVillage,
    Region,
    SelectionReason,
)

Stage = GuidedVillage.Stage
NUMBERS = ("Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan")
POSITION = "Petugas Imigrasi Pembina Desa"


@dataclass(frozen=True)
class Step:
    """A dated step. Its day may be made up though the village is not."""

    stage: str
    day: date
    note: str = ""
    place: str = ""
    made_up: bool = True


@dataclass(frozen=True)
class Paper:
    """A made-up SK of the Kanwil, and who is named in it."""

    office: Office
    number: str
    title: str
    signed_on: date
    officers: Sequence[Officer]


@dataclass(frozen=True)
class Choice:
    """Villages chosen for the same reasons that walk the same steps; `article` None: made up."""

    office: Office
    codes: Sequence[str]
    steps: Sequence[Step]
    reasons: Mapping[str, str]
    article: str | None
    note: str = ""
    # Number of the village among `codes` → the officers who serve it, from `starts_on`.
    postings: Mapping[int, Sequence[Officer]] = field(default_factory=dict)
    starts_on: date | None = None
    letter: str = ""  # number of the letter that proposes them together, with one argument
    argument: str = ""


def write_officers(office: Office, place: str, number: int) -> list[Officer]:
    """So many PIMPASA whose names nobody can take for real ones."""
    names = [f"Petugas Contoh {place} {word} (contoh)" for word in NUMBERS[:number]]
    return [_write_officer(office, name) for name in names]


def _write_officer(office: Office, name: str) -> Officer:
    known = Officer.objects.filter(office=office, name=name).first()
    if known:
        return known
    officer = Officer(
        office=office,
        user=User.objects.filter(office=office, full_name=name, officer__isnull=True).first(),
        name=name,
        position=POSITION,
        joined_on=date(2024, 1, 2),
        **origin(None),
    )
    return add_officer(officer=officer, by=None)


def write_decree(paper: Paper) -> Decree:
    known = Decree.objects.filter(office=paper.office, number=paper.number).first()
    return known or record_decree(
        office=paper.office,
        number=paper.number,
        title=paper.title,
        signed_on=paper.signed_on,
        officers=paper.officers,
        by=person(paper.office, Role.SUPERVISOR),
        **origin(None),
    )


def write_villages(choice: Choice, decree: Decree) -> list[GuidedVillage]:
    """The villages of one choice with their life so far; one that is known stays as it is."""
    rows = GuidedVillage.objects.filter(office=choice.office)
    known = {village.region_id: village for village in rows.filter(region__in=choice.codes)}
    new = {code: _register(choice, code) for code in choice.codes if code not in known}
    for step in choice.steps[1:]:
        if step.stage == Stage.PROPOSED and choice.letter and new:
            _propose(choice, list(new.values()), step)
            continue
        for village in new.values():
            _advance(village, step, decree)
    for number, code in enumerate(choice.codes):
        if code in new:
            _post(choice, new[code], choice.postings.get(number, ()), decree)
    return [rows.get(region=code) for code in choice.codes]


def _post(
    choice: Choice, village: GuidedVillage, officers: Sequence[Officer], decree: Decree
) -> None:
    for officer in officers:
        assign_officer(
            officer=officer,
            village=village,
            starts_on=choice.starts_on,
            decree=decree,
            by=person(choice.office, Role.OPERATOR),
            **origin(None),
        )


def _propose(choice: Choice, villages: list[GuidedVillage], step: Step) -> None:
    """One made-up letter for all of them; its day and what is said of it may be the article's."""
    by, day = person(choice.office, Role.OPERATOR), step.day
    proposal = draft_proposal(
        office=choice.office,
        lines=dict.fromkeys(villages, choice.argument),
        proposed_on=day,
        number=choice.letter,
        by=by,
        **origin(None),
    )
    at = morning(day, choice.office)
    send_proposal(proposal=proposal, number=choice.letter, proposed_on=day, by=by, at=at)
    proposal.steps.update(note=step.note, made_up=step.made_up)


def _register(choice: Choice, code: str) -> GuidedVillage:
    first = choice.steps[0]
    reasons = SelectionReason.objects.in_bulk(choice.reasons, field_name="code")
    village = register_village(
        region=Region.objects.get(pk=code),
        office=choice.office,
        on=first.day,
        by=person(choice.office, Role.OPERATOR),
        at=morning(first.day, choice.office),
        reasons={reasons[word]: note for word, note in choice.reasons.items()},
        note=choice.note,
        **origin(choice.article),
    )
    # The action takes the village's word for its first step; here the village may be real and
    # the day of its first step made up.
    village.steps.update(note=first.note, made_up=first.made_up)
    return village


def _advance(village: GuidedVillage, step: Step, decree: Decree) -> None:
    approves = step.stage == Stage.APPROVED
    decided_by = person(decree.office, Role.KANWIL_HEAD)
    advance_village(
        village=village,
        to=step.stage,
        on=step.day,
        by=decided_by if approves else person(village.office, Role.OPERATOR),
        at=morning(step.day, village.office),
        note=step.note,
        place=step.place,
        decree=decree if approves else None,
        made_up=step.made_up,
    )
