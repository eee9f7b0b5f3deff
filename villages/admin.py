from django.contrib import admin
from django.db.models import Q

from officers.admin_base import AuditedAdmin, ReadOnlyAdmin, TermAdmin
from villages.models import Jurisdiction, Region, RegionAlias, RegionEdition, SelectionReason
from villages.search import search

MOST_FOUND = 50


@admin.register(RegionEdition)
class RegionEditionAdmin(ReadOnlyAdmin):
    list_display = ["name", "decree", "effective_on", "source", "loaded_at"]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("villages.view_region")


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    """Regions come from a decree; nobody types them in. Here for looking up and for pickers."""

    list_display = ["name", "kind", "code", "path", "retired_on"]
    list_filter = ["level"]
    search_fields = ["search"]
    list_select_related = ["edition"]

    def get_search_results(self, request, queryset, search_term):
        """As everywhere in the portal: any spelling, the best first, by index."""
        if not search_term.strip():
            return queryset, False
        found = [region.pk for region in search(search_term, limit=MOST_FOUND)]
        return queryset.filter(pk__in=found), False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("villages.view_region")


@admin.register(RegionAlias)
class RegionAliasAdmin(AuditedAdmin):
    list_display = ["text", "region", "where", "office"]
    search_fields = ["text", "region__name"]
    autocomplete_fields = ["region"]
    list_select_related = ["region", "office"]

    def get_queryset(self, request):
        """Spellings for everyone, and those of offices this person sees."""
        aliases = super().get_queryset(request)
        if request.user.sees_all_offices:
            return aliases
        return aliases.filter(
            Q(office__isnull=True) | Q(office__in=request.user.visible_office_ids)
        )

    @admin.display(description="di")
    def where(self, alias):
        return alias.region.path


@admin.register(Jurisdiction)
class JurisdictionAdmin(AuditedAdmin):
    list_display = ["office", "region", "starts_on", "ends_on"]
    list_filter = ["office"]
    search_fields = ["office__name", "region__name"]
    autocomplete_fields = ["region"]
    list_select_related = ["office", "region"]


@admin.register(SelectionReason)
class SelectionReasonAdmin(TermAdmin):
    pass
