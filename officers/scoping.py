"""Whose rows a person sees. Lies beneath the models and asks the user: every model can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

if TYPE_CHECKING:
    from officers.models import User


class OfficeScopedQuerySet(models.QuerySet):
    """Rows that belong to an office, named by the column `office_column`."""

    office_column: ClassVar[str] = "office_id"

    def visible_to(self, user: User) -> Self:
        """Rows of the offices this user sees; none for a stranger or a disabled account."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.sees_all_offices:
            return self
        return self.filter(**{f"{self.office_column}__in": user.visible_office_ids})
