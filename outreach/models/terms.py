"""Words a session is described with. The centre may change every list."""

from django.db import models

from dbi_portal.lib.text import squash
from officers.models import Term


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


class Institution(models.Model):
    """Who sends speakers and participants. One row per institution, however it is spelled."""

    name = models.CharField("nama", max_length=150)
    key = models.CharField(max_length=150, unique=True, editable=False)
    made_up = models.BooleanField("data contoh", default=False, editable=False)

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.key = squash(self.name)
        super().save(*args, **kwargs)
