"""Offices: opened, closed, named; their letterhead; their class and Kanwil from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.text import squash
from officers import audit
from officers.models import Office, OfficeAlias, OfficeClass, OfficeSupervision, User
from officers.roles import OfficeKind

ABOVE = {
    OfficeKind.KANIM: OfficeKind.KANWIL,
    OfficeKind.RUDENIM: OfficeKind.KANWIL,
    OfficeKind.KANWIL: OfficeKind.CENTRE,
}
DAY = timedelta(days=1)


def may_change(user: User, office: Office) -> bool:
    """The centre changes every office; an office's admin his own."""
    own = user.office_id == office.pk and user.has_perm("officers.change_own_office")
    return own or user.has_perm("officers.change_office")


@transaction.atomic
def change_office(*, office: Office, changes: Mapping, by: User) -> Office:
    """Save a validated change of letterhead, address and the like."""
    if not may_change(by, office):
        raise PermissionDenied
    office.save()
    if changes:
        audit.record("officers.office.changed", by=by, target=office, **changes)
    return office


@transaction.atomic
def open_office(*, office: Office, supervisor: Office | None, since: date, by: User) -> Office:
    """A new office, under its Kanwil (a Kanwil: under the centre) from `since` on."""
    _at_the_centre(by)
    office.opened_on = office.opened_on or since
    office.save()
    facts = {"code": office.code, "name": office.name, "opened_on": office.opened_on}
    audit.record("officers.office.added", by=by, target=office, **facts)
    if supervisor is not None:
        move_office(office=office, supervisor=supervisor, since=since, by=by)
    return office


@transaction.atomic
def close_office(*, office: Office, closed_on: date | None, by: User) -> Office:
    """Closed from that day (None: open again); what it recorded stays. Its areas end elsewhere."""
    _at_the_centre(by)
    if closed_on and office.opened_on and closed_on < office.opened_on:
        raise ValidationError(
            {"closed_on": f"Kantor ini baru dibuka {long_date(office.opened_on)}."}
        )
    if closed_on:
        _refuse_orphans(office, closed_on)
    was, office.closed_on = office.closed_on, closed_on
    office.save(update_fields=["closed_on"])
    verb = "closed" if closed_on else "reopened"
    audit.record(f"officers.office.{verb}", by=by, target=office, closed_on=[was, closed_on])
    return office


@transaction.atomic
def name_office(*, office: Office, texts: Iterable[str], by: User) -> Office:
    """The other ways people write the office, exactly these. ValidationError when one is taken."""
    _at_the_centre(by)
    wanted = {squash(text): text for text in texts if squash(text)}
    everyones = OfficeAlias.objects.for_everyone()  # what an office answered stays as it is
    before = {alias.key: alias for alias in everyones.filter(office=office)}
    taken = everyones.filter(key__in=wanted).exclude(office=office)
    for alias in taken.select_related("office"):
        raise ValidationError(
            {"texts": f"“{wanted[alias.key]}” sudah menjadi sebutan {alias.office}."}
        )
    everyones.filter(office=office).exclude(key__in=wanted).delete()
    for key, text in wanted.items():
        if key not in before:
            OfficeAlias.objects.create(office=office, text=text)
    old = ", ".join(sorted(alias.text for alias in before.values()))
    new = ", ".join(sorted(wanted.values()))
    if before.keys() != wanted.keys():
        audit.record("officers.office.changed", by=by, target=office, aliases=[old, new])
    return office


@transaction.atomic
def classify_office(*, office: Office, name: str, since: date, by: User) -> OfficeClass:
    """The class from `since` on; the one before ends the day before."""
    _at_the_centre(by)
    last = office.classes.order_by("-starts_on").first()
    was = _end_before(last, since, said=last.name if last else "")
    given = OfficeClass.objects.create(office=office, name=name, starts_on=since)
    changes = {"office_class": [was, name], "on": since}
    audit.record("officers.office.classified", by=by, target=office, **changes)
    return given


@transaction.atomic
def move_office(*, office: Office, supervisor: Office, since: date, by: User) -> OfficeSupervision:
    """Under another Kanwil from `since` on; past months stay with the one they belonged to."""
    _at_the_centre(by)
    if ABOVE.get(OfficeKind(office.kind)) != supervisor.kind:
        raise ValidationError(
            {"supervisor": f"{supervisor} bukan atasan {office.get_kind_display()}."}
        )
    last = office.supervisions.order_by("-starts_on").select_related("supervisor").first()
    if last and last.supervisor_id == supervisor.pk and last.ends_on is None:
        raise ValidationError({"supervisor": f"{office} sudah di bawah {supervisor}."})
    was = _end_before(last, since, said=str(last.supervisor) if last else "")
    link = OfficeSupervision.objects.create(office=office, supervisor=supervisor, starts_on=since)
    changes = {"supervisor": [was, str(supervisor)], "on": since}
    audit.record("officers.office.moved", by=by, target=office, about=[supervisor], **changes)
    return link


def _at_the_centre(by: User) -> None:
    if not by.has_perm("officers.change_office"):
        raise PermissionDenied


def _end_before(last: OfficeClass | OfficeSupervision | None, since: date, *, said: str) -> str:
    """End the row in force on the day before; refuse a day that lies within what is past."""
    if last is None:
        return ""
    if since <= last.starts_on or (last.ends_on and since <= last.ends_on):
        until = last.ends_on or last.starts_on
        raise ValidationError(
            {"since": f"{said} berlaku sampai {long_date(until)}. Isi tanggal sesudahnya."}
            if last.ends_on
            else {"since": f"{said} berlaku sejak {long_date(until)}. Isi tanggal sesudahnya."}
        )
    if last.ends_on is None:
        last.ends_on = since - DAY
        last.save(update_fields=["ends_on"])
    return said


def _refuse_orphans(office: Office, day: date) -> None:
    open_below = Office.objects.under(office, on=day).filter(closed_on__isnull=True)
    names = ", ".join(each.short_name for each in open_below[:5])
    if names:
        raise ValidationError({"closed_on": f"Pindahkan dahulu kantor di bawahnya: {names}."})
