"""What people do with their own account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from dbi_portal.lib.integrity import translated
from officers import audit
from officers.actions.accounts import RULES
from officers.actions.rhythm import DIGESTS, local_day
from officers.models import User


@transaction.atomic
def change_profile(*, account: User, changes: dict, by: User, at: datetime) -> User:
    """Name, mail, phone, notices; role and office are never one's own to change.

    A new rhythm of letters begins with the next day, or the next week.
    """
    if "mail_rhythm" in changes and account.mail_rhythm in DIGESTS:
        account.digest_on = local_day(account, at)
    fields = ["full_name", "email", "phone", "mail_rhythm", "digest_on"]
    with translated(RULES):
        account.save(update_fields=fields)
    if changes:
        audit.record("officers.user.changed", by=by, target=account, **changes)
    return account


@transaction.atomic
def set_password(*, account: User, password: str, by: User | None) -> User:
    """A new password, chosen by its owner (`by` None: through a link by mail). Ends sessions."""
    account.set_password(password)
    account.session_epoch += 1
    account.save(update_fields=["password", "session_epoch"])
    audit.record("officers.user.password_set", by=by or account, target=account)
    return account


@transaction.atomic
def end_sessions(*, account: User, by: User) -> None:
    """Signed out everywhere, here too."""
    User.objects.filter(pk=account.pk).update(session_epoch=F("session_epoch") + 1)
    audit.record("officers.user.sessions_ended", by=by, target=account)
