from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dbi_portal.lib.constraints import CompositeForeignKey
from dbi_portal.lib.searching import search_column, search_index
from officers.models import Office, Sourced, User
from officers.scoping import OfficeScopedQuerySet
from villages.models.village import GuidedVillage


class ProposalQuerySet(OfficeScopedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Proposals of the offices this user sees, and those once sent to his own Kanwil."""
        own = super().visible_to(user)
        if not user.is_authenticated or user.sees_all_offices or user.office_id is None:
            return own
        mine = user.visible_office_ids & {user.office_id}
        addressed = self.filter(addressed_to__in=mine)
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=addressed.values("pk")))

    def waiting(self) -> Self:
        """Sent, and at least one village of it without an answer."""
        unanswered = ProposalVillage.objects.filter(decision=ProposalVillage.Decision.WAITING)
        return self.filter(status=Proposal.Status.SENT, pk__in=unanswered.values("proposal_id"))


class Proposal(Sourced):
    """A letter of a Kanim that proposes one or several villages to its Kanwil."""

    class Status(models.TextChoices):
        DRAFT = "konsep", "Konsep"
        SENT = "dikirim", "Dikirim ke Kanwil"
        WITHDRAWN = "ditarik", "Ditarik"

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="proposals", verbose_name="kantor pengusul"
    )
    addressed_to = models.ForeignKey(
        Office, models.PROTECT, related_name="proposals_received", verbose_name="kepada"
    )
    number = models.CharField(
        "nomor surat", max_length=150, blank=True, help_text="Ditulis persis seperti pada surat."
    )
    proposed_on = models.DateField("tanggal surat")
    status = models.CharField("keadaan", max_length=10, choices=Status, default=Status.DRAFT)
    background = models.TextField(
        "latar belakang", blank=True, help_text="Satu atau dua alinea pembuka surat usul."
    )
    withdrawn_on = models.DateField("ditarik", null=True, blank=True)
    withdraw_reason = models.CharField("alasan penarikan", max_length=300, blank=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dibuat oleh"
    )
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    villages = models.ManyToManyField(
        GuidedVillage, through="ProposalVillage", related_name="proposals", verbose_name="desa"
    )
    search = search_column("number", "background")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "usul Desa Binaan"
        verbose_name_plural = "usul Desa Binaan"
        ordering = ["-proposed_on", "-pk"]
        indexes = [search_index("proposal_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"],
                condition=~Q(number=""),
                name="proposal_number_once_per_office",
                violation_error_message="Nomor surat ini sudah dipakai usul lain kantor Anda.",
            ),
            models.UniqueConstraint(fields=["id", "office"], name="proposal_with_its_office"),
            models.CheckConstraint(
                condition=Q(status="ditarik", withdrawn_on__isnull=False) & ~Q(withdraw_reason="")
                | ~Q(status="ditarik") & Q(withdrawn_on__isnull=True, withdraw_reason=""),
                name="withdrawn_proposal_says_when_and_why",
                violation_error_message="Tulis alasan penarikan usul.",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"Usul {self.office} (konsep)"

    def get_absolute_url(self) -> str:
        return reverse("villages:proposal-detail", args=[self.pk])


def _in_the_proposals_office(name: str) -> CompositeForeignKey:
    return CompositeForeignKey(
        fields=("proposal", "office"),
        to="villages.Proposal",
        to_fields=("id", "office"),
        name=name,
    )


class ProposalAnswer(models.Model):
    """A letter of the Kanwil that answers for some or all villages of a proposal."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="answers")
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="proposal_answers", verbose_name="Kanwil"
    )
    number = models.CharField("nomor surat", max_length=150, blank=True)
    answered_on = models.DateField("tanggal jawaban")
    note = models.TextField("catatan", blank=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="dijawab oleh"
    )
    recorded_at = models.DateTimeField("dicatat", auto_now_add=True)
    made_up = models.BooleanField("data contoh", default=False, editable=False)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "jawaban usul"
        verbose_name_plural = "jawaban usul"
        ordering = ["answered_on", "pk"]

    def __str__(self) -> str:
        return self.number or f"Jawaban {self.answered_on}"


class ProposalVillage(models.Model):
    """One village of a proposal: why, with which figures, and what the Kanwil said to it."""

    class Decision(models.TextChoices):
        WAITING = "menunggu", "Menunggu jawaban"
        APPROVED = "disetujui", "Disetujui"
        RETURNED = "dikembalikan", "Dikembalikan"
        REJECTED = "ditolak", "Tidak disetujui"
        WITHDRAWN = "ditarik", "Ditarik"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="proposal_villages")
    village = models.ForeignKey(
        GuidedVillage, models.PROTECT, related_name="proposal_villages", verbose_name="desa"
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    argument = models.TextField("pertimbangan", blank=True)
    evidence = models.JSONField(
        "angka",
        default=list,
        blank=True,
        help_text="Baris {label, value, note, url}: angka pada hari usul dikirim.",
    )
    decision = models.CharField(
        "jawaban", max_length=12, choices=Decision, default=Decision.WAITING
    )
    decision_note = models.CharField("catatan jawaban", max_length=500, blank=True)
    answer = models.ForeignKey(
        ProposalAnswer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposal_villages",
        verbose_name="surat jawaban",
    )

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "desa yang diusulkan"
        verbose_name_plural = "desa yang diusulkan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "village"], name="proposal_names_village_once"
            ),
            models.UniqueConstraint(
                fields=["village"],
                condition=Q(decision="menunggu"),
                name="village_waits_in_one_proposal",
                violation_error_message="Desa ini sudah ada dalam usul lain yang belum dijawab.",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=["dikembalikan", "ditolak"]) | ~Q(decision_note=""),
                name="returned_village_says_why",
                violation_error_message="Tulis alasan mengembalikan atau tidak menyetujui.",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["menunggu", "ditarik"], answer__isnull=True)
                | Q(decision__in=["disetujui", "dikembalikan", "ditolak"], answer__isnull=False),
                name="answered_village_has_its_answer",
            ),
            _in_the_proposals_office("proposal_village_in_its_office"),
        ]

    def __str__(self) -> str:
        return str(self.village)


def proposal_file_path(row: ProposalFile, filename: str) -> str:
    return f"proposals/{row.proposal.office.code}/{row.proposal_id}/{filename}"


class ProposalFile(models.Model):
    """A paper attached to a proposal: the signed letter, minutes of the talks, a village's own."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="files")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    village = models.ForeignKey(
        GuidedVillage, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="desa"
    )
    file = models.FileField("berkas", upload_to=proposal_file_path)
    name = models.CharField("nama", max_length=200)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField("diunggah", auto_now_add=True)

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "lampiran usul"
        verbose_name_plural = "lampiran usul"
        ordering = ["pk"]
        constraints = [_in_the_proposals_office("proposal_file_in_its_office")]

    def __str__(self) -> str:
        return self.name
