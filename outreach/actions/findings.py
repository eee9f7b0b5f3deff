"""What happens to a finding: sent, sent back, verified, handled, closed. Each a step of its own.

Of account and notes the audit trail keeps the lengths only, and it stands in no village's history:
what was told stays with the finding and those who may open it (docs/adr/0039).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.templatetags.indonesian import waktu
from officers import audit
from officers.models import User
from outreach import workflow
from outreach.actions.finding_deadlines import due_after
from outreach.actions.finding_news import tell_of
from outreach.actions.identity import refuse_person
from outreach.actions.refusals import NoteMissing, NotYours, WrongStatus
from outreach.models import Finding, FindingStep

Status = Finding.Status
FACTS = ("kind", "village", "region", "place", "seen_on", "people", "account", "officer")


@transaction.atomic
def submit_finding(*, finding: Finding, by: User, at: datetime) -> Finding:
    """Store a filled-in, validated finding once per `client_id`; returns the stored one.

    Raises NamesAPerson when account or place hold what leads to a person (`identity.person_in`).
    """
    refuse_person(finding.account, finding.place)
    finding.submitted_on = in_zone(at, finding.office.time_zone).date()
    due_at = due_after(finding, Status.SUBMITTED, at=at, again=True)
    wanted = {field: getattr(finding, field) for field in (*FACTS, "office", "source", "made_up")}
    wanted |= {"submitted_by": by, "submitted_at": at, "submitted_on": finding.submitted_on}
    stored, is_new = Finding.objects.get_or_create(
        client_id=finding.client_id, defaults=wanted | {"due_at": due_at}
    )
    if is_new:
        _step(stored, "submitted", {"account": len(stored.account)}, by=by, at=at)
    return stored


@transaction.atomic
def amend_finding(*, finding: Finding, by: User, at: datetime) -> Finding:
    """Its sender put right what was sent back: it waits for verification again.

    Raises NamesAPerson, WrongStatus, and NotYours for anybody but its sender.
    """
    refuse_person(finding.account, finding.place)
    stored = _locked(finding)
    _expect(stored, workflow.AMEND)
    if stored.submitted_by_id != by.pk:
        raise NotYours("Hanya pengirimnya yang dapat memperbaiki temuan ini.")
    lengths = [len(stored.account), len(finding.account)]
    told = {"account": lengths} if stored.account != finding.account else {}
    for field in FACTS:
        setattr(stored, field, getattr(finding, field))
    stored.save(update_fields=FACTS)
    return _become(stored, workflow.AMEND, "amended", by=by, at=at, **told)


@transaction.atomic
def return_finding(*, finding: Finding, note: str, by: User, at: datetime) -> Finding:
    """Back to its sender with what is missing. Raises NoteMissing, NamesAPerson, WrongStatus."""
    return _decide(finding, workflow.RETURN, "returned", note, by=by, at=at)


@transaction.atomic
def verify_finding(*, finding: Finding, note: str = "", by: User, at: datetime) -> Finding:
    """It is so: from now on the time to handle it runs. Raises NamesAPerson, WrongStatus."""
    return _decide(finding, workflow.CHECK, "verified", note, by=by, at=at)


@transaction.atomic
def reject_finding(*, finding: Finding, note: str, by: User, at: datetime) -> Finding:
    """Nothing to go on, or not the office's. Raises NoteMissing, NamesAPerson, WrongStatus."""
    return _decide(finding, workflow.REJECT, "rejected", note, by=by, at=at)


@transaction.atomic
def take_in_hand(*, finding: Finding, note: str, by: User, at: datetime) -> Finding:
    """What is done, or to which institution it was referred.

    Raises NoteMissing, NamesAPerson, WrongStatus.
    """
    return _decide(finding, workflow.TAKE, "taken_in_hand", note, by=by, at=at)


@transaction.atomic
def close_finding(*, finding: Finding, note: str, by: User, at: datetime) -> Finding:
    """Done, with its result. Raises NoteMissing, NamesAPerson, WrongStatus."""
    return _decide(finding, workflow.CLOSE, "closed", note, by=by, at=at)


@transaction.atomic
def reopen_finding(*, finding: Finding, note: str, by: User, at: datetime) -> Finding:
    """What was closed or rejected is looked into again; its time starts anew.

    Raises NoteMissing, NamesAPerson, WrongStatus.
    """
    return _decide(finding, workflow.REOPEN, "reopened", note, by=by, at=at)


def _decide(
    finding: Finding, move: str, verb: str, note: str, *, by: User, at: datetime
) -> Finding:
    note = note.strip()
    refuse_person(note)
    stored = _locked(finding)
    _expect(stored, move)
    missing = workflow.MOVES[move].missing
    if missing and not note:
        raise NoteMissing(missing)
    return _become(stored, move, verb, note=note, by=by, at=at)


def _locked(finding: Finding) -> Finding:
    """The finding as stored, its row held until the transaction ends."""
    rows = Finding.objects.select_for_update(of=["self"]).select_related("office", "submitted_by")
    return rows.get(pk=finding.pk)


def _expect(finding: Finding, move: str) -> None:
    """Raises WrongStatus with what the quicker one did."""
    if workflow.leads_to(move, finding.status):
        return
    last = finding.steps.select_related("by").last()
    when = waktu(last.at, finding.office.time_zone)
    raise WrongStatus(
        f"Temuan ini sudah “{finding.get_status_display()}” oleh {last.by or 'portal'}, {when}. "
        "Muat ulang halamannya, lalu putuskan lagi."
    )


def _become(
    finding: Finding, move: str, verb: str, *, by: User, at: datetime, note: str = "", **told
) -> Finding:
    status = workflow.leads_to(move, finding.status)
    due_at = due_after(finding, status, at=at, again=move == workflow.REOPEN)
    was, finding.status, finding.due_at = finding.status, status, due_at
    finding.closed_at = None if status in Finding.OPEN else at
    finding.save(update_fields=["status", "due_at", "closed_at"])
    told |= {"status": [was, status]} | ({"note": len(note)} if note else {})
    _step(finding, verb, told, note=note, by=by, at=at)
    return finding


def _step(
    finding: Finding, verb: str, told: dict, *, by: User, at: datetime, note: str = ""
) -> None:
    """The step, its audit line and its news; `told` is what the trail may keep."""
    step = FindingStep.objects.create(
        finding=finding,
        office=finding.office,
        status=finding.status,
        due_at=finding.due_at,
        note=note,
        by=by,
        at=at,
    )
    audit.record(f"outreach.finding.{verb}", by=by, target=finding, **told)
    tell_of(step, reopened=verb == "reopened")
