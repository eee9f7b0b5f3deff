"""The pages of the steps of a finding: each asks for its note and calls its action."""

from __future__ import annotations

from django.utils import timezone

from dbi_portal.lib.pages import ConfirmPage
from outreach import workflow
from outreach.actions import findings as actions
from outreach.forms.finding import StepForm
from outreach.models import Finding
from outreach.views.finding_words import WORDS, stands_at
from outreach.views.findings import FindingPage, NextStep

VERBS = {
    workflow.CHECK: actions.verify_finding,
    workflow.RETURN: actions.return_finding,
    workflow.REJECT: actions.reject_finding,
    workflow.TAKE: actions.take_in_hand,
    workflow.CLOSE: actions.close_finding,
    workflow.REOPEN: actions.reopen_finding,
}


class FindingStepPage(NextStep, FindingPage, ConfirmPage):
    """`move` says which step. What somebody else did meanwhile is shown before it is taken."""

    template_name = "outreach/finding_step.html"
    form_class = StepForm

    @property
    def words(self):
        return WORDS[self.move]

    @property
    def danger(self) -> bool:
        return self.words.danger

    def get_form_kwargs(self) -> dict:
        last = self.object.steps.select_related("by").last()
        return super().get_form_kwargs() | {
            "label": self.words.note,
            "hint": self.words.hint,
            "missing": workflow.MOVES[self.move].missing,
            "stands": stands_at(last, self.object.office.time_zone),
        }

    def get_title(self) -> str:
        return self.words.button

    def get_context_data(self, **context):
        self.question, self.consequence = self.words.question, self.words.consequence
        self.submit_label = self.words.button
        return super().get_context_data(**context)

    def get_success_message(self) -> str:
        return self.words.said

    def perform(self, form: StepForm) -> Finding:
        note = form.cleaned_data["note"]
        act = VERBS[self.move]
        return act(finding=self.object, note=note, by=self.request.user, at=timezone.now())
