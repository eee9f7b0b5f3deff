"""Who leads an office from when to when: definitive, Plt. or Plh., each on a paper of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.actions.rules import RULES
from officers.models import OfficeHead, User
from officers.roles import HEAD_ROLES, OfficeKind, Role, may_grant

DEFINITIVE = OfficeHead.Capacity.DEFINITIVE


@transaction.atomic
def appoint_head(*, head: OfficeHead, by: User | None) -> OfficeHead:
    """Put a filled-in head on record. ValidationError at the field that does not fit."""
    _save(head, by)
    facts = {
        name: getattr(head, name)
        for name in ("office", "capacity", "name", "starts_on", "ends_on", "user", "basis")
    }
    audit.record("officers.officehead.appointed", by=by, target=head, about=[head.office], **facts)
    return head


@transaction.atomic
def change_head(*, head: OfficeHead, changes: Mapping, by: User | None) -> OfficeHead:
    """Save a head whose days, paper or account were put right; `changes` for the audit trail."""
    _save(head, by)
    if changes:
        audit.record(
            "officers.officehead.changed", by=by, target=head, about=[head.office], **changes
        )
    return head


@transaction.atomic
def end_head(*, head: OfficeHead, ends_on: date, by: User | None) -> OfficeHead:
    """The last day of leading the office; what was signed until then stays his."""
    if ends_on < head.starts_on:
        raise ValidationError(
            {"ends_on": f"Tidak boleh sebelum tanggal mulai, {long_date(head.starts_on)}."}
        )
    was = head.ends_on
    if was and ends_on > was:
        raise ValidationError(
            {"ends_on": f"Masa ini sudah berakhir {long_date(was)}. Perpanjang lewat “Ubah”."}
        )
    head.ends_on = ends_on
    with translated(RULES):
        head.save(update_fields=["ends_on"])
    changes = {"ends_on": [was, ends_on]}
    audit.record("officers.officehead.ended", by=by, target=head, about=[head.office], **changes)
    return head


def _save(head: OfficeHead, by: User | None) -> None:
    if head.user is not None:
        _refuse_account(head, by)
    with translated(RULES):
        head.save()


def _refuse_account(head: OfficeHead, by: User | None) -> None:
    """The account gets the head's rights, so it is one of the office and rightly given."""
    user, office = head.user, head.office
    if user.office_id != office.pk:
        raise ValidationError({"user": f"Akun ini milik {user.office}, bukan {office}."})
    if user.role == Role.VILLAGE_OFFICIAL:
        raise ValidationError({"user": "Akun perangkat desa tidak dapat memimpin kantor."})
    role = HEAD_ROLES.get(OfficeKind(office.kind))
    if role is None:
        return
    acting = head.capacity != DEFINITIVE
    # Standing in with an account gives its owner the head's rights: docs/adr/0013 says who may.
    if acting and by is not None and not may_grant(by, role, office):
        raise ValidationError(
            {
                "user": "Hak kepala diberikan oleh admin kantor atasan. Simpan tanpa akun, lalu "
                "minta admin kantor atasan memilih akunnya."
            }
        )
    if not acting and user.role != role:
        raise ValidationError(
            {
                "user": f"Akun ini berperan {user.get_role_display()}. Kepala definitif memakai "
                f"akun berperan {role.label}."
            }
        )
