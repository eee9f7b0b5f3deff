from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from outreach.models import Session, SessionAttachment, SessionPhoto

# What was uploaded never opens as a page of ours, and no cache keeps it for somebody else.
MAY_READ_ATTACHMENTS = "outreach.view_consultation"  # whoever keeps records; no village official
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
    "Cache-Control": "private, max-age=3600",
}


def photo(request, pk):
    """A photo of a session this person may see; nothing under uploads is served any other way."""
    row = _row(request, SessionPhoto, pk, "outreach.view_session")
    content = _content(row.image, "Berkas foto ini tidak ada lagi.")
    return FileResponse(content, content_type="image/jpeg", headers=SAFE)


def attachment(request, pk):
    """An attachment, always as a download, for those who work with the session's records.

    An attendance list names residents: a village official sees the session, not its attachments.
    """
    row = _row(request, SessionAttachment, pk, MAY_READ_ATTACHMENTS)
    content = _content(row.file, "Berkas lampiran ini tidak ada lagi.")
    return FileResponse(content, as_attachment=True, filename=row.name, headers=SAFE)


def _row(request, model, pk: int, permission: str):
    sessions = Session.objects.visible_to(request.user)
    row = get_object_or_404(model.objects.filter(session__in=sessions), pk=pk)
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return row


def _content(file, missing: str):
    try:
        return file.open("rb")
    except FileNotFoundError:
        raise Http404(missing) from None
