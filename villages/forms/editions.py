from django import forms

from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.widgets import RegionSelect
from villages.forms.fields import NOT_LISTED
from villages.models import Region

LEVELS = {
    Region.Level.PROVINCE: "province",
    Region.Level.REGENCY: "regency",
    Region.Level.DISTRICT: "district",
    Region.Level.VILLAGE: "village",
}


class SuccessorForm(UserFormMixin, forms.Form):
    """One region when it was renumbered or merged, several when it was split."""

    successors = forms.ModelMultipleChoiceField(
        label="Digantikan oleh",
        queryset=Region.objects.current(),
        error_messages={"invalid_choice": NOT_LISTED},
    )

    def __init__(self, *args, level: str, alike: list[Region], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["successors"]
        field.queryset = Region.objects.current().filter(level=level)
        field.widget = RegionSelect(
            level=(LEVELS[level],), multiple=True, attrs={"placeholder": "Ketik nama wilayah"}
        )
        field.widget.choices = field.choices
        if alike:
            names = ", ".join(f"{each.name} ({each.code})" for each in alike)
            field.help_text = f"Namanya mirip: {names}."
