from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from outreach.models import Session, SessionPhoto


def photo(request, pk):
    """A photo of a session this person may see; nothing under uploads is served any other way."""
    sessions = Session.objects.visible_to(request.user)
    row = get_object_or_404(SessionPhoto.objects.filter(session__in=sessions), pk=pk)
    if not request.user.has_perm("outreach.view_session"):
        raise PermissionDenied
    try:
        content = row.image.open("rb")
    except FileNotFoundError:
        raise Http404("Berkas foto ini tidak ada lagi.") from None
    return FileResponse(
        content,
        content_type="image/jpeg",
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'",
            "Cache-Control": "private, max-age=3600",
        },
    )
