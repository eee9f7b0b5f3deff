"""How much time is left until a deadline, or how long it has passed, in words. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FAR = 3  # days from which hours say nothing more


def left_in_words(due_at: datetime, now: datetime) -> str:
    """ "sisa 1 hari 3 jam", "lewat 5 jam"; from three days on in days, under an hour in minutes."""
    word, span = ("lewat", now - due_at) if now > due_at else ("sisa", due_at - now)
    return f"{word} {_span(span)}"


def _span(span: timedelta) -> str:
    days, hours, minutes = span // DAY, span % DAY // HOUR, span // timedelta(minutes=1)
    if not days and not hours:
        return f"{minutes} menit" if minutes else "kurang dari 1 menit"
    near = hours and days < FAR
    told = [f"{days} hari" if days else "", f"{hours} jam" if near else ""]
    return " ".join(part for part in told if part)
