from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from officers.scoping import OfficeScopedQuerySet
from outreach.models.parts import SessionPart, in_the_sessions_office
from outreach.models.session import Session
from villages.models import Region


class FollowUpQuerySet(OfficeScopedQuerySet):
    def current(self) -> FollowUpQuerySet:
        """Those of sessions that stand: not of a cancelled one, nor of another revision of it."""
        # The few that fell away are named, not the many that stand: that is what makes it quick.
        fallen = Q(status__in=[Session.Status.CANCELLED, Session.Status.SUPERSEDED])
        unfinished = Q(corrects__isnull=False) & ~Q(status=Session.Status.APPROVED)
        gone = Session.objects.filter(fallen | unfinished).order_by()
        return self.exclude(session__in=gone.values("pk"))

    def open(self) -> FollowUpQuerySet:
        return self.filter(done_on__isnull=True)

    def overdue(self, *, on: date) -> FollowUpQuerySet:
        return self.open().filter(due_on__lt=on)


class FollowUp(SessionPart):
    """What was agreed at a session: who does what in which village, until when."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="follow_ups")
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name="wilayah",
    )
    owner = models.CharField(
        "penanggung jawab", max_length=150, help_text="Jabatan, misalnya Lurah."
    )
    task = models.CharField("tindak lanjut", max_length=300)
    due_on = models.DateField("batas waktu", null=True, blank=True)
    done_on = models.DateField("selesai", null=True, blank=True)
    note = models.CharField("keterangan", max_length=300, blank=True)
    carried_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_to",
        help_text="Tindak lanjut yang sama pada revisi kegiatan sebelumnya.",
    )
    made_up = models.BooleanField("data contoh", default=False, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "tindak lanjut"
        verbose_name_plural = "tindak lanjut"
        ordering = ["due_on", "pk"]
        constraints = [in_the_sessions_office("follow_up_in_its_office")]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(done_on__isnull=True), name="follow_up_open_by_day"
            ),
        ]

    def __str__(self) -> str:
        return self.task
