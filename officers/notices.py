"""Telling people: a line under the bell at once, by mail with the next run (`actions/mail.py`).

`tell` is harmless to repeat: the same `key` reaches the same person once, so a task may say every
quarter hour what it finds, and an action may tell again what it told before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from officers.models import Notice, Office, User

LONGEST = 400  # what Notice.text holds


@dataclass(frozen=True)
class Look:
    """How a kind of notice is named and drawn; an icon from img/icons.svg."""

    label: str
    icon: str = "info"
    state: str = "info"


LOOKS: dict[str, Look] = {
    "pengingat": Look("Pengingat", "calendar", "info"),
    "belum-dilaporkan": Look("Belum dilaporkan", "clock", "warn"),
    "dikembalikan": Look("Dikembalikan", "returned", "warn"),
    "tindak-lanjut": Look("Tindak lanjut", "list", "info"),
    "terlambat": Look("Lewat batas waktu", "alert", "bad"),
    "temuan-mendesak": Look("Temuan mendesak", "alert", "bad"),
    "temuan": Look("Temuan", "alert", "warn"),
    "usul": Look("Usul", "send", "info"),
    "impor": Look("Impor", "sheet", "info"),
    "laporan": Look("Laporan", "doc", "info"),
}
PLAIN = Look("Pemberitahuan")
# Whose letter does not wait for the day's or the week's: hours count.
AT_ONCE = frozenset({"temuan-mendesak"})


@dataclass(frozen=True)
class Message:
    """One line for one person. `key` names the occasion: told again, it is not told twice."""

    user_id: int
    key: str
    kind: str
    text: str
    url: str = ""
    office_id: int | None = None


def tell(
    users: Iterable[User],
    *,
    key: str,
    kind: str,
    text: str,
    at: datetime,
    url: str = "",
    office: Office | None = None,
) -> int:
    """Tell each active one of `users` once; returns how many had not been told before."""
    office_id = office.pk if office else None
    messages = [
        Message(user.pk, key, kind, text, url, office_id) for user in users if user.is_active
    ]
    return deliver(messages, at=at)


def deliver(messages: Iterable[Message], *, at: datetime) -> int:
    """Write what was not told yet, in two queries however many; returns how many that were."""
    wanted = {(message.user_id, message.key): message for message in messages}
    told = set(
        Notice.objects.filter(
            user__in={user for user, _ in wanted}, key__in={key for _, key in wanted}
        ).values_list("user_id", "key")
    )
    new = [_notice(message, at) for pair, message in wanted.items() if pair not in told]
    # Two runs at once: the second finds the row and leaves it.
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def look(notice: Notice) -> Look:
    return LOOKS.get(notice.kind, PLAIN)


def _notice(message: Message, at: datetime) -> Notice:
    text = message.text if len(message.text) <= LONGEST else f"{message.text[: LONGEST - 1]}…"
    return Notice(
        user_id=message.user_id,
        office_id=message.office_id,
        key=message.key,
        kind=message.kind,
        text=text,
        url=message.url,
        created_at=at,
    )
