"""The steps of a report: buttons that act at once, pages on which something is said first."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from dbi_portal.lib.pages import ConfirmPage
from reports import workflow
from reports.actions import life
from reports.actions.signing import sign_report, unsign_report
from reports.documents.monthly import chapters
from reports.figures.monthly.content import MonthlyFigures
from reports.forms.report_steps import AskRevisionForm, NoteForm, RemarksForm
from reports.models import MonthlyReport
from reports.signatures import why_unsigned
from reports.workflow import Verb

SEEN = "dibaca"  # the digest of what the reader had before him


def _at_once(request, pk: int, verb: Verb, take, done: str):
    report = get_object_or_404(MonthlyReport.objects.visible_to(request.user), pk=pk)
    if not workflow.allowed(report, verb, request.user):
        raise PermissionDenied
    try:
        take(report)
        messages.success(request, done.format(report=report))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(report)


@require_POST
def check(request, pk):
    seen = request.GET.get(SEEN, "")
    return _at_once(
        request,
        pk,
        Verb.CHECK,
        lambda report: life.check_report(
            report=report, by=request.user, at=timezone.now(), seen=seen
        ),
        "Laporan ditandai sudah diperiksa dan menunggu tanda tangan.",
    )


@require_POST
def send(request, pk):
    return _at_once(
        request,
        pk,
        Verb.SEND,
        lambda report: life.send_report(report=report, by=request.user, at=timezone.now()),
        "{report} terkirim.",
    )


@require_POST
def receive(request, pk):
    return _at_once(
        request,
        pk,
        Verb.RECEIVE,
        lambda report: life.receive_report(report=report, by=request.user, at=timezone.now()),
        "{report} diterima.",
    )


class StepPage(ConfirmPage):
    """Asks once more. A step that no longer follows leads back, and says what the report is now."""

    model = MonthlyReport
    template_name = "reports/reports/step.html"
    parents = (("Laporan", "reports:list"),)
    verb: Verb
    danger = False

    def refine(self, reports):
        return reports.select_related("office", "job")

    def check_permission(self):
        if not workflow.allowed(self.object, self.verb, self.request.user):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        return self.too_late() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.too_late() or super().post(request, *args, **kwargs)

    def too_late(self):
        if workflow.possible(self.object, self.verb):
            return None
        now = self.object.get_status_display().lower()
        messages.error(self.request, f"Statusnya sekarang “{now}”; langkah itu tidak berlaku lagi.")
        return redirect(self.object)

    def get_title(self):
        return f"{self.title}: {self.object.office.short_name}, {self.object.label}"

    def get_context_data(self, **context):
        return super().get_context_data(revision=self.object.revision, **context)


class NotePage(StepPage):
    """A step taken back, with a reason that may be left out."""

    form_class = NoteForm
    take = None

    def perform(self, form):
        return type(self).take(
            report=self.object,
            note=form.cleaned_data["note"],
            by=self.request.user,
            at=timezone.now(),
        )


class Uncheck(NotePage):
    verb, take = Verb.UNCHECK, staticmethod(life.uncheck_report)
    title = submit_label = "Batalkan pemeriksaan"
    question = "Batalkan pemeriksaan {row}?"
    consequence = "Laporan kembali menjadi konsep dan dapat disusun ulang."
    success_message = "Pemeriksaan dibatalkan."


class Unsign(NotePage):
    verb, take = Verb.UNSIGN, staticmethod(unsign_report)
    title = submit_label = "Tarik tanda tangan"
    question = "Tarik tanda tangan {row}?"
    consequence = (
        "Revisi yang ditandatangani tetap tersimpan dan dapat dibaca. "
        "Revisi berikutnya dibuka sebagai konsep."
    )
    success_message = "Tanda tangan ditarik; revisi berikutnya terbuka."


class Recall(NotePage):
    verb, take = Verb.RECALL, staticmethod(life.recall_report)
    title = submit_label = "Tarik kembali"
    question = "Tarik kembali {row} sebelum diterima?"
    consequence = (
        "Kantor penerima diberi tahu. Revisi yang terkirim tetap tersimpan, "
        "dan revisi berikutnya dibuka sebagai konsep."
    )
    success_message = "Laporan ditarik kembali; revisi berikutnya terbuka."


class Sign(StepPage):
    verb = Verb.SIGN
    title = submit_label = "Tanda tangani"
    question = "Tanda tangani {row}?"
    consequence = (
        "Tanda tangan membekukan revisi ini: angka, catatan, nomor surat, tembusan, foto, dan "
        "waktu angkanya tidak berubah lagi; perubahan sesudahnya dilaporkan sebagai koreksi."
    )
    success_message = "{row} ditandatangani dan dibekukan."

    def perform(self, form):
        seen = self.request.POST.get(SEEN, "")
        return sign_report(report=self.object, by=self.request.user, at=timezone.now(), seen=seen)

    def get_context_data(self, **context):
        unsigned = why_unsigned(self.object.office.code, timezone.now())
        return super().get_context_data(unsigned=unsigned, signs=True, **context)


class Return(StepPage):
    verb = Verb.RETURN
    form_class = RemarksForm
    title = submit_label = "Kembalikan"
    question = "Apa yang perlu diperbaiki dalam {row}?"
    consequence = (
        "Kantor mendapat catatan Anda dan mengirim lagi sebagai revisi berikutnya. "
        "Isi sedikitnya satu catatan."
    )
    success_message = "Laporan dikembalikan dengan catatan Anda."

    def get_form_kwargs(self):
        """A note for each section that the paper has."""
        figures = MonthlyFigures.from_json(self.object.revision.snapshot)
        return super().get_form_kwargs() | {"sections": chapters(figures)}

    def perform(self, form):
        return life.return_report(
            report=self.object,
            remarks=form.remarks(),
            by=self.request.user,
            at=timezone.now(),
        )


class AskRevision(Return):
    verb = Verb.ASK_REVISION
    form_class = AskRevisionForm
    title = submit_label = "Minta revisi"
    question = "Minta revisi {row}?"
    consequence = (
        "Laporan yang sudah diterima tetap tersimpan. Kantor menyusun dan mengirim revisi "
        "berikutnya; sampai itu bulannya terbuka lagi."
    )
    success_message = "Revisi diminta."

    def perform(self, form):
        remarks = form.remarks()
        return life.ask_revision(
            report=self.object,
            reason=remarks.pop(""),
            remarks=remarks,
            by=self.request.user,
            at=timezone.now(),
        )
