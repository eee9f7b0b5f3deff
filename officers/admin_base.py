"""What every admin page of the portal shares: scope, and a line in the audit trail."""

from django.contrib import admin

from officers import audit


class AuditedAdmin(admin.ModelAdmin):
    """Shows only rows this person may see; who may change them stands in the role table."""

    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        choices = db_field.remote_field.model._default_manager.all()
        if "queryset" not in kwargs and hasattr(choices, "visible_to"):
            kwargs["queryset"] = choices.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        verb = "changed" if change else "added"
        changes = audit.changed_fields(form)
        audit.record(f"{obj._meta.label_lower}.{verb}", by=request.user, target=obj, **changes)

    def delete_model(self, request, obj):
        audit.record(f"{obj._meta.label_lower}.deleted", by=request.user, target=obj, was=str(obj))
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)


class ReadOnlyAdmin(AuditedAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class TermAdmin(AuditedAdmin):
    """A list of words: default ones are the portal's, the rest is the centre's."""

    list_display = ["name", "code", "position", "is_default", "retired_on"]
    list_editable = ["position"]
    search_fields = ["name", "code"]
    prepopulated_fields = {"code": ["name"]}
    readonly_fields = ["is_default"]
