"""What is approved is put right by a new revision: opened by the office, or asked by a reviewer."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage
from outreach.actions.corrections import ask_correction, open_correction, open_correction_of
from outreach.forms.review import CorrectionForm
from outreach.models import Session


class CorrectionPage(ChangePage):
    """Only of an approved session, and one at a time; anything else is said on its page."""

    model = Session
    form_class = CorrectionForm
    parents = [("Kegiatan", "outreach:list")]
    template_name = "outreach/correction_form.html"

    def refine(self, sessions: QuerySet) -> QuerySet:
        return sessions.select_related("office", "kind")

    def get(self, request, *args, **kwargs):
        if self.object.status != Session.Status.APPROVED:
            messages.warning(request, "Hanya kegiatan yang disetujui dan berlaku yang dikoreksi.")
            return redirect(self.object)
        known = open_correction_of(self.object)
        if known:
            messages.info(request, "Koreksi kegiatan ini sudah dibuka. Lanjutkan di sini.")
            return redirect(known)
        return super().get(request, *args, **kwargs)


class SessionCorrect(CorrectionPage):
    permission = "outreach.change_session"
    title, submit_label = "Koreksi kegiatan", "Buka koreksi"
    success_message = "Koreksi dibuka. Perbaiki isinya, lalu kirim untuk ditinjau."

    def perform(self, form):
        reason = form.cleaned_data["reason"]
        return open_correction(
            session=self.object, reason=reason, by=self.request.user, at=timezone.now()
        )

    def get_success_url(self):
        return reverse("outreach:change", args=[self.object.pk])


class SessionAskCorrection(CorrectionPage):
    permission = "outreach.return_session"
    title, submit_label = "Minta koreksi", "Minta koreksi"
    success_message = "Koreksi diminta: pencatat menerimanya bersama catatan Anda."

    def perform(self, form):
        reason = form.cleaned_data["reason"]
        return ask_correction(
            session=self.object, reason=reason, by=self.request.user, at=timezone.now()
        )
