from __future__ import annotations

from django.db import models
from django.db.models import Q

from officers.models import ImportRun, Office
from officers.scoping import OfficeScopedQuerySet


class DiscrepancyQuerySet(OfficeScopedQuerySet):
    def standing(self) -> DiscrepancyQuerySet:
        """Of imports that still hold."""
        return self.filter(run__state=ImportRun.State.COMMITTED)


class StatisticDiscrepancy(models.Model):
    """A figure printed in a sheet (a total, a cumulative) beside what its parts add up to.

    Neither is repaired: both stand in the change-set and in the report of every month they touch.
    """

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="discrepancies", verbose_name="kantor"
    )
    run = models.ForeignKey(
        ImportRun, models.PROTECT, related_name="discrepancies", verbose_name="impor"
    )
    period_start = models.DateField("periode mulai")
    period_end = models.DateField("periode sampai")
    sheet = models.CharField("lembar", max_length=80, blank=True)
    row = models.PositiveIntegerField("baris", null=True, blank=True)
    where = models.CharField("di", max_length=200)
    printed = models.PositiveIntegerField("tertulis")
    computed = models.PositiveIntegerField("dihitung")

    objects = DiscrepancyQuerySet.as_manager()

    class Meta:
        verbose_name = "selisih"
        verbose_name_plural = "selisih"
        ordering = ["office", "period_start", "sheet", "row"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(printed=models.F("computed")), name="discrepancy_differs"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.where}: {self.printed} / {self.computed}"

    @property
    def difference(self) -> int:
        return self.printed - self.computed
