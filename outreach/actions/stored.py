"""Files of photos and attachments. Revisions of a session share them; the last row takes it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model
from django.db.models.fields.files import FieldFile


def forget_after_commit(row: Model, file: FieldFile) -> None:
    """Remove the file of a row that is being deleted, unless another row names it too."""
    model, field, storage, name = type(row), file.field.name, file.storage, file.name

    def forget() -> None:
        if not model._base_manager.filter(**{field: name}).exists():
            storage.delete(name)

    transaction.on_commit(forget)


def save_with_file(row: Model, file: FieldFile) -> None:
    """Store the row; when that fails, its new file does not stay behind."""
    try:
        row.save()
    except Exception:
        file.delete(save=False)
        raise
