from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from officers.models.office import Office
from officers.models.user import User
from officers.scoping import OfficeScopedQuerySet


class JobQuerySet(OfficeScopedQuerySet):
    def unfinished(self) -> JobQuerySet:
        return self.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])

    def forgotten(self, *, now: datetime) -> JobQuerySet:
        """Waiting longer than a doorbell takes, or running past its lease: ring again."""
        return self.unfinished().filter(ring_again_at__lte=now)


class Job(models.Model):
    """Long work as a row: Celery only rings the doorbell, so nothing is lost with a worker."""

    class State(models.TextChoices):
        QUEUED = "queued", "Menunggu"
        RUNNING = "running", "Sedang dikerjakan"
        DONE = "done", "Selesai"
        FAILED = "failed", "Gagal"
        CANCELLED = "cancelled", "Dibatalkan"

    office = models.ForeignKey(Office, models.PROTECT, related_name="jobs", verbose_name="kantor")
    kind = models.CharField("jenis", max_length=60)
    payload = models.JSONField("isi", default=dict)
    key = models.CharField(
        "kunci", max_length=160, blank=True, help_text="Dua pekerjaan sekunci tidak jalan bersama."
    )
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField("kemajuan (%)", default=0)
    done = models.PositiveIntegerField("sudah", default=0)
    total = models.PositiveIntegerField("dari", default=0, help_text="0: belum diketahui.")
    message = models.CharField("sedang", max_length=200, blank=True)
    cancel_asked = models.BooleanField("diminta batal", default=False)
    error = models.TextField("galat", blank=True)
    result = models.JSONField("hasil", default=dict)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    requested_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="jobs", verbose_name="diminta oleh"
    )
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    started_at = models.DateTimeField("mulai", null=True, blank=True)
    ring_again_at = models.DateTimeField("bunyikan lagi")
    finished_at = models.DateTimeField("selesai", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "pekerjaan"
        verbose_name_plural = "pekerjaan"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=["queued", "running"]) & ~Q(key=""),
                name="one_unfinished_job_per_key",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100), name="job_progress_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="job_is_finished_when_it_ended",
            ),
        ]
        indexes = [models.Index(fields=["state", "ring_again_at"], name="job_to_ring")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
