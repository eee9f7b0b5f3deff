from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone

from officers.models.office import Office
from officers.models.user import User


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """A notice is its reader's alone."""
        return self.filter(user=user) if user.is_authenticated and user.is_active else self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def unmailed(self) -> Self:
        return self.filter(mailed_at__isnull=True)


class Notice(models.Model):
    """Something one person should know or do. `key` makes telling it twice harmless."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    key = models.CharField("kunci", max_length=160)
    kind = models.CharField("jenis", max_length=40)
    text = models.CharField("isi", max_length=400)
    url = models.CharField("halaman", max_length=300, blank=True)
    created_at = models.DateTimeField("dibuat", default=timezone.now)
    read_at = models.DateTimeField("dibaca", null=True, blank=True)
    mailed_at = models.DateTimeField("dikirim lewat surel", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_once_per_reader"),
        ]
        indexes = [
            models.Index(
                fields=["user"],
                condition=models.Q(read_at__isnull=True),
                name="notice_unread_by_reader",
            ),
        ]

    def __str__(self) -> str:
        return self.text
