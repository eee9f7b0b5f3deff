"""An officer moves to another office or leaves: his postings end, his record stays."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from dbi_portal.lib.days import long_date
from officers import audit
from officers.actions.posts import end_service, next_post
from officers.actions.rules import refuse_future
from officers.models import Office, Officer, User
from officers.roles import OfficeKind
from villages.models import Assignment


@transaction.atomic
def transfer_officer(
    *,
    officer: Officer,
    office: Office,
    on: date,
    by: User | None,
    at: datetime,
    position: str = "",
    basis: str = "",
) -> Officer:
    """From that day he serves at `office`; postings at the old one end the day before.

    The old office keeps his time there. His account stays where it is: whoever keeps accounts
    moves it. ValidationError at office or on.
    """
    officer = _locked(officer)
    old = officer.office
    _refuse_office(officer, office, on)
    refuse_future(on, office=old, at=at)
    _refuse_later(officer, on)
    ended = _end_postings(officer, on - timedelta(days=1), by)
    position = position.strip() or officer.position
    next_post(officer=officer, office=office, position=position, on=on, basis=basis)
    audit.record(
        "officers.officer.transferred",
        by=by,
        target=officer,
        about=[old, office, *(posting.village for posting in ended)],
        office=[old.code, office.code],
        on=on,
        basis=basis,
    )
    return officer


@transaction.atomic
def officer_leaves(
    *, officer: Officer, on: date, by: User | None, at: datetime, note: str = ""
) -> Officer:
    """`on` is his last day as PIMPASA; open postings end with it. May put an earlier day right."""
    officer = _locked(officer)
    refuse_future(on, office=officer.office, at=at)
    _refuse_later(officer, on + timedelta(days=1))
    was = officer.left_on
    ended = _end_postings(officer, on, by)
    end_service(officer=officer, on=on)
    audit.record(
        "officers.officer.left",
        by=by,
        target=officer,
        about=[officer.office, *(posting.village for posting in ended)],
        left_on=[was, on],
        note=note,
    )
    return officer


def _locked(officer: Officer) -> Officer:
    locked = Officer.objects.select_for_update(of=("self",)).select_related("office")
    return locked.get(pk=officer.pk)


def _refuse_office(officer: Officer, office: Office, on: date) -> None:
    if office == officer.office:
        raise ValidationError({"office": f"{officer} sudah bertugas di {office}."})
    if office.kind != OfficeKind.KANIM:
        raise ValidationError({"office": f"{office} bukan kantor imigrasi. Pilih sebuah Kanim."})
    if office.closed_on and office.closed_on <= on:
        raise ValidationError(
            {"office": f"{office} ditutup {long_date(office.closed_on)}. Pilih kantor lain."}
        )


def _refuse_later(officer: Officer, on: date) -> None:
    """What was dated from that day on by the old office cannot be cut off from under it."""
    later = officer.assignments.filter(starts_on__gte=on).select_related("village__region")
    first = later.order_by("starts_on").first()
    if first:
        raise ValidationError(
            {
                "on": f"Penugasannya di {first.village} mulai {long_date(first.starts_on)}. "
                "Pilih tanggal sesudahnya, atau perbaiki penugasan itu dahulu."
            }
        )


def _end_postings(officer: Officer, last: date, by: User | None) -> list[Assignment]:
    """Postings that would go on after `last` end with it, each with its own audit line."""
    running = officer.assignments.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=last))
    ended = list(running.select_related("village__region", "officer"))
    for posting in ended:
        was, posting.ends_on = posting.ends_on, last
        posting.save(update_fields=["ends_on"])
        about, changes = [posting.village, officer], {"ends_on": [was, last]}
        audit.record("villages.assignment.ended", by=by, target=posting, about=about, **changes)
    return ended
