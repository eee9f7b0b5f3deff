from __future__ import annotations

from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.shortcuts import redirect
from django.utils import timezone

from dbi_portal.lib.pages import Action, ChangePage, Column, CreatePage, DetailPage, ListPage
from outreach.actions.refusals import SessionLocked
from outreach.actions.review import submit_session
from outreach.actions.sessions import change_session, record_session, refuse_locked
from outreach.forms.filters import SessionFilter
from outreach.forms.session import KEEP, SEND, SessionForm
from outreach.models import Audience, Session
from outreach.views.chips import sample_chips, status_chip
from outreach.views.session_detail import described, session_facts

Status = Session.Status


def people(session: Session) -> int | None:
    """The written total, else what the groups add up to; None when nobody counted."""
    return session.counted if session.participants is None else session.participants


class SessionPage:
    model = Session
    parents = [("Kegiatan", "outreach:list")]

    def refine(self, sessions: QuerySet) -> QuerySet:
        return sessions.select_related("office", "kind")


class SessionList(SessionPage, ListPage):
    permission = "outreach.view_session"
    title = "Kegiatan"
    parents = []
    noun = "kegiatan"
    filterset_class = SessionFilter
    default_sort = "-tanggal"
    add_url, add_label = "outreach:create", "Catat kegiatan"
    add_permission = "outreach.add_session"
    empty_title = "Belum ada kegiatan"
    empty_text = "Catat kegiatan pertama, atau rencanakan untuk desa yang belum dikunjungi."
    search_hint = "Judul, tempat, atau desa"
    columns = [
        Column("Judul", "title", sort="title", note="kind.name"),
        Column("Tanggal", "held_on", sort="held_on", kind="date"),
        Column("Tempat", "place", sort="place", hide_on_phone=True),
        Column("Kantor", "office.short_name", sort="office__short_name"),
        Column("Peserta", people, kind="number"),
        Column("Status", status_chip, kind="chip", sort="status"),
    ]

    def refine(self, sessions):
        # A subquery is asked for the rows of one page only, a join would group them all.
        groups = Audience.objects.filter(session=OuterRef("pk")).order_by().values("session")
        counted = Subquery(groups.values(total=Sum("count")))
        return super().refine(sessions).annotate(counted=counted)

    def get_others(self):
        consultations = self.action(
            "Konsultasi",
            self.request.path + "konsultasi/",
            permission="outreach.view_consultation",
            icon="question",
        )
        return [consultations] if consultations else []


class SessionDetail(SessionPage, DetailPage):
    permission = "outreach.view_session"
    template_name = "outreach/session_detail.html"

    def refine(self, sessions):
        return super().refine(sessions).select_related("place_region", "reviewed_by", "created_by")

    def get_chips(self):
        return [status_chip(self.object), *sample_chips(self.object)]

    def get_primary(self):
        """Whoever is to review finds his button in the review box; nothing competes with it."""
        return self._send() or (None if self._is_reviewer() else self._change())

    def get_others(self):
        primary = self.get_primary()
        others = [act for act in (self._change(), self._cancel()) if act]
        return [act for act in others if primary is None or act.label != primary.label]

    def _is_reviewer(self) -> bool:
        may = self.request.user.has_perm("outreach.approve_session")
        return may and self.object.status == Status.REPORTED

    def get_facts(self):
        return session_facts(self.object)

    def _send(self) -> Action | None:
        if self.object.status not in (Status.PLANNED, Status.RETURNED):
            return None
        words = "Kirim laporan" if self.object.status == Status.PLANNED else "Kirim lagi"
        return self._act(words, "kirim/", icon="send", post=True)

    def _change(self) -> Action | None:
        return None if self.object.is_locked else self._act("Ubah", "ubah/", icon="edit")

    def _cancel(self) -> Action | None:
        return None if self.object.is_locked else self._act("Batalkan", "batalkan/", icon="x")

    def _act(self, label: str, tail: str, **look) -> Action | None:
        url = f"{self.object.get_absolute_url()}{tail}"
        return self.action(label, url, permission="outreach.change_session", **look)

    def get_context_data(self, **context):
        today = timezone.localdate()
        return super().get_context_data(
            **described(self.object, user=self.request.user, today=today), **context
        )


class SessionForms(SessionPage):
    form_class = SessionForm
    template_name = "outreach/session_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"at": timezone.now()}


class SessionCreate(SessionForms, CreatePage):
    permission = "outreach.add_session"
    title = "Catat kegiatan"

    def get_initial(self):
        return super().get_initial() | {"villages": self.request.GET.getlist("village")}

    def perform(self, form):
        return record_session(
            session=form.session(), parts=form.parts(), by=self.request.user, at=form.at
        )

    def get_success_message(self):
        if self.object.status == Status.PLANNED:
            return f"Rencana “{self.object}” tersimpan."
        return f"“{self.object}” terkirim dan menunggu tinjauan."

    def get_context_data(self, **context):
        steps = [(SEND, "Kirim laporan"), (KEEP, "Simpan sebagai rencana")]
        return super().get_context_data(steps=steps, **context)


class SessionChange(SessionForms, ChangePage):
    permission = "outreach.change_session"

    def dispatch(self, request, *args, **kwargs):
        """What is locked is not even offered for change, but said."""
        session = self.rows_for(request).filter(**kwargs).first()
        if session and request.user.has_perm(self.permission):
            try:
                refuse_locked(session)
            except SessionLocked as refused:
                messages.warning(request, refused.message)
                return redirect(session)
        return super().dispatch(request, *args, **kwargs)

    def rows_for(self, request) -> QuerySet:
        return Session.objects.visible_to(request.user)

    def perform(self, form):
        by, at = self.request.user, form.at
        session = change_session(session=form.session(), parts=form.parts(), by=by, at=at)
        if form.step == SEND and session.status in (Status.PLANNED, Status.RETURNED):
            return submit_session(session=session, by=by, at=at)
        return session

    def get_success_message(self):
        if self.object.status == Status.REPORTED:
            return f"“{self.object}” tersimpan dan menunggu tinjauan."
        return f"Perubahan pada “{self.object}” tersimpan."

    def get_context_data(self, **context):
        send = {Status.PLANNED: "Kirim laporan", Status.RETURNED: "Simpan dan kirim lagi"}
        words = send.get(self.object.status)
        keep = (KEEP, "Simpan perubahan")
        steps = [(SEND, words), keep] if words else [keep]
        return super().get_context_data(steps=steps, **context)
