from django.contrib import admin

from officers.admin_base import AuditedAdmin, ReadOnlyAdmin
from officers.forms.users import UserAdminForm
from officers.models import (
    AuditEvent,
    Office,
    OfficeAlias,
    OfficeClass,
    OfficeSupervision,
    User,
)


class AliasInline(admin.TabularInline):
    model = OfficeAlias
    fk_name = "office"
    extra = 1


class ClassInline(admin.TabularInline):
    model = OfficeClass
    extra = 0


class SupervisionInline(admin.TabularInline):
    model = OfficeSupervision
    fk_name = "office"
    extra = 0


@admin.register(Office)
class OfficeAdmin(AuditedAdmin):
    list_display = ["name", "code", "kind", "city", "time_zone", "made_up"]
    list_filter = ["kind", "time_zone"]
    search_fields = ["name", "code", "aliases__text"]
    inlines = [AliasInline, ClassInline, SupervisionInline]

    def get_readonly_fields(self, request, obj=None):
        return ["code", "kind"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False  # offices close; their figures stay


@admin.register(User)
class UserAdmin(AuditedAdmin):
    form = UserAdminForm
    list_display = ["username", "full_name", "role", "office", "is_active"]
    list_filter = ["role", "is_active"]
    search_fields = ["username", "full_name", "email"]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.admin = request.user
        return form

    def has_delete_permission(self, request, obj=None):
        return False  # accounts are switched off; what they did stays theirs


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["happened_at", "actor", "action", "target", "office"]
    search_fields = ["actor", "action", "target"]
    date_hierarchy = "happened_at"
