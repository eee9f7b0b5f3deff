"""What waits under the bell, by mail: one letter a person, when his office's clock allows.

How often is each person's choice (`rhythm.py`); a notice whose hours count (`notices.AT_ONCE`) goes
out ahead of a daily or weekly letter, never to who wants no mail. A notice is in the portal from
the first moment and stays unmailed until a server has taken the letter, so a broken one loses
nothing: the next run tries again.
"""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import get_connection
from django.db import connection as database
from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet

from dbi_portal.lib.days import in_zone
from officers import policy
from officers.actions.notice_letter import letter
from officers.actions.rhythm import fresh, is_due, local_day
from officers.models import Notice, Office, User
from officers.models.user import MailRhythm
from officers.notices import AT_ONCE

logger = logging.getLogger(__name__)
LETTERS = 0x0DB2  # the class of our advisory locks: whose letter is being written


def send_waiting(*, at: datetime) -> int:
    """Mail every unread notice that may go out now, one letter a person; returns how many letters.

    Accounts that want no mail, have no address or are switched off are passed over. The first
    failure of the server ends the run.
    """
    readers, connection, sent = _readers(at), get_connection(), 0
    try:
        if readers:
            connection.open()
        for user_id in readers:
            sent += _mail(user_id, connection, at)
    except OSError as failure:  # SMTPException is one of them
        logger.warning("Mail waits for the next run: %s", failure)
    finally:
        _close(connection)
    return sent


def is_quiet(office: Office, at: datetime) -> bool:
    """Whether the office's clock stands in its quiet hours, in which no mail goes out."""
    local = in_zone(at, office.time_zone)
    start, end = (
        policy.value(key, office=office, on=local.date())
        for key in ("mail_quiet_from", "mail_quiet_until")
    )
    if start <= end:
        return start <= local.hour < end
    return local.hour >= start or local.hour < end


def _readers(at: datetime) -> list[int]:
    """Whose letter is due, by id."""
    counted = {"first": Min("created_at"), "urgent": Count("pk", filter=Q(kind__in=AT_ONCE))}
    news = _news(at).order_by().values("user").annotate(**counted)
    waiting = {row["user"]: row for row in news}
    users = User.objects.filter(pk__in=waiting, is_active=True, office__isnull=False)
    users = users.exclude(mail_rhythm=MailRhythm.NEVER).exclude(email="")
    due = [
        user
        for user in users.select_related("office").order_by("pk")
        if waiting[user.pk]["urgent"] or is_due(user, first=waiting[user.pk]["first"], at=at)
    ]
    quiet = {office: is_quiet(office, at) for office in {user.office for user in due}}
    return [user.pk for user in due if not quiet[user.office]]


def _news(at: datetime) -> QuerySet[Notice]:
    """What was read in the portal needs no letter any more."""
    return Notice.objects.unmailed().unread().filter(fresh(at))


@transaction.atomic
def _mail(user_id: int, connection, at: datetime) -> int:
    """One person's letter. Two workers send one, not two: the second finds it being written, or
    written already. The account itself stays free; a slow server keeps nobody from signing in."""
    if not _is_mine_to_write(user_id):
        return 0
    rows = _news(at).filter(user_id=user_id).select_related("user__office")
    notices = list(rows.order_by("created_at", "pk"))
    due = notices and is_due(notices[0].user, first=notices[0].created_at, at=at)
    if not due:
        notices = [notice for notice in notices if notice.kind in AT_ONCE]
    if not notices:
        return 0
    try:
        letter(notices, connection).send()
    except (SMTPRecipientsRefused, SMTPDataError) as refused:  # this letter; the rest still goes
        logger.warning("Mail for account %s was refused: %s", user_id, refused)
        return 0
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at)
    if due:
        User.objects.filter(pk=user_id).update(digest_on=local_day(notices[0].user, at))
    return 1


def _is_mine_to_write(user_id: int) -> bool:
    """Until the end of the transaction."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LETTERS, user_id])
        return cursor.fetchone()[0]


def _close(connection) -> None:
    try:
        connection.close()
    except OSError:
        logger.info("The mail server had hung up already.")
