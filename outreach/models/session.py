from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from dbi_portal.lib.constraints import on_earth, set_together
from dbi_portal.lib.months import Month
from dbi_portal.lib.searching import search_column, search_index
from officers.models import Office, Officer, Sourced, User
from officers.roles import Role
from officers.scoping import OfficeScopedQuerySet
from outreach.models.counting import keeps_session_sums
from outreach.models.terms import Duty, ProgrammeTag, SessionKind, Topic
from outreach.models.venue import Venue
from villages.models import GuidedVillage, Region


class Status(models.TextChoices):
    PLANNED = "direncanakan", "Direncanakan"
    HELD = "terlaksana", "Terlaksana, belum dilaporkan"
    REPORTED = "dilaporkan", "Menunggu tinjauan"
    RETURNED = "dikembalikan", "Dikembalikan"
    APPROVED = "disetujui", "Disetujui"
    CANCELLED = "dibatalkan", "Dibatalkan"
    SUPERSEDED = "digantikan", "Digantikan koreksi"


class SessionQuerySet(OfficeScopedQuerySet):
    def visible_to(self, user: User) -> Self:
        """As every register; a village official sees the approved sessions of his own village."""
        if user.is_authenticated and user.role == Role.VILLAGE_OFFICIAL:
            served = self.filter(session_villages__village__in=user.village_ids)
            return self.approved().filter(pk__in=served.values("pk"))
        return super().visible_to(user)

    def approved(self) -> Self:
        """The only ones that count in a figure."""
        return self.filter(status=Status.APPROVED)

    def known_at(self, moment: datetime) -> Self:
        """Those that counted at that moment: approved by then, no approved revision in their place.

        A review that nobody dated counts as one of old.
        """
        done = Q(status__in=[Status.APPROVED, Status.SUPERSEDED])
        done &= Q(reviewed_at__lte=moment) | Q(reviewed_at__isnull=True)
        later = self.model._base_manager.filter(done, corrects=OuterRef("pk"))
        return self.filter(done).filter(~Exists(later))

    def current(self) -> Self:
        """One row per session: neither a revision that was replaced nor one still being written."""
        done = Q(status=Status.SUPERSEDED)
        unfinished = Q(corrects__isnull=False) & ~Q(status=Status.APPROVED)
        return self.exclude(done | unfinished)

    def unreported(self, *, on: date) -> Self:
        """Its day has passed and nobody has sent in what happened."""
        return self.filter(
            status__in=[Status.PLANNED, Status.HELD], corrects__isnull=True, held_on__lt=on
        )

    def in_month(self, month: Month) -> Self:
        return self.filter(held_on__gte=month.first_day, held_on__lte=month.last_day)


class Session(Sourced):
    """One outreach session. Serves several Desa Binaan, one, or none; may reach other regions.

    Approved ones are locked. A correction is a row of its own that `corrects` the approved one,
    with the next revision number: the old one counts until the new one is approved, and stays
    on record as superseded.
    """

    Status = Status

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="sessions", verbose_name="kantor penyelenggara"
    )
    client_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.ForeignKey(
        SessionKind, models.PROTECT, related_name="sessions", verbose_name="jenis kegiatan"
    )
    title = models.CharField("judul", max_length=200)
    held_on = models.DateField("tanggal")
    starts_at = models.TimeField("jam mulai", null=True, blank=True)
    ends_at = models.TimeField("jam selesai", null=True, blank=True)
    place = models.CharField("tempat", max_length=200)
    place_region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="desa/kelurahan tempat kegiatan",
    )
    latitude = models.FloatField("lintang", null=True, blank=True)
    longitude = models.FloatField("bujur", null=True, blank=True)
    organiser = models.CharField("penyelenggara", max_length=200, blank=True)
    opened_by = models.CharField(
        "dibuka oleh", max_length=200, blank=True, help_text="Jabatan, misalnya Kepala Kanwil."
    )
    participants = models.PositiveIntegerField("jumlah peserta", null=True, blank=True)
    women = models.PositiveIntegerField("peserta perempuan", null=True, blank=True)
    result = models.TextField("hasil", blank=True)
    questions = models.TextField("pertanyaan peserta", blank=True)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.PLANNED)
    review_note = models.TextField("catatan peninjau", blank=True)
    venue = models.ForeignKey(
        Venue,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name="tempat yang dikenal",
    )
    revision = models.PositiveSmallIntegerField("revisi", default=1, editable=False)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="corrections",
        verbose_name="mengoreksi",
    )
    cancel_reason = models.CharField("alasan dibatalkan", max_length=300, blank=True)
    reported_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dilaporkan oleh",
    )
    reported_at = models.DateTimeField("dilaporkan", null=True, blank=True)
    correction_reason = models.CharField("alasan koreksi", max_length=300, blank=True)
    search = search_column("title", "place")
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dicatat oleh"
    )
    reviewed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ditinjau oleh"
    )
    reviewed_at = models.DateTimeField("ditinjau", null=True, blank=True)
    villages = models.ManyToManyField(
        GuidedVillage, through="SessionVillage", related_name="sessions"
    )
    officers = models.ManyToManyField(Officer, through="SessionOfficer", related_name="sessions")
    topics = models.ManyToManyField(Topic, through="SessionTopic", related_name="sessions")
    duties = models.ManyToManyField(Duty, through="SessionDuty", related_name="sessions")
    tags = models.ManyToManyField(ProgrammeTag, through="SessionTag", related_name="sessions")

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "kegiatan"
        verbose_name_plural = "kegiatan"
        ordering = ["-held_on", "-pk"]
        permissions = [
            ("approve_session", "Menyetujui kegiatan"),
            ("return_session", "Mengembalikan kegiatan"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "office"], name="session_with_its_office"),
            on_earth("session_position_is_on_earth"),
            set_together("reviewed_by", "reviewed_at", name="session_review_by_and_at_together"),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=~Q(status="dibatalkan"),
                name="session_has_one_correction",
                violation_error_message="Koreksi kegiatan ini sudah dibuka.",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, revision=1, correction_reason="")
                | (Q(corrects__isnull=False, revision__gt=1) & ~Q(correction_reason="")),
                name="session_correction_says_why",
                violation_error_message="Tulis apa yang dikoreksi dan mengapa.",
            ),
            models.CheckConstraint(
                condition=~Q(status="dikembalikan") | ~Q(review_note=""),
                name="returned_session_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False),
                name="session_ends_only_if_it_starts",
                violation_error_message="Isi jam mulai bila jam selesai diisi.",
            ),
            models.CheckConstraint(
                condition=Q(women__isnull=True)
                | Q(participants__isnull=False, women__lte=F("participants")),
                name="women_are_among_the_participants",
                violation_error_message="Peserta perempuan tidak boleh melebihi jumlah peserta.",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "held_on"], name="session_by_office_and_day"),
            models.Index(fields=["held_on"], name="session_by_day"),
            models.Index(
                fields=["status", "office"],
                condition=Q(status__in=["dilaporkan", "dikembalikan"]),
                name="session_waiting",
            ),
            # The few rows every register leaves out: found without reading the many.
            models.Index(
                fields=["id"],
                condition=Q(status__in=["dibatalkan", "digantikan"]) | Q(corrects__isnull=False),
                name="session_fallen_away",
            ),
            # The few with a position of their own, for a map of many villages.
            models.Index(
                fields=["place_region"],
                condition=Q(latitude__isnull=False),
                name="session_with_position",
            ),
            search_index("session_search"),
        ]
        triggers = keeps_session_sums("session", part=False)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("outreach:detail", args=[self.pk])

    @property
    def is_locked(self) -> bool:
        return self.status in (Status.APPROVED, Status.CANCELLED, Status.SUPERSEDED)
