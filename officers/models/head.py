from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dbi_portal.lib.constraints import ends_after_start, no_overlap
from officers.models.base import Dated, DatedQuerySet, Sourced
from officers.models.office import Office
from officers.models.user import User
from officers.scoping import OfficeScopedQuerySet


class OfficeHeadQuerySet(OfficeScopedQuerySet, DatedQuerySet):
    pass


class OfficeHead(Dated, Sourced):
    """Who leads an office from one day to another, so that the right person signs that day."""

    class Capacity(models.TextChoices):
        DEFINITIVE = "definitif", "Kepala kantor"
        PLT = "plt", "Plt. (pelaksana tugas)"
        PLH = "plh", "Plh. (pelaksana harian)"

    office = models.ForeignKey(Office, models.PROTECT, related_name="heads", verbose_name="kantor")
    capacity = models.CharField(
        "sebagai", max_length=10, choices=Capacity, default=Capacity.DEFINITIVE
    )
    name = models.CharField("nama", max_length=150)
    employee_number = models.CharField("NIP", max_length=18, blank=True)
    position = models.CharField(
        "jabatan", max_length=150, help_text="Seperti pada tanda tangan, tanpa Plt. atau Plh."
    )
    user = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="headships",
        verbose_name="akun portal",
    )
    basis = models.CharField("dasar penunjukan", max_length=200, blank=True)

    objects = OfficeHeadQuerySet.as_manager()

    class Meta:
        verbose_name = "pimpinan kantor"
        verbose_name_plural = "pimpinan kantor"
        ordering = ["office", "-starts_on"]
        constraints = [
            ends_after_start("office_head_ends_after_start"),
            no_overlap(
                "office_has_one_head_a_day",
                "office",
                condition=Q(capacity="definitif"),
                message="Pada tanggal itu sudah ada kepala kantor.",
            ),
            no_overlap(
                "office_has_one_acting_head_a_day",
                "office",
                condition=~Q(capacity="definitif"),
                message="Pada tanggal itu sudah ada Plt. atau Plh.",
            ),
            models.CheckConstraint(
                condition=Q(capacity="definitif") | Q(ends_on__isnull=False) | Q(capacity="plt"),
                name="daily_acting_head_has_an_end",
                violation_error_message="Plh. ditunjuk untuk jangka pendek: isi tanggal selesai.",
            ),
            models.CheckConstraint(
                condition=Q(employee_number="") | Q(employee_number__regex=r"^\d{18}$"),
                name="head_number_has_18_digits",
                violation_error_message="NIP terdiri dari 18 angka, tanpa spasi.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("officers:head-detail", args=[self.pk])
