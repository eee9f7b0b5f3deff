"""What somebody says about something odd in the data: right, to be mended, or of no account."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from officers import audit
from officers.models import Office, User
from reports.figures.quality import Oddity
from reports.models import DataVerdict

Verdict = DataVerdict.Verdict
LONGEST_FINDING, LONGEST_NOTE = 500, 300
SAYS_WHY = (Verdict.RIGHT, Verdict.IGNORED)


@transaction.atomic
def judge_data(
    *, found: Oddity, office: Office, verdict: str, note: str, by: User, at: datetime
) -> DataVerdict:
    """Put on record what `by` says; an earlier answer stays, and the latest one holds.

    Raises ValidationError for an answer that is none, or that settles without saying why.
    """
    if verdict not in Verdict.values:
        raise ValidationError("Pilih “Benar”, “Perbaiki”, atau “Abaikan”.")
    note = note.strip()[:LONGEST_NOTE]
    if verdict in SAYS_WHY and not note:
        raise ValidationError("Tulis alasannya, agar yang membaca kemudian mengerti.")
    said = DataVerdict.objects.create(
        office=office, kind=found.rule, key=found.key, month=found.months.last.first_day,
        finding=f"{found.text}. {found.beside}"[:LONGEST_FINDING],
        verdict=verdict, note=note, by=by, at=at,
    )  # fmt: skip
    audit.record(
        "reports.data.judged",
        by=by,
        target=said,
        about=[office],
        finding=said.finding,
        verdict=said.get_verdict_display(),
        note=note,
    )
    return said
