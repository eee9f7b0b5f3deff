from __future__ import annotations

from django.contrib import messages
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.http import QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage, Column, CreatePage, DetailPage, ListPage
from dbi_portal.lib.pages.paging import CountedOnce
from officers.views.imports import import_action
from outreach.actions.refusals import SessionLocked
from outreach.actions.review import hold_session, submit_session
from outreach.actions.sessions import change_session, record_session, refuse_locked
from outreach.forms.fields import read_day
from outreach.forms.filters import SessionFilter
from outreach.forms.review import ReturnForm
from outreach.forms.session import HOLD, KEEP, SEND, SessionForm
from outreach.models import Audience, Session
from outreach.views.chips import sample_chips, status_chip
from outreach.views.pointers import photos_wanting, point_out_photos
from outreach.views.resent import refuse_other_entries
from outreach.views.session_acts import SessionActs
from outreach.views.session_detail import described, session_facts
from outreach.views.session_revisions import revision_context
from outreach.views.session_words import texts

Status = Session.Status
UNSENT = (Status.PLANNED, Status.HELD, Status.RETURNED)


def people(session: Session) -> int | None:
    """The written total, else what the groups add up to; None when nobody counted."""
    return session.counted if session.participants is None else session.participants


def listed(sessions: QuerySet) -> QuerySet:
    """One row a session, and corrections that are still being written or reviewed."""
    given_up = Q(corrects__isnull=False, status=Status.CANCELLED)
    # Named are the few that are left out: they have an index, the many that stay have none.
    gone = Session.objects.filter(Q(status=Status.SUPERSEDED) | given_up).order_by()
    return sessions.exclude(pk__in=gone.values("pk"))


class SessionPage:
    model = Session
    parents = [("Kegiatan", "outreach:list")]

    def refine(self, sessions: QuerySet) -> QuerySet:
        return sessions.select_related("office", "kind")


class SessionList(SessionPage, ListPage):
    paginator_class = CountedOnce
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
        return listed(super().refine(sessions)).annotate(counted=counted)

    def get_others(self):
        consultations = self.action(
            "Konsultasi",
            self.request.path + "konsultasi/",
            permission="outreach.view_consultation",
            icon="question",
        )
        return [consultations, import_action(self, "sessions")]


class SessionDetail(SessionPage, SessionActs, DetailPage):
    permission = "outreach.view_session"
    template_name = "outreach/session_detail.html"
    review_form = None  # a reviewer's notes that could not be taken as they are
    unseen = ""  # what was changed since the reviewer opened the page
    seen = ""  # the mark of what he saw, while nobody has told him of a change

    def refine(self, sessions):
        joined = ("place_region", "reviewed_by", "reported_by", "created_by", "corrects")
        return super().refine(sessions).select_related(*joined)

    def get_chips(self):
        return [status_chip(self.object), *sample_chips(self.object)]

    def get_facts(self):
        return session_facts(self.object)

    def few_photos(self) -> str:
        """Said before sending, to whoever can still add one."""
        waits = self.object.status in (Status.HELD, Status.RETURNED)
        may = self.request.user.has_perm("outreach.change_session")
        return photos_wanting(self.object) if waits and may else ""

    def get_context_data(self, **context):
        today, user = timezone.localdate(), self.request.user
        shown = described(self.object, user=user, today=today)
        return super().get_context_data(
            **(shown | {"seen": self.seen or shown["seen"]}),
            **revision_context(self.object, user),
            texts=texts(self.object, today=today) if user.has_perm("outreach.add_session") else [],
            few_photos=self.few_photos(),
            review_form=self.review_form or ReturnForm(user=user),
            unseen=self.unseen,
            **context,
        )


def named_in(query: QueryDict) -> dict:
    """What the address of a new session says already: villages, day, office."""
    day, office = read_day(query.get("tanggal", "")), query.get("office", "")
    return {
        name: value
        for name, value in (
            ("villages", query.getlist("village")),
            ("held_on", day),
            ("office", office if office.isdecimal() else ""),
        )
        if value
    }


class SaysLocked:
    """What is locked is not even offered for change, but said on its page."""

    def dispatch(self, request, *args, **kwargs):
        rows = Session.objects.visible_to(request.user)
        session = rows.filter(**kwargs).first()
        if session and request.user.has_perm(self.permission):
            try:
                refuse_locked(session)
            except SessionLocked as refused:
                messages.warning(request, refused.message)
                return redirect(session)
        return super().dispatch(request, *args, **kwargs)


class SessionForms(SessionPage):
    form_class = SessionForm
    template_name = "outreach/session_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"at": timezone.now()}


class SessionCreate(SessionForms, CreatePage):
    permission = "outreach.add_session"
    title = "Catat kegiatan"

    def get_initial(self):
        return super().get_initial() | named_in(self.request.GET)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"like": self.like()}

    def like(self) -> Session | None:
        """The session that this one repeats much of; an address that means none is ignored."""
        asked = self.request.GET.get("seperti", "")
        rows = Session.objects.visible_to(self.request.user)
        return rows.filter(pk=int(asked)).first() if asked.isdecimal() else None

    def perform(self, form):
        session = form.session()
        refuse_other_entries(self.request, form, session)
        session = record_session(
            session=session, parts=form.parts(), by=self.request.user, at=form.at
        )
        if session.status == Status.REPORTED:
            point_out_photos(self.request, session)
        return session

    def get_success_message(self):
        said = {
            Status.PLANNED: f"Rencana “{self.object}” tersimpan.",
            Status.HELD: f"“{self.object}” tersimpan sebagai terlaksana. Laporannya belum dikirim.",
        }
        return said.get(self.object.status, f"“{self.object}” terkirim dan menunggu tinjauan.")

    def get_context_data(self, **context):
        steps = [
            (SEND, "Kirim laporan"),
            (HOLD, "Sudah terlaksana, lapor nanti"),
            (KEEP, "Simpan sebagai rencana"),
        ]
        return super().get_context_data(steps=steps, like=self.like(), **context)


class SessionChange(SaysLocked, SessionForms, ChangePage):
    permission = "outreach.change_session"

    def perform(self, form):
        by, at = self.request.user, form.at
        session = change_session(session=form.session(), parts=form.parts(), by=by, at=at)
        if form.step == SEND and session.status in UNSENT:
            session = submit_session(session=session, by=by, at=at)
            point_out_photos(self.request, session)
        elif form.step == HOLD and session.status == Status.PLANNED:
            session = hold_session(session=session, by=by, at=at)
        return session

    def get_success_message(self):
        if self.object.status == Status.REPORTED:
            return f"“{self.object}” tersimpan dan menunggu tinjauan."
        return f"Perubahan pada “{self.object}” tersimpan."

    def get_context_data(self, **context):
        status, steps = self.object.status, [(KEEP, "Simpan perubahan")]
        if status == Status.PLANNED:
            steps.insert(0, (HOLD, "Sudah terlaksana, lapor nanti"))
        if status in UNSENT:
            again = status == Status.RETURNED
            steps.insert(0, (SEND, "Simpan dan kirim lagi" if again else "Kirim laporan"))
        return super().get_context_data(steps=steps, **context)
