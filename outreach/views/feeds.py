"""Calendars to subscribe to: the page that explains it, and the address programs read."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from dbi_portal.lib.mail import portal_url
from dbi_portal.lib.pages import HeadMixin
from dbi_portal.lib.pages.access import ScopedMixin
from officers.models import User
from outreach.actions import feeds as actions
from outreach.documents.ical import UNCHANGED, Listed, calendar
from outreach.figures.feed import changes_of, feed_sessions, roots_of
from outreach.models import CalendarFeed

PERMISSION = "outreach.view_session"
Scope = CalendarFeed.Scope
FRESH = 15 * 60  # seconds a program may keep its copy
DEEDS = {
    "buat": (actions.open_feed, "Alamat kalender dibuat. Salin ke aplikasi kalender Anda."),
    "ganti": (actions.renew_feed, "Alamat kalender diganti. Alamat lama tidak berlaku lagi."),
    "cabut": (actions.revoke_feed, "Alamat kalender dicabut dan tidak dapat dibaca lagi."),
}


class FeedsPage(ScopedMixin, HeadMixin, TemplateView):
    permission = PERMISSION
    template_name = "outreach/feeds.html"
    title = "Langganan kalender"
    parents = [("Kegiatan", "outreach:list"), ("Kalender", "outreach:calendar")]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.check_permission()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context) -> dict:
        living = self.request.user.calendar_feeds.filter(revoked_at__isnull=True)
        by_scope = {feed.scope: feed for feed in living}
        shown = [self.shown(scope, by_scope.get(scope)) for scope in Scope]
        return super().get_context_data(feeds=shown, **context)

    def shown(self, scope: Scope, feed: CalendarFeed | None) -> dict:
        url = f"{portal_url(self.request)}{_path(feed)}" if feed else ""
        return {
            "scope": scope.value,
            "label": scope.label,
            "feed": feed,
            "url": url,
            "webcal": f"webcal://{url.partition('://')[2]}" if url else "",
        }


@require_POST
def change_feed(request: HttpRequest) -> HttpResponse:
    """`isi` says which calendar, `tindakan` what to do with its address."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    scope, deed = request.POST.get("isi"), request.POST.get("tindakan")
    if scope in Scope.values and deed in DEEDS:
        act, told = DEEDS[deed]
        act(scope=scope, by=request.user, at=timezone.now())
        messages.success(request, told)
    return redirect("outreach:feeds")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself: whoever has the address reads what its owner may see at this moment."""
    found = _living(token)
    listed = _listed(request, found)
    name = f"Portal DBI: {found.get_scope_display()}"
    body = calendar(name, listed)
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Content-Disposition"] = 'inline; filename="kalender-dbi.ics"'
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, max_age=FRESH)
    return get_conditional_response(request, etag=etag, response=response)


def _living(token: str) -> CalendarFeed:
    """404 for what never was, was taken back, or belongs to who may see no sessions any more."""
    feeds = CalendarFeed.objects.select_related("user__office").filter(revoked_at__isnull=True)
    found = feeds.filter(token=token).first()
    if found is None or not _may_read(found.user):
        raise Http404
    return found


def _may_read(user: User) -> bool:
    return user.is_active and user.has_perm(PERMISSION)


def _listed(request: HttpRequest, found: CalendarFeed) -> list[Listed]:
    sessions = list(feed_sessions(found, today=timezone.localdate()))
    changes, roots, base = changes_of(sessions), roots_of(sessions), portal_url(request)
    return [
        Listed(
            session,
            roots[session.pk],
            *changes.get(session.pk, (0, UNCHANGED)),
            url=f"{base}{session.get_absolute_url()}",
        )
        for session in sessions
    ]


def _path(feed: CalendarFeed) -> str:
    return reverse("outreach:feed", args=[feed.token])
