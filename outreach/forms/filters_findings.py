"""Filters of the register of findings. Nothing in it searches the account."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from dbi_portal.lib.pages import DaySpanFilter, RegisterFilter
from outreach.forms.filters import OfficeFilter, VillageFilter
from outreach.models import Finding

OPEN, LATE = "terbuka", "lewat-tenggat"
STATES = [(OPEN, "Belum selesai"), (LATE, "Lewat tenggat"), *Finding.Status.choices]


class FindingFilter(RegisterFilter):
    search_fields = ["region__name", "region__path", "office__short_name"]

    keadaan = django_filters.ChoiceFilter(label="Keadaan", choices=STATES, method="in_state")
    kind = django_filters.ChoiceFilter(label="Jenis", choices=Finding.Kind.choices)
    office = OfficeFilter()
    village = VillageFilter(field_name="village")
    tanggal = DaySpanFilter(label="Diajukan", field_name="submitted_on")

    class Meta:
        model = Finding
        fields = ["keadaan", "kind", "office", "village", "tanggal"]

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == LATE:
            return rows.overdue(at=timezone.now())
        return rows.open() if value == OPEN else rows.filter(status=value)
