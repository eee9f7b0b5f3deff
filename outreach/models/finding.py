"""What an officer or a village saw that must be looked into: a stream of its own, for few eyes."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from dbi_portal.lib.constraints import CompositeForeignKey
from officers.models import Office, Officer, Sourced, User
from officers.scoping import OfficeScopedQuerySet
from villages.models import GuidedVillage, Region
from villages.models.rules import office_holds_village


class FindingQuerySet(OfficeScopedQuerySet):
    """Restricted: whoever owns and supervises findings, and each person his own words."""

    def visible_to(self, user: User) -> Self:
        """All of the offices seen for who may view findings; else what one submitted oneself."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_perm("outreach.view_finding"):
            return super().visible_to(user)
        if user.has_perm("outreach.add_finding"):
            return self.filter(submitted_by=user)
        return self.none()

    def counted_for(self, user: User) -> Self:
        """Rows that may be counted, by kind and state alone, for this reader: his offices'."""
        return super().visible_to(user)

    def open(self) -> Self:
        return self.filter(status__in=Finding.OPEN)

    def overdue(self, *, at: datetime) -> Self:
        return self.open().filter(due_at__lt=at)


class Finding(Sourced):
    """Foreigners, signs of trafficking or of work abroad by an illegal road, incidents.

    Holds no name of a victim or witness: revealing one is a crime (UU 21/2007 art. 24 and 44).
    The times within which it is verified and handled are one Kanwil's proposal, and settings.
    """

    class Kind(models.TextChoices):
        FOREIGNER = "orang-asing", "Orang asing"
        TRAFFICKING = "tppo", "Indikasi TPPO"
        SMUGGLING = "tppm", "Indikasi TPPM"
        NON_PROCEDURAL = "pmi-nonprosedural", "Indikasi PMI non-prosedural"
        INCIDENT = "insiden", "Insiden lain"

    class Status(models.TextChoices):
        SUBMITTED = "diajukan", "Diajukan"
        RETURNED = "perlu-perbaikan", "Minta perbaikan"
        VERIFIED = "diverifikasi", "Diverifikasi"
        IN_HAND = "ditindaklanjuti", "Ditindaklanjuti"
        DONE = "selesai", "Selesai"
        REJECTED = "ditolak", "Ditolak"

    URGENT = (Kind.TRAFFICKING, Kind.SMUGGLING)
    OPEN = (Status.SUBMITTED, Status.RETURNED, Status.VERIFIED, Status.IN_HAND)

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="findings", verbose_name="kantor"
    )
    client_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("jenis", max_length=20, choices=Kind)
    status = models.CharField("keadaan", max_length=16, choices=Status, default=Status.SUBMITTED)
    village = models.ForeignKey(
        GuidedVillage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="Desa Binaan",
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="desa/kelurahan",
        help_text="Tempat kejadian. Terisi sendiri bila Desa Binaan dipilih.",
    )
    place = models.CharField("tempat", max_length=200, blank=True)
    seen_on = models.DateField("tanggal kejadian")
    people = models.PositiveSmallIntegerField("perkiraan jumlah orang", null=True, blank=True)
    account = models.TextField(
        "uraian",
        max_length=2000,
        help_text="Tanpa nama, NIK, nomor paspor, atau alamat: identitas dilindungi undang-undang.",
    )
    officer = models.ForeignKey(
        Officer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="petugas",
    )
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="diajukan oleh"
    )
    submitted_at = models.DateTimeField("diajukan")
    submitted_on = models.DateField(
        "tanggal diajukan", help_text="Hari di zona waktu kantornya; bulan laporan mengikutinya."
    )
    due_at = models.DateTimeField(
        "tenggat langkah berikutnya", null=True, help_text="Kosong setelah selesai atau ditolak."
    )
    closed_at = models.DateTimeField("ditutup", null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "temuan"
        verbose_name_plural = "temuan"
        ordering = ["-submitted_at", "-pk"]
        permissions = [
            ("verify_finding", "Memverifikasi temuan"),
            ("handle_finding", "Menindaklanjuti temuan"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "office"], name="finding_with_its_office"),
            models.CheckConstraint(
                condition=Q(village=None) | Q(region__isnull=False),
                name="finding_in_a_village_names_its_region",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["selesai", "ditolak"], closed_at__isnull=False, due_at=None)
                | Q(
                    status__in=["diajukan", "perlu-perbaikan", "diverifikasi", "ditindaklanjuti"],
                    closed_at=None,
                    due_at__isnull=False,
                ),
                name="open_finding_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(seen_on__lte=F("submitted_on")),
                name="finding_was_seen_before_it_was_told",
                violation_error_message="Tanggal kejadian tidak boleh sesudah hari ini.",
            ),
            models.CheckConstraint(condition=~Q(account=""), name="finding_says_something"),
        ]
        indexes = [
            models.Index(fields=["office", "submitted_on"], name="finding_by_office_and_day"),
            models.Index(
                fields=["office", "due_at"],
                condition=Q(closed_at=None),
                name="open_finding_by_deadline",
            ),
            models.Index(fields=["region", "submitted_on"], name="finding_by_region"),
            models.Index(fields=["submitted_by"], name="finding_by_sender"),
        ]
        triggers = [office_holds_village(day="seen_on", name="finding_of_the_holding_office")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.submitted_on}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:finding-detail", args=[self.pk])

    @property
    def is_urgent(self) -> bool:
        return self.kind in self.URGENT


class FindingStepQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Of the findings this reader may open."""
        return self.filter(finding__in=Finding.objects.visible_to(user))


class FindingStep(models.Model):
    """One dated step in the life of a finding; it is never changed, only followed by another."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="kantor")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="steps")
    status = models.CharField("keadaan", max_length=16, choices=Finding.Status)
    note = models.CharField("catatan", max_length=1000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="oleh")
    at = models.DateTimeField("pada")
    due_at = models.DateTimeField(
        "tenggat sesudah langkah ini", null=True, help_text="Kosong sesudah selesai atau ditolak."
    )

    objects = FindingStepQuerySet.as_manager()

    class Meta:
        verbose_name = "langkah temuan"
        verbose_name_plural = "langkah temuan"
        ordering = ["at", "pk"]
        constraints = [
            CompositeForeignKey(
                fields=("finding", "office"),
                to="outreach.Finding",
                to_fields=("id", "office"),
                name="finding_step_in_its_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.at:%Y-%m-%d}"
