"""How much time is left until a deadline, or how long it has passed, in words. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def left_in_words(due_at: datetime, now: datetime) -> str:
    """ "sisa 1 hari 3 jam", "lewat 5 jam": rounded down to hours, under an hour to minutes."""
    word, span = ("lewat", now - due_at) if now > due_at else ("sisa", due_at - now)
    return f"{word} {_span(span)}"


def _span(span: timedelta) -> str:
    days, hours, minutes = span // DAY, span % DAY // HOUR, span // timedelta(minutes=1)
    if not days and not hours:
        return f"{minutes} menit" if minutes else "kurang dari 1 menit"
    told = [f"{days} hari" if days else "", f"{hours} jam" if hours else ""]
    return " ".join(part for part in told if part)
