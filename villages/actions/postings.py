"""Postings end with the village they serve, and open again when that end is taken back."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import AuditEvent, User
from villages.actions.rules import RULES
from villages.models import Assignment, VillageStep

ENDED = "villages.assignment.ended"


def end_postings(step: VillageStep, *, by: User | None) -> None:
    """Every posting that still runs ends on the day of the step. The trail keeps until when it ran.

    A posting that starts later stands in the way: somebody planned on with this village.
    """
    on = step.happened_on
    postings = step.village.assignments.select_related("officer")
    later = postings.filter(starts_on__gt=on).first()
    if later:
        day = long_date(later.starts_on)
        raise ValidationError(
            {"on": f"Penugasan {later.officer} baru mulai {day}. Pilih tanggal sesudahnya."}
        )
    for posting in postings.on(on).exclude(ends_on=on):
        was, posting.ends_on = posting.ends_on, on
        posting.save(update_fields=["ends_on"])
        about = [step.village, posting.officer]
        changes = {"ends_on": [was, on], "step": step.pk}
        audit.record(ENDED, by=by, target=posting, about=about, **changes)


def reopen_postings(step: VillageStep, *, by: User | None) -> None:
    """The postings that `step` ended run again as far as they did before it.

    One whose officer has left or serves elsewhere by now stays ended, and so does one that was
    changed by hand since.
    """
    for pk, was in _ended_by(step).items():
        posting = Assignment.objects.filter(pk=pk, ends_on=step.happened_on).first()
        if posting is None or not _may_run(posting, was):
            continue
        try:
            with translated(RULES):
                posting.ends_on = was
                posting.save(update_fields=["ends_on"])
        except ValidationError:  # he was posted there anew meanwhile
            continue
        about = [step.village, posting.officer]
        changes = {"ends_on": [step.happened_on, was], "step": step.pk}
        audit.record("villages.assignment.reopened", by=by, target=posting, about=about, **changes)


def _ended_by(step: VillageStep) -> dict[int, date | None]:
    """{posting: its last day before}, out of the audit trail; the latest line counts."""
    lines = AuditEvent.objects.filter(action=ENDED, changes__step=step.pk).order_by("pk")
    found = {}
    for target, changes in lines.values_list("target", "changes"):
        was = changes["ends_on"][0]
        found[int(target.rpartition(":")[2])] = date.fromisoformat(was) if was else None
    return found


def _may_run(posting: Assignment, until: date | None) -> bool:
    officer = posting.officer
    if until is None:
        return officer.left_on is None and officer.office_id == posting.office_id
    return officer.left_on is None or until <= officer.left_on
