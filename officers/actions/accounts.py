"""Accounts of people: invited, changed, switched off. Whoever may not give a role may not touch it.

The rule is one function, `officers.roles.may_grant`; here it is asked before every step.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet

from dbi_portal.lib.integrity import translated
from officers import audit
from officers.models import Office, User
from officers.roles import HEAD_ROLES, OFFICE_KINDS, OfficeKind, Role, may_grant

NOT_YOURS = "Peran ini tidak dapat Anda berikan di kantor itu; mintalah kepada admin tingkat atas."
EMAIL_TAKEN = "Surel ini sudah dipakai akun lain."
NAME_TAKEN = "Nama pengguna ini sudah dipakai."
RULES = {
    "username_is_unique_whatever_the_case": ("username", NAME_TAKEN),
    "email_is_unique_whatever_the_case": ("email", EMAIL_TAKEN),
}
LAST_ADMIN = "Ini admin pusat terakhir yang aktif. Angkat admin pusat lain dahulu."


def may_keep(admin: User, account: User, *, on: date) -> bool:
    """Whether `admin` may change, reset or switch off this account; never his own.

    An account that leads or will lead an office has the head's rights meanwhile, so only who may
    give the head's role may touch it.
    """
    if admin.pk == account.pk or not may_grant(admin, account.role, account.office):
        return False
    led = account.headships.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    offices = [head.office for head in led.select_related("office")]
    return all(may_grant(admin, HEAD_ROLES.get(each.kind, ""), each) for each in offices)


@transaction.atomic
def invite(*, account: User, by: User, at: datetime) -> User:
    """A new account without a password; the letter with its link is sent by the page."""
    refuse_ungrantable(account.role, account.office, by=by)
    account.set_unusable_password()
    account.invited_at = at
    with translated(RULES):
        account.save()
    audit.record("officers.user.invited", by=by, target=account, **_told(account))
    return account


@transaction.atomic
def invite_again(*, account: User, by: User, at: datetime) -> User:
    """A fresh link; those sent before no longer open anything."""
    stored = _held(account, by=by, at=at)
    if stored.last_login or stored.has_usable_password():
        raise ValidationError("Akun ini sudah dipakai. Kirim tautan kata sandi baru saja.")
    stored.invited_at = at
    stored.save(update_fields=["invited_at"])
    audit.record("officers.user.invited_again", by=by, target=stored)
    return stored


@transaction.atomic
def change_account(*, account: User, changes: dict, by: User, at: datetime) -> User:
    """Save a validated change; another role, office or address ends what the account was doing."""
    stored = _held(account, by=by, at=at)
    if (stored.role, stored.office_id) != (account.role, account.office_id):
        refuse_ungrantable(account.role, account.office, by=by)
        _refuse_losing_the_centre(stored, stays=_is_centre_admin(account))
    if changes.keys() & {"role", "office", "email"}:
        account.session_epoch = stored.session_epoch + 1
    with translated(RULES):
        account.save()
    if changes:
        audit.record("officers.user.changed", by=by, target=account, **changes)
    return account


@transaction.atomic
def deactivate(*, account: User, by: User, at: datetime) -> User:
    """Switch an account off: every session of it ends at its next click."""
    stored = _held(account, by=by, at=at)
    _refuse_losing_the_centre(stored, stays=False)
    User.objects.filter(pk=stored.pk).update(is_active=False, session_epoch=F("session_epoch") + 1)
    audit.record("officers.user.deactivated", by=by, target=stored)
    return stored


@transaction.atomic
def reactivate(*, account: User, by: User, at: datetime) -> User:
    stored = _held(account, by=by, at=at)
    User.objects.filter(pk=stored.pk).update(is_active=True, session_epoch=F("session_epoch") + 1)
    audit.record("officers.user.reactivated", by=by, target=stored)
    return stored


@transaction.atomic
def reset_password(*, account: User, by: User, at: datetime) -> User:
    """Take the password away and end all sessions; a link by mail sets the next one."""
    stored = _held(account, by=by, at=at)
    if not stored.email:
        raise ValidationError("Akun ini belum punya surel. Isi surelnya dahulu.")
    if not stored.is_active:
        raise ValidationError("Akun ini tidak aktif. Aktifkan dahulu.")
    stored.set_unusable_password()
    stored.session_epoch += 1
    stored.save(update_fields=["password", "session_epoch"])
    audit.record("officers.user.password_reset", by=by, target=stored)
    return stored


def refuse_ungrantable(role: str, office: Office | None, *, by: User) -> None:
    """ValidationError at `role` when the two do not fit or `by` may not give them."""
    if role and office and office.kind not in OFFICE_KINDS[Role(role)]:
        raise ValidationError(
            {
                "role": f"Peran {Role(role).label} tidak ada di {office.get_kind_display()}. "
                "Pilih peran lain, atau kantor lain."
            }
        )
    if not may_grant(by, role, office):
        raise ValidationError({"role": NOT_YOURS})


def _held(account: User, *, by: User, at: datetime) -> User:
    """The account as it is stored, locked; PermissionDenied when `by` may not touch it.

    What a form wrote into `account` meanwhile must not decide who may change it. Admins of the
    centre are locked first and in order: two who switch each other off come one after the other.
    """
    if by.sees_all_offices:
        list(_centre_admins().select_for_update(of=("self",)))
    stored = User.objects.select_for_update(of=("self",)).select_related("office")
    stored = stored.get(pk=account.pk)
    if not may_keep(by, stored, on=at.date()):
        raise PermissionDenied
    return stored


def _is_centre_admin(account: User) -> bool:
    at_centre = account.office is not None and account.office.kind == OfficeKind.CENTRE
    return account.role == Role.ADMIN and at_centre and account.is_active


def _refuse_losing_the_centre(stored: User, *, stays: bool) -> None:
    if stays or not _is_centre_admin(stored):
        return
    if not _centre_admins().exclude(pk=stored.pk).exists():
        raise ValidationError(LAST_ADMIN)


def _centre_admins() -> QuerySet[User]:
    admins = User.objects.filter(role=Role.ADMIN, office__kind=OfficeKind.CENTRE, is_active=True)
    return admins.order_by("pk")


def _told(account: User) -> dict:
    return {
        "username": account.username,
        "full_name": account.full_name,
        "email": account.email,
        "role": account.role,
        "office": account.office,
    }
