"""Findings written straight into the register, with the steps they took, for tests of counts."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from officers.models import Office
from outreach.models import Finding, FindingStep

JAKARTA = ZoneInfo("Asia/Jakarta")
K, S = Finding.Kind, Finding.Status
SECRET = "Rumah bercat hijau di ujung gang, dijaga dua orang"  # what must be in no report
OVER = (S.DONE, S.REJECTED)


def at(day: str) -> datetime:
    """ "2025-08-31 23:30" on the clock of Jakarta."""
    return datetime.fromisoformat(day).replace(tzinfo=JAKARTA)


def noted(office: Office, kind: str, *steps: tuple[str, str, str], **more) -> Finding:
    """A finding and its steps: (state, moment, deadline after it or ""), the first one sent it."""
    moments = [(state, at(when), at(due) if due else None) for state, when, due in steps]
    (_, sent, _), (state, last, due) = moments[0], moments[-1]
    facts = {"account": SECRET, "place": "Gang Buntu 7 Blok Q", "seen_on": sent.date()} | more
    finding = Finding.objects.create(
        office=office, kind=kind, status=state, submitted_at=sent, submitted_on=sent.date(),
        due_at=due, closed_at=last if state in OVER else None, **facts,
    )  # fmt: skip
    FindingStep.objects.bulk_create(
        FindingStep(office=office, finding=finding, status=state, at=moment, due_at=due)
        for state, moment, due in moments
    )
    return finding


def an_august(office: Office) -> None:
    """In August 2025: masuk 2 TPPO, 1 orang asing, 1 insiden; 1 selesai, 1 ditolak (of July);
    at its end 3 open, 2 of them past their deadline. One more came at 00.30 on 1 September.
    """
    noted(
        office, K.FOREIGNER,
        (S.SUBMITTED, "2025-07-28 09:00", "2025-07-30 09:00"), (S.REJECTED, "2025-08-02 10:00", ""),
    )  # fmt: skip
    noted(
        office, K.TRAFFICKING,
        (S.SUBMITTED, "2025-08-03 09:00", "2025-08-03 15:00"),
        (S.VERIFIED, "2025-08-03 11:00", "2025-08-03 17:00"),
        (S.DONE, "2025-08-10 08:00", ""),
    )  # fmt: skip
    # Verified in time and then left lying: its second deadline has passed.
    noted(
        office, K.TRAFFICKING,
        (S.SUBMITTED, "2025-08-20 09:00", "2025-08-20 15:00"),
        (S.VERIFIED, "2025-08-20 10:00", "2025-08-20 16:00"),
    )  # fmt: skip
    # Open at the end of August, done a day later, past the deadline that held in between.
    noted(
        office, K.FOREIGNER,
        (S.SUBMITTED, "2025-08-25 09:00", "2025-08-27 09:00"),
        (S.DONE, "2025-09-01 08:00", ""),
    )  # fmt: skip
    noted(office, K.INCIDENT, (S.SUBMITTED, "2025-08-31 23:30", "2025-09-02 23:30"))
    noted(office, K.SMUGGLING, (S.SUBMITTED, "2025-09-01 00:30", "2025-09-01 06:30"))
