"""What a picker asks while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from officers.models import User
from villages.forms.filters import VillageFilter
from villages.models import GuidedVillage, Jurisdiction, Region
from villages.search import SHORTEST, Place, search

MOST = 20


def region_search(request: HttpRequest) -> JsonResponse:
    """`?q=tiban&tingkat=desa` → {"results": [{code, name, kind, path}]}, the best first."""
    found = search(request.GET.get("q", ""), place=_place(request), limit=MOST)
    return JsonResponse({"results": [_result(region.code, region) for region in found]})


def village_search(request: HttpRequest) -> JsonResponse:
    """The same for Desa Binaan the reader sees; `code` is the number of the Desa Binaan."""
    typed = request.GET.get("q", "")
    villages = GuidedVillage.objects.visible_to(request.user).open()
    if len(typed.strip()) < SHORTEST:
        return JsonResponse({"results": []})
    found = VillageFilter(request=request).search(villages, "q", typed).select_related("region")
    return JsonResponse(
        {"results": [_result(str(village.pk), village.region) for village in found[:MOST]]}
    )


def _result(code: str, region: Region) -> dict[str, str]:
    kind = region.get_kind_display()
    return {"code": code, "name": region.name, "kind": kind, "path": region.path}


def _place(request: HttpRequest) -> Place:
    known = set(Region.Level.values)
    levels = [level for level in request.GET.get("tingkat", "").split(",") if level in known]
    user: User = request.user
    return Place(levels=levels, near=_work_area(user), offices=user.visible_office_ids)


def _work_area(user: User) -> list[str]:
    """Codes of the regions the reader's own office serves; whoever sees all is near nothing."""
    if user.sees_all_offices:
        return []
    areas = Jurisdiction.objects.visible_to(user).on(timezone.localdate())
    return list(areas.values_list("region_id", flat=True).distinct())
