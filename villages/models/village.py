from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from dbi_portal.lib.constraints import CompositeForeignKey, ends_after_start, no_overlap
from officers.models import Dated, DatedQuerySet, Office, Officer, Sourced, Term, User
from officers.roles import Role
from officers.scoping import OfficeScopedQuerySet
from villages.models.region import Region
from villages.models.rules import office_holds_village
from villages.models.stages import OVER, Stage, end_words


class SelectionReason(Term):
    """Why a village was chosen; several may hold."""

    class Meta(Term.Meta):
        verbose_name = "alasan pemilihan"
        verbose_name_plural = "alasan pemilihan"


class VillageQuerySet(OfficeScopedQuerySet):
    def visible_to(self, user: User) -> Self:
        """As every register; a village official sees his own village."""
        if user.is_authenticated and user.role == Role.VILLAGE_OFFICIAL:
            return self.filter(pk__in=user.village_ids)
        return super().visible_to(user)

    def with_stage_before(self) -> Self:
        """Adds `stage_before`, so that a list names each end (`end_words`) without asking again."""
        steps = VillageStep.objects.filter(village=OuterRef("pk")).order_by("-happened_on", "-pk")
        return self.annotate(stage_before=Subquery(steps.values("stage")[1:2]))

    def active(self) -> Self:
        return self.filter(stage=Stage.ACTIVE)

    def open(self) -> Self:
        return self.exclude(stage__in=OVER)

    def with_stage_on(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Adds `stage_then`: the stage a village had reached at the end of that day, or None.

        `known_at`: as the portal knew it at that moment; without it, as it knows it now.
        """
        steps = VillageStep.trace.known_at(known_at) if known_at else VillageStep.objects.all()
        order = ["-happened_on", "-kept_place" if known_at else "-pk"]
        latest = steps.filter(village=OuterRef("pk"), happened_on__lte=day).order_by(*order)
        return self.annotate(stage_then=Subquery(latest.values("stage")[:1]))

    def active_on(self, day: date) -> Self:
        return self.with_stage_on(day).filter(stage_then=Stage.ACTIVE)

    def held_by(self, offices, *, on: date) -> Self:
        """Villages that one of `offices` held on that day."""
        held = Tenure.objects.on(on).filter(office__in=offices)
        return self.filter(pk__in=held.values("village_id"))


class GuidedVillage(Sourced):
    """A Desa Binaan Imigrasi, from candidate to its end. `stage` repeats the latest step."""

    Stage = Stage

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="guided_villages", verbose_name="desa/kelurahan"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="guided_villages", verbose_name="kantor"
    )
    stage = models.CharField(
        "tahap", max_length=12, choices=Stage, default=Stage.CANDIDATE, editable=False
    )
    note = models.TextField("catatan", blank=True)
    reasons = models.ManyToManyField(
        SelectionReason, through="VillageReason", related_name="villages", verbose_name="alasan"
    )

    objects = VillageQuerySet.as_manager()

    class Meta:
        verbose_name = "Desa Binaan"
        verbose_name_plural = "Desa Binaan"
        ordering = ["region__name", "pk"]
        permissions = [("approve_guidedvillage", "Menetapkan Desa Binaan")]
        constraints = [
            models.UniqueConstraint(
                fields=["region"],
                condition=~Q(stage__in=OVER),
                name="one_open_guidance_per_region",
                violation_error_message="Desa ini sudah terdaftar dan belum berakhir.",
            ),
            models.UniqueConstraint(fields=["id", "office"], name="village_with_its_office"),
        ]

    def __str__(self) -> str:
        return self.region.name

    def get_stage_display(self) -> str:
        if self.stage != Stage.REJECTED:
            return Stage(self.stage).label
        if not hasattr(self, "stage_before"):
            stages = self.steps.order_by("-happened_on", "-pk").values_list("stage", flat=True)
            return end_words(next(iter(stages[1:2]), None))
        return end_words(self.stage_before)

    def get_absolute_url(self) -> str:
        return reverse("villages:detail", args=[self.pk])


class VillagePart(models.Model):
    """A row beneath a Desa Binaan. Carries the office too, so that the database can scope it."""

    village = models.ForeignKey(GuidedVillage, models.CASCADE, verbose_name="desa")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="kantor")

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        abstract = True


class VillageReason(VillagePart):
    village = models.ForeignKey(GuidedVillage, models.CASCADE, related_name="village_reasons")
    reason = models.ForeignKey(
        SelectionReason, models.PROTECT, related_name="village_reasons", verbose_name="alasan"
    )
    note = models.CharField("angka atau keterangan", max_length=200, blank=True)

    class Meta:
        verbose_name = "alasan desa"
        verbose_name_plural = "alasan desa"
        constraints = [
            models.UniqueConstraint(fields=["village", "reason"], name="village_reason_once"),
            CompositeForeignKey(
                fields=("village", "office"),
                to="villages.GuidedVillage",
                to_fields=("id", "office"),
                name="village_reason_in_its_office",
            ),
        ]

    def __str__(self) -> str:
        return str(self.reason)


class StepQuerySet(OfficeScopedQuerySet):
    def known_at(self, moment: datetime) -> Self:
        """Of the whole trace, what the portal held true at that moment.

        Adds `kept_place`: what a step said before it was put right takes its place among the
        steps of its day.
        """
        standing = Q(voided_at__isnull=True) | Q(voided_at__gt=moment)
        known = self.filter(standing, recorded_at__lte=moment)
        return known.annotate(kept_place=Coalesce(F("replaced_by__pk"), F("pk")))


class StandingSteps(models.Manager):
    """Steps that still stand. One put right or taken back stays in `VillageStep.trace`."""

    def get_queryset(self):
        return super().get_queryset().filter(voided_at__isnull=True)


class VillageStep(VillagePart):
    """One dated step in the life of a Desa Binaan: who held it that day, what paper backs it.

    What a step said is never lost: correcting it keeps its row, and so its place among steps of
    the same day, and leaves what it said as a voided row that it `replaces`; undoing it voids the
    row alone. `objects` are those that stand, `trace` is every one.
    """

    Stage = Stage

    village = models.ForeignKey(GuidedVillage, models.CASCADE, related_name="steps")
    stage = models.CharField("tahap", max_length=12, choices=Stage)
    happened_on = models.DateField("tanggal")
    decree = models.ForeignKey(
        "villages.Decree",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name="SK",
    )
    proposal = models.ForeignKey(
        "villages.Proposal",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name="usul",
    )
    answer = models.ForeignKey(
        "villages.ProposalAnswer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name="jawaban usul",
    )
    place = models.CharField("tempat", max_length=200, blank=True)
    note = models.CharField("keterangan", max_length=300, blank=True)
    made_up = models.BooleanField("data contoh", default=False, editable=False)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dicatat oleh"
    )
    recorded_at = models.DateTimeField("dicatat", auto_now_add=True)
    officiated_by = models.CharField(
        "dikukuhkan oleh", max_length=200, blank=True, help_text="Jabatan, misalnya Kepala Kanwil."
    )
    pinned = models.ManyToManyField(
        "officers.Officer",
        through="StepOfficer",
        related_name="pinned_at",
        verbose_name="petugas yang disemati",
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="menggantikan",
    )
    voided_at = models.DateTimeField("dibatalkan", null=True, blank=True)
    voided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dibatalkan oleh"
    )
    void_reason = models.CharField("alasan pembatalan", max_length=300, blank=True)

    objects = StandingSteps.from_queryset(StepQuerySet)()
    trace = StepQuerySet.as_manager()

    class Meta:
        verbose_name = "tahap desa"
        verbose_name_plural = "tahap desa"
        ordering = ["happened_on", "pk"]
        default_manager_name = "objects"
        base_manager_name = "trace"
        constraints = [
            models.UniqueConstraint(fields=["id", "office"], name="step_with_its_office"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="voided_step_says_why",
                violation_error_message="Tulis mengapa tahap ini diperbaiki atau dibatalkan.",
            ),
            models.CheckConstraint(
                condition=~Q(stage="tidak-aktif") | ~Q(note=""),
                name="inactive_needs_a_reason",
                violation_error_message="Sebutkan alasan desa tidak aktif lagi.",
            ),
        ]
        indexes = [models.Index(fields=["village", "happened_on"], name="village_step_by_day")]
        triggers = [office_holds_village(day="happened_on", name="step_by_the_holding_office")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.happened_on}"

    def get_stage_display(self) -> str:
        refused = self.stage == Stage.REJECTED
        return end_words(self._before()) if refused else Stage(self.stage).label

    def _before(self) -> str | None:
        """The stage of the step that stands before this one."""
        day = self.happened_on
        earlier = Q(happened_on__lt=day) | Q(happened_on=day, pk__lt=self.pk)
        steps = VillageStep.objects.filter(earlier, village_id=self.village_id)
        return steps.order_by("-happened_on", "-pk").values_list("stage", flat=True).first()


class StepOfficer(models.Model):
    """An officer who received the badge at a village's inauguration (penyematan)."""

    step = models.ForeignKey(VillageStep, models.CASCADE, related_name="step_officers")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="step_officers")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "penyematan"
        verbose_name_plural = "penyematan"
        constraints = [
            models.UniqueConstraint(fields=["step", "officer"], name="officer_is_pinned_once"),
            CompositeForeignKey(
                fields=("step", "office"),
                to="villages.VillageStep",
                to_fields=("id", "office"),
                name="pinned_in_the_steps_office",
            ),
        ]

    def __str__(self) -> str:
        return str(self.officer)


class TenureQuerySet(OfficeScopedQuerySet, DatedQuerySet):
    pass


class Tenure(Dated):
    """Which office held a Desa Binaan, from when to when. Each fact keeps the holder of its day."""

    village = models.ForeignKey(GuidedVillage, models.CASCADE, related_name="tenures")
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="tenures", verbose_name="kantor"
    )

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = "kantor pembina"
        verbose_name_plural = "kantor pembina"
        ordering = ["starts_on"]
        constraints = [
            ends_after_start("tenure_ends_after_start"),
            no_overlap("village_has_one_office_a_day", "village"),
        ]

    def __str__(self) -> str:
        return f"{self.village}: {self.office}"
