"""Pages on which an officer moves to another office or leaves."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage
from officers.models import Officer
from villages.actions.moves import officer_leaves, transfer_officer
from villages.forms.moves import LeaveForm, TransferForm
from villages.models import Assignment


class MovePage(ChangePage):
    model = Officer
    permission = "officers.change_officer"
    template_name = "villages/officer_move.html"
    parents = [("Petugas", "officers:list")]

    def refine(self, officers: QuerySet) -> QuerySet:
        """Only the present office releases its people."""
        own = Officer.objects.own_to(self.request.user)
        return officers.filter(pk__in=own.values("pk")).select_related("office", "user")

    def get_context_data(self, **context) -> dict:
        return super().get_context_data(postings=self.postings(), **context)

    def postings(self) -> QuerySet:
        """What will end with it."""
        today = timezone.localdate()
        running = Assignment.objects.visible_to(self.request.user).during(today, today)
        return running.filter(officer=self.object).select_related("village__region")


class OfficerTransfer(MovePage):
    form_class = TransferForm
    submit_label = "Pindahkan"
    success_message = "{row} pindah. Riwayatnya di kantor lama tetap tersimpan."

    def get_title(self) -> str:
        return f"Pindah kantor: {self.name}"

    def perform(self, form):
        return transfer_officer(
            officer=self.object, **form.cleaned_data, by=self.request.user, at=timezone.now()
        )


class OfficerLeave(MovePage):
    form_class = LeaveForm
    submit_label = "Catat berhenti"
    success_message = "{row} tercatat berhenti."

    def get_title(self) -> str:
        return f"Berhenti: {self.name}"

    def get_initial(self) -> dict:
        return {"on": self.object.left_on or timezone.localdate()}

    def perform(self, form):
        return officer_leaves(
            officer=self.object, **form.cleaned_data, by=self.request.user, at=timezone.now()
        )
