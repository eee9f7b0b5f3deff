from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from dbi_portal.lib.numbers import angka
from reports.models import PassportStatistic
from reports.views.statistic_columns import period_of
from villages.models import GuidedVillage

NEWEST = 8


def village_panel(request, pk):
    """Figures about people from a village, as the part of its page that reports draws."""
    village = get_object_or_404(GuidedVillage.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("reports.view_passportstatistic"):
        raise PermissionDenied
    figures = (
        PassportStatistic.objects.visible_to(request.user)
        .current()
        .filter(home_region=village.region_id)
        .select_related("office")
        .order_by("-period_start", "office", "pk")
    )
    newest = list(figures[:NEWEST])
    context = {
        "figures": [(figure, period_of(figure)) for figure in newest],
        "count": f"{angka(figures.count())} angka",
        "made_up": any(figure.made_up for figure in newest),
        "all_url": f"{reverse('reports:statistic-list')}?village={village.region_id}",
    }
    return render(request, "reports/statistics/village_panel.html", context)
