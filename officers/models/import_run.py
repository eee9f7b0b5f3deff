from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from officers.models.job import Job
from officers.models.office import Office
from officers.models.user import User
from officers.scoping import OfficeScopedQuerySet


def original_path(run: ImportRun, filename: str) -> str:
    suffix = filename.rsplit(".", 1)[-1].lower()[:5] if "." in filename else "bin"
    return f"imports/{run.office.code}/{run.sha256[:16]}.{suffix}"


class ImportRun(models.Model):
    """One uploaded sheet: the stored original, what it would change, and who confirmed it.

    `outcome` holds what belongs to the whole file (officers/imports/findings.py); its rows stand in
    `ImportLine`. `answers` are a person's: question id -> code or "skip".
    """

    class State(models.TextChoices):
        READING = "reading", "Sedang diperiksa"
        PREVIEW = "preview", "Menunggu konfirmasi"
        SAVING = "saving", "Sedang disimpan"
        COMMITTED = "committed", "Tersimpan"
        UNDONE = "undone", "Dibatalkan setelah tersimpan"
        REFUSED = "refused", "Ditolak"
        CANCELLED = "cancelled", "Tidak dilanjutkan"

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="import_runs", verbose_name="kantor"
    )
    within = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="hanya untuk kantor",
        help_text="Kosong: kantor mana pun yang dilihat pengunggah.",
    )
    kind = models.CharField("jenis", max_length=40)
    original = models.FileField("berkas asli", upload_to=original_path)
    filename = models.CharField("nama berkas", max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.PREVIEW)
    outcome = models.JSONField("hasil periksa", default=dict)
    answers = models.JSONField("jawaban", default=dict, blank=True)
    refusal = models.TextField("alasan ditolak", blank=True)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="perbaikan dari",
    )
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pekerjaan"
    )
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="import_runs", verbose_name="diunggah oleh"
    )
    uploaded_at = models.DateTimeField("diunggah", auto_now_add=True)
    committed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="disimpan oleh"
    )
    committed_at = models.DateTimeField("disimpan", null=True)
    undone_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dibatalkan oleh",
    )
    undone_at = models.DateTimeField("dibatalkan", null=True, blank=True)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "impor"
        verbose_name_plural = "impor"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["committed", "undone"],
                    committed_at__isnull=False,
                    committed_by__isnull=False,
                )
                | (
                    ~Q(state__in=["committed", "undone"])
                    & Q(committed_at__isnull=True, committed_by__isnull=True)
                ),
                name="import_run_committed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False, undone_by__isnull=False)
                | (~Q(state="undone") & Q(undone_at__isnull=True, undone_by__isnull=True)),
                name="import_run_undone_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("officers:import-detail", args=[self.pk])
