"""What a person may choose from: rows he sees, words still in use."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from dbi_portal.lib.widgets import SearchSelect, SearchSelectMultiple
from officers.models import Office, Officer, User
from villages.forms.fields import VillageSelect
from villages.models import GuidedVillage

LISTED = 200  # villages; an office has a few dozen, the country thousands


class VillageField(forms.ModelChoiceField):
    def label_from_instance(self, village: GuidedVillage) -> str:
        return village_label(village)


class VillagesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, village: GuidedVillage) -> str:
        return village_label(village)


class OfficersField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, officer: Officer) -> str:
        return f"{officer.name} ({officer.office})"


def village_label(village: GuidedVillage) -> str:
    """ "Mustikajaya (Mustika Jaya, Kota Bekasi, Jawa Barat)": told apart from its namesakes."""
    path = village.region.path
    return f"{village.region.name} ({path})" if path else village.region.name


def village_widget(villages: QuerySet, *, multiple: bool = False) -> forms.Widget:
    """A list to choose from, or a search as one types where the list would be too long to draw."""
    if villages.order_by()[:LISTED].count() == LISTED:
        return VillageSelect(multiple=multiple)
    return SearchSelectMultiple() if multiple else SearchSelect()


def villages_for(user: User, linked: QuerySet | None = None) -> QuerySet:
    """Villages this person sees, and those the row names already (another office's, perhaps)."""
    seen = GuidedVillage.objects.visible_to(user).exclude(stage=GuidedVillage.Stage.REJECTED)
    return _with_linked(GuidedVillage, seen, linked).select_related("region")


def officers_for(user: User, linked: QuerySet | None = None) -> QuerySet:
    seen = Officer.objects.visible_to(user)
    return _with_linked(Officer, seen, linked).select_related("office")


def offices_for(user: User, keep: int | None = None) -> QuerySet:
    """Offices a row can belong to: seen by this person and not closed, unless it is `keep`."""
    return Office.objects.visible_to(user).filter(Q(closed_on__isnull=True) | Q(pk=keep))


def terms_in_use(
    model: type[Model], linked: QuerySet | None = None, *, user: User | None = None
) -> QuerySet:
    """Words still used and open to this person, and those the row has already."""
    known = model.objects.visible_to(user) if user else model.objects.all()
    return _with_linked(model, known.in_use(), linked)


def words_of(model: type[Model]) -> Callable[[HttpRequest], QuerySet]:
    """For a register's filter: the words the reader knows, retired ones too."""
    return lambda request: model.objects.visible_to(request.user)


def _with_linked(model: type[Model], seen: QuerySet, linked: QuerySet | None) -> QuerySet:
    if linked is None:
        return seen
    # Through subqueries, so that neither side's joins or order meet the other's.
    return model.objects.filter(
        Q(pk__in=seen.order_by().values("pk")) | Q(pk__in=linked.order_by().values("pk"))
    )
