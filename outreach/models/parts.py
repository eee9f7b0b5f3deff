"""What hangs on a session. Each row carries the session's office, so the database can scope it."""

from __future__ import annotations

from django.db import models

from dbi_portal.lib.constraints import CompositeForeignKey
from officers.models import Office, Officer
from officers.scoping import OfficeScopedQuerySet
from outreach.models.counting import keeps_session_sums
from outreach.models.session import Session
from outreach.models.terms import (
    AudienceGroup,
    Duty,
    Institution,
    ProgrammeTag,
    Topic,
)
from villages.models import GuidedVillage, Region


class SessionPart(models.Model):
    """A row beneath a session, in the session's office."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="%(class)ss")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        self.office_id = self.session.office_id
        super().save(*args, **kwargs)


def in_the_sessions_office(name: str) -> CompositeForeignKey:
    return CompositeForeignKey(
        fields=("session", "office"), to="outreach.Session", to_fields=("id", "office"), name=name
    )


def once(*fields: str, name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["session", *fields], name=name)


class SessionVillage(SessionPart):
    """A Desa Binaan the session served."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="session_villages")
    village = models.ForeignKey(
        GuidedVillage, models.PROTECT, related_name="session_villages", verbose_name="desa"
    )

    class Meta:
        constraints = [
            once("village", name="session_serves_village_once"),
            in_the_sessions_office("session_village_in_its_office"),
        ]
        triggers = keeps_session_sums("served")

    def __str__(self) -> str:
        return str(self.village)


class RegionReached(SessionPart):
    """A village the session reached, Desa Binaan or not, and how many of its RT and RW if known."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="regions_reached")
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="regions_reached", verbose_name="wilayah"
    )
    rt_count = models.PositiveSmallIntegerField("jumlah RT", null=True, blank=True)
    rw_count = models.PositiveSmallIntegerField("jumlah RW", null=True, blank=True)
    units = models.CharField(
        "RT/RW yang dicapai", max_length=200, blank=True, help_text="Misalnya RW 05, RT 01–04."
    )

    class Meta:
        constraints = [
            once("region", name="session_reaches_region_once"),
            in_the_sessions_office("region_reached_in_its_office"),
        ]
        triggers = keeps_session_sums("reached")

    def __str__(self) -> str:
        return str(self.region)


class SessionOfficer(SessionPart):
    session = models.ForeignKey(Session, models.CASCADE, related_name="session_officers")
    officer = models.ForeignKey(
        Officer, models.PROTECT, related_name="session_officers", verbose_name="petugas"
    )

    class Meta:
        constraints = [
            once("officer", name="session_names_officer_once"),
            in_the_sessions_office("session_officer_in_its_office"),
        ]

    def __str__(self) -> str:
        return str(self.officer)


class Speaker(SessionPart):
    """A speaker, known by institution; the name is optional."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="speakers")
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="speakers", verbose_name="instansi"
    )
    name = models.CharField("nama", max_length=150, blank=True)
    subject = models.CharField("materi", max_length=200, blank=True)

    class Meta:
        constraints = [in_the_sessions_office("speaker_in_its_office")]
        triggers = keeps_session_sums("speaker")

    def __str__(self) -> str:
        return f"{self.name}, {self.institution}" if self.name else str(self.institution)


class Audience(SessionPart):
    """How many of one group took part; unknown stays empty, never zero."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="audiences")
    group = models.ForeignKey(
        AudienceGroup, models.PROTECT, related_name="audiences", verbose_name="unsur"
    )
    count = models.PositiveIntegerField("jumlah", null=True, blank=True)

    class Meta:
        constraints = [
            once("group", name="session_counts_group_once"),
            in_the_sessions_office("audience_in_its_office"),
        ]
        triggers = keeps_session_sums("audience")

    def __str__(self) -> str:
        return f"{self.group}: {self.count if self.count is not None else '–'}"


class SessionTopic(SessionPart):
    session = models.ForeignKey(Session, models.CASCADE, related_name="session_topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="session_topics")

    class Meta:
        constraints = [
            once("topic", name="session_has_topic_once"),
            in_the_sessions_office("session_topic_in_its_office"),
        ]

    def __str__(self) -> str:
        return str(self.topic)


class SessionDuty(SessionPart):
    session = models.ForeignKey(Session, models.CASCADE, related_name="session_duties")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="session_duties")

    class Meta:
        constraints = [
            once("duty", name="session_has_duty_once"),
            in_the_sessions_office("session_duty_in_its_office"),
        ]

    def __str__(self) -> str:
        return str(self.duty)


class SessionTag(SessionPart):
    session = models.ForeignKey(Session, models.CASCADE, related_name="session_tags")
    tag = models.ForeignKey(ProgrammeTag, models.PROTECT, related_name="session_tags")

    class Meta:
        constraints = [
            once("tag", name="session_has_tag_once"),
            in_the_sessions_office("session_tag_in_its_office"),
        ]

    def __str__(self) -> str:
        return str(self.tag)


def photo_path(photo: SessionPhoto, filename: str) -> str:
    return f"photos/{photo.session.office.code}/{photo.session.client_id}/{filename}"


class SessionPhoto(SessionPart):
    """A photo, re-encoded without its position data before it is stored."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="photos")
    image = models.ImageField("foto", upload_to=photo_path)
    caption = models.CharField("keterangan", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [in_the_sessions_office("session_photo_in_its_office")]

    def __str__(self) -> str:
        return self.caption or self.image.name
