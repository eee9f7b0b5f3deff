"""The register of proposals, and writing one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage, Chip, Column, ConfirmPage, CreatePage, ListPage
from officers.roles import OfficeKind
from villages import actions
from villages.forms.filters import ProposalFilter
from villages.forms.proposals import (
    MOST_DIGITS,
    MOST_WORDS,
    ProposalForm,
    SendForm,
    WithdrawForm,
    reasons_of,
    village_names,
)
from villages.models import GuidedVillage, Proposal, ProposalVillage

Status, Decision = Proposal.Status, ProposalVillage.Decision
STATUS_LOOK = {
    "konsep": ("konsep", "plain", "edit"),
    "menunggu": ("menunggu jawaban", "gold", "clock"),
    "dijawab": ("sudah dijawab", "good", "check"),
    "ditarik": ("ditarik", "plain", "x"),
}
EVERYTHING_KEPT = "Surat usul, alasan, dan tanggalnya tetap tersimpan."


def state_of(proposal: Proposal) -> str:
    """konsep, menunggu, dijawab or ditarik; needs `waiting_count` (ProposalPage.refine)."""
    if proposal.status != Status.SENT:
        return proposal.status
    return "menunggu" if proposal.waiting_count else "dijawab"


def state_chip(proposal: Proposal) -> Chip:
    return Chip(*STATUS_LOOK[state_of(proposal)])


def takes_papers(proposal: Proposal) -> bool:
    """Papers are for who has to answer: once all is answered or withdrawn nobody reads them."""
    waits = proposal.status == Status.SENT and proposal.waiting_count
    return proposal.status == Status.DRAFT or bool(waits)


def is_own(user, proposal: Proposal) -> bool:
    """Writing, sending and withdrawing is the work of the proposing office itself."""
    return user.office_id == proposal.office_id


class ProposalPage:
    model = Proposal
    parents = [("Desa Binaan", "villages:list"), ("Usul", "villages:proposal-list")]

    def refine(self, proposals: QuerySet) -> QuerySet:
        waiting = Q(proposal_villages__decision=Decision.WAITING)
        return proposals.select_related("office", "addressed_to").annotate(
            village_count=Count("proposal_villages", distinct=True),
            waiting_count=Count("proposal_villages", filter=waiting, distinct=True),
        )


class ProposalList(ProposalPage, ListPage):
    permission = "villages.view_proposal"
    title = "Usul Desa Binaan"
    parents = [("Desa Binaan", "villages:list")]
    noun = "usul"
    filterset_class = ProposalFilter
    default_sort = "-tanggal"
    add_label = "Tulis usul"
    add_permission = "villages.add_proposal"
    empty_title = "Belum ada usul"
    empty_text = "Kanim menulis usul untuk satu atau beberapa calon, lalu mengirimnya ke Kanwil."
    search_hint = "Nomor surat atau nama desa"
    columns = [
        Column("Surat", str, sort="number", note="addressed_to.short_name"),
        Column("Kantor", "office.short_name", sort="office__short_name"),
        Column("Tanggal", "proposed_on", sort="proposed_on", kind="date"),
        Column("Desa", "village_count", sort="village_count", kind="number"),
        Column("Menunggu", "waiting_count", kind="number", hide_on_phone=True),
        Column("Keadaan", state_chip, kind="chip"),
    ]

    @property
    def add_url(self) -> str:
        """Only a Kanim proposes."""
        office = self.request.user.office
        return "villages:proposal-create" if office and office.kind == OfficeKind.KANIM else ""


class ProposalCreate(ProposalPage, CreatePage):
    permission = "villages.add_proposal"
    title = "Tulis usul Desa Binaan"
    form_class = ProposalForm
    submit_label = "Simpan konsep"
    success_message = "Konsep usul tersimpan. Periksa suratnya, lalu kirim ke Kanwil."

    @property
    def lead(self) -> str:
        if self.request.user.office.kind != OfficeKind.KANIM:
            return "Usul ditulis oleh Kanim yang membina desanya."
        return "Centang desanya dan tulis pertimbangannya. Angka paspor tiap desa ikut sendiri."

    def get_initial(self):
        asked = self.request.GET.get("desa", "")
        ticked = {f"village_{asked}": True} if asked.isdigit() else {}
        return {"proposed_on": timezone.localdate(), **ticked, **self.argument(asked)}

    def argument(self, asked: str) -> dict:
        """A line of “Desa berikutnya” brings its reason along, behind what is on record."""
        words = self.request.GET.get("pertimbangan", "")[:MOST_WORDS]
        if not (words and asked.isascii() and asked.isdigit() and len(asked) < MOST_DIGITS):
            return {}
        villages = GuidedVillage.objects.visible_to(self.request.user)
        village = villages.filter(pk=asked).first()
        if village is None:
            return {}
        _, name = village_names(village)
        return {name: f"{reasons_of(village)} {words}."[:MOST_WORDS].strip()}

    def perform(self, form):
        return actions.draft_proposal(
            office=self.request.user.office,
            lines=form.lines(),
            by=self.request.user,
            **form.letter(),
        )


class ProposalWrite(ProposalPage, ChangePage):
    """A page on which the proposing office does something with its proposal."""

    permission = "villages.change_proposal"
    statuses: tuple[str, ...] = (Status.DRAFT,)

    def check_permission(self):
        super().check_permission()
        if not is_own(self.request.user, self.object) or self.object.status not in self.statuses:
            raise PermissionDenied


class ProposalChange(ProposalWrite):
    form_class = ProposalForm
    submit_label = "Simpan konsep"
    success_message = "Perubahan pada konsep usul tersimpan."

    def get_title(self):
        return "Ubah konsep usul"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"proposal": self.object}

    def perform(self, form):
        return actions.change_proposal(
            proposal=self.object, lines=form.lines(), by=self.request.user, **form.letter()
        )


class ProposalSend(ProposalWrite, ConfirmPage):
    form_class = SendForm
    submit_label = "Kirim usul"
    success_message = "Usul {row} dikirim ke Kanwil."
    danger = False

    def get_title(self):
        return "Kirim usul"

    @property
    def question(self):
        return f"Kirim usul ini ke {self.object.addressed_to.name}?"

    @property
    def consequence(self):
        return (
            f"{self.object.village_count} desa tercatat diusulkan pada tanggal surat, dengan angka "
            "paspor hari ini. Setelah dikirim, isi usul tidak dapat diubah; menariknya masih bisa."
        )

    def get_initial(self):
        return {"proposed_on": self.object.proposed_on, "number": self.object.number}

    def perform(self, form):
        return actions.send_proposal(
            proposal=self.object, **form.cleaned_data, by=self.request.user, at=timezone.now()
        )


class ProposalWithdraw(ProposalWrite, ConfirmPage):
    statuses = (Status.DRAFT, Status.SENT)
    form_class = WithdrawForm
    success_message = "Usul {row} ditarik."

    def get_title(self):
        return "Batalkan konsep usul" if self.is_draft else "Tarik usul"

    @property
    def is_draft(self) -> bool:
        return self.object.status == Status.DRAFT

    @property
    def submit_label(self) -> str:
        return "Batalkan konsep" if self.is_draft else "Tarik usul"

    @property
    def question(self) -> str:
        return "Batalkan konsep ini?" if self.is_draft else "Tarik usul ini dari Kanwil?"

    @property
    def consequence(self) -> str:
        if self.is_draft:
            return f"Desanya dapat disebut lagi dalam usul lain. {EVERYTHING_KEPT}"
        waiting = self.object.waiting_count
        return (
            f"{waiting} desa yang belum dijawab kembali ke tahap sebelum diusulkan. "
            f"{EVERYTHING_KEPT}"
        )

    def get_initial(self):
        return {"on": timezone.localdate()}

    def perform(self, form):
        return actions.withdraw_proposal(
            proposal=self.object, **form.cleaned_data, by=self.request.user, at=timezone.now()
        )
