from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from officers.models import Officer


def photo(request, pk):
    """An officer's picture, for the offices he belongs to now; served no other way."""
    own = Officer.objects.own_to(request.user).exclude(photo="")
    officer = get_object_or_404(own, pk=pk)
    if not request.user.has_perm("officers.view_officer"):
        raise PermissionDenied
    try:
        content = officer.photo.open("rb")
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
