"""The coverage of one region as a part of its page, or of a Desa Binaan's page."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import Fact
from outreach.figures.area import region_area
from outreach.figures.coverage import Place
from outreach.figures.reach import Question
from outreach.figures.survey import place_of
from outreach.models import Session
from outreach.views.coverage_rows import count_text, since_text
from villages.models import Region


def coverage_panel(request: HttpRequest, code: str) -> HttpResponse:
    """Reached of all, last visit, RT and RW, and the way to the whole coverage."""
    region = get_object_or_404(Region.objects.visible_to(request.user), pk=code)
    if not request.user.has_perm("outreach.view_consultation"):
        raise PermissionDenied
    today = timezone.localdate()
    seen = Session.objects.visible_to(request.user)
    place = place_of(Question(seen, region_area(region), today), request.user)
    context = {
        "facts": _facts(place, today),
        "url": f"{reverse('outreach:coverage')}?wilayah={code}",
    }
    return render(request, "outreach/coverage/panel.html", context)


def _facts(place: Place, today) -> list[Fact]:
    visits = place.visits
    sessions = f"{reverse('outreach:list')}?status=disetujui&wilayah={place.code}"
    whole = Fact("Desa/kelurahan dijangkau", f"{place.reached} dari {place.villages}")
    return [
        *([whole] if place.villages != 1 else []),
        Fact(
            "Kunjungan terakhir",
            visits.last_on or "belum pernah",
            note=since_text(place, today),
        ),
        Fact(
            "Kegiatan disetujui", visits.sessions, sessions if visits.sessions else "",
            note=f"{visits.planned} direncanakan" if visits.planned else "",
        ),
        Fact("RW dijangkau", count_text(place.units.rw)),
        Fact("RT dijangkau", count_text(place.units.rt)),
    ]  # fmt: skip
