from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from dbi_portal.lib.pages.papers import paper_response
from outreach.documents.papers import PAPERS, VIEW
from outreach.models import Session


@require_safe
def paper(request: HttpRequest, pk: int, code: str, kind: str) -> HttpResponse:
    """A paper of a session this person may see, as PDF or for Word."""
    sessions = Session.objects.visible_to(request.user).select_related(
        "office", "kind", "place_region"
    )
    session = get_object_or_404(sessions, pk=pk)
    asked = PAPERS[code]
    if not request.user.has_perms([VIEW, asked.permission]):
        raise PermissionDenied
    return paper_response(asked.draw(session, at=timezone.now()), kind)
