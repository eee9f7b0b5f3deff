import django_filters
from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages.action_rules import RulesToldByAction
from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.pages.filters import RegisterFilter
from dbi_portal.lib.widgets import DayInput, SearchSelect
from officers.forms.fields import EmployeeNumberField
from officers.models import Office, OfficeHead, User
from officers.roles import Role
from officers.signing import POSITIONS

STANDINGS = [("now", "Sedang memimpin"), ("past", "Sudah selesai"), ("later", "Akan mulai")]


class AccountChoice(forms.ModelChoiceField):
    """An account with its office and role, because names repeat."""

    def label_from_instance(self, user: User) -> str:
        return f"{user} ({user.get_role_display()}, {user.office})"


class HeadForm(UserFormMixin, RulesToldByAction, forms.ModelForm):
    employee_number = EmployeeNumberField()
    user = AccountChoice(
        label="Akun portal",
        queryset=User.objects.none(),
        required=False,
        widget=SearchSelect,
        help_text="Akun di kantor ini. Plt. dan Plh. menerima hak kepala hanya selama masa "
        "penunjukannya. Kosongkan bila ia dari kantor lain.",
    )

    class Meta:
        model = OfficeHead
        fields = [
            "office", "capacity", "name", "employee_number", "position",
            "starts_on", "ends_on", "basis", "user",
        ]  # fmt: skip
        labels = {"starts_on": "Mulai", "ends_on": "Sampai", "basis": "Dasar penunjukan"}
        help_texts = {
            "ends_on": "Hari terakhir. Wajib untuk Plh.; boleh kosong untuk yang lain.",
            "basis": "Nomor SK atau surat perintah.",
        }
        widgets = {"office": SearchSelect, "starts_on": DayInput, "ends_on": DayInput}

    helper = layout(
        section("Jabatan", "office", "capacity", "position"),
        section("Siapa", "name", "employee_number", "user"),
        section("Masa", ("starts_on", "ends_on"), "basis"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = Office.objects.visible_to(self.user)
        self.fields["office"].queryset = offices
        accounts = User.objects.visible_to(self.user).exclude(role=Role.VILLAGE_OFFICIAL)
        self.fields["user"].queryset = accounts.filter(is_active=True).select_related("office")
        if self.instance.pk is None:
            own = self.user.office
            self.fields["office"].initial = own
            self.fields["position"].initial = POSITIONS.get(own.kind, "") if own else ""


class HeadEndForm(UserFormMixin, forms.Form):
    ends_on = forms.DateField(label="Hari terakhir memimpin", widget=DayInput)


class HeadFilter(RegisterFilter):
    search_fields = ["name", "position", "office__short_name"]

    standing = django_filters.ChoiceFilter(label="Keadaan", choices=STANDINGS)
    capacity = django_filters.ChoiceFilter(label="Sebagai", choices=OfficeHead.Capacity.choices)
    office = django_filters.ModelChoiceFilter(
        label="Kantor",
        queryset=lambda request: Office.objects.visible_to(request.user),
        widget=SearchSelect,
    )

    class Meta:
        model = OfficeHead
        fields = ["standing", "capacity", "office"]
