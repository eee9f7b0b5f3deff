"""The letter that brings notices: what waits, sort by sort, each with its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from dbi_portal.lib.mail import portal_url
from dbi_portal.lib.numbers import angka
from officers.models import Notice
from officers.models.user import MailRhythm
from officers.notices import AT_ONCE, LOOKS, look

MOST_LINES = 20  # of one sort; the bell has the rest
WORDS = {MailRhythm.DAILY: "Rangkuman harian", MailRhythm.WEEKLY: "Rangkuman mingguan"}


@dataclass(frozen=True)
class Group:
    """One sort of notices: how many, the first of them, and where all of them stand."""

    label: str
    count: int
    lines: tuple[tuple[str, str], ...]
    url: str

    @property
    def left(self) -> int:
        return self.count - len(self.lines)


def letter(notices: Sequence[Notice], connection) -> EmailMessage:
    """One person's letter; `notices` are his, oldest first, and at least one."""
    user, base = notices[0].user, portal_url()
    context = {
        "user": user,
        "groups": groups(notices, base),
        "count": len(notices),
        "summary": _summary(notices),
        "base": base,
        "rhythm": user.get_mail_rhythm_display(),
        "change": f"{base}{reverse('officers:profile-change')}" if base else "",
    }
    body = render_to_string("officers/notices_mail.txt", context).strip() + "\n"
    title = f"Portal DBI: {_one_line(_subject(notices))}"
    return EmailMessage(title, body, to=[user.email], connection=connection)


def groups(notices: Sequence[Notice], base: str) -> list[Group]:
    """In the order in which the portal lists its kinds; what it does not know comes last."""
    found: dict[str, list[Notice]] = {}
    for notice in notices:
        found.setdefault(notice.kind, []).append(notice)
    order = [*LOOKS]
    kinds = sorted(found, key=lambda kind: order.index(kind) if kind in order else len(order))
    return [_group(kind, found[kind], base) for kind in kinds]


def _group(kind: str, notices: list[Notice], base: str) -> Group:
    lines = [(each.text, f"{base}{each.url}" if base and each.url else "") for each in notices]
    asked = urlencode({"keadaan": "baru", **({"jenis": kind} if kind in LOOKS else {})})
    url = f"{base}{reverse('officers:notices')}?{asked}" if base else ""
    return Group(look(notices[0]).label, len(notices), tuple(lines[:MOST_LINES]), url)


def _subject(notices: Sequence[Notice]) -> str:
    waiting = f"{angka(len(notices))} hal menunggu Anda"
    if summary := _summary(notices):
        return f"{summary}, {waiting}"
    return notices[0].text if len(notices) == 1 else waiting


def _summary(notices: Sequence[Notice]) -> str:
    """What the letter is called; one that could not wait for the day's is none."""
    if all(notice.kind in AT_ONCE for notice in notices):
        return ""
    return WORDS.get(notices[0].user.mail_rhythm, "")


def _one_line(text: str) -> str:
    """A subject: no line breaks (they would be headers), not longer than a phone shows."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 110 else f"{plain[:109]}…"
