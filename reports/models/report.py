from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dbi_portal.lib.constraints import CompositeForeignKey, set_together
from dbi_portal.lib.months import Month
from officers.models import Job, Office, User
from officers.scoping import OfficeScopedQuerySet


class ReportQuerySet(OfficeScopedQuerySet):
    def in_month(self, month: Month) -> ReportQuerySet:
        return self.filter(month=month.first_day)


class MonthlyReport(models.Model):
    """The report of one office about one month. What it says stands in its revisions."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Disusun"
        CHECKED = "checked", "Diperiksa"
        SIGNED = "signed", "Ditandatangani"
        SENT = "sent", "Dikirim"
        RECEIVED = "received", "Diterima"
        RETURNED = "returned", "Dikembalikan"

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="monthly_reports", verbose_name="kantor"
    )
    month = models.DateField("bulan", help_text="Hari pertama bulan yang dilaporkan.")
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAFT)
    revision_number = models.PositiveSmallIntegerField("revisi", default=1)
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pekerjaan"
    )
    created_at = models.DateTimeField("dibuat", auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan bulanan"
        verbose_name_plural = "laporan bulanan"
        ordering = ["-month", "office"]
        permissions = [
            ("build_monthlyreport", "Menyusun laporan"),
            ("sign_monthlyreport", "Menandatangani laporan"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "month"],
                name="one_report_per_office_and_month",
                violation_error_message="Laporan bulan itu sudah ada.",
            ),
            models.UniqueConstraint(fields=["id", "office"], name="report_with_its_office"),
            models.CheckConstraint(condition=Q(month__day=1), name="report_month_is_a_first_day"),
        ]

    def __str__(self) -> str:
        return f"Laporan {self.office} {self.report_month.label}"

    def get_absolute_url(self) -> str:
        return reverse("reports:detail", args=[self.pk])

    @property
    def report_month(self) -> Month:
        return Month.of(self.month)

    @property
    def revision(self) -> ReportRevision | None:
        """The revision that speaks for the report now, None before it was first built."""
        at_hand = getattr(self, "_prefetched_objects_cache", {}).get("revisions")
        if at_hand is None:
            return self.revisions.filter(number=self.revision_number).first()
        return next((each for each in at_hand if each.number == self.revision_number), None)


def _document_path(revision: ReportRevision, ending: str) -> str:
    report = revision.report
    month = report.report_month
    return f"reports/{report.office.code}/{month}-r{revision.number}-{revision.digest[:8]}.{ending}"


def pdf_path(revision: ReportRevision, filename: str) -> str:
    return _document_path(revision, "pdf")


def xlsx_path(revision: ReportRevision, filename: str) -> str:
    return _document_path(revision, "xlsx")


class ReportRevision(models.Model):
    """The figures of one office's month as they were known at `known_at`.

    Documents are drawn from `snapshot` alone. A draft is rebuilt in place; signing freezes it.
    """

    report = models.ForeignKey(MonthlyReport, models.CASCADE, related_name="revisions")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("revisi")
    snapshot = models.JSONField("angka")
    digest = models.CharField("sidik", max_length=64)
    held = models.JSONField("tidak cocok", default=list, blank=True)
    known_at = models.DateTimeField("angka per")
    built_at = models.DateTimeField("disusun")
    built_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="disusun oleh"
    )
    remark = models.TextField("catatan kepala kantor", blank=True)
    letter_number = models.CharField("nomor surat", max_length=120, blank=True)
    pdf = models.FileField("PDF", upload_to=pdf_path, blank=True)
    xlsx = models.FileField("XLSX", upload_to=xlsx_path, blank=True)
    frozen_at = models.DateTimeField("dibekukan", null=True, blank=True)
    frozen_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="oleh"
    )

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "revisi laporan"
        verbose_name_plural = "revisi laporan"
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="revision_number_once"),
            CompositeForeignKey(
                fields=("report", "office"),
                to="reports.MonthlyReport",
                to_fields=("id", "office"),
                name="revision_in_its_office",
            ),
            set_together("frozen_at", "frozen_by", name="revision_frozen_by_someone"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="frozen_revision_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__frozen_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, revisi {self.number}"
