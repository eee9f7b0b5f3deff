"""Which office somebody meant by what a sheet wrote: remembered for the office that answered."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dbi_portal.lib.text import squash
from officers import audit
from officers.models import ImportRun, Office, OfficeAlias, User

LONGEST = OfficeAlias._meta.get_field("key").max_length


@transaction.atomic
def remember_office(
    *,
    text: str,
    office: Office,
    said_by: Office,
    by: User,
    run: ImportRun | None = None,
) -> OfficeAlias | None:
    """`office` is what `said_by` means by `text` from now on; None for a text too long to keep."""
    _may(by, said_by)
    key = squash(text)
    if not key or len(text.strip()) > LONGEST:
        return None
    before = OfficeAlias.objects.filter(key=key, said_by_office=said_by).first()
    if before and before.office_id == office.pk:
        return before
    was = str(before.office) if before else ""
    if before:
        before.delete()
    alias = OfficeAlias.objects.create(
        office=office, text=text.strip(), said_by_office=said_by, import_run=run
    )
    audit.record(
        "officers.office.named",
        by=by,
        target=alias,
        about=[office, said_by],
        name=alias.text,
        office=[was, str(office)],
    )
    return alias


@transaction.atomic
def forget_offices(*, run: ImportRun, by: User) -> int:
    """Forget what was answered in that import, and how many answers that were."""
    answers = OfficeAlias.objects.filter(import_run=run, said_by_office__isnull=False)
    for alias in answers.select_related("office", "said_by_office"):
        _may(by, alias.said_by_office)
        audit.record(
            "officers.office.unnamed",
            by=by,
            target=alias,
            about=[alias.office, alias.said_by_office],
            name=alias.text,
            office=[str(alias.office), ""],
        )
    return answers.delete()[0]


def _may(by: User, office: Office) -> None:
    if not by.sees_all_offices and office.pk not in by.visible_office_ids:
        raise PermissionDenied
