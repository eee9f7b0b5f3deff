"""The Kanwil's desk: answering a proposal, village by village."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage
from villages import actions, workflow
from villages.forms.answers import AnswerForm
from villages.views.proposals import ProposalPage, Status


class ProposalAnswerPage(ProposalPage, ChangePage):
    template_name = "villages/proposal_answer.html"
    form_class = AnswerForm
    submit_label = "Simpan jawaban"
    lead = "Desa yang belum Anda jawab tetap menunggu; jawab nanti dengan surat lain."

    def check_permission(self):
        """The head decides; a supervisor may send villages back."""
        may = self.request.user.has_perm
        if not (may(workflow.APPROVE) or may(workflow.RETURN)):
            raise PermissionDenied
        entered = self.request.method == "POST" and not self.object.waiting_count
        if not entered and (self.object.status != Status.SENT or not self.object.waiting_count):
            raise PermissionDenied

    def get_title(self):
        return f"Jawab usul {self.object}"

    def get_initial(self):
        return {"on": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"proposal": self.object}

    def perform(self, form):
        data = form.cleaned_data
        actions.answer_proposal(
            proposal=self.object,
            decisions=form.decisions(),
            on=data["on"],
            number=data["number"],
            note=data["note"],
            by=self.request.user,
            at=timezone.now(),
        )
        return self.object

    def get_success_message(self):
        return f"Jawaban untuk usul {self.object} tersimpan."
