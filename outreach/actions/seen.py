"""A decision is about what its reviewer saw: a mark of it travels with his page."""

from __future__ import annotations

import hashlib

from dbi_portal.lib.days import clock, in_zone, long_date
from officers.history import last_change
from outreach.actions.described import HIDDEN, described, in_words, label
from outreach.actions.refusals import ChangedUnseen
from outreach.models import Session

FILES = {"photos": "image", "attachments": "file"}


def mark_of(session: Session) -> str:
    """A short mark for each fact and part of a session, for a hidden field of its page."""
    told = {name: in_words(value) for name, value in described(session).items()}
    for name, field in FILES.items():  # another file under the same caption is another one
        told[name] += str(sorted(getattr(session, name).values_list(field, flat=True)))
    return ",".join(f"{name}:{_digest(words)}" for name, words in told.items())


def refuse_unseen(session: Session, seen: str) -> None:
    """Raises ChangedUnseen when the session is not what `seen` marks; "" marks nothing.

    The session is locked by the caller.
    """
    if not seen or seen == (now := mark_of(session)):
        return
    before = set(seen.split(","))
    names = [each.partition(":")[0] for each in now.split(",") if each not in before]
    labels = ", ".join(label(name) for name in names if name not in HIDDEN)
    raise ChangedUnseen(
        f"{_who(session)} sejak Anda membuka halaman ini. Yang berubah: {labels}. "
        "Isi terbaru ada di halaman ini: periksa lagi, lalu putuskan."
    )


def _who(session: Session) -> str:
    by, at = last_change(session)
    zone = session.office.time_zone
    when = f" pada {long_date(in_zone(at, zone))} pukul {clock(at, zone)}" if at else ""
    return f"{by or 'Ada yang'} mengubah kegiatan ini{when},"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]
