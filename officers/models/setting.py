from __future__ import annotations

from django.db import models

from officers.models.office import Office
from officers.models.user import User
from officers.scoping import OfficeScopedQuerySet


class Setting(models.Model):
    """A value somebody chose instead of the portal's default (`officers/policy.py`).

    Set by the centre for all, by a Kanwil for its offices, or by one office for itself.
    """

    key = models.CharField("pengaturan", max_length=60)
    office = models.ForeignKey(
        Office, models.CASCADE, related_name="settings", verbose_name="kantor"
    )
    value = models.JSONField("nilai")
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="diubah oleh"
    )
    changed_at = models.DateTimeField("diubah", auto_now=True)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "pengaturan"
        verbose_name_plural = "pengaturan"
        ordering = ["key", "office"]
        constraints = [
            models.UniqueConstraint(fields=["key", "office"], name="setting_once_per_office"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"
