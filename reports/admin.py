from django.contrib import admin

from officers.admin_base import AuditedAdmin, ReadOnlyAdmin
from officers.roles import OfficeKind
from reports.models import PassportStatistic, ReportSetting


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


@admin.register(ReportSetting)
class ReportSettingAdmin(AuditedAdmin):
    """When a Kanwil's reports are drafted and due; no official rule was found."""

    list_display = ["office", "build_day", "build_hour", "deadline_working_day"]
    list_select_related = ["office"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "office":
            field.queryset = field.queryset.filter(kind=OfficeKind.KANWIL)
        return field
