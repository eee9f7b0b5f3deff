"""What a coverage is asked for: where, of which villages, since when. All of it in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms

from dbi_portal.lib.days import long_date
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.widgets import RegionSelect, SearchSelect
from officers.models import Office
from officers.roles import OfficeKind
from villages.models import Region

YEARS = 5  # how far back a year may be chosen
LAST_YEAR = "12-bulan"
GUIDED = "binaan"


@dataclass(frozen=True)
class Span:
    """The days whose sessions count; open at an end that is None."""

    label: str
    start: date | None = None
    end: date | None = None


def span_of(period: str, *, on: date) -> Span:
    """ "2025", "12-bulan", or everything for whatever else an address says."""
    if period == LAST_YEAR:
        start = on - timedelta(days=365)
        return Span(f"12 bulan terakhir (sejak {long_date(start)})", start, None)
    if period.isdecimal() and on.year - YEARS < int(period) <= on.year:
        year = int(period)
        return Span(f"Tahun {year}", date(year, 1, 1), date(year, 12, 31))
    return Span("Sejak awal")


class CoverageForm(UserFormMixin, forms.Form):
    """Every field may stay empty; what an address does not mean is left out."""

    wilayah = forms.ModelChoiceField(
        label="Wilayah",
        queryset=Region.objects.current(),
        required=False,
        widget=RegionSelect(level=("province", "regency", "district")),
    )
    kantor = forms.ModelChoiceField(
        label="Wilayah kerja kantor",
        queryset=Office.objects.none(),
        required=False,
        empty_label="Semua yang Anda lihat",
        widget=SearchSelect,
    )
    lingkup = forms.ChoiceField(
        label="Yang dihitung",
        choices=[("", "Semua desa/kelurahan"), (GUIDED, "Desa Binaan saja")],
        required=False,
    )
    periode = forms.ChoiceField(label="Periode", required=False)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Office.objects.visible_to(self.user).exclude(kind=OfficeKind.CENTRE)
        self.fields["kantor"].queryset = seen
        if len(seen) < 2:
            del self.fields["kantor"]
        years = range(on.year, on.year - YEARS, -1)
        self.fields["periode"].choices = [
            ("", "Sejak awal"),
            (LAST_YEAR, "12 bulan terakhir"),
            *((str(year), f"Tahun {year}") for year in years),
        ]

    def asked(self, name: str):
        """What was chosen and means something; None otherwise."""
        self.is_valid()
        return self.cleaned_data.get(name) or None
