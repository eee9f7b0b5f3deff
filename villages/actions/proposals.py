"""A Kanim writes a proposal for several villages, sends it to its Kanwil, or takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import Office, User
from villages import evidence, workflow
from villages.actions.rules import RULES, refuse_future
from villages.actions.taking import hold, take_step
from villages.models import GuidedVillage, Proposal, ProposalVillage
from villages.models.village import Stage

Status, Decision = Proposal.Status, ProposalVillage.Decision
Lines = Mapping[GuidedVillage, str]  # each village with its argument


@transaction.atomic
def draft_proposal(
    *,
    office: Office,
    lines: Lines,
    proposed_on: date,
    by: User | None,
    number: str = "",
    background: str = "",
    source: str = "",
    made_up: bool = False,
) -> Proposal:
    """A draft for the Kanwil that `office` belonged to that day. Nothing happens to its villages.

    ValidationError at villages, or `village_<pk>` of one that cannot be proposed.
    """
    proposal = Proposal(
        office=office,
        addressed_to=addressee(office, proposed_on),
        number=number.strip(),
        proposed_on=proposed_on,
        background=background.strip(),
        source=source,
        made_up=made_up,
        created_by=by,
    )
    with translated(RULES):
        proposal.save()
    _write_lines(proposal, lines)
    about = list(lines)
    named = [str(village) for village in lines]
    audit.record("villages.proposal.drafted", by=by, target=proposal, about=about, villages=named)
    return proposal


@transaction.atomic
def change_proposal(
    *, proposal: Proposal, lines: Lines, proposed_on: date, number: str, background: str,
    source: str, by: User | None,
) -> Proposal:  # fmt: skip
    """Rewrite a draft: its letter, its villages and why each of them."""
    proposal = _draft(proposal)
    was = _facts(proposal)
    proposal.addressed_to = addressee(proposal.office, proposed_on)
    proposal.proposed_on, proposal.number = proposed_on, number.strip()
    proposal.background, proposal.source = background.strip(), source
    with translated(RULES):
        proposal.save()
    _write_lines(proposal, lines)
    now = _facts(proposal)
    changes = {name: [was[name], now[name]] for name in now if was[name] != now[name]}
    if changes:
        about = list(lines)
        audit.record("villages.proposal.changed", by=by, target=proposal, about=about, **changes)
    return proposal


@transaction.atomic
def send_proposal(
    *, proposal: Proposal, number: str, proposed_on: date, by: User | None, at: datetime
) -> Proposal:
    """The letter goes to the Kanwil: its villages are proposed that day, with today's figures."""
    proposal = _draft(proposal)
    if not number.strip():
        raise ValidationError({"number": "Isi nomor surat, persis seperti pada surat."})
    refuse_future(proposed_on, office=proposal.office, at=at, field="proposed_on")
    proposal.number, proposal.proposed_on = number.strip(), proposed_on
    proposal.addressed_to = addressee(proposal.office, proposed_on)
    proposal.status = Status.SENT
    with translated(RULES):
        proposal.save()
    lines = list(proposal.proposal_villages.select_related("village__region"))
    _refuse_none(lines)
    for line in lines:
        _send_line(line, proposal, by=by, at=at)
    about = [line.village for line in lines]
    changes = {"status": [Status.DRAFT.value, Status.SENT.value], "on": proposed_on}
    audit.record("villages.proposal.sent", by=by, target=proposal, about=about, **changes)
    return proposal


@transaction.atomic
def withdraw_proposal(
    *, proposal: Proposal, reason: str, on: date, by: User | None, at: datetime
) -> Proposal:
    """Take back what was not answered yet; each village goes back to where it stood before.

    A draft is laid aside the same way. The letter, its villages and the reason stay on record.
    """
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    was = proposal.status
    waiting = list(proposal.proposal_villages.filter(decision=Decision.WAITING))
    if was == Status.WITHDRAWN or not (waiting or was == Status.DRAFT):
        raise ValidationError("Tidak ada lagi desa yang menunggu jawaban dalam usul ini.")
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasan penarikan."})
    refuse_future(on, office=proposal.office, at=at)
    proposal.status, proposal.withdrawn_on = Status.WITHDRAWN, on
    proposal.withdraw_reason = reason.strip()
    proposal.save(update_fields=["status", "withdrawn_on", "withdraw_reason"])
    for line in waiting:
        line.decision = Decision.WITHDRAWN
        line.save(update_fields=["decision"])
        if was == Status.SENT:
            _take_back(line, proposal, by=by, at=at)
    about = [line.village for line in waiting]
    changes = {"status": [was, Status.WITHDRAWN.value], "reason": reason, "on": on}
    audit.record("villages.proposal.withdrawn", by=by, target=proposal, about=about, **changes)
    return proposal


def addressee(office: Office, day: date) -> Office:
    """The Kanwil the office belonged to on that day."""
    kanwil = office.supervisor_on(day)
    if kanwil is None:
        raise ValidationError(
            {"proposed_on": f"Pada {long_date(day)} {office} belum tercatat di bawah Kanwil."}
        )
    return kanwil


def proposable(office: Office | None):
    """The villages this office may name in a new proposal: its own, before any, free of another."""
    free = GuidedVillage.objects.filter(office=office, stage__in=workflow.BEFORE_PROPOSAL)
    return free.exclude(proposal_villages__decision=Decision.WAITING).filter(
        region__retired_on__isnull=True
    )


def _draft(proposal: Proposal) -> Proposal:
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.status != Status.DRAFT:
        raise ValidationError("Usul ini sudah dikirim atau ditarik, jadi tidak dapat diubah.")
    return proposal


def _write_lines(proposal: Proposal, lines: Lines) -> None:
    _refuse_none(lines)
    for village in lines:
        _refuse_village(proposal, village)
    proposal.proposal_villages.exclude(village__in=lines).delete()
    for village, argument in lines.items():
        with translated({**RULES, **_waits_elsewhere(village)}):
            ProposalVillage.objects.update_or_create(
                proposal=proposal,
                village=village,
                defaults={"argument": argument.strip(), "office_id": proposal.office_id},
            )


def _refuse_none(lines: Iterable) -> None:
    if not lines:
        raise ValidationError({"villages": "Pilih paling sedikit satu desa."})


def _refuse_village(proposal: Proposal, village: GuidedVillage) -> None:
    """ValidationError at `village_<pk>` when it is no village this office can propose now."""
    field = f"village_{village.pk}"
    if village.office_id != proposal.office_id:
        raise ValidationError({field: f"{village} dibina {village.office}, bukan kantor Anda."})
    if village.stage not in workflow.BEFORE_PROPOSAL:
        stage = village.get_stage_display().lower()
        raise ValidationError({field: f"{village} sudah {stage}; keluarkan dari usul ini."})
    if village.region.retired_on:
        day = long_date(village.region.retired_on)
        raise ValidationError({field: f"Wilayah {village} tidak berlaku lagi sejak {day}."})


def _waits_elsewhere(village: GuidedVillage) -> dict:
    said = f"{village} sudah ada dalam usul lain yang belum dijawab."
    return {"village_waits_in_one_proposal": (f"village_{village.pk}", said)}


def _send_line(line: ProposalVillage, proposal: Proposal, *, by: User | None, at: datetime) -> None:
    village = hold(line.village)
    _refuse_village(proposal, village)
    line.evidence = evidence.figures_for(
        village.region, proposal.office, user=by, on=proposal.proposed_on
    )
    line.save(update_fields=["evidence"])
    _step(village, Stage.PROPOSED, proposal, on=proposal.proposed_on, by=by, at=at)


def _take_back(line: ProposalVillage, proposal: Proposal, *, by: User | None, at: datetime) -> None:
    village = hold(line.village)
    note = f"Usul ditarik: {proposal.withdraw_reason}"[:300]
    back, on = workflow.came_from(village), proposal.withdrawn_on
    _step(village, back, proposal, on=on, by=by, at=at, note=note)


def _step(village: GuidedVillage, to: str, proposal: Proposal, *, on: date, **facts) -> None:
    try:
        take_step(village, to, on=on, proposal=proposal, made_up=proposal.made_up, **facts)
    except ValidationError as refused:
        field = "proposed_on" if to == Stage.PROPOSED else "on"
        raise ValidationError({field: f"{village}: {' '.join(refused.messages)}"}) from refused


def _facts(proposal: Proposal) -> dict:
    lines = proposal.proposal_villages.select_related("village__region")
    return {
        "number": proposal.number,
        "proposed_on": proposal.proposed_on.isoformat(),
        "background": proposal.background,
        "source": proposal.source,
        "villages": {str(line.village): line.argument for line in lines},
    }
