"""Papers attached to a proposal, and the letters the portal writes for it."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from dbi_portal.lib.pages.papers import TYPES, paper_response
from villages import actions
from villages.documents.answer_letter import answer_letter
from villages.documents.proposal_letter import proposal_letter
from villages.forms.proposals import AttachForm
from villages.models import Proposal, ProposalAnswer, ProposalFile
from villages.views.downloads import download
from villages.views.proposals import ProposalWrite, Status, is_own, takes_papers

TAKEN_BACK = (
    "Semua jawaban dalam surat ini sudah dibatalkan, jadi suratnya tidak dicetak lagi. "
    "Riwayat usul menyebut siapa membatalkannya dan mengapa."
)
VIEW, CHANGE = "villages.view_proposal", "villages.change_proposal"


class ProposalAttach(ProposalWrite):
    statuses = (Status.DRAFT, Status.SENT)
    form_class = AttachForm
    submit_label = "Lampirkan"
    success_message = "Lampiran tersimpan."

    def check_permission(self):
        super().check_permission()
        if not takes_papers(self.object):
            raise PermissionDenied

    def get_title(self):
        return "Lampirkan berkas"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"proposal": self.object}

    def perform(self, form):
        actions.attach_file(proposal=self.object, **form.cleaned_data, by=self.request.user)
        return self.object


def proposal_file(request: HttpRequest, pk: int) -> FileResponse:
    """What was attached, always as a download under the name it was given."""
    attached = _file(request, pk, VIEW)
    if not attached.file.storage.exists(attached.file.name):
        raise Http404
    ending = PurePath(attached.file.name).suffix
    return download(attached.file, f"{slugify(attached.name) or 'lampiran'}{ending}")


@require_POST
def detach_file(request: HttpRequest, pk: int) -> HttpResponse:
    attached = _file(request, pk, CHANGE)
    if not is_own(request.user, attached.proposal) or attached.proposal.status != Status.DRAFT:
        raise PermissionDenied
    return redirect(actions.detach_file(attached=attached, by=request.user))


def letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The proposal as a letter; a draft says so on every page."""
    proposals = Proposal.objects.visible_to(request.user).select_related("office", "addressed_to")
    proposal = get_object_or_404(proposals, pk=pk)
    _ask(request, kind)
    return paper_response(proposal_letter(proposal, user=request.user), kind)


def letter_of_answer(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The Kanwil's answer as a letter."""
    seen = Proposal.objects.visible_to(request.user)
    answers = ProposalAnswer.objects.filter(proposal__in=seen)
    answer = get_object_or_404(
        answers.select_related("office", "proposal__office", "proposal__addressed_to"), pk=pk
    )
    _ask(request, kind)
    if not answer.proposal_villages.exists():
        messages.warning(request, TAKEN_BACK)
        return redirect(answer.proposal)
    return paper_response(answer_letter(answer), kind)


def _file(request: HttpRequest, pk: int, permission: str) -> ProposalFile:
    seen = Proposal.objects.visible_to(request.user)
    files = ProposalFile.objects.filter(proposal__in=seen).select_related("proposal__office")
    attached = get_object_or_404(files, pk=pk)
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return attached


def _ask(request: HttpRequest, kind: str) -> None:
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    if kind not in TYPES:
        raise Http404
