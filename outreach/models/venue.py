from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dbi_portal.lib.text import squash
from officers.models import Office
from officers.scoping import OfficeScopedQuerySet
from villages.models import Region


class Venue(models.Model):
    """A place an office meets in again and again, however it is spelled."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="venues", verbose_name="kantor")
    name = models.CharField("nama tempat", max_length=200)
    key = models.CharField(max_length=200, editable=False)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="venues",
        verbose_name="desa/kelurahan",
    )
    address = models.CharField("alamat", max_length=250, blank=True)
    same_as = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="spellings",
        verbose_name="sama dengan",
    )
    retired_on = models.DateField("tidak dipakai sejak", null=True, blank=True)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "tempat kegiatan"
        verbose_name_plural = "tempat kegiatan"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "key", "region"],
                nulls_distinct=False,
                name="venue_is_listed_once",
                violation_error_message="Tempat ini sudah ada dalam daftar.",
            ),
            models.CheckConstraint(condition=~Q(key=""), name="venue_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.key = squash(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("outreach:venue-detail", args=[self.pk])
