"""Buttons on a session's page: each finds what this person may see and does one thing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from dbi_portal.lib.pages import ConfirmPage
from dbi_portal.lib.pages.forms import SEEN
from outreach.actions import follow_ups
from outreach.actions import review as actions
from outreach.actions.described import says_nothing
from outreach.actions.refusals import ChangedUnseen, Refused
from outreach.forms.review import CancelForm, ReturnForm
from outreach.models import FollowUp, Session
from outreach.views.pointers import point_out_photos
from outreach.views.sessions import SaysLocked, SessionDetail


def _session(request, pk: int, permission: str) -> Session:
    session = get_object_or_404(Session.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return session


EMPTY = (
    "Belum terkirim: laporannya masih kosong. Isi hasil, jumlah peserta atau unsurnya, atau topik."
)


@require_POST
def submit(request, pk):
    session = _session(request, pk, "outreach.change_session")
    if says_nothing(session):
        messages.error(request, EMPTY)
        return redirect("outreach:change", pk=session.pk)
    try:
        actions.submit_session(session=session, by=request.user, at=timezone.now())
        messages.success(request, "Kegiatan terkirim dan menunggu tinjauan.")
        point_out_photos(request, session)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(session)


@require_POST
def hold(request, pk):
    """It took place; the report follows."""
    session = _session(request, pk, "outreach.change_session")
    try:
        actions.hold_session(session=session, by=request.user, at=timezone.now())
        messages.success(request, "Tercatat terlaksana. Lengkapi hasilnya, lalu kirim laporannya.")
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(session)


@require_POST
def review(request, pk):
    """One box, two answers: `putusan` is setujui or kembalikan, the latter with notes."""
    returns = request.POST.get("putusan") == "kembalikan"
    needed = "outreach.return_session" if returns else "outreach.approve_session"
    session = _session(request, pk, needed)
    try:
        if returns:
            return _return(request, session)
        seen = request.POST.get(SEEN, "")
        actions.approve_session(session=session, seen=seen, by=request.user, at=timezone.now())
        messages.success(request, f"“{session}” disetujui dan masuk hitungan laporan.")
    except ChangedUnseen as refused:
        return _shown_anew(request, session, refused.message)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(session)


def _return(request, session: Session):
    """Notes that cannot be taken come back where they were written."""
    form, seen = ReturnForm(request.POST, user=request.user), request.POST.get(SEEN, "")
    if not form.is_valid():
        return _page(request, session, review_form=form, seen=seen)
    told = form.remarks()
    actions.return_session(
        session=session, remarks=told, seen=seen, by=request.user, at=timezone.now()
    )
    messages.success(request, f"“{session}” dikembalikan dengan catatan Anda.")
    return redirect(session)


def _shown_anew(request, session: Session, sentence: str):
    """Somebody changed it meanwhile: nothing is decided, notes stay where they were typed."""
    typed = any(text.strip() for name, text in request.POST.items() if name.endswith("note"))
    form = ReturnForm(request.POST, user=request.user) if typed else None
    return _page(request, session, review_form=form, unseen=sentence)


def _page(request, session: Session, **shown):
    page = SessionDetail(**shown)
    page.setup(request, pk=session.pk)
    return page.get(request)


@require_POST
def follow_up(request, pk):
    """Mark a follow-up as done today, or (`batal`) as open again."""
    sessions = Session.objects.visible_to(request.user)
    row = get_object_or_404(FollowUp.objects.filter(session__in=sessions), pk=pk)
    if not request.user.has_perm("outreach.change_session"):
        raise PermissionDenied
    if request.POST.get("batal"):
        follow_ups.reopen_follow_up(follow_up=row, by=request.user)
        messages.success(request, f"“{row}” terbuka lagi.")
    else:
        today = timezone.localdate()
        follow_ups.complete_follow_up(follow_up=row, done_on=today, by=request.user)
        messages.success(request, f"“{row}” ditandai selesai.")
    return redirect(f"{row.session.get_absolute_url()}#tindak-lanjut")


class SessionCancel(SaysLocked, ConfirmPage):
    model = Session
    permission = "outreach.change_session"
    form_class = CancelForm
    parents = [("Kegiatan", "outreach:list")]
    title = "Batalkan kegiatan"
    question = "Batalkan “{row}”?"
    consequence = (
        "Kegiatan tetap tercatat sebagai dibatalkan beserta alasannya, tidak masuk hitungan, "
        "dan tidak dapat diubah lagi."
    )
    submit_label = "Batalkan kegiatan"
    success_message = "Kegiatan “{row}” dibatalkan."

    def perform(self, form):
        reason = form.cleaned_data["reason"]
        return actions.cancel_session(session=self.object, reason=reason, by=self.request.user)
