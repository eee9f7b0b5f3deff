from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from officers.models import Office, User
from officers.scoping import OfficeScopedQuerySet
from villages.models import GuidedVillage


class Target(models.Model):
    """How many sessions an office means to hold in a month, for one village or altogether."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="session_targets", verbose_name="kantor"
    )
    village = models.ForeignKey(
        GuidedVillage,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="session_targets",
        verbose_name="Desa Binaan",
    )
    month = models.DateField("bulan", help_text="Hari pertama bulan itu.")
    sessions = models.PositiveSmallIntegerField("target kegiatan")
    set_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="ditetapkan oleh"
    )
    set_at = models.DateTimeField("ditetapkan", auto_now=True)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "target kegiatan"
        verbose_name_plural = "target kegiatan"
        ordering = ["-month", "office", "village"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "village", "month"],
                nulls_distinct=False,
                name="one_target_per_village_and_month",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="target_month_is_a_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.village or self.office}: {self.sessions}"


def new_token() -> str:
    return secrets.token_urlsafe(24)


class CalendarFeed(models.Model):
    """A secret address from which a phone or mail program reads one's calendar."""

    class Scope(models.TextChoices):
        OWN = "saya", "Kegiatan saya"
        OFFICE = "kantor", "Semua kegiatan yang boleh saya lihat"

    user = models.ForeignKey(User, models.CASCADE, related_name="calendar_feeds")
    scope = models.CharField("isi", max_length=10, choices=Scope, default=Scope.OWN)
    token = models.CharField(max_length=60, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    revoked_at = models.DateTimeField("dicabut", null=True, blank=True)

    class Meta:
        verbose_name = "langganan kalender"
        verbose_name_plural = "langganan kalender"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "scope"],
                condition=Q(revoked_at__isnull=True),
                name="one_living_feed_per_scope",
            ),
        ]

    def __str__(self) -> str:
        return self.get_scope_display()
