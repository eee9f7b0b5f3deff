"""The buttons on a session's page, by its state and by who looks."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import Action
from outreach.actions.corrections import open_correction_of
from outreach.actions.sessions import has_begun
from outreach.models import Session

Status = Session.Status
SEND_WORDS = {
    Status.PLANNED: "Kirim laporan",
    Status.HELD: "Kirim laporan",
    Status.RETURNED: "Kirim lagi",
}


class SessionActs:
    """Of a DetailPage of a session: its primary action and the quiet ones."""

    def get_primary(self) -> Action | None:
        """Whoever is to review finds his button in the review box; nothing competes with it."""
        return self._send() or (None if self._is_reviewer() else self._change())

    def get_others(self) -> list[Action | None]:
        primary = self.get_primary()
        acts = (self._hold(), self._change(), self._correct(), self._repeat(), self._cancel())
        return [act for act in acts if act and (primary is None or act.label != primary.label)]

    def _is_reviewer(self) -> bool:
        may = self.request.user.has_perm("outreach.approve_session")
        return may and self.object.status == Status.REPORTED

    def _has_begun(self) -> bool:
        return has_begun(self.object, timezone.now())

    def _send(self) -> Action | None:
        """A plan is sent once its day has come; before that there is nothing to report."""
        words = SEND_WORDS.get(self.object.status)
        if not words or not self._has_begun():
            return None
        return self._act(words, "submit", icon="send", post=True)

    def _hold(self) -> Action | None:
        if self.object.status != Status.PLANNED or not self._has_begun():
            return None
        return self._act("Tandai terlaksana", "hold", icon="check", post=True)

    def _change(self) -> Action | None:
        return None if self.object.is_locked else self._act("Ubah", "change", icon="edit")

    def _cancel(self) -> Action | None:
        return None if self.object.is_locked else self._act("Batalkan", "cancel", icon="x")

    def _correct(self) -> Action | None:
        """Of what is approved, once at a time: the office opens it, a reviewer asks for it."""
        if self.object.status != Status.APPROVED or open_correction_of(self.object):
            return None
        asked = self._act("Minta koreksi", "ask-correction", may="outreach.return_session")
        return self._act("Koreksi", "correct", icon="edit") or asked

    def _repeat(self) -> Action | None:
        url = f"{reverse('outreach:create')}?seperti={self.object.pk}"
        return self.action("Seperti sesi ini", url, permission="outreach.add_session", icon="plus")

    def _act(
        self, label: str, name: str, *, may: str = "outreach.change_session", **look
    ) -> Action | None:
        url = reverse(f"outreach:{name}", args=[self.object.pk])
        return self.action(label, url, permission=may, **look)
