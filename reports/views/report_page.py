"""A report's page: the paper in the middle, at its side what it rests on and what comes next."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import Action, Chip, DetailPage, overtaken
from officers.models import Job
from reports import workflow
from reports.closing import CLOSING
from reports.documents import pages
from reports.figures.monthly.afterwards import corrected_since
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.freshness import changed_since
from reports.forms.report_steps import WordsForm
from reports.models import MonthlyReport, ReportRevision
from reports.models.report import Span
from reports.views import report_aside as aside
from reports.views.deliveries import deliveries_context
from reports.views.report_chips import status_chip
from reports.views.report_next import next_of
from reports.views.report_words import words_of

KINDS = {
    "pdf": "PDF",
    "xlsx": "XLSX",
    "docx": "DOCX",
    "html": "Taklimat HTML",
    "json": "JSON",
}


class ReportDetail(DetailPage):
    """`?revisi=1` shows an earlier revision, as it was; the steps are those of the report now."""

    model = MonthlyReport
    permission = "reports.view_monthlyreport"
    template_name = "reports/reports/detail.html"
    parents = (("Laporan", "reports:list"),)

    def refine(self, reports):
        return reports.select_related("office", "job")

    def get_object(self, queryset=None):
        report = super().get_object(queryset)
        self.revisions = list(report.revisions.order_by("-number"))
        self.current = next(
            (each for each in self.revisions if each.number == report.revision_number), None
        )
        self.shown = self._asked() or self.current
        self.figures = MonthlyFigures.from_json(self.shown.snapshot) if self.shown else None
        return report

    def _asked(self) -> ReportRevision | None:
        number = self.request.GET.get("revisi", "")
        if not number:
            return None
        found = [each for each in self.revisions if str(each.number) == number]
        if not found:
            raise Http404
        return found[0]

    def get_title(self):
        return f"{self.object.office.short_name}, {self.object.label}"

    def get_chips(self):
        chips = [status_chip(self.object)]
        if self.object.revision_number > 1:
            chips.append(Chip(f"revisi {self.object.revision_number}"))
        if self.figures and self.figures.made_up:
            chips.append(Chip("data contoh", "gold", "info"))
        return chips

    def get_others(self):
        report = self.object
        complete = f"{reverse('reports:completeness')}?bulan={report.last_month}"
        then = reverse("reports:then", args=[report.pk])
        return [
            Action("Kelengkapan", complete, icon="list"),
            Action("Seperti diketahui pada …", then, icon="clock") if self.current else None,
        ]

    def get_context_data(self, **context):
        report, revision = self.object, self.shown
        job = report.job if report.job and report.job.state != Job.State.DONE else None
        current = revision is not None and revision.number == report.revision_number
        return super().get_context_data(
            report=report,
            revision=revision,
            current=current,
            held=revision.held if revision else [],
            job=job,
            working=job is not None and job.finished_at is None,
            out_of_date=self._out_of_date(),
            afterwards=self._afterwards(),
            next=next_of(report, self.current, self.request.user),
            files=self._files(),
            deliveries=deliveries_context(report, self.request.user),
            **self._paper(),
            **self._people(),
            **context,
        )

    def _out_of_date(self) -> bool:
        draft = self.current is not None and not self.current.frozen_at
        return draft and self.shown == self.current and changed_since(self.current)

    def _afterwards(self) -> str:
        """Of a month that is closed: what the portal knows otherwise than its report by now."""
        sent = self.object.status in CLOSING and self.object.span == Span.MONTH
        if not sent or self.shown is None or self.shown != self.current:
            return ""
        return aside.afterwards(corrected_since(self.shown, now=timezone.now()))

    def _paper(self) -> dict:
        if self.shown is None:
            return {}
        return {
            "sentences": self.figures.summary,
            "page_numbers": range(1, _page_count(self.shown) + 1),
            "checked": aside.checked_facts(self.shown, self.figures),
            "origins": list(aside.origins_of(self.object, self.figures)),
        }

    def _people(self) -> dict:
        report, user = self.object, self.request.user
        step, notes = aside.notes_of(report)
        may_word = self.current is not None and workflow.may_word(report, user)
        may_build = user.has_perm("reports.build_monthlyreport")
        words = WordsForm(initial=words_of(report), user=user) if may_word else None
        return {
            "steps": aside.steps_of(report),
            "returned": step,
            "notes": notes,
            "may_build": may_build and workflow.drafted_anew(report),
            "words": words,
            "words_seen": overtaken.written(overtaken.stored_in(words)) if words else "",
            "photo_count": len(self.current.snapshot.get("photos", ())) if may_word else 0,
            "revisions": [each for each in self.revisions if each != self.shown],
        }

    def _files(self) -> list[tuple[str, str]]:
        """(label, address) of every document of the revision shown."""
        if self.shown is None:
            return []
        if self.shown.number == self.object.revision_number:
            return [
                (label, reverse("reports:document", args=[self.object.pk, kind]))
                for kind, label in KINDS.items()
            ]
        number = self.shown.number
        return [
            (label, reverse("reports:revision-document", args=[self.object.pk, number, kind]))
            for kind, label in KINDS.items()
        ]

    def get_facts(self):
        return aside.basis_facts(self.object, self.shown) if self.shown else []


def _page_count(revision: ReportRevision) -> int:
    if not revision.pdf or not revision.pdf.storage.exists(revision.pdf.name):
        return 0
    return pages.page_count(revision.pdf.read())
