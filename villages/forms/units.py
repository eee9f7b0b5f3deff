"""How many RT and RW each village of one district has: a table, filled by hand or from a paste."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms

from dbi_portal.lib.crispy import layout
from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import CountField, UserFormMixin
from dbi_portal.lib.widgets import CountInput, DayInput
from villages.actions.units import Counted
from villages.forms.pasting import read_pasted
from villages.models import Region, RegionUnits

MOST = 9999  # RT of one village
WORDS = {"rw": "RW", "rt": "RT"}


@dataclass(frozen=True)
class Line:
    """One village of the table: its two fields, and what is on record."""

    village: Region
    rw: forms.BoundField
    rt: forms.BoundField
    stored: RegionUnits | None


class UnitsForm(UserFormMixin, forms.Form):
    """`villages` of a district, `latest` counts by code. Only what was changed is recorded."""

    counted_on = forms.DateField(
        label="Keadaan per", widget=DayInput, help_text="Hari jumlah itu dihitung atau ditetapkan."
    )
    source = forms.CharField(
        label="Sumber", max_length=300, help_text="Misalnya: surat kecamatan, data kelurahan, BPS."
    )
    pasted = forms.CharField(
        label="Tempel dari Excel",
        max_length=100_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "Nama kelurahan    RW    RT"}),
        help_text="Salin kolom nama, RW, dan RT, tempel di sini, lalu tekan “Isi tabel”.",
    )
    helper = layout(("counted_on", "source"), "pasted")

    def __init__(
        self,
        *args,
        villages: Sequence[Region],
        latest: Mapping[str, RegionUnits],
        today: date,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.villages, self.latest, self.today = villages, latest, today
        self.initial.setdefault("counted_on", today)
        for village in villages:
            stored = latest.get(village.pk)
            for unit, word in WORDS.items():
                name = f"{unit}_{village.pk}"
                label = f"Jumlah {word} {village.name}"
                self.fields[name] = CountField(
                    label=label, required=False, widget=CountInput({"class": "form-control"})
                )
                self.initial.setdefault(name, getattr(stored, f"{unit}_count", None))

    def lines(self) -> Iterable[Line]:
        for village in self.villages:
            rw, rt = (self[f"{unit}_{village.pk}"] for unit in WORDS)
            yield Line(village, rw, rt, self.latest.get(village.pk))

    def from_paste(self) -> tuple[dict, list[str]]:
        """Initial values with the pasted numbers among the typed ones, and what was not read."""
        pasted = read_pasted(self.data.get("pasted", ""), self.villages)
        typed = {name: self[name].value() for name in self.fields if name != "pasted"}
        for code, counts in pasted.counts.items():
            typed |= {f"{unit}_{code}": number for unit, number in counts.items()}
        return typed, pasted.problems

    def clean_counted_on(self) -> date:
        day = self.cleaned_data["counted_on"]
        if day > self.today:
            raise forms.ValidationError(f"{long_date(day)} belum tiba. Periksa tanggalnya.")
        return day

    def clean(self) -> dict:
        data = super().clean()
        if data.get("pasted", "").strip():
            self.add_error("pasted", "Tekan “Isi tabel” dahulu, lalu periksa angkanya.")
        for village in self.villages:
            self._check(village, data)
        if not self.errors and not any(self.counts()):
            raise forms.ValidationError("Belum ada jumlah yang diisi atau diubah.")
        return data

    def _check(self, village: Region, data: dict) -> None:
        numbers = {unit: data.get(f"{unit}_{village.pk}") for unit in WORDS}
        stored, day = self.latest.get(village.pk), data.get("counted_on")
        for unit, number in numbers.items():
            name = f"{unit}_{village.pk}"
            if number is not None and number > MOST:
                self.add_error(name, f"Paling banyak {angka(MOST)}.")
            elif number is None and name not in self.errors and _was(stored, unit) is not None:
                self.add_error(name, "Jumlah yang tercatat tidak dapat dikosongkan.")
        if stored and day and day < stored.counted_on and self._changed(village, data):
            last = long_date(stored.counted_on)
            self.add_error(
                f"rw_{village.pk}", f"Sudah dihitung per {last}. Pakai tanggal itu atau sesudahnya."
            )

    def _changed(self, village: Region, data: dict) -> bool:
        stored = self.latest.get(village.pk)
        return any(data.get(f"{unit}_{village.pk}") != _was(stored, unit) for unit in WORDS)

    def counts(self) -> Iterable[Counted]:
        """The villages whose numbers were entered or changed."""
        data = self.cleaned_data
        for village in self.villages:
            if self._changed(village, data):
                yield Counted(village, data.get(f"rw_{village.pk}"), data.get(f"rt_{village.pk}"))


def _was(stored: RegionUnits | None, unit: str) -> int | None:
    return getattr(stored, f"{unit}_count", None)
