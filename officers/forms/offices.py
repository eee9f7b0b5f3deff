"""An office's own particulars, and what only the centre decides about it."""

import re

from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.widgets import DayInput
from officers.actions.offices import ABOVE
from officers.models import Office
from officers.roles import OfficeKind

CONTACT = ["letterhead", "address", "phone", "email", "city"]


class OwnOfficeForm(UserFormMixin, forms.ModelForm):
    """What stands at the head of an office's papers; kept by its own admin."""

    class Meta:
        model = Office
        fields = CONTACT
        widgets = {"letterhead": forms.Textarea(attrs={"rows": 5})}

    helper = layout(section("Kop surat", "letterhead", "address", ("phone", "email"), "city"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "city"
        ].help_text = "Tertulis di depan tanggal surat: “Bekasi, 31 Oktober 2025”."


class OfficeForm(OwnOfficeForm):
    """As the centre keeps it. Code and kind stay what they are: figures and rights hang on them."""

    class Meta(OwnOfficeForm.Meta):
        fields = ["name", "short_name", "time_zone", "opened_on", *CONTACT, "source"]
        widgets = OwnOfficeForm.Meta.widgets | {"opened_on": DayInput()}

    helper = layout(
        section("Kantor", "name", ("short_name", "time_zone"), ("opened_on", "source")),
        section("Kop surat", "letterhead", "address", ("phone", "email"), "city"),
    )


class NewOfficeForm(OfficeForm):
    supervisor = forms.ModelChoiceField(
        label="Kantor atasan",
        queryset=Office.objects.exclude(kind__in=[OfficeKind.KANIM, OfficeKind.RUDENIM]),
        help_text="Kanim dan Rudenim di bawah Kanwil; Kanwil di bawah pusat.",
    )

    class Meta(OfficeForm.Meta):
        fields = ["kind", "code", *OfficeForm.Meta.fields]

    helper = layout(
        section(
            "Kantor",
            ("kind", "supervisor"),
            "name",
            ("short_name", "code"),
            ("opened_on", "time_zone"),
            "source",
        ),
        section("Kop surat", "letterhead", "address", ("phone", "email"), "city"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.label) for kind in ABOVE]
        self.fields["kind"].choices = [("", "Pilih"), *kinds]
        self.fields["opened_on"].required = True
        self.fields["code"].help_text = "Huruf kecil dan tanda hubung: kanim-bekasi. Tidak berubah."

    def clean(self) -> dict:
        data = super().clean()
        kind, above = data.get("kind"), data.get("supervisor")
        if kind and above and ABOVE[OfficeKind(kind)] != above.kind:
            wanted = OfficeKind(ABOVE[OfficeKind(kind)]).label
            self.add_error("supervisor", f"Atasan {OfficeKind(kind).label} adalah {wanted}.")
        return data


class CloseForm(UserFormMixin, forms.Form):
    closed_on = forms.DateField(
        label="Ditutup sejak",
        required=False,
        widget=DayInput,
        help_text="Hari pertama kantor tidak bekerja lagi. Kosong: kantor dibuka lagi.",
    )


class AliasForm(UserFormMixin, forms.Form):
    texts = forms.CharField(
        label="Sebutan lain",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Satu per baris, seperti orang menulisnya: “Imigrasi Bekasi”.",
    )

    def clean_texts(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["texts"].splitlines())
        found = [line for line in lines if line]
        for line in found:
            if len(line) > 150 or not re.search(r"\w", line):
                raise forms.ValidationError(f"“{line[:40]}” bukan sebutan kantor.")
        return found


class SinceForm(UserFormMixin, forms.Form):
    since = forms.DateField(label="Sejak", widget=DayInput)


class ClassForm(SinceForm):
    name = forms.CharField(label="Kelas", max_length=60, help_text="Misalnya Kelas I Non TPI.")
    field_order = ["name", "since"]


class MoveForm(SinceForm):
    supervisor = forms.ModelChoiceField(label="Pindah ke", queryset=Office.objects.none())
    field_order = ["supervisor", "since"]

    def __init__(self, *args, office: Office, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = Office.objects.filter(
            kind=ABOVE.get(OfficeKind(office.kind), ""), closed_on__isnull=True
        )
