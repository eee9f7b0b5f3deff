import re

import django_filters
import phonenumbers
from django import forms

from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.pages.filters import RegisterFilter
from officers.models import Office, Officer, User
from officers.roles import Role


class OfficerForm(UserFormMixin, forms.ModelForm):
    # Longer than the 18 digits: people write them in groups.
    employee_number = forms.CharField(
        label="NIP", required=False, max_length=40, help_text="18 angka. Boleh kosong."
    )

    class Meta:
        model = Officer
        fields = [
            "office",
            "name",
            "employee_number",
            "position",
            "phone",
            "email",
            "joined_on",
            "left_on",
            "user",
        ]
        widgets = {
            "joined_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "left_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = Office.objects.visible_to(self.user).filter(kind=Office.Kind.KANIM)
        self.fields["office"].queryset = offices
        if len(offices) == 1:
            self.fields["office"].initial = offices[0]
        accounts = User.objects.visible_to(self.user).filter(role=Role.PIMPASA, is_active=True)
        self.fields["user"].queryset = accounts
        self.fields["user"].help_text = "Akun PIMPASA di kantor yang sama. Boleh kosong."

    def clean_employee_number(self) -> str:
        number = "".join(self.cleaned_data["employee_number"].split())
        if number and not re.fullmatch(r"[0-9]{18}", number):
            raise forms.ValidationError("NIP terdiri dari 18 angka.")
        others = Officer.objects.exclude(pk=self.instance.pk)
        if number and others.filter(employee_number=number).exists():
            raise forms.ValidationError("NIP ini sudah dipakai petugas lain.")
        return number

    def clean_phone(self) -> str:
        """Any usual spelling becomes one: "0812 3456 7890" is +62 812-3456-7890."""
        text = self.cleaned_data["phone"]
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, "ID")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise forms.ValidationError(
                f"“{text}” bukan nomor telepon. Tulis misalnya 0812 3456 7890."
            )
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    def clean(self) -> dict:
        data = super().clean()
        joined, left = data.get("joined_on"), data.get("left_on")
        if joined and left and left < joined:
            self.add_error("left_on", "Tanggal berhenti tidak boleh sebelum tanggal mulai.")
        office, account = data.get("office"), data.get("user")
        if office and account and account.office_id != office.pk:
            self.add_error("user", f"Akun ini milik {account.office}, bukan {office}.")
        return data


class OfficerFilter(RegisterFilter):
    search_fields = ["name", "employee_number", "position"]

    office = django_filters.ModelChoiceFilter(
        label="Kantor", queryset=lambda request: Office.objects.visible_to(request.user).reporting()
    )
    serving = django_filters.ChoiceFilter(
        label="Masa tugas",
        choices=[("ya", "Masih bertugas"), ("tidak", "Sudah berhenti")],
        method="by_service",
    )

    class Meta:
        model = Officer
        fields = ["office", "serving"]

    def by_service(self, officers, name, value):
        return officers.filter(left_on__isnull=value == "ya")


class OfficeFilter(RegisterFilter):
    search_fields = ["name", "short_name", "code"]

    kind = django_filters.ChoiceFilter(label="Jenis", choices=Office.Kind.choices)

    class Meta:
        model = Office
        fields = ["kind"]
