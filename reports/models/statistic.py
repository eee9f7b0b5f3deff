from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from dbi_portal.lib.months import Month
from dbi_portal.lib.references import rests_on
from officers.models import ImportRun, Office, Sourced, User
from officers.scoping import OfficeScopedQuerySet
from reports.grain import DIMENSIONS
from reports.models.summary import keeps_sums
from villages.models import Region

# What a figure names: column -> table and key. The migration guards these tables in turn.
RESTS_ON = {
    "office_id": ("officers_office", "id"),
    "home_region_id": ("villages_region", "code"),
    "entered_by_id": ("officers_user", "id"),
    "import_run_id": ("officers_importrun", "id"),
}


class LastDayOfMonth(Func):
    """The last day of the month a date lies in, without a time zone in between."""

    template = (
        "(date_trunc('month', %(expressions)s::timestamp) + interval '1 month - 1 day')::date"
    )
    output_field = models.DateField()


class FirstDayOfMonth(Func):
    template = "date_trunc('month', %(expressions)s::timestamp)::date"
    output_field = models.DateField()


class Outcome(models.TextChoices):
    """What became of an application. Different things, never one sum without a name of its own."""

    ISSUED = "terbit", "Terbit"
    REFUSED = "penolakan", "Penolakan"
    DELAYED = "penundaan", "Penundaan"
    SUSPENDED = "penangguhan", "Penangguhan"
    CANCELLED = "pembatalan", "Pembatalan"
    REFUSED_OR_DELAYED = "ditolak-atau-ditunda", "Ditolak atau ditunda (tidak dipisah)"
    # Stopped at a port: counts people, not applications.
    DEPARTURE_DELAY = "penundaan-keberangkatan", "Penundaan keberangkatan"


class Purpose(models.TextChoices):
    MIGRANT_WORK = "pmi", "Pekerja Migran Indonesia (PMI)"
    UMRAH = "umrah", "Umrah"
    HAJI = "haji", "Haji"
    TOURISM = "wisata", "Wisata"
    FORMAL_WORK = "kerja-formal", "Bekerja (formal)"
    STUDY = "belajar", "Belajar"
    MEDICAL = "berobat", "Berobat"
    OTHER = "lainnya", "Lainnya"


class Service(models.TextChoices):
    NEW = "baru", "Baru"
    RENEWAL = "penggantian", "Penggantian habis berlaku"
    LOST = "hilang", "Hilang"
    DAMAGED = "rusak", "Rusak"
    FULL = "penuh", "Halaman penuh"
    DATA_CHANGE = "ubah-data", "Perubahan data"


class BookType(models.TextChoices):
    ORDINARY = "biasa", "Paspor biasa"
    ELECTRONIC = "elektronik", "Paspor elektronik"


class Sex(models.TextChoices):
    FEMALE = "perempuan", "Perempuan"
    MALE = "laki-laki", "Laki-laki"


class StatisticQuerySet(OfficeScopedQuerySet):
    def current(self) -> StatisticQuerySet:
        """What the portal holds true now."""
        return self.filter(recorded__upper_inf=True)

    def known_at(self, moment: datetime) -> StatisticQuerySet:
        """What the portal held true at that moment."""
        return self.filter(recorded__contains=moment)

    def in_month(self, month: Month) -> StatisticQuerySet:
        return self.filter(period_start=month.first_day, period_end=month.last_day)


def _declares_what_it_fills() -> Q:
    """Grain and columns agree: a dimension is declared if and only if its column is filled."""
    agreed = Q()
    for token, (column, _) in DIMENSIONS.items():
        empty = Q(**{f"{column}__isnull": True}) if column == "home_region" else Q(**{column: ""})
        declared = Q(grain__contains=token)
        agreed &= (declared & ~empty) | (~declared & empty)
    return agreed


class PassportStatistic(Sourced):
    """One counted figure: how many passports (or people) over which days, by which dimensions.

    Has two times: the days it speaks of (`period_start` to `period_end`, both included) and the
    span in which the portal knew it (`recorded`). A correction closes the old row and adds one.
    """

    Outcome = Outcome
    Purpose = Purpose
    Service = Service
    BookType = BookType
    Sex = Sex
    KEY = (
        "office", "period_start", "period_end", "outcome", "purpose", "home_region",
        "service_point", "service", "book_type", "destination", "sex", "reason",
    )  # fmt: skip

    office = models.ForeignKey(
        Office,
        models.PROTECT,
        related_name="passport_statistics",
        verbose_name="kantor penerbit",
        db_index=False,  # the key begins with it
        db_constraint=False,  # figure_rests_on
    )
    period_start = models.DateField("periode mulai")
    period_end = models.DateField("periode sampai")
    outcome = models.CharField("hasil", max_length=30, choices=Outcome)
    purpose = models.CharField("keperluan", max_length=15, choices=Purpose, blank=True)
    home_region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="passport_statistics",
        verbose_name="desa/kelurahan asal pemohon",
        db_index=False,  # statistic_by_home finds a village and all beneath a region
        db_constraint=False,
    )
    service_point = models.CharField("tempat layanan", max_length=80, blank=True)
    service = models.CharField("jenis layanan", max_length=15, choices=Service, blank=True)
    book_type = models.CharField("jenis paspor", max_length=15, choices=BookType, blank=True)
    destination = models.CharField("negara tujuan", max_length=60, blank=True)
    sex = models.CharField("jenis kelamin", max_length=10, choices=Sex, blank=True)
    reason = models.CharField("alasan", max_length=150, blank=True)
    count = models.PositiveIntegerField("jumlah")
    grain = models.CharField("rincian", max_length=80, editable=False)

    recorded = DateTimeRangeField("diketahui portal", editable=False)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        editable=False,
        db_constraint=False,  # figure_rests_on; a figure is never deleted
    )
    correction_reason = models.CharField("alasan koreksi", max_length=250, blank=True)
    entered_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="dimasukkan oleh",
        db_index=False,  # never looked up by it
        db_constraint=False,
    )
    import_run = models.ForeignKey(
        ImportRun, models.PROTECT, null=True, blank=True, related_name="statistics",
        verbose_name="impor", editable=False, db_constraint=False,
    )  # fmt: skip
    sheet = models.CharField("lembar", max_length=80, blank=True, editable=False)
    row = models.PositiveIntegerField("baris", null=True, blank=True, editable=False)
    column = models.CharField("kolom", max_length=80, blank=True, editable=False)

    objects = StatisticQuerySet.as_manager()

    class Meta:
        verbose_name = "statistik paspor"
        verbose_name_plural = "statistik paspor"
        ordering = ["-period_start", "office", "pk"]
        permissions = [
            ("import_statistics", "Mengimpor statistik"),
            ("view_dashboard", "Melihat dasbor"),
            ("judge_data", "Memutus data yang janggal"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "office", "period_start", "period_end", "outcome", "purpose", "home_region",
                    "service_point", "service", "book_type", "destination", "sex", "reason",
                ],
                condition=Q(recorded__upper_inf=True),
                nulls_distinct=False,
                name="one_current_figure_per_key",
                violation_error_message="Angka untuk periode dan rincian yang sama sudah ada. "
                "Koreksi angka itu, jangan menambah yang kedua.",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="statistic_period_in_order",
                violation_error_message="Akhir periode tidak boleh sebelum awalnya.",
            ),
            models.CheckConstraint(
                condition=_declares_what_it_fills(), name="statistic_grain_fits_its_columns"
            ),
            models.CheckConstraint(
                condition=Q(
                    grain__startswith="month:",
                    period_start=FirstDayOfMonth("period_start"),
                    period_end=LastDayOfMonth("period_start"),
                )
                | (
                    Q(grain__startswith="span:")
                    & ~Q(
                        period_start=FirstDayOfMonth("period_start"),
                        period_end=LastDayOfMonth("period_start"),
                    )
                ),
                name="statistic_grain_fits_its_period",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(correction_reason=""),
                name="correction_says_why",
            ),
        ]  # fmt: skip
        indexes = [
            # What held at a past moment: the few figures replaced since.
            models.Index(
                fields=["office", "period_start"],
                condition=Q(recorded__upper_inf=False),
                name="past_statistic_by_month",
            ),
            models.Index(
                fields=["period_start", "outcome", "purpose"],
                condition=Q(recorded__upper_inf=True),
                name="current_statistic_by_measure",
            ),
            models.Index(
                fields=["home_region"], opclasses=["varchar_pattern_ops"], name="statistic_by_home"
            ),
        ]
        triggers = [
            # A fact is never overwritten: only the end of the time it was known may be set.
            pgtrigger.ReadOnly(name="statistic_is_never_overwritten", exclude=["recorded"]),
            pgtrigger.Protect(name="statistic_is_never_deleted", operation=pgtrigger.Delete),
            # In place of foreign keys, which a hundred thousand rows cannot afford.
            rests_on(
                "figure_rests_on", **RESTS_ON, supersedes_id=("reports_passportstatistic", "id")
            ),
            *keeps_sums(),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.period_start}–{self.period_end} {self.outcome}: {self.count}"

    def get_absolute_url(self) -> str:
        return reverse("reports:statistic-detail", args=[self.pk])

    @property
    def unit(self) -> str:
        """What is counted: people for a departure stopped at a port, applications otherwise."""
        return "orang" if self.outcome == Outcome.DEPARTURE_DELAY else "permohonan"

    @property
    def is_current(self) -> bool:
        return self.recorded.upper is None
