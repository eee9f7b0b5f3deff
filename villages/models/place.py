"""Where a region lies, as far as somebody said so, and where its borders run."""

from __future__ import annotations

from django.db import models

from dbi_portal.lib.constraints import on_earth
from officers.models import User
from villages.models.region import Region


class RegionPoint(models.Model):
    """A region's point from one source; which one is shown is decided in `villages/places.py`."""

    class Source(models.TextChoices):
        PAGE = "halaman", "Ditandai di peta"
        FILE = "berkas", "Dimuat dari berkas"

    region = models.ForeignKey(Region, models.CASCADE, related_name="points")
    source = models.CharField("asal titik", max_length=10, choices=Source)
    latitude = models.FloatField("lintang")
    longitude = models.FloatField("bujur")
    note = models.CharField("keterangan", max_length=200, blank=True)  # the file, or what was seen
    placed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="oleh"
    )
    placed_at = models.DateTimeField("sejak")

    class Meta:
        verbose_name = "titik wilayah"
        verbose_name_plural = "titik wilayah"
        permissions = [("place_region", "Menandai letak desa")]
        constraints = [
            models.UniqueConstraint(fields=["region", "source"], name="region_point_once_a_source"),
            on_earth("region_point_is_on_earth"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id}: {self.latitude}, {self.longitude}"


class RegionBoundary(models.Model):
    """A region's border as a GeoJSON geometry (Polygon or MultiPolygon), as it was loaded."""

    region = models.OneToOneField(Region, models.CASCADE, related_name="boundary")
    geometry = models.JSONField("geometri")
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.CharField("sumber", max_length=200, blank=True)
    loaded_at = models.DateTimeField("dimuat")

    class Meta:
        verbose_name = "batas wilayah"
        verbose_name_plural = "batas wilayah"

    def __str__(self) -> str:
        return self.region_id
