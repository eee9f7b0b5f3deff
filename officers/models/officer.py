from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from officers.models.base import Sourced
from officers.models.office import Office
from officers.models.user import User
from officers.scoping import OfficeScopedQuerySet


class OfficerQuerySet(OfficeScopedQuerySet):
    def serving(self) -> OfficerQuerySet:
        return self.filter(left_on__isnull=True)


class Officer(Sourced):
    """A PIMPASA: the immigration officer of one or more villages. May have an account."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="officers", verbose_name="kantor"
    )
    user = models.OneToOneField(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="officer",
        verbose_name="akun portal",
    )
    name = models.CharField("nama", max_length=150)
    employee_number = models.CharField(
        "NIP", max_length=18, blank=True, help_text="18 angka, tanpa spasi. Boleh kosong."
    )
    position = models.CharField("jabatan", max_length=120, blank=True)
    phone = models.CharField("nomor telepon", max_length=30, blank=True)
    email = models.EmailField("surel", blank=True)
    joined_on = models.DateField("menjadi PIMPASA sejak", null=True, blank=True)
    left_on = models.DateField("berhenti sejak", null=True, blank=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = "petugas"
        verbose_name_plural = "petugas"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee_number"],
                condition=~Q(employee_number=""),
                name="officer_number_is_unique",
                violation_error_message="NIP ini sudah dipakai petugas lain.",
            ),
            models.CheckConstraint(
                condition=Q(employee_number="") | Q(employee_number__regex=r"^\d{18}$"),
                name="officer_number_has_18_digits",
                violation_error_message="NIP terdiri dari 18 angka, tanpa spasi.",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gte=models.F("joined_on")),
                name="officer_left_after_joining",
                violation_error_message="Tanggal berhenti tidak boleh sebelum tanggal mulai.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("officers:detail", args=[self.pk])
