from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.models import Office, Officer, Sourced, User
from officers.scoping import OfficeScopedQuerySet
from outreach.models.terms import Institution, Topic
from villages.models import GuidedVillage
from villages.models.rules import office_holds_village


class ConsultationQuerySet(OfficeScopedQuerySet):
    def in_month(self, month: Month) -> ConsultationQuerySet:
        return self.filter(held_on__gte=month.first_day, held_on__lte=month.last_day)


class Consultation(Sourced):
    """A question answered for a resident. Holds no name: the law protects victims and witnesses."""

    class Channel(models.TextChoices):
        IN_PERSON = "tatap-muka", "Tatap muka"
        PHONE = "telepon", "Telepon"
        WHATSAPP = "whatsapp", "WhatsApp"
        LETTER = "surat", "Surat atau surel"

    class Outcome(models.TextChoices):
        ANSWERED = "dijawab", "Dijawab di tempat"
        REFERRED = "dirujuk", "Dirujuk ke instansi lain"
        OPEN = "belum", "Belum selesai"

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="consultations", verbose_name="kantor"
    )
    client_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey(
        GuidedVillage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="Desa Binaan",
    )
    officer = models.ForeignKey(
        Officer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="petugas",
    )
    held_on = models.DateField("tanggal")
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="consultations", verbose_name="topik"
    )
    channel = models.CharField("saluran", max_length=12, choices=Channel, default=Channel.IN_PERSON)
    outcome = models.CharField("hasil", max_length=10, choices=Outcome, default=Outcome.ANSWERED)
    referred_to = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="dirujuk ke",
    )
    note = models.TextField(
        "catatan",
        blank=True,
        max_length=500,
        help_text="Tanpa nama, NIK, nomor paspor, atau alamat: identitas dilindungi undang-undang.",
    )
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dicatat oleh"
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "konsultasi"
        verbose_name_plural = "konsultasi"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="dirujuk", referred_to__isnull=False)
                | (~Q(outcome="dirujuk") & Q(referred_to__isnull=True)),
                name="referred_consultation_names_institution",
                violation_error_message="Pilih instansi tujuan hanya bila konsultasi dirujuk.",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "held_on"], name="consultation_by_office_and_day"),
            models.Index(fields=["held_on"], name="consultation_by_day"),
        ]
        triggers = [office_holds_village(day="held_on", name="consultation_by_the_holding_office")]

    def __str__(self) -> str:
        return f"{self.topic} {self.held_on}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:consultation-detail", args=[self.pk])
