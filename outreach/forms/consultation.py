from __future__ import annotations

import uuid
from datetime import date

from crispy_forms.layout import Div
from django import forms

from dbi_portal.lib.crispy import layout
from dbi_portal.lib.days import long_date
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.text import squash
from dbi_portal.lib.widgets import SearchSelect
from officers.models import Officer
from outreach.actions.institutions import institution_named
from outreach.forms import choices
from outreach.forms.consultation_villages import NearVillage, village_fields
from outreach.forms.fields import WrittenDateField, no_contact, no_identity
from outreach.forms.suggest import (
    AsksForInstitution,
    WhenAsked,
    insists_field,
    institution_input,
)
from outreach.models import Consultation, Topic
from villages.models import GuidedVillage, Tenure

PILLS = "pills"  # radio buttons as large as a thumb
KEPT = ("held_on", "village", "topic", "channel")  # what the next question mostly shares


class ConsultationForm(AsksForInstitution, UserFormMixin, forms.ModelForm):
    """Quick to fill in: a tap for topic and one to save are enough. `today` starts it off."""

    institution_field = "referred_name"
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    held_on = WrittenDateField(label="Tanggal")
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label="Topik", widget=forms.RadioSelect, empty_label=None
    )
    village = NearVillage(label="Desa Binaan", required=False)
    referred_name = forms.CharField(
        label="Dirujuk ke",
        required=False,
        max_length=150,
        widget=institution_input(),
        help_text="Nama instansi, hanya bila dirujuk.",
    )
    insists = insists_field()

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
            "channel": forms.RadioSelect,
            "outcome": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        saved = self.instance if self.instance.pk else None
        self._choose_office()
        self._offer(saved)
        self._start_off(saved)
        others = ["other_village"] if "other_village" in self.fields else []
        self.helper = layout(
            "client_id",
            *(["office"] if "office" in self.fields else []),
            "held_on",
            Div("village", css_class=PILLS) if self.near else "village",
            *others,
            Div("topic", css_class=PILLS),
            Div("channel", css_class=PILLS),
            Div("outcome", css_class=PILLS),
            Div("referred_name", WhenAsked("insists"), css_class="referral"),
            "note",
            "officer",
        )

    def _choose_office(self) -> None:
        offices = choices.offices_for(self.user, keep=self.instance.office_id)
        if len(offices) != 1:
            self.fields["office"].queryset = offices
            return
        del self.fields["office"]
        if self.instance.pk is None:
            self.instance.office = offices[0]

    def _offer(self, saved: Consultation | None) -> None:
        """Words in use and rows this person sees, and what the row has already."""
        chosen = saved and Topic.objects.filter(pk=saved.topic_id)
        topics = choices.terms_in_use(Topic, chosen, user=self.user)
        self.fields["topic"].queryset = topics
        officers = saved and Officer.objects.filter(pk=saved.officer_id)
        self.fields["officer"].queryset = choices.officers_for(self.user, officers)
        self.fields["officer"].empty_label = "Tidak disebut"
        linked = GuidedVillage.objects.filter(pk=saved.village_id) if saved else None
        seen = choices.villages_for(self.user, linked)
        wanted = saved.village_id if saved else self.initial.get("village")
        self.near = village_fields(self.fields, seen, user=self.user, today=self.today, wish=wanted)
        self.fields["note"].validators += [no_identity, no_contact]

    def _start_off(self, saved: Consultation | None) -> None:
        if saved:
            self.initial["referred_name"] = str(saved.referred_to or "")
            return
        self.initial["held_on"] = self.initial.get("held_on") or self.today
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
        data["village"] = data.get("other_village") or data.get("village")
        self._check_referral(data)
        self._check_holder(data)
        return data

    def _check_referral(self, data: dict) -> None:
        if self.meant:  # asked about already
            return
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
                "other_village" if data.get("other_village") else "village",
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
