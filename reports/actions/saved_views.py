"""Keeping a page's choices under a name. Only who kept a view changes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from officers import audit
from officers.models import User
from reports.models import SavedView


@transaction.atomic
def save_view(*, view: SavedView, by: User, at: datetime) -> SavedView:
    """Keep it for `by`. ValidationError when he has one of that name for that page already."""
    view.owner, view.office, view.saved_at = by, by.office, at
    _refuse_twice(view)
    view.save()
    said = {"name": view.name, "page": view.page, "query": view.query, "shared": view.shared}
    audit.record("reports.view.saved", by=by, target=view, **said)
    return view


@transaction.atomic
def change_view(*, view: SavedView, changes: Mapping[str, list], by: User) -> SavedView:
    """Another name, or shared or no longer shared with the office's people."""
    _refuse_twice(view)
    view.save()
    audit.record("reports.view.changed", by=by, target=view, **changes)
    return view


@transaction.atomic
def remove_view(*, view: SavedView, by: User) -> SavedView:
    audit.record("reports.view.removed", by=by, target=view, name=view.name, page=view.page)
    SavedView.objects.filter(pk=view.pk).delete()
    return view


def _refuse_twice(view: SavedView) -> None:
    same = SavedView.objects.filter(owner=view.owner, page=view.page, name=view.name)
    if same.exclude(pk=view.pk).exists():
        raise ValidationError({"name": f"Anda sudah menyimpan tampilan bernama “{view.name}”."})
