"""Who gets an office's reports by mail. Taken off the list, a recipient stays on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from officers import audit
from officers.models import Office, User
from reports.models import ReportRecipient

CHANGE = "reports.change_reportrecipients"


def may_change(user: User, office: Office) -> bool:
    """Every office keeps its own list; the centre's admin may help out."""
    at_home = user.office_id == office.pk
    return user.has_perm(CHANGE) and (at_home or user.sees_all_offices)


@transaction.atomic
def add_recipient(*, recipient: ReportRecipient, by: User | None, at: datetime) -> ReportRecipient:
    """Put somebody on the list. ValidationError when the address is on it already."""
    recipient.added_by, recipient.added_at = by, at
    recipient.email = recipient.email.strip().lower()
    _refuse_twice(recipient)
    recipient.save()
    said = {"name": recipient.name, "email": recipient.email, "attach": recipient.attach}
    audit.record(
        "reports.recipient.added", by=by, target=recipient, about=[recipient.office], **said
    )
    return recipient


@transaction.atomic
def change_recipient(
    *, recipient: ReportRecipient, changes: Mapping[str, list], by: User
) -> ReportRecipient:
    """Another name, or a link instead of the file. Another address is another recipient."""
    recipient.save()
    audit.record("reports.recipient.changed", by=by, target=recipient, **changes)
    return recipient


@transaction.atomic
def remove_recipient(*, recipient: ReportRecipient, by: User, at: datetime) -> ReportRecipient:
    """Nothing more is mailed to him, not even what waits; what was sent stays on record."""
    recipient = ReportRecipient.objects.select_for_update().get(pk=recipient.pk)
    if recipient.removed_at is None:
        recipient.removed_at = at
        recipient.save(update_fields=["removed_at"])
        audit.record("reports.recipient.removed", by=by, target=recipient, about=[recipient.office])
    return recipient


def _refuse_twice(recipient: ReportRecipient) -> None:
    same = ReportRecipient.objects.filter(office=recipient.office, email=recipient.email)
    if same.filter(removed_at__isnull=True).exists():
        raise ValidationError({"email": f"{recipient.email} sudah ada dalam daftar kantor ini."})
