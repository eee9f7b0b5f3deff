"""The posts an officer holds one after another. `Officer.office` and `.position` repeat the last.

Moving to another office ends postings to villages too, so that verb lives in `villages`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.days import long_date
from dbi_portal.lib.integrity import translated
from officers import audit
from officers.actions.rules import RULES, refuse_future
from officers.models import Office, Officer, OfficerPost, User


@transaction.atomic
def change_position(
    *, officer: Officer, position: str, on: date, by: User | None, at: datetime, basis: str = ""
) -> OfficerPost:
    """Another position in the same office from that day on."""
    officer = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    was, position = officer.position, " ".join(position.split())
    if position == was:
        raise ValidationError({"position": "Jabatan ini sama dengan jabatan sekarang."})
    refuse_future(on, office=officer.office, at=at)
    post = next_post(officer=officer, office=officer.office, position=position, on=on, basis=basis)
    changes = {"position": [was, position], "on": on, "basis": basis}
    audit.record("officers.officer.position_changed", by=by, target=officer, **changes)
    return post


@transaction.atomic
def correct_post(*, post: OfficerPost, position: str, basis: str, by: User | None) -> OfficerPost:
    """Put right how a post was written down. Days and office stay: they have verbs of their own."""
    changes = {
        name: [getattr(post, name), now]
        for name, now in (("position", position), ("basis", basis))
        if getattr(post, name) != now
    }
    post.position, post.basis = position, basis
    post.save(update_fields=["position", "basis"])
    officer = post.officer
    if post == officer.posts.last():
        officer.position = position
        officer.save(update_fields=["position"])
    if changes:
        audit.record("officers.officerpost.changed", by=by, target=post, about=[officer], **changes)
    return post


def next_post(
    *, officer: Officer, office: Office, position: str, on: date, basis: str = ""
) -> OfficerPost:
    """Close the present post the day before `on` and open another; the officer repeats it.

    The caller has locked the officer and writes the audit line. ValidationError at `on` when the
    present post began no earlier, or the officer has left.
    """
    if officer.left_on:
        raise ValidationError({"on": f"{officer} sudah berhenti {long_date(officer.left_on)}."})
    _close(officer, on)
    with translated(RULES):
        post = OfficerPost.objects.create(
            officer=officer,
            office=office,
            position=position,
            starts_on=on,
            basis=basis,
            made_up=officer.made_up,
        )
    officer.office, officer.position = office, position
    officer.save(update_fields=["office", "position"])
    return post


@transaction.atomic
def resume_service(
    *, officer: Officer, on: date, by: User | None, at: datetime, basis: str = ""
) -> Officer:
    """He serves again from that day, where and as what he last did; the time between stays open."""
    officer = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    was = officer.left_on
    if was is None:
        raise ValidationError({"on": f"{officer} masih bertugas."})
    if on <= was:
        raise ValidationError({"on": f"{officer} berhenti {long_date(was)}. Pilih sesudahnya."})
    refuse_future(on, office=officer.office, at=at)
    officer.left_on = None
    officer.save(update_fields=["left_on"])
    with translated(RULES):
        OfficerPost.objects.create(
            officer=officer,
            office=officer.office,
            position=officer.position,
            starts_on=on,
            basis=basis,
            made_up=officer.made_up,
        )
    changes = {"left_on": [was, None], "on": on, "basis": basis}
    audit.record("officers.officer.returned", by=by, target=officer, **changes)
    return officer


def end_service(*, officer: Officer, on: date) -> None:
    """The last day of service, and of the post held then. The caller writes the audit line."""
    post = officer.posts.last()
    if post and post.starts_on and on < post.starts_on:
        day = long_date(post.starts_on)
        raise ValidationError({"on": f"Jabatan sekarang mulai {day}. Pilih tanggal sesudahnya."})
    if officer.joined_on and on < officer.joined_on:
        day = long_date(officer.joined_on)
        raise ValidationError({"on": f"{officer} baru menjadi PIMPASA {day}."})
    if post:
        post.ends_on = on
        post.save(update_fields=["ends_on"])
    officer.left_on = on
    officer.save(update_fields=["left_on"])


def _close(officer: Officer, on: date) -> None:
    """End the present post on the eve; one nobody wrote down is written now, so none is lost."""
    post = officer.posts.last() or OfficerPost(
        officer=officer,
        office=officer.office,
        position=officer.position,
        starts_on=officer.joined_on,
        made_up=officer.made_up,
    )
    if post.starts_on and on <= post.starts_on:
        day = long_date(post.starts_on)
        raise ValidationError({"on": f"Jabatan sekarang mulai {day}. Pilih tanggal sesudahnya."})
    post.ends_on = on - timedelta(days=1)
    post.save()
