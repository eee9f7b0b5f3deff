from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from officers.models.office import Office
from officers.scoping import OfficeScopedQuerySet


class AuditEvent(models.Model):
    """What was done, by whom, to what. Names actor and target as text, so it outlives both."""

    office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", verbose_name="kantor"
    )
    action = models.CharField("tindakan", max_length=80)
    actor = models.CharField("pelaku", max_length=150)
    target = models.CharField("sasaran", max_length=160)
    about = ArrayField(
        models.CharField(max_length=160), default=list, blank=True, verbose_name="juga tentang"
    )
    changes = models.JSONField("perubahan", default=dict)
    happened_at = models.DateTimeField("waktu", auto_now_add=True)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan audit"
        verbose_name_plural = "catatan audit"
        ordering = ["-happened_at", "-pk"]
        indexes = [
            # What changed since a moment, asked for the whole country.
            models.Index(fields=["happened_at"], name="audit_by_time"),
            models.Index(fields=["target"], name="audit_by_target"),
            GinIndex(fields=["about"], name="audit_by_about"),
            # Whether an office wrote anything since a report's figures were known.
            models.Index(fields=["office", "happened_at"], name="audit_by_office_and_time"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"
