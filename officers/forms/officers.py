import django_filters
from django import forms
from django.db.models import Q

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.pages.filters import RegisterFilter
from dbi_portal.lib.pages.picture_field import PictureField
from dbi_portal.lib.widgets import DayInput, SearchSelect
from officers.forms.fields import EmployeeNumberField
from officers.forms.phones import clean_phone
from officers.models import Office, Officer, User
from officers.roles import Role

PORTRAIT = 800  # pixels: a face on a page, not a poster


class PersonForm(UserFormMixin, forms.ModelForm):
    """What is known of an officer himself; where he serves is told by his posts."""

    employee_number = EmployeeNumberField()
    photo = PictureField(
        label="Foto",
        required=False,
        longest_side=PORTRAIT,
        help_text="JPG, PNG, atau WebP. Data lokasi di dalam foto dibuang.",
    )
    remove_photo = forms.BooleanField(label="Hapus foto yang tersimpan", required=False)

    class Meta:
        model = Officer
        fields = ["name", "employee_number", "phone", "email", "joined_on", "user", "photo"]
        widgets = {"joined_on": DayInput, "left_on": DayInput, "user": SearchSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.photo:
            del self.fields["remove_photo"]
        accounts = User.objects.visible_to(self.user).filter(role=Role.PIMPASA, is_active=True)
        # An account that stayed behind at a former office is not lost by saving the page.
        kept = User.objects.filter(Q(pk__in=accounts.values("pk")) | Q(pk=self.instance.user_id))
        self.fields["user"].queryset = kept
        self.fields["user"].help_text = "Akun PIMPASA di kantor yang sama. Boleh kosong."

    @property
    def helper(self):
        photo = [name for name in ("photo", "remove_photo") if name in self.fields]
        return layout(
            section("Petugas", "name", "employee_number", "joined_on", *photo),
            section("Hubungan", ("phone", "email"), "user"),
        )

    def clean_employee_number(self) -> str:
        number = self.cleaned_data["employee_number"]
        others = Officer.objects.exclude(pk=self.instance.pk)
        if number and others.filter(employee_number=number).exists():
            raise forms.ValidationError("NIP ini sudah dipakai petugas lain.")
        return number

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean(self) -> dict:
        data = super().clean()
        joined, left = data.get("joined_on"), data.get("left_on", self.instance.left_on)
        if joined and left and left < joined:
            field = "left_on" if "left_on" in self.fields else "joined_on"
            self.add_error(field, "Tanggal berhenti tidak boleh sebelum tanggal mulai.")
        self._refuse_strange_account(data)
        if data.get("remove_photo") and "photo" not in self.changed_data:
            data["photo"] = False
        return data

    def _refuse_strange_account(self, data: dict) -> None:
        office = data.get("office") or getattr(self.instance, "office", None)
        account = data.get("user")
        new = account and account.pk != self.instance.user_id
        if office and new and account.office_id != office.pk:
            self.add_error("user", f"Akun ini milik {account.office}, bukan {office}.")
        other = Officer.objects.exclude(pk=self.instance.pk).filter(user=account).first()
        if new and other:
            self.add_error("user", f"Akun ini sudah dipakai {other}.")


class OfficerForm(PersonForm):
    """A new officer, with the post he holds and the paper it stands on."""

    basis = forms.CharField(
        label="Dasar", required=False, max_length=200, help_text="Nomor SK. Boleh kosong."
    )

    class Meta(PersonForm.Meta):
        fields = ["office", "position", "left_on", *PersonForm.Meta.fields]

    helper = layout(
        section("Petugas", "name", "employee_number", "photo"),
        section("Jabatan", "office", "position", ("joined_on", "left_on"), "basis"),
        section("Hubungan", ("phone", "email"), "user"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = Office.objects.visible_to(self.user).filter(kind=Office.Kind.KANIM)
        self.fields["office"].queryset = offices
        if len(offices) == 1:
            self.fields["office"].initial = offices[0]


class OfficerFilter(RegisterFilter):
    search_fields = ["name", "position"]

    office = django_filters.ModelChoiceFilter(
        label="Kantor", queryset=lambda request: Office.objects.visible_to(request.user).reporting()
    )
    serving = django_filters.ChoiceFilter(
        label="Masa tugas",
        choices=[
            ("ya", "Masih bertugas"),
            ("tidak", "Sudah berhenti"),
            ("pindah", "Pindah ke kantor lain"),
        ],
        method="by_service",
    )

    class Meta:
        model = Officer
        fields = ["office", "serving"]

    def search(self, queryset, name, value):
        """A NIP finds one's own people only: of those who moved away it is nobody's business."""
        found = super().search(queryset, name, value)
        own = Officer.objects.own_to(self.request.user).filter(employee_number__contains=value)
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=own.values("pk")))

    def by_service(self, officers, name, value):
        own = Officer.objects.own_to(self.request.user).values("pk")
        if value == "pindah":
            return officers.exclude(pk__in=own)
        return officers.filter(pk__in=own, left_on__isnull=value == "ya")


class OfficeFilter(RegisterFilter):
    search_fields = ["name", "short_name", "code"]

    kind = django_filters.ChoiceFilter(label="Jenis", choices=Office.Kind.choices)

    class Meta:
        model = Office
        fields = ["kind"]
