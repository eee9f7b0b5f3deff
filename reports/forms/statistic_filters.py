from __future__ import annotations

from functools import lru_cache

import django_filters
from django.db.models import QuerySet

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages import MonthField, RegisterFilter
from dbi_portal.lib.widgets import RegionSelect, SearchSelect
from officers.models import Office
from reports.grain import Grain
from reports.models import PassportStatistic
from villages.models import Region


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
    grain = django_filters.ChoiceFilter(label="Rincian", choices=lambda: grains_in_use())
    village = django_filters.ModelChoiceFilter(
        label="Desa/kelurahan asal",
        field_name="home_region",
        queryset=Region.objects.villages(),
        widget=RegionSelect,
    )
    superseded = django_filters.ChoiceFilter(
        label="Angka lama",
        choices=[("ya", "Tampilkan yang sudah dikoreksi")],
        empty_label="Hanya yang berlaku",
        method="as_it_is",
    )

    class Meta:
        model = PassportStatistic
        fields = [
            "office", "month_from", "month_to", "outcome", "purpose", "grain", "village",
            "superseded",
        ]  # fmt: skip

    def since(self, statistics: QuerySet, name: str, value: Month) -> QuerySet:
        return statistics.filter(period_end__gte=value.first_day)

    def until(self, statistics: QuerySet, name: str, value: Month) -> QuerySet:
        return statistics.filter(period_start__lte=value.last_day)

    def as_it_is(self, statistics: QuerySet, name: str, value: str) -> QuerySet:
        """The page itself leaves superseded rows in or out, so that its count is right."""
        return statistics


def grains_in_use() -> list[tuple[str, str]]:
    """Every way figures are broken down, whoever's they are, as a reader knows it."""
    used = PassportStatistic.objects.order_by("grain").values_list("grain", flat=True).distinct()
    return [(grain, label_of(grain)) for grain in used]


@lru_cache(maxsize=256)
def label_of(grain: str) -> str:
    return Grain.parse(grain).label
