from __future__ import annotations

from django.db import models
from django.db.models import Q

from officers.models.office import Office
from officers.models.user import User
from officers.scoping import OfficeScopedQuerySet


def original_path(run: ImportRun, filename: str) -> str:
    suffix = filename.rsplit(".", 1)[-1].lower()[:5] if "." in filename else "bin"
    return f"imports/{run.office.code}/{run.sha256[:16]}.{suffix}"


class ImportRun(models.Model):
    """One uploaded sheet: the stored original, what it would change, and who confirmed it."""

    class State(models.TextChoices):
        PREVIEW = "preview", "Menunggu konfirmasi"
        COMMITTED = "committed", "Tersimpan"
        REFUSED = "refused", "Ditolak"

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="import_runs", verbose_name="kantor"
    )
    kind = models.CharField("jenis", max_length=40)
    original = models.FileField("berkas asli", upload_to=original_path)
    filename = models.CharField("nama berkas", max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.PREVIEW)
    outcome = models.JSONField("hasil periksa", default=dict)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="import_runs", verbose_name="diunggah oleh"
    )
    uploaded_at = models.DateTimeField("diunggah", auto_now_add=True)
    committed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="disimpan oleh"
    )
    committed_at = models.DateTimeField("disimpan", null=True)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "impor"
        verbose_name_plural = "impor"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="committed", committed_at__isnull=False, committed_by__isnull=False
                )
                | (~Q(state="committed") & Q(committed_at__isnull=True, committed_by__isnull=True)),
                name="import_run_committed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.filename
