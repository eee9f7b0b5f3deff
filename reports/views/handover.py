from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.pages.papers import drawn_response
from reports.documents.handover import handover_pdf, title
from reports.figures.handover import handover
from villages.models import GuidedVillage


@require_safe
def village_handover(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for the officer who takes over a village."""
    villages = GuidedVillage.objects.visible_to(request.user).select_related("office", "region")
    village = get_object_or_404(villages, pk=pk)
    if not request.user.has_perm("villages.view_assignment"):
        raise PermissionDenied
    now = timezone.now()
    today = in_zone(now, village.office.time_zone).date()
    told = handover(village, user=request.user, today=today)
    content = handover_pdf(told, village.office, on=today, at=now)
    return drawn_response(content, title(told.name, today), kind="pdf")
