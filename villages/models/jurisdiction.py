from typing import Self

from django.db import models

from dbi_portal.lib.constraints import ends_after_start, no_overlap
from officers.models import Dated, DatedQuerySet, Office
from officers.scoping import OfficeScopedQuerySet
from villages.models.region import Region


class JurisdictionQuerySet(OfficeScopedQuerySet, DatedQuerySet):
    def covering(self, code: str) -> Self:
        """Work areas that hold the region: it itself, its district, regency or province."""
        parts = code.split(".")
        above = [".".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
        return self.filter(region__in=above)


class Jurisdiction(Dated):
    """A region that an office serves for a while. Work areas cut across provinces and districts."""

    office = models.ForeignKey(
        Office, models.CASCADE, related_name="jurisdictions", verbose_name="kantor"
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="jurisdictions", verbose_name="wilayah"
    )

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        verbose_name = "wilayah kerja"
        verbose_name_plural = "wilayah kerja"
        constraints = [
            ends_after_start("jurisdiction_ends_after_start"),
            no_overlap("jurisdiction_is_listed_once_a_day", "office", "region"),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.region}"
