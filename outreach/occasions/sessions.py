"""Sessions ahead, sessions of today, sessions nobody reported, sessions sent back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import QuerySet

from dbi_portal.lib.days import long_date, with_weekday
from officers.models import User
from officers.notices import Message
from officers.occasions import LOOK_BACK, Moment
from outreach.models import Session
from outreach.occasions.people import People, with_people

MORNING = 6  # the hour from which "today" is said
FARTHEST = timedelta(days=14)  # as far ahead as an office may choose to be reminded
Status = Session.Status


def coming(moment: Moment, people: People) -> Iterator[Message]:
    """So many days before, to its officers and whoever recorded it."""
    ahead = _planned(moment).filter(held_on__gt=moment.today, held_on__lte=moment.today + FARTHEST)
    for session in with_people(ahead):
        left = session.held_on - moment.today
        if left <= moment.days("session_reminder_days", session.office_id):
            when = "Besok" if left.days == 1 else f"{left.days} hari lagi"
            key = f"kegiatan-akan:{session.pk}:{session.held_on}"
            yield from _told(people.of(session), session, key, _ahead(when, session))


def of_today(moment: Moment, people: People) -> Iterator[Message]:
    """On the morning itself, by the office's clock."""
    if moment.hour < MORNING:
        return
    for session in with_people(_planned(moment).filter(held_on=moment.today)):
        key = f"kegiatan-hari-ini:{session.pk}:{session.held_on}"
        yield from _told(people.of(session), session, key, _ahead("Hari ini", session))


def unreported(moment: Moment, people: People) -> Iterator[Message]:
    """Its day is over and nothing was sent in: first to whom it belongs, then to the verifier."""
    late = Session.objects.unreported(on=moment.today).filter(
        office__time_zone=moment.zone, held_on__gte=moment.oldest
    )
    for session in with_people(late):
        waited = moment.today - session.held_on
        patience = moment.days("unreported_reminder_days", session.office_id)
        text = f"“{session}” tanggal {long_date(session.held_on)} belum dilaporkan"
        key, kind = f"{session.pk}:{session.held_on}", "belum-dilaporkan"
        if waited >= patience:
            ask = f"{text}. Kirim laporannya, atau batalkan bila tidak terlaksana."
            told = people.or_reviewers(session)
            yield from _told(told, session, f"belum-dilaporkan:{key}", ask, kind)
        if waited >= 2 * patience:
            say = f"{text}, sudah lewat {waited.days} hari. Mohon ingatkan petugasnya."
            told = people.reviewers(session.office_id)
            yield from _told(told, session, f"belum-dilaporkan-verifikator:{key}", say, kind)


def returned(moment: Moment, people: People) -> Iterator[Message]:
    """Sent back by a reviewer. His note stays in the portal: a letter travels far."""
    back = Session.objects.filter(
        status=Status.RETURNED,
        office__time_zone=moment.zone,
        reviewed_at__gte=moment.at - LOOK_BACK,
    )
    for session in with_people(back):
        key = f"kegiatan-dikembalikan:{session.pk}:{session.reviewed_at.isoformat()}"
        text = f"“{session}” dikembalikan dengan catatan. Perbaiki, lalu kirim lagi."
        yield from _told(people.of(session), session, key, text, "dikembalikan")


def _planned(moment: Moment) -> QuerySet:
    return Session.objects.filter(
        status=Status.PLANNED, corrects__isnull=True, office__time_zone=moment.zone
    )


def _ahead(when: str, session: Session) -> str:
    hours = ""
    if session.starts_at:
        hours = f" pukul {session.starts_at:%H.%M} {session.office.get_time_zone_display()}"
    return f"{when}, {with_weekday(session.held_on)}{hours}: “{session}” di {session.place}."


def _told(
    users: Iterable[User], session: Session, key: str, text: str, kind: str = "pengingat"
) -> Iterator[Message]:
    url, office = session.get_absolute_url(), session.office_id
    for user in users:
        yield Message(user.pk, key, kind, text, url, office)
