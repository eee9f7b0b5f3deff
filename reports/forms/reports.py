from __future__ import annotations

import django_filters
from django import forms

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages import MonthField, RegisterFilter, UserFormMixin
from officers.models import Office
from officers.roles import OfficeKind
from reports.models import MonthlyReport
from reports.models.report import Span


class ReportRequestForm(UserFormMixin, forms.Form):
    """Which report is to be drafted: an office one sees, how long a time, and a month of it."""

    office = forms.ModelChoiceField(
        label="Kantor",
        queryset=Office.objects.none(),
        help_text="Laporan Kanwil dan pusat menjumlahkan laporan kantor di bawahnya.",
    )
    span = forms.ChoiceField(
        label="Masa",
        choices=Span.choices,
        initial=Span.MONTH,
        required=False,
        help_text="Selain bulanan, laporan menjumlahkan laporan bulanan kantor itu sendiri.",
    )
    month = MonthField(
        label="Bulan",
        help_text="Bulan yang dilaporkan, misalnya 2025-08; untuk masa yang lebih panjang, "
        "salah satu bulannya.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = Office.objects.visible_to(self.user)
        self.fields["office"].queryset = offices.order_by("kind", "short_name")
        if self.user.office.kind != OfficeKind.CENTRE:
            self.initial.setdefault("office", self.user.office_id)

    def clean_span(self) -> str:
        """A month's report where nothing was said."""
        return self.cleaned_data["span"] or Span.MONTH


class ReportFilter(RegisterFilter):
    search_fields = ("office__name", "office__short_name")

    office = django_filters.ModelChoiceFilter(
        label="Kantor",
        queryset=lambda request: Office.objects.visible_to(request.user),
    )
    kind = django_filters.ChoiceFilter(
        label="Jenis kantor",
        field_name="office__kind",
        choices=OfficeKind.choices,
    )
    span = django_filters.ChoiceFilter(label="Masa", choices=Span.choices)
    month = django_filters.ChoiceFilter(label="Bulan", choices=lambda: months_reported())
    status = django_filters.ChoiceFilter(label="Status", choices=MonthlyReport.Status.choices)

    class Meta:
        model = MonthlyReport
        fields = ["office", "kind", "span", "month", "status"]


def months_reported() -> list[tuple[str, str]]:
    """Months for which any report exists, latest first; says nothing about whose."""
    days = MonthlyReport.objects.order_by("-month").values_list("month", flat=True).distinct()
    return [(day.isoformat(), Month.of(day).label) for day in days]
