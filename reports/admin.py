from django.contrib import admin

from officers.admin_base import ReadOnlyAdmin
from reports.models import PassportStatistic


@admin.register(PassportStatistic)
class PassportStatisticAdmin(ReadOnlyAdmin):
    """Figures are entered, corrected and imported on their own pages; here they are looked up."""

    list_display = [
        "office",
        "period_start",
        "period_end",
        "outcome",
        "purpose",
        "count",
        "recorded",
    ]
    list_filter = ["outcome", "purpose", "made_up"]
    list_select_related = ["office"]
    search_fields = ["office__name", "home_region__name"]
    date_hierarchy = "period_start"

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("reports.view_passportstatistic")
