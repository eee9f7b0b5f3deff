"""How a report came on its way: its steps, what the Kanwil noted, why there is none."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dbi_portal.lib.constraints import CompositeForeignKey, set_together
from dbi_portal.lib.months import Month
from officers.models import Office, User
from officers.scoping import OfficeScopedQuerySet
from reports.models.report import MonthlyReport, ReportRevision


def in_the_reports_office(name: str) -> CompositeForeignKey:
    return CompositeForeignKey(
        fields=("report", "office"),
        to="reports.MonthlyReport",
        to_fields=("id", "office"),
        name=name,
    )


class ReportStep(models.Model):
    """One step of one revision: who took it, when, and in which capacity.

    A step is never changed; what was wrong is put right by the next one.
    """

    class Kind(models.TextChoices):
        CHECKED = "diperiksa", "Diperiksa"
        UNCHECKED = "pemeriksaan-dibatalkan", "Pemeriksaan dibatalkan"
        SIGNED = "ditandatangani", "Ditandatangani"
        UNSIGNED = "tanda-tangan-ditarik", "Tanda tangan ditarik"
        SENT = "dikirim", "Dikirim"
        RECALLED = "ditarik", "Ditarik kembali"
        RECEIVED = "diterima", "Diterima"
        RETURNED = "dikembalikan", "Dikembalikan"
        REVISION_ASKED = "revisi-diminta", "Revisi diminta"

    report = models.ForeignKey(MonthlyReport, models.CASCADE, related_name="steps")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    revision_number = models.PositiveSmallIntegerField("revisi")
    kind = models.CharField("langkah", max_length=24, choices=Kind)
    happened_at = models.DateTimeField("waktu")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="oleh")
    capacity = models.CharField(
        "sebagai", max_length=160, blank=True, help_text="Misalnya “Plh. Kepala Kantor”."
    )
    note = models.TextField("catatan", blank=True)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "langkah laporan"
        verbose_name_plural = "langkah laporan"
        ordering = ["happened_at", "pk"]
        constraints = [in_the_reports_office("report_step_in_its_office")]
        indexes = [models.Index(fields=["kind", "happened_at"], name="report_step_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, revisi {self.revision_number}"


class ReportRemark(models.Model):
    """What the Kanwil asks for in one section of a report it sends back.

    `section` is a key of `reports.sections`, empty for the whole report.
    """

    step = models.ForeignKey(ReportStep, models.CASCADE, related_name="remarks")
    report = models.ForeignKey(MonthlyReport, models.CASCADE, related_name="remarks")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    section = models.CharField("bagian", max_length=40, blank=True)
    note = models.CharField("catatan", max_length=500)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan pengembalian"
        verbose_name_plural = "catatan pengembalian"
        ordering = ["pk"]
        constraints = [
            in_the_reports_office("report_remark_in_its_office"),
            models.CheckConstraint(condition=~Q(note=""), name="report_remark_says_something"),
        ]

    def __str__(self) -> str:
        return self.note


class DeclarationQuerySet(OfficeScopedQuerySet):
    def standing(self) -> DeclarationQuerySet:
        return self.filter(withdrawn_at__isnull=True)

    def in_month(self, month: Month) -> DeclarationQuerySet:
        return self.filter(month=month.first_day)


class ReportDeclaration(models.Model):
    """What an office says about a month instead of figures: nothing to report, or prevented.

    Withdrawn, it stays on record.
    """

    class Kind(models.TextChoices):
        NIL = "nihil", "Nihil"
        EXCUSED = "berhalangan", "Berhalangan"

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="report_declarations", verbose_name="kantor"
    )
    month = models.DateField("bulan")
    kind = models.CharField("keadaan", max_length=12, choices=Kind)
    reason = models.CharField("alasan", max_length=300, blank=True)
    declared_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dinyatakan oleh"
    )
    declared_at = models.DateTimeField("dinyatakan")
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ditarik oleh"
    )
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = "pernyataan laporan"
        verbose_name_plural = "pernyataan laporan"
        ordering = ["-month", "office", "-declared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "month"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_declaration_per_office_and_month",
                violation_error_message="Kantor ini sudah menyatakan keadaannya untuk bulan itu.",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="declaration_month_is_a_first_day"
            ),
            models.CheckConstraint(
                condition=Q(kind="nihil") | ~Q(reason=""),
                name="excuse_says_why",
                violation_error_message="Tulis mengapa kantor berhalangan melapor.",
            ),
            set_together("withdrawn_by", "withdrawn_at", name="declaration_withdrawn_by_someone"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.office} {Month.of(self.month).label}"


class ReportRecipient(models.Model):
    """Who gets an office's reports by mail once they are received."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="report_recipients", verbose_name="kantor"
    )
    name = models.CharField("nama atau jabatan", max_length=150)
    email = models.EmailField("surel")
    attach = models.BooleanField(
        "lampirkan PDF", default=True, help_text="Jika tidak, surel hanya memuat tautan."
    )
    added_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="ditambahkan oleh"
    )
    added_at = models.DateTimeField("ditambahkan")
    removed_at = models.DateTimeField("dihapus", null=True, blank=True)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "penerima laporan"
        verbose_name_plural = "penerima laporan"
        ordering = ["office", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "email"],
                condition=Q(removed_at__isnull=True),
                name="recipient_once_per_office",
                violation_error_message="Alamat surel ini sudah ada dalam daftar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"


class ReportDelivery(models.Model):
    """One letter with one revision to one recipient, written before it is sent."""

    revision = models.ForeignKey(ReportRevision, models.CASCADE, related_name="deliveries")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(ReportRecipient, models.PROTECT, related_name="deliveries")
    email = models.EmailField("surel")
    attach = models.BooleanField("dengan PDF", default=True)
    queued_at = models.DateTimeField("diantrekan")
    sent_at = models.DateTimeField("dikirim", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    error = models.CharField("galat", max_length=300, blank=True)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "pengiriman laporan"
        verbose_name_plural = "pengiriman laporan"
        ordering = ["revision", "email"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "recipient"], name="delivery_once_per_recipient"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.revision}"
