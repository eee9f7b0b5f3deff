from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dbi_portal.lib.constraints import set_together
from officers.models.office import Office
from officers.models.user import User
from officers.scoping import OfficeScopedQuerySet


class ApiToken(models.Model):
    """What another system signs in with: one a system, with what it may read and until when.

    It sees what its office sees. Only a fingerprint of the token is kept; the token itself is
    shown once, when it is made.
    """

    class Scope(models.TextChoices):
        REGIONS = "wilayah", "Wilayah"
        VILLAGES = "desa", "Desa Binaan"
        SESSIONS = "kegiatan", "Kegiatan"
        STATISTICS = "statistik", "Statistik paspor"
        REPORTS = "laporan", "Laporan bulanan"

    name = models.CharField(
        "nama sistem", max_length=120, help_text="Misalnya “Dasbor Kanwil Jawa Barat”."
    )
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="api_tokens", verbose_name="kantor"
    )
    scopes = ArrayField(
        models.CharField(max_length=20, choices=Scope), verbose_name="boleh membaca"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    beginning = models.CharField("awal token", max_length=12, editable=False)
    expires_on = models.DateField("berlaku sampai")
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dibuat oleh"
    )
    created_at = models.DateTimeField("dibuat", editable=False)
    last_used_on = models.DateField("terakhir dipakai", null=True, editable=False)
    revoked_at = models.DateTimeField("dicabut", null=True, editable=False)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name="dicabut oleh",
    )  # fmt: skip

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "token API"
        verbose_name_plural = "token API"
        ordering = ["-created_at", "-pk"]
        constraints = [
            set_together("revoked_at", "revoked_by", name="token_revoked_by_and_at_together"),
            models.CheckConstraint(
                condition=~Q(scopes=[]),
                name="token_may_read_something",
                violation_error_message="Pilih paling sedikit satu hal yang boleh dibaca.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
