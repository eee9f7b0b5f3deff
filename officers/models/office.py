from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.urls import reverse

from dbi_portal.lib.constraints import ends_after_start, no_overlap
from dbi_portal.lib.text import squash
from officers.models.base import Dated, DatedQuerySet, Sourced
from officers.roles import OfficeKind
from officers.scoping import OfficeScopedQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable


class OfficeQuerySet(OfficeScopedQuerySet):
    office_column = "pk"

    def reporting(self) -> OfficeQuerySet:
        """Offices that have figures of their own: Kanim and Rudenim."""
        return self.filter(kind__in=[OfficeKind.KANIM, OfficeKind.RUDENIM])

    def under(self, supervisor: Office, *, on: date) -> OfficeQuerySet:
        """Offices that belonged to `supervisor` on that day."""
        links = OfficeSupervision.objects.on(on).filter(supervisor=supervisor)
        return self.filter(pk__in=links.values("office_id"))


class Office(Sourced):
    """Centre, Kanwil, Kanim or Rudenim. Known by a code that never changes; class and parent do."""

    Kind = OfficeKind

    class TimeZone(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    code = models.SlugField("kode", max_length=60, unique=True)
    kind = models.CharField("jenis", max_length=10, choices=Kind)
    name = models.CharField("nama resmi", max_length=150, unique=True)
    short_name = models.CharField("nama singkat", max_length=60)
    city = models.CharField("tempat kedudukan", max_length=80, blank=True)
    time_zone = models.CharField(
        "zona waktu", max_length=20, choices=TimeZone, default=TimeZone.WIB
    )
    letterhead = models.TextField(
        "kepala surat", blank=True, help_text="Satu baris kop surat per baris, dari atas ke bawah."
    )
    address = models.CharField("alamat", max_length=250, blank=True)
    phone = models.CharField("telepon", max_length=40, blank=True)
    email = models.EmailField("surel", blank=True)
    opened_on = models.DateField("mulai beroperasi", null=True, blank=True)
    closed_on = models.DateField("ditutup", null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "kantor"
        verbose_name_plural = "kantor"
        ordering = ["name"]
        triggers = [
            # Roles and supervision were checked against the kind, so it stays what it is.
            pgtrigger.Protect(
                name="office_kind_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__kind__df=pgtrigger.F("new__kind")),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("officers:office-detail", args=[self.code])

    def letterhead_lines(self) -> list[str]:
        """The lines of the letterhead from top to bottom, without empty ones."""
        return [line.strip() for line in self.letterhead.splitlines() if line.strip()]

    def supervisor_on(self, day: date) -> Office | None:
        """The Kanwil (or, for a Kanwil, the centre) this office belonged to on that day."""
        link = self.supervisions.on(day).select_related("supervisor").first()
        return link.supervisor if link else None

    def class_on(self, day: date) -> str:
        """The class of the office on that day ("Kelas I TPI"), empty when unknown."""
        return self.classes.on(day).values_list("name", flat=True).first() or ""


class OfficeAliasQuerySet(OfficeScopedQuerySet):
    def for_everyone(self) -> OfficeAliasQuerySet:
        """Names that hold for all; not what one office answered about a sheet of its own."""
        return self.filter(said_by_office__isnull=True)


class OfficeAlias(models.Model):
    """Another way people write an office: "Imigrasi Bekasi", "Kanim Kelas I Non-TPI Bekasi"."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="aliases")
    text = models.CharField("sebutan lain", max_length=150)
    key = models.CharField(max_length=150, editable=False)
    said_by_office = models.ForeignKey(
        Office,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="menurut",
        help_text="Kosong: berlaku bagi semua kantor.",
    )
    import_run = models.ForeignKey(
        "officers.ImportRun", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OfficeAliasQuerySet.as_manager()

    class Meta:
        verbose_name = "sebutan kantor"
        verbose_name_plural = "sebutan kantor"
        constraints = [
            models.UniqueConstraint(
                fields=["key", "said_by_office"],
                nulls_distinct=False,
                name="office_alias_is_listed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args, update_fields: Iterable[str] | None = None, **kwargs) -> None:
        self.key = squash(self.text)
        super().save(*args, update_fields=update_fields, **kwargs)


class OfficeDatedQuerySet(OfficeScopedQuerySet, DatedQuerySet):
    pass


class OfficeClass(Dated):
    """The class an office had for a while; it changes, and papers of a month name that month's."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="classes")
    name = models.CharField("kelas", max_length=60)

    objects = OfficeDatedQuerySet.as_manager()

    class Meta:
        verbose_name = "kelas kantor"
        verbose_name_plural = "kelas kantor"
        ordering = ["office", "starts_on"]
        constraints = [
            ends_after_start("office_class_ends_after_start"),
            no_overlap("office_has_one_class_a_day", "office"),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.name}"


class OfficeSupervision(Dated):
    """Which Kanwil an office belongs to, from when to when. A Kanwil is not a province."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="supervisions")
    supervisor = models.ForeignKey(
        Office, models.PROTECT, related_name="supervised", verbose_name="kantor atasan"
    )

    objects = OfficeDatedQuerySet.as_manager()

    class Meta:
        verbose_name = "kantor atasan"
        verbose_name_plural = "kantor atasan"
        ordering = ["office", "starts_on"]
        constraints = [
            ends_after_start("office_supervision_ends_after_start"),
            no_overlap("office_has_one_supervisor_a_day", "office"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="supervisor_is_one_level_up",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("below", "text"), ("above", "text")],
                func="""
                    SELECT kind INTO below FROM officers_office WHERE id = NEW.office_id;
                    SELECT kind INTO above FROM officers_office WHERE id = NEW.supervisor_id;
                    IF NOT ((below IN ('kanim', 'rudenim') AND above = 'kanwil')
                            OR (below = 'kanwil' AND above = 'pusat')) THEN
                        RAISE EXCEPTION 'office % cannot supervise office %',
                            NEW.supervisor_id, NEW.office_id
                            USING ERRCODE = 'check_violation',
                                  CONSTRAINT = 'supervisor_is_one_level_up';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} → {self.supervisor}"
