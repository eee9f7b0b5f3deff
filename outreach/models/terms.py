"""Words a session is described with. The centre may change every list."""

from typing import Self

from django.db import models
from django.urls import reverse

from dbi_portal.lib.searching import search_column, search_index
from dbi_portal.lib.text import squash
from officers.models import Term, User


class SessionKind(Term):
    """Sosialisasi, diseminasi, rapat TIMPORA, sambang desa …"""

    class Meta(Term.Meta):
        verbose_name = "jenis kegiatan"
        verbose_name_plural = "jenis kegiatan"


class Topic(Term):
    class Meta(Term.Meta):
        verbose_name = "topik"
        verbose_name_plural = "topik"


class Duty(Term):
    """The five duties of a PIMPASA."""

    class Meta(Term.Meta):
        verbose_name = "tugas PIMPASA"
        verbose_name_plural = "tugas PIMPASA"


class AudienceGroup(Term):
    """Camat, lurah, RT/RW, calon PMI …"""

    class Meta(Term.Meta):
        verbose_name = "unsur peserta"
        verbose_name_plural = "unsur peserta"


class ProgrammeTag(Term):
    """A programme of the ministry that an activity serves."""

    class Meta(Term.Meta):
        verbose_name = "penanda program"
        verbose_name_plural = "penanda program"


class InstitutionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Institutions are everyone's: whoever is signed in sees all."""
        return self if user.is_authenticated and user.is_active else self.none()


class Institution(models.Model):
    """Who sends speakers and participants. One row per institution, however it is spelled."""

    name = models.CharField("nama", max_length=150)
    key = models.CharField(max_length=150, unique=True, editable=False)
    made_up = models.BooleanField("data contoh", default=False, editable=False)
    retired_on = models.DateField("tidak dipakai sejak", null=True, blank=True)
    search = search_column("name")

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        ordering = ["name"]
        indexes = [search_index("institution_search")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.key = squash(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("outreach:institution-detail", args=[self.pk])


class InstitutionAlias(models.Model):
    """Another spelling of an institution: what it was called before two rows were merged."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="aliases")
    text = models.CharField("sebutan lain", max_length=150)
    key = models.CharField(max_length=150, unique=True, editable=False)

    class Meta:
        verbose_name = "sebutan instansi"
        verbose_name_plural = "sebutan instansi"

    def __str__(self) -> str:
        return self.text

    def save(self, *args, **kwargs) -> None:
        self.key = squash(self.text)
        super().save(*args, **kwargs)
