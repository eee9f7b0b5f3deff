"""What is pointed out at sending, and never refused."""

from django.contrib import messages

from outreach.actions.photos import FEWEST, LIMIT
from outreach.models import Session


def photos_wanting(session: Session) -> str:
    """A sentence when a report has fewer photos than are asked for; "" when it has enough."""
    count = session.photos.count()
    if count >= FEWEST:
        return ""
    has = f"baru {count} foto" if count else "belum ada foto"
    return f"Laporan ini {has}, lazimnya {FEWEST}–{LIMIT}. Tambahkan lewat “Ubah” bila ada."


def point_out_photos(request, session: Session) -> None:
    wanting = photos_wanting(session)
    if wanting:
        messages.warning(request, wanting)
