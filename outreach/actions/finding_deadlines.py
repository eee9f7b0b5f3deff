"""Until when a finding's next step is due: hours an office may choose, one Kanwil's by default."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from officers import policy
from officers.models import Office
from outreach.models import Finding

Status = Finding.Status
VERIFY, HANDLE, URGENT = "finding_verify_hours", "finding_handle_hours", "finding_urgent_hours"


def hours(key: str, office: Office, on: date) -> timedelta:
    return timedelta(hours=policy.value(key, office=office, on=on))


def due_after(
    finding: Finding, status: str, *, at: datetime, again: bool = False
) -> datetime | None:
    """The deadline that holds once `finding` has become `status`, before it is stored as such.

    From submission for verifying, from verification for handling; signs of trafficking and
    smuggling have one time for both, from submission on. Sent back or amended it keeps the
    deadline it had, and none is longer for having become urgent. Opened `again`, it starts anew.
    """
    if status not in Finding.OPEN:
        return None
    fresh = again or finding.due_at is None
    if finding.is_urgent:
        whole = at + hours(URGENT, finding.office, at.date())
        return whole if fresh else min(finding.due_at, whole)
    if status == Status.VERIFIED or (fresh and status == Status.IN_HAND):
        return at + hours(HANDLE, finding.office, at.date())
    if fresh:
        return at + hours(VERIFY, finding.office, at.date())
    return finding.due_at
