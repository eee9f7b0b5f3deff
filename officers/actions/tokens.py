"""Tokens of the read API: made, taken back. The token itself is told once and never kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from officers import audit, policy
from officers.models import ApiToken, Office, User
from officers.policy import Spec, declare
from officers.roles import OfficeKind

PREFIX = "dbi_"  # so that one who finds it, or a scanner of leaked secrets, knows what it is
TOLD = len(PREFIX) + 6  # how much of it stays readable, to tell two apart
LONGEST_LIFE = "api_token_days"

declare(
    Spec(
        LONGEST_LIFE,
        "Masa berlaku token API paling lama",
        "Berapa hari paling lama sebuah token untuk sistem lain boleh berlaku. Sesudahnya dibuat "
        "token baru.",
        365,
        unit="hari",
        low=1,
        high=1826,
        group="Data bagi sistem lain",
        kinds=(OfficeKind.CENTRE, OfficeKind.KANWIL),
    )
)


def digest_of(token: str) -> str:
    """What is kept of a token. It has 256 random bits, so a plain SHA-256 gives nothing away."""
    return hashlib.sha256(token.encode()).hexdigest()


def latest_end(office: Office, *, on: date) -> date:
    """The last day a token of this office that is made today may be good for."""
    return on + timedelta(days=policy.value(LONGEST_LIFE, office=office, on=on))


@transaction.atomic
def make_token(*, token: ApiToken, by: User, at: datetime) -> str:
    """Put a filled-in token on record and give the token itself, which nobody can ask for again.

    PermissionDenied for an office the admin does not see; ValidationError at the field.
    """
    if not by.has_perm("officers.add_apitoken") or not _sees(by, token.office):
        raise PermissionDenied
    _refuse_unfit_days(token, at.date())
    secret = PREFIX + secrets.token_urlsafe(32)
    token.digest, token.beginning = digest_of(secret), secret[:TOLD]
    token.created_by, token.created_at = by, at
    token.save()
    facts = {
        "name": token.name,
        "office": token.office,
        "scopes": token.scopes,
        "expires_on": token.expires_on,
    }
    audit.record("officers.apitoken.made", by=by, target=token, about=[token.office], **facts)
    return secret


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User, at: datetime) -> ApiToken:
    """From now on the token opens nothing; it cannot be brought back."""
    stored = ApiToken.objects.select_for_update().visible_to(by).get(pk=token.pk)
    if not by.has_perm("officers.change_apitoken"):
        raise PermissionDenied
    if stored.revoked_at:
        raise ValidationError("Token ini sudah dicabut.")
    stored.revoked_at, stored.revoked_by = at, by
    stored.save(update_fields=["revoked_at", "revoked_by"])
    audit.record("officers.apitoken.revoked", by=by, target=stored, about=[stored.office])
    return stored


def _sees(by: User, office: Office) -> bool:
    return Office.objects.visible_to(by).filter(pk=office.pk).exists()


def _refuse_unfit_days(token: ApiToken, today: date) -> None:
    latest = latest_end(token.office, on=today)
    if not today <= token.expires_on <= latest:
        raise ValidationError(
            {"expires_on": f"Isi antara hari ini dan {long_date(latest)}; paling lama menurut "
                           "Pengaturan."}
        )  # fmt: skip
