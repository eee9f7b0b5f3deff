from __future__ import annotations

from django.db import models

from officers.models import Office, Sourced, User
from officers.scoping import OfficeScopedQuerySet
from villages.models.region import Region


class RegionUnits(Sourced):
    """How many RT and RW a village has, as somebody counted on a day: what coverage is "of"."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="region_units", verbose_name="dicatat kantor"
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="units", verbose_name="desa/kelurahan"
    )
    rt_count = models.PositiveSmallIntegerField("jumlah RT", null=True, blank=True)
    rw_count = models.PositiveSmallIntegerField("jumlah RW", null=True, blank=True)
    counted_on = models.DateField("keadaan per")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "jumlah RT/RW"
        verbose_name_plural = "jumlah RT/RW"
        ordering = ["region", "-counted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "office", "counted_on"],
                name="units_counted_once_a_day",
                violation_error_message="Jumlah RT/RW pada tanggal itu sudah dicatat.",
            ),
            models.CheckConstraint(
                condition=models.Q(rt_count__isnull=False) | models.Q(rw_count__isnull=False),
                name="units_count_something",
                violation_error_message="Isi jumlah RT, jumlah RW, atau keduanya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.rw_count or '–'} RW, {self.rt_count or '–'} RT"
