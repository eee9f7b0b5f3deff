"""Whose rows a person sees. Lies beneath the models and asks the user: every model can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

if TYPE_CHECKING:
    from officers.models import User


class TermQuerySet(models.QuerySet):
    """Words of a list: everyone's, and those of the offices on the reader's own line."""

    def visible_to(self, user: User) -> Self:
        """Everyone's words, those of offices this user sees, and those of the offices above his."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.sees_all_offices:
            return self
        line = user.visible_office_ids | user.supervising_office_ids
        return self.filter(models.Q(office__isnull=True) | models.Q(office__in=line))

    def changeable_by(self, user: User) -> Self:
        """Words of the user's own office; the centre keeps everyone's."""
        if user.sees_all_offices:
            return self
        return self.visible_to(user).filter(office_id=user.office_id, office__isnull=False)

    def in_use(self) -> Self:
        return self.filter(retired_on__isnull=True)


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
