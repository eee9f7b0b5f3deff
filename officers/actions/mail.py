"""What waits under the bell, by mail: one letter a person, when his office's clock allows.

A notice is in the portal from the first moment and stays unmailed until a server has taken the
letter, so a broken one loses nothing: the next run tries again.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.mail import portal_url
from dbi_portal.lib.numbers import angka
from officers import policy
from officers.models import Notice, Office, User
from officers.models.user import MailRhythm

logger = logging.getLogger(__name__)
STALE = timedelta(days=7)  # whoever switches mail on gets news, not history


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
    waiting = User.objects.filter(
        notices__in=_news(at), is_active=True, office__isnull=False
    ).exclude(mail_rhythm=MailRhythm.NEVER)
    users = waiting.exclude(email="").select_related("office").distinct().order_by("pk")
    quiet: dict[int, bool] = {}
    for user in users:
        if user.office_id not in quiet:
            quiet[user.office_id] = is_quiet(user.office, at)
    return [user.pk for user in users if not quiet[user.office_id]]


def _news(at: datetime):
    """What was read in the portal needs no letter any more."""
    return Notice.objects.unmailed().unread().filter(created_at__gte=at - STALE)


@transaction.atomic
def _mail(user_id: int, connection, at: datetime) -> int:
    """One person's letter. His rows are held meanwhile: two workers send one letter, not two."""
    rows = _news(at).filter(user_id=user_id).select_for_update(skip_locked=True, of=["self"])
    notices = list(rows.select_related("user").order_by("created_at", "pk"))
    if not notices:
        return 0
    try:
        _letter(notices, connection).send()
    except (SMTPRecipientsRefused, SMTPDataError) as refused:  # this letter; the rest still goes
        logger.warning("Mail for account %s was refused: %s", user_id, refused)
        return 0
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at)
    return 1


def _letter(notices: list[Notice], connection) -> EmailMessage:
    user, base = notices[0].user, portal_url()
    lines = [(each.text, f"{base}{each.url}" if base and each.url else "") for each in notices]
    context = {"user": user, "lines": lines, "base": base}
    body = render_to_string("officers/notices_mail.txt", context).strip() + "\n"
    subject = notices[0].text if len(notices) == 1 else f"{angka(len(notices))} hal menunggu Anda"
    title = f"Portal DBI: {_one_line(subject)}"
    return EmailMessage(title, body, to=[user.email], connection=connection)


def _one_line(text: str) -> str:
    """A subject: no line breaks (they would be headers), not longer than a phone shows."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 110 else f"{plain[:109]}…"


def _close(connection) -> None:
    try:
        connection.close()
    except OSError:
        logger.info("The mail server had hung up already.")
