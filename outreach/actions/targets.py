"""How many sessions an office means to hold in a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.months import Month
from officers import audit
from officers.models import Office, User
from outreach.models import Target

MOST = 99  # sessions of one village or office in a month; more is a slip of the finger
Wanted = Mapping[int | None, int | None]  # by village id, None for the office as a whole


@transaction.atomic
def set_targets(
    *, office: Office, month: Month, wanted: Wanted, seen: Wanted, by: User, at: datetime
) -> int:
    """Write the targets that differ from what was `seen`; None takes a target back to the default.

    What somebody else changed meanwhile is refused at its field (`target_<id>`, `target_kantor`)
    and nothing is written. Returns how many changed.
    """
    _hold(office)
    stored = _stored(office, month)
    changed = {key: value for key, value in wanted.items() if value != seen.get(key)}
    _refuse_unfit(changed, stored, seen)
    for key, value in changed.items():
        _write(office, month, key, value, by)
    if changed:
        changes = {_name(key): [stored.get(key), value] for key, value in changed.items()}
        audit.record("outreach.target.set", by=by, target=office, month=str(month), targets=changes)
    return len(changed)


@transaction.atomic
def copy_targets(*, office: Office, month: Month, by: User, at: datetime) -> int:
    """Last month's written targets, where this month has none yet; returns how many were taken."""
    _hold(office)
    stored, before = _stored(office, month), _stored(office, month.previous())
    new = {key: value for key, value in before.items() if key not in stored}
    for key, value in new.items():
        _write(office, month, key, value, by)
    if new:
        audit.record(
            "outreach.target.copied", by=by, target=office, month=str(month), number=len(new)
        )
    return len(new)


def field_of(key: int | None) -> str:
    """How a form names the target of a village, or of the office as a whole."""
    return "target_kantor" if key is None else f"target_{key}"


def _hold(office: Office) -> None:
    """Two who press Simpan at once come one after the other."""
    Office.objects.select_for_update(no_key=True, of=["self"]).get(pk=office.pk)


def _stored(office: Office, month: Month) -> dict[int | None, int]:
    rows = Target.objects.filter(office=office, month=month.first_day)
    return dict(rows.values_list("village_id", "sessions"))


def _refuse_unfit(changed: Wanted, stored: Wanted, seen: Wanted) -> None:
    errors = {}
    for key, value in changed.items():
        if value is not None and value > MOST:
            errors[field_of(key)] = f"Isi antara 0 dan {MOST}."
        elif stored.get(key) != seen.get(key) and stored.get(key) != value:
            now = stored.get(key)
            says = "kembali ke bawaan" if now is None else f"menjadi {now}"
            errors[field_of(key)] = (
                f"Baru saja diubah orang lain {says}. Bila isian Anda benar, simpan lagi."
            )
    if errors:
        raise ValidationError(errors)


def _write(
    office: Office, month: Month, village_id: int | None, value: int | None, by: User
) -> None:
    found = {"office": office, "village_id": village_id, "month": month.first_day}
    if value is None:
        Target.objects.filter(**found).delete()
    else:
        Target.objects.update_or_create(**found, defaults={"sessions": value, "set_by": by})


def _name(key: int | None) -> str:
    return "kantor" if key is None else str(key)
