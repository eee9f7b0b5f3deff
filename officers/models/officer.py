from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dbi_portal.lib.searching import search_column, search_index
from officers.models.base import Sourced
from officers.models.office import Office
from officers.models.user import User
from officers.scoping import OfficeScopedQuerySet


def photo_path(officer: Officer, filename: str) -> str:
    return f"officers/{uuid.uuid4().hex}.jpg"


class OfficerQuerySet(OfficeScopedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Officers of the offices this user sees, and those who once served there.

        Whoever moved on keeps his record with the office he left; it is changed where he is now
        (`own_to`).
        """
        own = self.own_to(user)
        if not user.is_authenticated or user.sees_all_offices:
            return own
        served = self.filter(posts__office__in=user.visible_office_ids)
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=served.values("pk")))

    def own_to(self, user: User) -> Self:
        """Officers whose present office this user sees."""
        return super().visible_to(user)

    def told_to(self, user: User) -> Self:
        """Whose history is told: it names phone and NIP, which stay where the officer is."""
        return self.own_to(user)

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
    photo = models.ImageField("foto", upload_to=photo_path, blank=True)
    search = search_column("name", "position")

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = "petugas"
        verbose_name_plural = "petugas"
        ordering = ["name"]
        indexes = [
            search_index("officer_search"),
            models.Index(fields=["name"], name="officer_by_name"),
        ]
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
