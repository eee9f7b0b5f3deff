from __future__ import annotations

from datetime import timedelta
from functools import reduce
from operator import or_

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dbi_portal.lib.constraints import CompositeForeignKey, set_together
from dbi_portal.lib.months import Month
from officers.models import Job, Office, OfficeSupervision, User
from officers.scoping import OfficeScopedQuerySet

QUARTERS = ("I", "II", "III", "IV")


class Span(models.TextChoices):
    """How long the time is that a report speaks of. Longer ones add up months' reports."""

    MONTH = "bulan", "Bulanan"
    QUARTER = "triwulan", "Triwulan"
    HALF_YEAR = "semester", "Semester"
    YEAR = "tahun", "Tahunan"

    @property
    def months(self) -> int:
        return {"bulan": 1, "triwulan": 3, "semester": 6, "tahun": 12}[self.value]

    def named(self, first: Month) -> str:
        """The time that begins with `first`: "Agustus 2025", "Triwulan III 2025"."""
        match self:
            case Span.QUARTER:
                return f"Triwulan {QUARTERS[first.number // 3]} {first.year}"
            case Span.HALF_YEAR:
                return f"Semester {'I' if first.number == 1 else 'II'} {first.year}"
            case Span.YEAR:
                return f"Tahun {first.year}"
        return first.label


class ReportQuerySet(OfficeScopedQuerySet):
    def visible_to(self, user: User) -> ReportQuerySet:
        """Those of the offices one sees; a Kanwil also reads those that were addressed to it.

        An office that moved in September still answers for August where it belonged in August.
        """
        seen = super().visible_to(user)
        at_kanwil = user.is_authenticated and user.office and user.office.kind == Office.Kind.KANWIL
        if not at_kanwil or not user.visible_office_ids:
            return seen
        former = OfficeSupervision.objects.filter(supervisor=user.office_id, ends_on__isnull=False)
        once = [
            _addressed_then(link) for link in former.exclude(office__in=user.visible_office_ids)
        ]
        return self.filter(reduce(or_, once, Q(office__in=user.visible_office_ids)))

    def in_month(self, month: Month) -> ReportQuerySet:
        """About that month alone."""
        return self.filter(month=month.first_day, span=Span.MONTH)


def _addressed_then(link: OfficeSupervision) -> Q:
    """Reports of the office whose time ended while it belonged there."""
    first, after = Month.of(link.starts_on), Month.of(link.ends_on + timedelta(days=1))
    spans = (
        Q(
            span=span,
            month__gte=first.plus(1 - span.months).first_day,
            month__lt=after.plus(1 - span.months).first_day,
        )
        for span in Span
    )
    return Q(office=link.office_id) & reduce(or_, spans)


class MonthlyReport(models.Model):
    """The report of one office about one month, or about several (`span`).

    What it says stands in its revisions; how it came on its way stands in its steps.
    """

    Span = Span

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
    span = models.CharField("masa", max_length=10, choices=Span, default=Span.MONTH)
    month = models.DateField(
        "bulan", help_text="Hari pertama bulan yang dilaporkan, atau bulan pertama dari masanya."
    )
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAFT)
    revision_number = models.PositiveSmallIntegerField("revisi", default=1)
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pekerjaan"
    )
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    # The first time it was sent: whether an office reported in time does not change when its
    # report comes back to it.
    sent_at = models.DateTimeField("pertama dikirim", null=True, blank=True)
    received_at = models.DateTimeField("diterima", null=True, blank=True)
    chosen_photos = models.JSONField(
        "foto pilihan", null=True, blank=True, help_text="Kosong: menurut pilihan bawaan portal."
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan bulanan"
        verbose_name_plural = "laporan bulanan"
        ordering = ["-month", "office"]
        permissions = [
            ("build_monthlyreport", "Menyusun laporan"),
            ("check_monthlyreport", "Memeriksa laporan"),
            ("sign_monthlyreport", "Menandatangani laporan"),
            ("send_monthlyreport", "Mengirim laporan"),
            ("receive_monthlyreport", "Menerima atau mengembalikan laporan"),
            ("declare_monthlyreport", "Menyatakan nihil atau berhalangan"),
            ("change_reportrecipients", "Mengatur penerima laporan"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "month", "span"],
                name="one_report_per_office_and_month",
                violation_error_message="Laporan masa itu sudah ada.",
            ),
            models.UniqueConstraint(fields=["id", "office"], name="report_with_its_office"),
            models.CheckConstraint(condition=Q(month__day=1), name="report_month_is_a_first_day"),
            models.CheckConstraint(
                condition=Q(span=Span.MONTH)
                | Q(span=Span.QUARTER, month__month__in=[1, 4, 7, 10])
                | Q(span=Span.HALF_YEAR, month__month__in=[1, 7])
                | Q(span=Span.YEAR, month__month=1),
                name="report_span_begins_where_it_may",
            ),
        ]

    def __str__(self) -> str:
        return f"Laporan {self.office} {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("reports:detail", args=[self.pk])

    @property
    def report_month(self) -> Month:
        return Month.of(self.month)

    @property
    def last_month(self) -> Month:
        """The last month it speaks of; the month itself for a monthly report."""
        return self.report_month.plus(Span(self.span).months - 1)

    @property
    def label(self) -> str:
        """What it speaks of, as offices write it: "Agustus 2025", "Triwulan III 2025"."""
        return Span(self.span).named(self.report_month)

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
    span = "" if report.span == Span.MONTH else f"-{report.span}"
    name = f"{month}{span}-r{revision.number}-{revision.digest[:8]}"
    return f"reports/{report.office.code}/{name}.{ending}"


def pdf_path(revision: ReportRevision, filename: str) -> str:
    return _document_path(revision, "pdf")


def xlsx_path(revision: ReportRevision, filename: str) -> str:
    return _document_path(revision, "xlsx")


def docx_path(revision: ReportRevision, filename: str) -> str:
    return _document_path(revision, "docx")


def html_path(revision: ReportRevision, filename: str) -> str:
    return _document_path(revision, "html")


class ReportRevision(models.Model):
    """The figures of one office's month as they were known at `known_at`.

    Documents are drawn from `snapshot` alone. A draft is rebuilt in place; signing freezes it.
    `code` is what a paper copy is looked up by, `pdf_digest` (SHA-256) what a file is compared
    with, `signature` what the electronic signature says of itself; empty: there is none.
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
    copies_to = models.TextField(
        "tembusan", blank=True, help_text="Satu penerima tembusan per baris."
    )
    code = models.CharField("kode periksa", max_length=16, blank=True, editable=False)
    pdf = models.FileField("PDF", upload_to=pdf_path, blank=True)
    pdf_digest = models.CharField("sidik PDF", max_length=64, blank=True, editable=False)
    xlsx = models.FileField("XLSX", upload_to=xlsx_path, blank=True)
    docx = models.FileField("DOCX", upload_to=docx_path, blank=True)
    html = models.FileField("taklimat HTML", upload_to=html_path, blank=True)
    signature = models.JSONField("tanda tangan elektronik", default=dict, blank=True)
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
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="revision_code_is_unique"
            ),
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
