from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.pages.action_rules import RulesToldByAction
from dbi_portal.lib.widgets import DayInput, SearchSelect, SearchSelectMultiple
from officers.models import Officer
from villages.forms.fields import NOT_LISTED, VillageSelect, villages_of
from villages.models import Assignment, Decree, GuidedVillage


class OfficersChoice(forms.ModelMultipleChoiceField):
    """Officers with their office, because names repeat between offices."""

    widget = SearchSelectMultiple({"placeholder": "Ketik nama petugas"})

    def label_from_instance(self, officer: Officer) -> str:
        left = ", sudah berhenti" if officer.left_on else ""
        return f"{officer.name} ({officer.office.short_name}{left})"


class PostingForm(UserFormMixin, RulesToldByAction, forms.ModelForm):
    """Days, decree and note of a posting."""

    class Meta:
        model = Assignment
        fields = ["starts_on", "ends_on", "decree", "note"]
        labels = {"starts_on": "Bertugas mulai", "ends_on": "Sampai"}
        help_texts = {"ends_on": "Hari terakhir bertugas. Kosong: masih bertugas."}
        widgets = {"starts_on": DayInput, "ends_on": DayInput, "decree": SearchSelect}

    helper = layout(section("Masa tugas", ("starts_on", "ends_on"), "decree", "note"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decree"].queryset = Decree.objects.visible_to(self.user)
        self.fields["decree"].empty_label = "Belum ada SK"
        self.fields["decree"].help_text = "SK atau surat tugas yang menjadi dasar penugasan."


class AssignmentForm(PostingForm):
    """One paper often sends several officers to several villages: each goes to each."""

    officers = OfficersChoice(
        label="Petugas",
        queryset=Officer.objects.none(),
        help_text="Boleh beberapa. Petugas yang sudah berhenti dapat dipilih untuk penugasan "
        "yang lalu.",
    )
    villages = forms.ModelMultipleChoiceField(
        label="Desa Binaan",
        queryset=GuidedVillage.objects.none(),
        widget=VillageSelect(multiple=True),
        help_text="Boleh beberapa: setiap petugas ditugaskan ke setiap desa ini.",
        error_messages={"invalid_choice": NOT_LISTED},
    )

    field_order = ["officers", "villages"]
    helper = layout(
        section("Siapa dan di mana", "officers", "villages"),
        section("Masa tugas", ("starts_on", "ends_on"), "decree", "note"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        officers = Officer.objects.visible_to(self.user).select_related("office")
        self.fields["officers"].queryset = officers.order_by("left_on", "name")
        self.fields["villages"].queryset = villages_of(self.user)


class EndForm(UserFormMixin, forms.Form):
    ends_on = forms.DateField(label="Hari terakhir bertugas", widget=DayInput)
    note = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=200,
        help_text="Misalnya mutasi atau purnatugas, dan siapa penggantinya.",
    )
