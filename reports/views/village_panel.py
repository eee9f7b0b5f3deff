from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from dbi_portal.lib.pages import Column
from dbi_portal.lib.pages.columns import rows
from dbi_portal.lib.pages.sorting import Header
from reports.models import PassportStatistic
from reports.views.statistics import period_of
from villages.models import GuidedVillage

NEWEST = 8
COLUMNS = (
    Column("Periode", lambda row: period_of(row).label),
    Column("Kantor", "office.short_name"),
    Column("Hasil", "get_outcome_display"),
    Column("Keperluan", "get_purpose_display", hide_on_phone=True),
    Column("Jumlah", "count", kind="number"),
)


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
    newest = figures[:NEWEST]
    context = {
        "headers": [Header(column) for column in COLUMNS],
        "rows": rows(COLUMNS, newest, lambda row: row.get_absolute_url()),
        "count": figures.count(),
        "made_up": any(row.made_up for row in newest),
        "all_url": f"{reverse('reports:statistic-list')}?village={village.region_id}",
    }
    return render(request, "reports/statistics/village_panel.html", context)
