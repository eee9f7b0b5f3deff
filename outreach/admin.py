from django.contrib import admin

from officers.admin_base import AuditedAdmin, TermAdmin
from outreach.forms.terms import InstitutionForm
from outreach.models import (
    AudienceGroup,
    Duty,
    Institution,
    ProgrammeTag,
    SessionKind,
    Topic,
)

admin.site.register([SessionKind, Topic, Duty, AudienceGroup, ProgrammeTag], TermAdmin)


@admin.register(Institution)
class InstitutionAdmin(AuditedAdmin):
    form = InstitutionForm
    list_display = ["name", "made_up"]
    search_fields = ["name", "key"]
