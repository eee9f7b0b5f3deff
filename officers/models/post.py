from __future__ import annotations

from django.db import models

from dbi_portal.lib.constraints import ends_after_start, no_overlap
from officers.models.base import DatedQuerySet, Sourced
from officers.models.office import Office
from officers.models.officer import Officer
from officers.scoping import OfficeScopedQuerySet


class OfficerPostQuerySet(OfficeScopedQuerySet, DatedQuerySet):
    def on(self, day):
        """Posts held that day; one without a known beginning was held before its end."""
        return self.filter(
            models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=day),
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day),
        )


class OfficerPost(Sourced):
    """Where an officer served and as what, from when to when. `Officer.office` repeats the last."""

    officer = models.ForeignKey(
        Officer, models.CASCADE, related_name="posts", verbose_name="petugas"
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="posts", verbose_name="kantor")
    position = models.CharField("jabatan", max_length=120, blank=True)
    starts_on = models.DateField(
        "sejak", null=True, blank=True, help_text="Kosong: tidak diketahui."
    )
    ends_on = models.DateField("sampai", null=True, blank=True)
    basis = models.CharField("dasar", max_length=200, blank=True, help_text="Nomor SK mutasi.")

    objects = OfficerPostQuerySet.as_manager()

    class Meta:
        verbose_name = "jabatan petugas"
        verbose_name_plural = "jabatan petugas"
        ordering = ["officer", models.F("starts_on").asc(nulls_first=True)]
        constraints = [
            ends_after_start("officer_post_ends_after_start"),
            no_overlap(
                "officer_has_one_post_a_day",
                "officer",
                message="Pada tanggal itu petugas ini sudah tercatat di jabatan lain.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position or 'Petugas'}, {self.office}"
