from __future__ import annotations

import uuid
from datetime import date

from django import forms

from dbi_portal.lib.crispy import layout
from dbi_portal.lib.days import long_date
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.text import squash
from dbi_portal.lib.widgets import SearchSelect
from officers.models import Officer
from outreach.actions.institutions import institution_named
from outreach.forms import choices
from outreach.forms.fields import WrittenDateField, no_identity
from outreach.models import Consultation, Topic
from villages.models import GuidedVillage, Tenure

NOT_CHOSEN = {
    "topic": "Pilih topik",
    "village": "Bukan dari Desa Binaan",
    "officer": "Tidak disebut",
}


class ConsultationForm(UserFormMixin, forms.ModelForm):
    """Quick to fill in: day, topic, channel and outcome are enough. `today` starts it off."""

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    held_on = WrittenDateField(label="Tanggal")
    village = choices.VillageField(
        GuidedVillage.objects.none(),
        label="Desa Binaan",
        required=False,
        widget=SearchSelect,
    )
    referred_name = forms.CharField(
        label="Dirujuk ke",
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"list": "instansi", "autocomplete": "off"}),
        help_text="Nama instansi, hanya bila dirujuk.",
    )

    class Meta:
        model = Consultation
        fields = [
            "office",
            "held_on",
            "topic",
            "channel",
            "outcome",
            "village",
            "officer",
            "note",
        ]
        widgets = {
            "office": SearchSelect,
            "officer": SearchSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        saved = self.instance if self.instance.pk else None
        self._choose_office()
        self.fields["topic"].queryset = choices.terms_in_use(
            Topic, saved and Topic.objects.filter(pk=saved.topic_id)
        )
        self.fields["village"].queryset = choices.villages_for(
            self.user, saved and GuidedVillage.objects.filter(pk=saved.village_id)
        )
        self.fields["officer"].queryset = choices.officers_for(
            self.user, saved and Officer.objects.filter(pk=saved.officer_id)
        )
        self.fields["note"].validators.append(no_identity)
        for name, words in NOT_CHOSEN.items():
            self.fields[name].empty_label = words
        self._start_off(saved)
        self.helper = layout(
            "client_id",
            *(["office"] if "office" in self.fields else []),
            ("held_on", "topic"),
            ("channel", "outcome"),
            "referred_name",
            ("village", "officer"),
            "note",
        )

    def _choose_office(self) -> None:
        offices = choices.offices_for(self.user, keep=self.instance.office_id)
        if len(offices) != 1:
            self.fields["office"].queryset = offices
            return
        del self.fields["office"]
        if self.instance.pk is None:
            self.instance.office = offices[0]

    def _start_off(self, saved: Consultation | None) -> None:
        if saved:
            self.initial["referred_name"] = str(saved.referred_to or "")
            return
        self.initial.setdefault("held_on", self.today)
        self.initial.setdefault("client_id", uuid.uuid4())
        own = self.fields["officer"].queryset.filter(user=self.user).first()
        self.initial.setdefault("officer", own)

    def clean_held_on(self) -> date:
        day = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(f"{long_date(day)} belum tiba. Periksa tanggalnya.")
        return day

    def clean(self) -> dict:
        data = super().clean()
        self._check_referral(data)
        self._check_holder(data)
        return data

    def _check_referral(self, data: dict) -> None:
        referred = data.get("outcome") == Consultation.Outcome.REFERRED
        name = data.get("referred_name") or ""
        if referred and not squash(name):
            self.add_error("referred_name", "Tulis instansi tujuan rujukan.")
        if name and not referred:
            self.add_error(
                "referred_name",
                "Kosongkan, atau pilih hasil “Dirujuk ke instansi lain”.",
            )

    def _check_holder(self, data: dict) -> None:
        """The database refuses it too; here it becomes a sentence."""
        village, day = data.get("village"), data.get("held_on")
        office = data.get("office") or (self.instance.office if self.instance.office_id else None)
        if not (village and day and office):
            return
        if not Tenure.objects.on(day).filter(village=village, office=office).exists():
            self.add_error(
                "village",
                f"Pada {long_date(day)} {village} tidak dibina {office}. Periksa tanggalnya.",
            )

    def consultation(self) -> Consultation:
        """The filled-in consultation, not saved. Of a valid form, inside a transaction."""
        consultation = self.instance
        name = self.cleaned_data["referred_name"]
        consultation.referred_to = institution_named(name) if name else None
        if consultation.pk is None:
            consultation.client_id = self.cleaned_data["client_id"] or consultation.client_id
        return consultation
