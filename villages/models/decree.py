from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dbi_portal.lib.constraints import CompositeForeignKey
from dbi_portal.lib.searching import search_column, search_index
from officers.models import Office, Officer, Sourced, User
from officers.scoping import OfficeScopedQuerySet
from villages.models.village import GuidedVillage


def scan_path(decree: Decree, filename: str) -> str:
    return f"decrees/{decree.office.code}/{filename}"


class DecreeQuerySet(OfficeScopedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Papers of the offices this user sees, and those that name a village he sees.

        A Kanim reads the Kanwil's SK for its villages; only the Kanwil changes it (`own_to`).
        """
        if not user.is_authenticated or user.sees_all_offices:
            return self.own_to(user)
        villages = GuidedVillage.objects.visible_to(user)
        named = DecreeVillage.objects.filter(village__in=villages).values("decree_id")
        return self.filter(Q(pk__in=self.own_to(user).values("pk")) | Q(pk__in=named))

    def own_to(self, user: User) -> Self:
        return super().visible_to(user)


class Decree(Sourced):
    """An SK of a Kanwil or Kanim. One may cover many villages and name officers too."""

    class Kind(models.TextChoices):
        DECREE = "sk", "Surat Keputusan"
        ORDER = "surat-tugas", "Surat tugas"

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="decrees", verbose_name="kantor penerbit"
    )
    kind = models.CharField("jenis", max_length=12, choices=Kind, default=Kind.DECREE)
    number = models.CharField(
        "nomor", max_length=150, help_text="Ditulis persis seperti pada surat."
    )
    title = models.CharField("tentang", max_length=250)
    signed_on = models.DateField("tanggal ditetapkan")
    ends_on = models.DateField("berlaku sampai", null=True, blank=True)
    scan = models.FileField("hasil pindai (PDF)", upload_to=scan_path, blank=True)
    villages = models.ManyToManyField(
        GuidedVillage, through="DecreeVillage", related_name="decrees", verbose_name="desa"
    )
    officers = models.ManyToManyField(
        Officer, through="DecreeOfficer", related_name="decrees", verbose_name="petugas"
    )

    search = search_column("number", "title")

    objects = DecreeQuerySet.as_manager()

    class Meta:
        verbose_name = "SK"
        verbose_name_plural = "SK"
        ordering = ["-signed_on", "-pk"]
        indexes = [search_index("decree_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"],
                name="decree_number_once_per_office",
                violation_error_message="Nomor ini sudah tercatat untuk kantor yang sama.",
            ),
            models.UniqueConstraint(fields=["id", "office"], name="decree_with_its_office"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("villages:decree-detail", args=[self.pk])


def _in_the_decrees_office(name: str) -> CompositeForeignKey:
    return CompositeForeignKey(
        fields=("decree", "office"), to="villages.Decree", to_fields=("id", "office"), name=name
    )


class DecreeVillage(models.Model):
    decree = models.ForeignKey(Decree, models.CASCADE, related_name="decree_villages")
    village = models.ForeignKey(GuidedVillage, models.PROTECT, related_name="decree_villages")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decree", "village"], name="decree_names_village_once"),
            _in_the_decrees_office("decree_village_in_its_office"),
        ]

    def __str__(self) -> str:
        return f"{self.decree_id} {self.village_id}"


class DecreeOfficer(models.Model):
    decree = models.ForeignKey(Decree, models.CASCADE, related_name="decree_officers")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="decree_officers")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decree", "officer"], name="decree_names_officer_once"),
            _in_the_decrees_office("decree_officer_in_its_office"),
        ]

    def __str__(self) -> str:
        return f"{self.decree_id} {self.officer_id}"
