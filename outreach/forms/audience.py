"""Who took part: each group with a tick and, where somebody counted, a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.core.validators import MaxValueValidator
from django.forms.boundfield import BoundField

from dbi_portal.lib.pages import CountField
from outreach.models import AudienceGroup

MOST = 1_000_000
TOO_MANY = MaxValueValidator(MOST, "Paling banyak 1.000.000. Periksa angkanya.")


@dataclass(frozen=True)
class GroupRow:
    group: AudienceGroup
    present: BoundField
    count: BoundField


class AudienceForm(forms.Form):
    """A tick without a number means: they came, nobody counted. That is empty, never nought."""

    def __init__(self, *args, groups, known: Mapping[int, int | None], **kwargs):
        super().__init__(*args, prefix="unsur", **kwargs)
        self.groups = list(groups)
        for group in self.groups:
            self.fields[f"present_{group.pk}"] = forms.BooleanField(
                label=group.name, required=False, initial=group.pk in known
            )
            self.fields[f"count_{group.pk}"] = CountField(
                label=f"Jumlah {group.name}",
                required=False,
                initial=known.get(group.pk),
                validators=[TOO_MANY],
            )

    def rows(self) -> Iterator[GroupRow]:
        for group in self.groups:
            yield GroupRow(group, self[f"present_{group.pk}"], self[f"count_{group.pk}"])

    def audience(self) -> dict[AudienceGroup, int | None]:
        """Groups that were there, each with its number or None. Of a valid form."""
        counts = {group: self.cleaned_data[f"count_{group.pk}"] for group in self.groups}
        return {
            group: count
            for group, count in counts.items()
            if count is not None or self.cleaned_data[f"present_{group.pk}"]
        }
