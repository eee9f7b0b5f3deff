"""What one does with an import: answer, save, undo, give up. Each is one action."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dbi_portal.lib.pages import Crumb
from dbi_portal.lib.pages.lists import page_links
from officers.actions.imports import ask_to_check, ask_to_commit, ask_to_undo, cancel_run
from officers.imports.findings import Findings
from officers.imports.running import resource_of
from officers.models import ImportLine, ImportRun
from officers.views import imports_words as words
from officers.views.imports_cards import answers_in, changed_answers
from officers.views.imports_detail import ImportDetail, progress_of
from officers.views.imports_lines import table_of
from officers.views.imports_runs import find_run, kind_of, wait_for

State = ImportRun.State


def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, as the part of the page that asks again every second."""
    run = find_run(request, pk)
    if not request.htmx:
        return redirect(run)
    if not words.working(run):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "officers/imports/progress.html", progress_of(request, run))


@require_POST
def import_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the file checked again with what was answered and which rows are to be left out."""
    run = find_run(request, pk, writing=True)
    given = answers_in(request.POST, Findings.from_json(run.outcome))
    answers = changed_answers(given, run.answers)
    if not answers and run.state == State.PREVIEW and "lagi" not in request.POST:
        messages.info(request, "Belum ada jawaban yang dipilih.")
        return redirect(f"{run.get_absolute_url()}#pertanyaan")
    return _asked(
        request, run, lambda at: ask_to_check(run=run, by=request.user, at=at, answers=answers)
    )


@require_POST
def import_commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the change-set showed. Pressing twice writes once."""
    run = find_run(request, pk, writing=True)
    return _asked(request, run, lambda at: ask_to_commit(run=run, by=request.user, at=at))


@require_POST
def import_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the import up before anything is written."""
    run = find_run(request, pk, writing=True)
    try:
        cancel_run(run=run, by=request.user, at=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(run)


def _asked(request: HttpRequest, run: ImportRun, ask) -> HttpResponse:
    """Ring for the job, have a moment's patience, and show what came of it."""
    try:
        wait_for(ask(timezone.now()))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(f"{run.get_absolute_url()}#pertanyaan")


class ImportUndo(ImportDetail):
    """Asks once more, with every row that would be put back."""

    template_name = "officers/imports/undo.html"
    history = False

    def get_object(self, queryset=None) -> ImportRun:
        run = find_run(self.request, self.kwargs["pk"], writing=True)
        self.findings, self.may_import = Findings.from_json(run.outcome), True
        return run

    def get(self, request, *args, **kwargs):
        run = self.get_object()
        if run.state != State.COMMITTED or words.working(run):
            return redirect(run)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        run = self.get_object()
        return _asked(request, run, lambda at: ask_to_undo(run=run, by=request.user, at=at))

    def get_title(self):
        return "Batalkan impor ini?"

    def get_parents(self):
        return [*super().get_parents(), Crumb(self.object.filename, self.object.get_absolute_url())]

    def get_others(self):
        return ()

    def get_context_data(self, **context):
        run, query = self.object, self.request.GET
        resource = resource_of(run, at=timezone.now())
        table = table_of(run, query, resource, states=ImportLine.WRITTEN_STATES)
        return super(ImportDetail, self).get_context_data(
            run=run,
            table=table,
            pages=page_links(table.page, query),
            sentence=words.to_be_put_back(self.findings, kind_of(run)),
            many_offices=len(self.findings.offices) > 1,
            many_sheets=len(self.sheets) > 1,
            **context,
        )
