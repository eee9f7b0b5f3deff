"""Which village a resident came from: one's own as large buttons, any other by searching."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property

from officers.models import User
from outreach.forms.choices import VillageField
from villages.forms.fields import VillageSelect
from villages.models import Assignment, GuidedVillage

Stage = GuidedVillage.Stage
MOST_BUTTONS = 8  # more than that is a list to search in
FOUNDED = (Stage.APPROVED, Stage.INAUGURATED, Stage.ACTIVE, Stage.INACTIVE)
NONE = "Bukan dari Desa Binaan"


class NearVillage(VillageField):
    """A button each; a namesake is told apart by its district."""

    def __init__(self, **kwargs):
        super().__init__(
            GuidedVillage.objects.none(),
            widget=forms.RadioSelect,
            empty_label=NONE,
            blank=True,  # without it a radio has no choice for "none"
            **kwargs,
        )

    def label_from_instance(self, village: GuidedVillage) -> str:
        name, (district, _, _) = village.region.name, village.region.path.partition(",")
        return f"{name}, {district}" if name in self.namesakes else name

    @cached_property
    def namesakes(self) -> set[str]:
        names = Counter(self.queryset.values_list("region__name", flat=True))
        return {name for name, number in names.items() if number > 1}


def village_fields(
    fields: dict[str, forms.Field], seen: QuerySet, *, user: User, today: date, wish: object
) -> bool:
    """Fill `village` (and add `other_village`); whether the near ones are buttons.

    `wish` is the key of the village the form starts with. Few villages are all near; of many, those
    the person is posted to. What is no Desa Binaan yet is found by searching only.
    """
    wished = {int(wish)} if str(wish or "").isdecimal() else set()
    founded = seen.filter(stage__in=FOUNDED).values_list("pk", flat=True)
    near = set(founded[: MOST_BUTTONS + 1]) | wished
    if len(near) > MOST_BUTTONS:
        near = _posted(user, today) | wished
    if len(near) > MOST_BUTTONS or (not near and seen.exists()):
        field = VillageField(
            seen, label="Desa Binaan", required=False, widget=VillageSelect, empty_label=NONE
        )
        fields["village"] = field
        return False
    fields["village"].queryset = seen.filter(pk__in=near)
    if not seen.exclude(pk__in=near).exists():
        return True
    fields["other_village"] = VillageField(
        seen,
        label="Desa Binaan lain",
        required=False,
        widget=VillageSelect,
        help_text="Hanya bila desanya tidak ada di atas, misalnya masih calon.",
    )
    return True


def _posted(user: User, today: date) -> set[int]:
    """Villages this person holds today."""
    own = Assignment.objects.on(today).filter(officer__user=user)
    return set(own.values_list("village_id", flat=True))
