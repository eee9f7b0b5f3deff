from __future__ import annotations

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages import CountField, MonthField, UserFormMixin
from dbi_portal.lib.text import squash
from dbi_portal.lib.widgets import DayInput, RegionSelect, SearchSelect
from officers.models import Office
from reports.models import PassportStatistic
from reports.period import BackwardsPeriod, Period
from villages.models import Region

S = PassportStatistic
FIRST_YEAR = 2000  # no office has figures of before
NO_SPLIT = "Tidak dirinci"


def choice_field(name: str, *, empty: str = NO_SPLIT, **more) -> forms.ChoiceField:
    """One of the register's words; empty means the figure is not broken down by it."""
    column = S._meta.get_field(name)
    choices = [("", empty), *column.choices]
    label = column.verbose_name.capitalize()
    return forms.ChoiceField(label=label, choices=choices, required=False, **more)


def text_field(name: str, **more) -> forms.CharField:
    column = S._meta.get_field(name)
    label = column.verbose_name.capitalize()
    return forms.CharField(label=label, max_length=column.max_length, required=False, **more)


class StatisticForm(UserFormMixin, forms.Form):
    """A figure typed by hand: whose, over which days, of what, how many."""

    office = forms.ModelChoiceField(
        label="Kantor penerbit",
        queryset=Office.objects.none(),
        widget=SearchSelect,
        help_text="Kantor yang menerbitkan, bukan asal pemohon.",
    )
    month = MonthField(
        label="Bulan",
        required=False,
        help_text="Bila angkanya untuk satu bulan penuh.",
    )
    start = forms.DateField(
        label="Atau mulai",
        required=False,
        widget=DayInput,
        help_text="Untuk rentang lain, misalnya Januari–Agustus: kosongkan Bulan.",
    )
    end = forms.DateField(
        label="Sampai", required=False, widget=DayInput, help_text="Hari terakhir ikut dihitung."
    )
    outcome = choice_field("outcome", empty="Pilih hasil", help_text="Menghitung permohonan.")
    count = CountField(label="Jumlah", help_text="Bilangan bulat, misalnya 8.837. Nihil: 0.")
    purpose = choice_field("purpose", empty="Semua keperluan, tidak dirinci")
    home_region = forms.ModelChoiceField(
        label="Desa/kelurahan asal pemohon",
        queryset=Region.objects.villages(),
        required=False,
        widget=RegionSelect,
        help_text="Kosongkan untuk angka seluruh kantor.",
    )
    service = choice_field("service")
    book_type = choice_field("book_type")
    sex = choice_field("sex")
    destination = text_field("destination")
    service_point = text_field("service_point", help_text="MPP, UKK, ULP, atau kantor induk.")
    reason = text_field("reason", help_text="Alasan penolakan atau penundaan.")
    source = forms.CharField(
        label="Dasar angka",
        max_length=300,
        help_text="Mengapa dicatat tangan dan dari mana: nomor surat, rekap, atau berita.",
        error_messages={"required": "Tulis dari mana angka ini."},
    )

    helper = layout(
        section("Kantor dan periode", "office", "month", ("start", "end")),
        section("Yang dihitung", ("outcome", "purpose")),
        section(
            "Rincian, bila angkanya dirinci",
            "home_region",
            ("service", "book_type"),
            ("sex", "destination"),
            ("service_point", "reason"),
        ),
        section("Jumlah", "count", "source"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = Office.objects.visible_to(self.user).reporting()
        self.fields["office"].queryset = offices
        if len(offices) == 1:
            self.fields["office"].initial = offices[0]
        self.fields["outcome"].required = True
        self.fields["outcome"].error_messages["required"] = "Pilih hasilnya."
        self.fields[
            "outcome"
        ].help_text = (
            "Satu per satu; penundaan keberangkatan menghitung orang, yang lain permohonan."
        )

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors.keys() & {"month", "start", "end"}:
            data["period"] = self._period(data)
        return data

    def _period(self, data: dict) -> Period | None:
        month, start, end = data.get("month"), data.get("start"), data.get("end")
        if month and (start or end):
            self.add_error("month", "Isi Bulan saja, atau Mulai dan Sampai saja.")
        elif not month and not (start and end):
            empty = "month" if not (start or end) else "start" if end else "end"
            self.add_error(empty, "Isi Bulan, atau Mulai dan Sampai.")
        else:
            return self._settled(month, start, end)
        return None

    def _settled(self, month, start, end) -> Period | None:
        years = {"month": month and month.year, "start": start and start.year}
        years["end"] = end and end.year
        last = timezone.localdate().year + 1
        for name, year in years.items():
            if year and not FIRST_YEAR <= year <= last:
                self.add_error(name, f"Tahun {year} di luar {FIRST_YEAR}–{last}. Periksa tahunnya.")
        if self.errors.keys() & years.keys():
            return None
        try:
            days = Period.of(month) if month else Period(start, end)
        except BackwardsPeriod as refused:
            self.add_error("end", str(refused))
            return None
        if days.start > timezone.localdate() + timedelta(days=1):
            self.add_error("month" if month else "start", f"{days.label} belum tiba.")
        return days


class CorrectionForm(UserFormMixin, forms.Form):
    """Another count for a figure that is already there, and why."""

    count = CountField(label="Jumlah yang benar", help_text="Bilangan bulat, misalnya 8.837.")
    correction_reason = forms.CharField(
        label="Alasan koreksi",
        max_length=S._meta.get_field("correction_reason").max_length,
        help_text="Misalnya: salah ketik di rekap Agustus.",
    )
    source = forms.CharField(label="Sumber", max_length=300, required=False)

    helper = layout("count", "correction_reason", "source")

    def __init__(self, *args, statistic: PassportStatistic, **kwargs):
        super().__init__(*args, **kwargs)
        self.statistic = statistic

    def clean_correction_reason(self) -> str:
        return said(self.cleaned_data["correction_reason"])

    def clean_count(self) -> int:
        if self.cleaned_data["count"] == self.statistic.count:
            raise ValidationError("Angkanya sama dengan yang sudah tercatat.")
        return self.cleaned_data["count"]


class WithdrawalForm(UserFormMixin, forms.Form):
    correction_reason = forms.CharField(
        label="Alasan penarikan", max_length=250, help_text="Misalnya: angka kantor lain."
    )

    helper = layout("correction_reason")

    def clean_correction_reason(self) -> str:
        return said(self.cleaned_data["correction_reason"])


def said(reason: str) -> str:
    """A reason in words; a dash or a dot is none."""
    if not squash(reason):
        raise ValidationError("Tulis alasannya dengan kata-kata.")
    return reason
