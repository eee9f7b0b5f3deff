"""Back, other entries, Simpan: the form's session is stored already, and these entries are not."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from dbi_portal.lib.pages import overtaken
from outreach.forms.session import SessionForm
from outreach.models import Session

MERELY_TYPED = ("weekday", "all_of")  # what is stored of them stands in other fields
SENTENCE = (
    "Kegiatan ini sudah tersimpan sebagai “{stored}”, tetapi {what} belum. "
    '<a href="{url}">Buka yang tersimpan</a> dan ubah di sana.'
)


def refuse_other_entries(request: HttpRequest, form: SessionForm, session: Session) -> None:
    """Raises ValidationError when `session` is stored already and the valid form says more.

    The very same entries once more are harmless: they are the click the network swallowed.
    """
    rows = Session.objects.visible_to(request.user).exclude(status=Session.Status.CANCELLED)
    stored = rows.filter(client_id=session.client_id).first()
    if stored is None:
        return
    labels = _differing(request, form, stored)
    if stored.status != session.status or request.FILES or labels:
        what = f"isian baru Anda ({', '.join(labels)})" if labels else "langkah terakhir Anda"
        raise ValidationError(format_html(SENTENCE, stored=stored, what=what, url=_url(stored)))


def _differing(request: HttpRequest, form: SessionForm, stored: Session) -> list[str]:
    now = overtaken.stored_in(SessionForm(instance=stored, user=request.user, at=form.at))
    known = {name: entry for name, entry in now.items() if name not in MERELY_TYPED}
    return [each.label for each in overtaken.differences("", known, form)]


def _url(stored: Session) -> str:
    if stored.is_locked:
        return stored.get_absolute_url()
    return reverse("outreach:change", args=[stored.pk])
