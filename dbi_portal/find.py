"""One box for everything: asks each app, within what the reader sees."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from dbi_portal.lib.finding import SHORTEST, Group, Slips, by_index
from dbi_portal.lib.pages import Crumb, PageHead
from dbi_portal.lib.text import squash
from officers.finding import find_officers, find_offices
from officers.models import Officer, User
from outreach.finding import find_institutions, find_sessions
from outreach.models import Institution, Session
from villages.finding import find_decrees, find_proposals, find_regions, find_villages
from villages.models import Decree, Proposal

FINDERS = (
    find_villages,
    find_officers,
    find_sessions,
    find_decrees,
    find_proposals,
    find_institutions,
    find_offices,
    find_regions,
)
SEARCHED = (Officer, Session, Decree, Proposal, Institution)  # tables with a column `search`
IN_THE_BOX, ON_THE_PAGE = 4, 12


def find(user: User, typed: str, *, limit: int) -> list[Group]:
    """What fits, kind by kind, without empty kinds; near misses only when nothing fits at all."""
    if len(squash(typed)) < SHORTEST:
        return []
    found = _ask(user, typed.strip(), limit)
    if found:
        return found
    slips = Slips(typed, SEARCHED, vast=[Session])
    with by_index():
        return _ask(user, typed.strip(), limit, near=slips)


def _ask(user: User, typed: str, limit: int, *, near: Slips | None = None) -> list[Group]:
    groups = (finder(user, typed, limit=limit, near=near) for finder in FINDERS)
    return [group for group in groups if group and group.hits]


def find_anything(request: HttpRequest) -> HttpResponse:
    """`?q=`: a page of its own, or under the box while somebody types."""
    typed = request.GET.get("q", "").strip()[:100]
    boxed = bool(request.htmx) and not request.htmx.boosted
    groups = find(request.user, typed, limit=IN_THE_BOX if boxed else ON_THE_PAGE)
    context = {"typed": typed, "groups": groups, "query": urlencode({"q": typed})}
    context["too_short"] = len(typed) < SHORTEST
    if boxed:
        return HttpResponse(render_to_string("find/box.html", context))  # no frame around it
    page = PageHead(title="Cari", crumbs=[Crumb("Beranda", "/"), Crumb("Cari")])
    return render(request, "find/page.html", context | {"page": page})
