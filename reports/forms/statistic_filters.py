from __future__ import annotations

from functools import lru_cache

import django_filters
from django import forms
from django.db.models import QuerySet

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages import MonthField, RegisterFilter
from dbi_portal.lib.pages.as_known import HEADING, KnownOn
from dbi_portal.lib.pages.filters import ActiveFilter
from dbi_portal.lib.widgets import DayInput, RegionSelect, SearchSelect
from officers.models import ImportRun, Office
from reports.grain import MONTH, SPAN, Grain
from reports.models import PassportStatistic
from villages.models import Region

WITH_OLD, ONLY_OLD = "ya", "hanya"
# Splits offices publish most, the plain office total first.
USUAL = tuple(
    map(
        frozenset,
        (
            (), ("purpose",), ("home",), ("home", "purpose"), ("destination", "purpose"),
            ("point", "purpose"), ("service",), ("book",), ("sex",), ("reason",),
        ),
    )
)  # fmt: skip


class MonthFilter(django_filters.Filter):
    """A month in the address: ?month_from=2025-01."""

    field_class = MonthField


class StatisticFilter(RegisterFilter):
    search_fields = (
        "home_region__name",
        "office__short_name",
        "service_point",
        "destination",
        "reason",
    )

    office = django_filters.ModelChoiceFilter(
        label="Kantor",
        queryset=lambda request: Office.objects.visible_to(request.user).reporting(),
        widget=SearchSelect,
    )
    month_from = MonthFilter(label="Bulan dari", method="since")
    month_to = MonthFilter(label="Bulan sampai", method="until")
    outcome = django_filters.ChoiceFilter(label="Hasil", choices=PassportStatistic.Outcome.choices)
    purpose = django_filters.ChoiceFilter(
        label="Keperluan", choices=PassportStatistic.Purpose.choices
    )
    grain = django_filters.ChoiceFilter(label="Rincian")
    village = django_filters.ModelChoiceFilter(
        label="Desa/kelurahan asal",
        field_name="home_region",
        queryset=Region.objects.villages(),
        widget=RegionSelect,
    )
    impor = django_filters.ModelChoiceFilter(
        label="Dari impor",
        field_name="import_run",
        queryset=lambda request: ImportRun.objects.visible_to(request.user),
        widget=forms.HiddenInput,  # led here by the import's own page
    )
    superseded = django_filters.ChoiceFilter(
        label="Angka lama",
        choices=[
            (WITH_OLD, "Tampilkan juga yang sudah dikoreksi"),
            (ONLY_OLD, "Hanya yang sudah dikoreksi atau ditarik"),
        ],
        empty_label="Hanya yang berlaku",
        method="as_it_is",
    )
    per = django_filters.DateFilter(label=HEADING, method="as_it_is", widget=DayInput)
    known: KnownOn | None = None  # the page reads the day and says what is wrong with it

    class Meta:
        model = PassportStatistic
        fields = [
            "office", "month_from", "month_to", "outcome", "purpose", "grain", "village",
            "superseded", "per",
        ]  # fmt: skip

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        asked = data.get("grain", "") if data else ""
        self.filters["grain"].extra["choices"] = grain_choices(asked)

    def active(self) -> list[ActiveFilter]:
        return [each for each in super().active() if self.known or each.label != HEADING]

    def ignored(self) -> list[str]:
        return [label for label in super().ignored() if label != HEADING]

    def since(self, statistics: QuerySet, name: str, value: Month) -> QuerySet:
        return statistics.filter(period_end__gte=value.first_day)

    def until(self, statistics: QuerySet, name: str, value: Month) -> QuerySet:
        return statistics.filter(period_start__lte=value.last_day)

    def as_it_is(self, statistics: QuerySet, name: str, value: str) -> QuerySet:
        """The page itself leaves superseded rows in or out, so that its count is right."""
        return statistics


def grain_choices(asked: str) -> list[tuple[str, str]]:
    """The usual ways to break figures down, and the one the address asks for, if it is one.

    Not read from the table: with every passport of five years in it that would take seconds.
    """
    usual = [str(Grain(period, split)) for period in (MONTH, SPAN) for split in USUAL]
    if asked and asked not in usual and label_of(asked):
        usual.append(asked)
    return [(grain, label_of(grain)) for grain in usual]


@lru_cache(maxsize=1024)
def label_of(grain: str) -> str:
    """The grain in words; empty for a text that is none."""
    try:
        return Grain.parse(grain).label
    except ValueError:
        return ""
