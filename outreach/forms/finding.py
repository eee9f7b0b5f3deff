"""A finding in a minute on a phone: kind, where, when, what. An official's village is set."""

from __future__ import annotations

import uuid
from datetime import date

from crispy_forms.layout import Div
from django import forms

from dbi_portal.lib.crispy import layout
from dbi_portal.lib.days import long_date
from dbi_portal.lib.pages import CountField, UserFormMixin
from dbi_portal.lib.widgets import RegionSelect
from officers.models import Officer
from officers.roles import Role
from outreach.forms import choices
from outreach.forms.consultation_villages import NearVillage, village_fields
from outreach.forms.fields import WrittenDateField, no_person
from outreach.models import Finding
from villages.models import GuidedVillage, Region, Tenure

PILLS = "pills"  # radio buttons as large as a thumb
MOST_PEOPLE = 10_000
NAMELESS = (
    "Apa yang Anda lihat atau dengar, siapa saja yang terlibat menurut perannya (perekrut, calon "
    "pekerja, penampung), dan apa yang sudah dilakukan. Tanpa nama, NIK, nomor paspor, nomor "
    "telepon, surel, atau alamat."
)


class FindingForm(UserFormMixin, forms.ModelForm):
    """`today` is the office's own day; the instance brings the office."""

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="Jenis",
        choices=Finding.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenisnya."},
    )
    village = NearVillage(label="Desa Binaan", required=False)
    region = forms.ModelChoiceField(
        Region.objects.villages(),
        label="Desa/kelurahan lain",
        required=False,
        widget=RegionSelect(),
        help_text="Hanya bila tempatnya bukan Desa Binaan di atas.",
    )
    seen_on = WrittenDateField(label="Tanggal kejadian")
    place = forms.CharField(
        label="Tempat",
        required=False,
        max_length=200,
        validators=[no_person],
        help_text="Misalnya pelabuhan, terminal, atau balai RW. Bukan alamat rumah.",
    )
    people = CountField(label="Perkiraan jumlah orang", required=False)

    class Meta:
        model = Finding
        fields = ["kind", "village", "region", "seen_on", "place", "people", "account"]
        widgets = {"account": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        saved = self.instance if self.instance.pk else None
        places = self._offer_places(saved)
        account = self.fields["account"]
        account.help_text = NAMELESS
        account.validators.append(no_person)
        account.error_messages["required"] = "Tulis apa yang Anda lihat atau dengar."
        if saved is None:
            self.initial["seen_on"] = self.initial.get("seen_on") or today
            self.initial.setdefault("client_id", uuid.uuid4())
        self.helper = layout(
            "client_id",
            Div("kind", css_class=PILLS),
            *places,
            ("seen_on", "people"),
            "place",
            "account",
        )

    def _offer_places(self, saved: Finding | None) -> list:
        """The parts of the layout that ask where; none when there is only one answer."""
        linked = GuidedVillage.objects.filter(pk=saved.village_id) if saved else None
        seen = choices.villages_for(self.user, linked)
        if self.user.role == Role.VILLAGE_OFFICIAL:
            del self.fields["region"]
            if (own := list(seen[:2])) and len(own) == 1:
                self.own_village = own[0]
                del self.fields["village"]
                return []
        wish = saved.village_id if saved else self.initial.get("village")
        near = village_fields(self.fields, seen, user=self.user, today=self.today, wish=wish)
        parts = [Div("village", css_class=PILLS) if near else "village"]
        return parts + [name for name in ("other_village", "region") if name in self.fields]

    own_village: GuidedVillage | None = None

    def clean_seen_on(self) -> date:
        day = self.cleaned_data["seen_on"]
        if day > self.today:
            raise forms.ValidationError(f"{long_date(day)} belum tiba. Periksa tanggalnya.")
        return day

    def clean_people(self) -> int | None:
        people = self.cleaned_data["people"]
        if people is not None and people > MOST_PEOPLE:
            raise forms.ValidationError("Terlalu banyak. Tulis perkiraan jumlah orangnya.")
        return people

    def clean(self) -> dict:
        data = super().clean()
        village = self.own_village or data.get("other_village") or data.get("village")
        region = data.get("region")
        if village and region and region.pk != village.region_id:
            self.add_error(
                "region",
                f"Kosongkan, atau pilih “Bukan dari Desa Binaan”: {village} sudah dipilih.",
            )
        data["village"], data["region"] = village, village.region if village else region
        self._check_holder(village, data.get("seen_on"))
        return data

    def _check_holder(self, village: GuidedVillage | None, day: date | None) -> None:
        """The database refuses it too; here it becomes a sentence."""
        office = self.instance.office
        if not (village and day):
            return
        if not Tenure.objects.on(day).filter(village=village, office=office).exists():
            self.add_error(
                "seen_on",
                f"Pada {long_date(day)} {village} tidak dibina {office}. Periksa tanggalnya.",
            )

    def send_as_another(self) -> None:
        """Sent once more, these entries are a finding of their own."""
        self.data = self.data.copy()
        self.data["client_id"] = str(uuid.uuid4())

    def finding(self) -> Finding:
        """The filled-in finding, not saved. Of a valid form."""
        finding, told = self.instance, self.cleaned_data
        finding.village, finding.region = told["village"], told["region"]
        if finding.pk is None:
            finding.client_id = told["client_id"] or finding.client_id
            finding.officer = Officer.objects.filter(user=self.user).first()
        return finding


class StepForm(UserFormMixin, forms.Form):
    """The note of a step. `rests_on`: where the finding stood when the page was opened."""

    note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=1000,
        validators=[no_person],
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, label: str, hint: str, missing: str, stands: str, **kwargs):
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.label, note.help_text = label, hint
        if missing:
            note.required, note.error_messages["required"] = True, missing
            note.widget.is_required = True
        self.rests_on = {"Keadaan": stands}
        self.helper = layout("note")
