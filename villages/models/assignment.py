from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, Value, When
from django.urls import reverse

from dbi_portal.lib.constraints import ends_after_start, no_overlap
from officers.models import Dated, DatedQuerySet, Office, Officer, Sourced
from officers.scoping import OfficeScopedQuerySet
from villages.models.decree import Decree
from villages.models.rules import office_holds_village
from villages.models.village import GuidedVillage


class AssignmentQuerySet(OfficeScopedQuerySet, DatedQuerySet):
    def with_standing(self, day: date) -> Self:
        """Adds `standing`, where a posting stands on that day: "now", "past" or "later"."""
        return self.annotate(
            standing=Case(
                When(starts_on__gt=day, then=Value("later")),
                When(ends_on__lt=day, then=Value("past")),
                default=Value("now"),
            )
        )


class Assignment(Dated, Sourced):
    """A posting: this officer serves this village from one day to another. Many-to-many."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="assignments", verbose_name="kantor"
    )
    officer = models.ForeignKey(
        Officer, models.PROTECT, related_name="assignments", verbose_name="petugas"
    )
    village = models.ForeignKey(
        GuidedVillage, models.PROTECT, related_name="assignments", verbose_name="Desa Binaan"
    )
    decree = models.ForeignKey(
        Decree,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="SK atau surat tugas",
    )
    note = models.CharField("keterangan", max_length=200, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["starts_on"], name="assignment_by_day")]
        constraints = [
            ends_after_start("assignment_ends_after_start"),
            no_overlap(
                "one_posting_of_an_officer_to_a_village_a_day",
                "officer",
                "village",
                message="Petugas ini sudah bertugas di desa itu pada tanggal yang sama.",
            ),
        ]
        triggers = [office_holds_village(day="starts_on", name="assignment_by_the_holding_office")]

    def __str__(self) -> str:
        return f"{self.officer} di {self.village}"

    def get_absolute_url(self) -> str:
        return reverse("villages:assignment-detail", args=[self.pk])
