"""Writing what a row of a list of Desa Binaan asks for, and keeping what was written for the undo.

`log` is a list of ["what", id, …], oldest first, kept with the line: `undoing` reads it backwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from officers.actions.officers import add_officer
from officers.models import Office, Officer, User
from villages.actions.assignments import assign_officer
from villages.actions.corrections import correct_step
from villages.actions.taking import hold, take_step
from villages.actions.villages import change_village, register_village
from villages.imports import papers
from villages.imports.differing import Plan
from villages.imports.people import Entered
from villages.imports.snapshots import facts_of, fields_of, kept_of
from villages.imports.wishes import DAY_OF, GUIDED
from villages.models import GuidedVillage, Region, SelectionReason, VillageStep
from villages.models.village import Stage

WHERE = {  # an action's field -> the sheet's attribute, unless the step's own day is meant
    "to": "stage",
    "decree": "decree_number",
    "number": "decree_number",
    "signed_on": "decree_on",
    "region": "village",
    "villages": "village",
    "office": "office",
    "reasons": "reasons",
    "starts_on": "posted_on",
    "ends_on": "posted_on",
    "officer": "officers",
    "reason": "stage",
}
NO_PAPER = "Dicatat dari daftar; tanggal usulnya tidak tertulis."


@contextmanager
def said_at(default: str, **where: str) -> Iterator[None]:
    """What an action refuses is said at the sheet's column."""
    try:
        yield
    except PermissionDenied as refused:
        said = (
            "berbeda dengan catatan portal; hanya yang berwenang atas tahap itu boleh mengubahnya."
        )
        raise ValidationError({default: said}) from refused
    except ValidationError as refused:
        named = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
        places = WHERE | where
        said: dict[str, list[str]] = {}
        for name, sentences in named.items():
            said.setdefault(places.get(name, default), []).extend(sentences)
        raise ValidationError(said) from refused


class Writing:
    """One row on its way into the register, within the caller's transaction."""

    def __init__(
        self, plan: Plan, *, by: User, at: datetime, source: str, entered: Entered | None = None
    ):
        self.plan, self.wish, self.by, self.at = plan, plan.wish, by, at
        self.source, self.entered = source[:300], entered or Entered()
        self.log: list[list] = []

    def write(self) -> GuidedVillage:
        village = self.plan.village or self._register()
        village = hold(village)
        self._correct(village)
        for stage, day in self.plan.steps:
            self._step(village, stage, day)
        if self.plan.names_decree:
            self._paper(village)
        if self.plan.fields:
            self._fields(village)
        for each in self.plan.postings:
            self._post(village, each)
        return village

    def _register(self) -> GuidedVillage:
        wish = self.wish
        with said_at("village", on="candidate_on"):
            village = register_village(
                region=Region.objects.get(pk=wish.region),
                office=Office.objects.get(pk=wish.office),
                on=wish.candidate_on,
                reasons=SelectionReason.objects.filter(pk__in=wish.reasons),
                note=wish.note,
                source=self.source,
                by=self.by,
                at=self.at,
            )
        self.log.append(["village", village.pk, village.note, sorted(wish.reasons)])
        return village

    def _step(self, village: GuidedVillage, stage: Stage, day: date) -> None:
        wish, facts = self.wish, {}
        if stage == Stage.APPROVED:
            facts["decree"] = self._paper(village)
        if stage == Stage.INAUGURATED:
            facts["place"] = wish.place
        if stage == Stage.PROPOSED and not wish.proposed_on:
            facts["note"] = NO_PAPER
        if stage == Stage.INACTIVE:
            facts["note"] = wish.end_reason or wish.note
        name = DAY_OF[stage]
        if stage == Stage.PROPOSED and not wish.proposed_on:
            name = "decree_on"
        with said_at("stage", on=name, note="end_reason"):
            step = take_step(village, stage, on=day, by=self.by, at=self.at, **facts)
        self.log.append(["step", step.pk])

    def _paper(self, village: GuidedVillage):
        with said_at("decree_number"):
            return papers.designation(
                number=self.wish.decree_number,
                signed_on=self.wish.decree_on or self.at.date(),
                village=village,
                by=self.by,
                at=self.at,
                source=self.source,
                log=self.log,
            )

    def _correct(self, village: GuidedVillage) -> None:
        for pk, facts in self.plan.corrected.items():
            step = VillageStep.objects.select_related("decree").get(pk=pk)
            was = kept_of(step)
            if facts.pop("decree", None):
                decree = self._paper(village)
                facts |= {"decree": decree, "on": decree.signed_on}
                step.refresh_from_db()  # one without a paper has got it by now
            self._put_right(step, facts_of(step) | facts)
            self.log.append(["corrected", pk, was, kept_of(VillageStep.objects.get(pk=pk))])

    def _put_right(self, step: VillageStep, facts: dict[str, Any]) -> None:
        if facts_of(step) == facts:
            return
        name, reason = DAY_OF[step.stage], f"Menurut {self.source}"[:300]
        with said_at(name, on=name):
            correct_step(step=step, reason=reason, by=self.by, at=self.at, **facts)

    def _fields(self, village: GuidedVillage) -> None:
        was = fields_of(village)
        wanted = self.wish.reasons or [int(pk) for pk in was["reasons"]]
        reasons = {
            reason: was["reasons"].get(str(reason.pk), "")
            for reason in SelectionReason.objects.filter(pk__in=wanted)
        }
        note = self.wish.note or village.note
        with said_at("note"):
            change_village(
                village=village, reasons=reasons, note=note, source=village.source, by=self.by
            )
        self.log.append(["fields", village.pk, was, fields_of(village)])

    def _post(self, village: GuidedVillage, person: Mapping[str, Any]) -> None:
        starts_on = self.wish.posted_on or _since(village)
        if village.stage not in GUIDED or starts_on is None:
            raise ValidationError(
                {"officers": "petugas baru ditugaskan setelah desa ditetapkan. Kosongkan sel ini."}
            )
        officer = self._person(person, village.office)
        with said_at("officers", starts_on="posted_on"):
            made = assign_officer(
                officer=officer,
                village=village,
                starts_on=starts_on,
                by=self.by,
                source=self.source,
            )
        self.log.append(["assignment", made.pk])

    def _person(self, person: Mapping[str, Any], office: Office) -> Officer:
        """The officer himself; one who is to be entered is entered by the first row naming him."""
        if person["pk"]:
            return Officer.objects.get(pk=person["pk"])
        known = self.entered.find(office.pk, person["name"])
        if known is None:
            known = Officer(office=office, name=person["name"][:150], source=self.source)
            add_officer(officer=known, by=self.by)
            self.entered.keep(known)
            self.log.append(["officer", known.pk])
        return known


def _since(village: GuidedVillage) -> date | None:
    """The day from which an officer of the list serves: the ceremony, else the first day active."""
    days = {step.stage: step.happened_on for step in village.steps.all()}
    stages = (Stage.INAUGURATED, Stage.ACTIVE, Stage.APPROVED)
    return next((days[stage] for stage in stages if stage in days), None)
