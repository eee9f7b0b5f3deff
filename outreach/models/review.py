"""What a reviewer asks for, field by field, and what is attached to a session."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from officers.models import User
from outreach.models.parts import SessionPart, in_the_sessions_office
from outreach.models.session import Session


class SessionRemark(SessionPart):
    """A reviewer's note on one field; `field` is the form's name of it, empty for the whole."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="remarks")
    field = models.CharField("isian", max_length=40, blank=True)
    note = models.CharField("catatan", max_length=500)
    written_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dari"
    )
    written_at = models.DateTimeField("ditulis")
    settled_at = models.DateTimeField("dijawab", null=True, blank=True)

    class Meta:
        verbose_name = "catatan tinjauan"
        verbose_name_plural = "catatan tinjauan"
        ordering = ["written_at", "pk"]
        constraints = [
            in_the_sessions_office("session_remark_in_its_office"),
            models.CheckConstraint(condition=~Q(note=""), name="session_remark_says_something"),
        ]

    def __str__(self) -> str:
        return self.note


def attachment_path(row: SessionAttachment, filename: str) -> str:
    return f"attachments/{row.session.office.code}/{row.session.client_id}/{filename}"


class SessionAttachment(SessionPart):
    """A file kept with a session: signed attendance list, material, letter."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attachments")
    file = models.FileField("berkas", upload_to=attachment_path)
    name = models.CharField("nama", max_length=200)
    size = models.PositiveIntegerField("ukuran (bita)")
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="diunggah oleh"
    )
    uploaded_at = models.DateTimeField("diunggah", auto_now_add=True)

    class Meta:
        verbose_name = "lampiran kegiatan"
        verbose_name_plural = "lampiran kegiatan"
        ordering = ["pk"]
        constraints = [in_the_sessions_office("session_attachment_in_its_office")]

    def __str__(self) -> str:
        return self.name
