"""An import's own page: what the sheet would change, before; what it has changed, after."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import DetailPage, Fact
from dbi_portal.lib.pages.address import changed
from dbi_portal.lib.pages.lists import page_links
from dbi_portal.lib.templatetags.indonesian import waktu
from officers.actions.imports import UNDO
from officers.history import events_about
from officers.imports.findings import Findings
from officers.imports.running import resource_of
from officers.models import ImportRun, Job, User
from officers.views import imports_words as words
from officers.views.imports import STEPS
from officers.views.imports_cards import cards_of
from officers.views.imports_lines import table_of
from officers.views.imports_runs import find_run, kind_of

State = ImportRun.State
# The step one stands at, counted from 1; five is past the last.
AT = {State.READING: 2, State.PREVIEW: 3, State.SAVING: 4, State.COMMITTED: 5, State.REFUSED: 1}

MOST_TOTALS = 50  # printed totals that agree; nobody reads more
# In the other states a check was broken off: what lines there are belong to no whole.
WITH_LINES = (State.PREVIEW, State.SAVING, State.COMMITTED, State.UNDONE)


class ImportDetail(DetailPage):
    model = ImportRun
    template_name = "officers/imports/detail.html"
    parents = [("Impor", "officers:import-list")]

    def get_object(self, queryset=None) -> ImportRun:
        run = find_run(self.request, self.kwargs["pk"])
        self.findings = Findings.from_json(run.outcome)
        self.may_import = self.request.user.has_perm(kind_of(run).permission)
        return run

    def get_title(self):
        return self.object.filename

    def get_chips(self):
        run, found = self.object, self.findings
        wrong = not found.may_be_committed
        return [words.state_chip(run, wrong=wrong, replaced=bool(self.newer))]

    def get_others(self):
        run = self.object
        again = f"{reverse('officers:import-create')}?jenis={run.kind}"
        acts = [
            self.action("Berkas asli", url_of(run, "original"), icon="download"),
            self.action("Unggah berkas lain", again, permission=kind_of(run).permission),
        ]
        if run.state == State.COMMITTED and self.may_import and not words.working(run):
            undo = self.action("Batalkan impor ini", url_of(run, "undo"), icon="returned")
            acts.insert(0, undo)
        return acts

    def get_facts(self):
        run, zone = self.object, self.object.office.time_zone
        return [
            Fact("Isi berkas", kind_of(run).label),
            Fact("Kantor", (run.within or run.office).name),
            Fact("Diunggah oleh", str(run.uploaded_by), note=waktu(run.uploaded_at, zone)),
            Fact("Baris data", angka(self.findings.rows)),
            Fact("Lembar", ", ".join(self.sheets)),
            Fact("Sidik berkas", run.sha256[:16], note="SHA-256, 16 huruf pertama"),
            *self._corrections(),
        ]

    def _corrections(self):
        for label, run in (("Perbaikan dari", self.object.replaces), ("Diganti", self.newer)):
            if run:
                yield Fact(label, run.filename, url=run.get_absolute_url())

    @cached_property
    def newer(self) -> ImportRun | None:
        """The corrected file that came after this one."""
        return self.object.replaced_by.order_by("-pk").first()

    @cached_property
    def sheets(self) -> list[str]:
        return list(dict.fromkeys(column.sheet for column in self.findings.columns))

    def get_context_data(self, **context):
        run, found, kind = self.object, self.findings, kind_of(self.object)
        query, working = self.request.GET, words.working(run)
        context |= {
            "run": run,
            "kind": kind,
            "findings": found,
            "steps": STEPS,
            "at": AT.get(run.state, 0),
            "working": working,
            "may_import": self.may_import,
            "sheets": self.sheets,
            "ended": ended(run),
            "trouble": trouble(run),
        }
        if working:
            context |= progress_of(self.request, run)
        elif run.outcome and run.state in WITH_LINES:
            table = table_of(run, query, resource_of(run, at=timezone.now()))
            context |= self.tally() | {
                "table": table,
                "pages": page_links(table.page, query),
                "all_url": changed(query, q=None, lembar=None),
                "agreeing": [each for each in found.totals if each.agrees][:MOST_TOTALS],
                "many_offices": len(found.offices) > 1,
                "many_sheets": len(self.sheets) > 1,
            }
        return super().get_context_data(**context)

    def tally(self) -> dict:
        """What the sticky bar says, and the cards beneath it."""
        run, found, kind = self.object, self.findings, kind_of(self.object)
        open_still = run.state == State.PREVIEW
        answered = [each for each in found.questions if each.answer]
        many_sheets = len(self.sheets) > 1
        cards = cards_of(found.open_questions, many_sheets=many_sheets)
        return {
            "waits": words.waits_for(found) if open_still else "",
            "to_write": found.to_write,
            "sentence": sentence_of(run, found),
            "register_url": register_url(run),
            "may_answer": open_still and self.may_import,
            "cards": cards,
            "more_cards": len(found.open_questions) - len(cards),
            "answered": cards_of(answered, many_sheets=many_sheets),
            "may_commit": open_still and self.may_import and found.may_be_committed,
            "noun": kind.noun,
        }


def url_of(run: ImportRun, name: str) -> str:
    return reverse(f"officers:import-{name}", args=[run.pk])


def progress_of(request: HttpRequest, run: ImportRun) -> dict:
    """What the part says that asks again every second."""
    job = run.job
    stoppable = run.state in (State.READING, State.SAVING)
    may_stop = stoppable and request.user.has_perm(kind_of(run).permission)
    return {
        "run": run,
        "job": job,
        "what": words.what_is_done(run),
        "how_far": words.how_far(job, timezone.now()),
        "stop_url": url_of(run, "cancel") if may_stop else "",
    }


def sentence_of(run: ImportRun, found: Findings) -> str:
    """One sentence about what will happen, or what has happened."""
    if not found.to_write:
        return "Tidak ada perubahan: semua isi berkas ini sudah tercatat."
    if run.state in (State.COMMITTED, State.UNDONE):
        return words.what_was_written(found, kind_of(run)).capitalize()
    return words.to_be_written(found, kind_of(run))


def register_url(run: ImportRun) -> str:
    """The register with what this import wrote; empty before, and where there is none."""
    if run.state != State.COMMITTED:
        return ""
    try:
        return f"{reverse(kind_of(run).register)}?impor={run.pk}"
    except NoReverseMatch:
        return ""


def ended(run: ImportRun) -> str:
    """How an import came to its end, and by whom."""
    zone = run.office.time_zone
    if run.state == State.COMMITTED:
        return f"Disimpan {waktu(run.committed_at, zone)} oleh {run.committed_by}."
    if run.state == State.UNDONE:
        return (
            f"Impor ini dibatalkan {waktu(run.undone_at, zone)} oleh {run.undone_by}. "
            "Yang ditulisnya sudah ditarik; berkas dan rinciannya tetap tersimpan di sini."
        )
    if run.state == State.CANCELLED:
        return f"Impor ini tidak dilanjutkan{_by_whom(run)}. Tidak ada yang disimpan."
    return ""


def _by_whom(run: ImportRun) -> str:
    event = events_about(run).filter(action="officers.import.cancelled").first()
    if event is None:
        return ""
    actor = User.objects.filter(username=event.actor).first() or event.actor
    return f" oleh {actor}, {waktu(event.happened_at, run.office.time_zone)}"


def trouble(run: ImportRun) -> tuple[str, list[str]] | None:
    """(what did not succeed, the sentences why) of the job that ended last."""
    job = run.job
    if not job or job.state != Job.State.FAILED or run.state == State.REFUSED:
        return None
    if job.kind == UNDO:
        return "Impor ini belum dibatalkan", job.error.splitlines()
    if run.state == State.READING:
        return "Berkas belum selesai diperiksa", job.error.splitlines()
    return "Belum tersimpan", job.error.splitlines()
