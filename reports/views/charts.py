"""A chart's own request: its address names its figures, so the picture may be kept for good."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers, patch_cache_control
from redis.exceptions import RedisError

from dbi_portal.lib.pages.as_known import KnownOn, known_on
from reports.dashboards.facts import MONTHS
from reports.dashboards.links import Links
from reports.dashboards.pictures import NARROW, WIDE, Picture, pictures
from reports.dashboards.scope import Scope
from reports.figures import passports
from reports.figures.passports import PMI_ISSUED
from reports.figures.period import MonthRange
from reports.views.dashboard import asked_for, scope_of, today_of

logger = logging.getLogger(__name__)
A_YEAR = 365 * 24 * 60 * 60


def chart(request, name, digest):
    """The picture as SVG. Figures are counted again for this reader, so nobody sees another's.

    An address whose figures have changed leads on to the present one.
    """
    if not request.user.has_perm("reports.view_dashboard"):
        raise PermissionDenied
    known = known_on(request)
    scope = scope_of(request.user, *asked_for(request, known), today_of(known), known)
    picture = _picture(scope, name, known)
    width = NARROW if request.GET.get("lebar") == str(NARROW) else WIDE
    if digest != picture.digest:
        return _lead_on(Links.of(scope, request.user, known), picture, width)
    response = HttpResponse(_drawn(picture, width), content_type="image/svg+xml; charset=utf-8")
    patch_cache_control(response, private=True, max_age=A_YEAR, immutable=True)
    return response


def _picture(scope: Scope, name: str, known: KnownOn | None) -> Picture:
    window = MonthRange.ending(scope.month, months=MONTHS)
    then = known and known.moment
    books = passports.ledgers(list(scope.offices), window, [PMI_ISSUED], known_at=then)
    for picture in pictures(scope, books[PMI_ISSUED]):
        if picture.name == name:
            return picture
    raise Http404


def _lead_on(links: Links, picture: Picture, width: int) -> HttpResponse:
    response = redirect(links.chart(picture.name, picture.digest, width=width))
    add_never_cache_headers(response)
    return response


def _drawn(picture: Picture, width: int) -> str:
    """From the cache, or drawn now; a cache that is down costs time, not the picture."""
    key = f"chart:{picture.digest}:{width}"
    try:
        return cache.get_or_set(key, lambda: picture.svg(width), A_YEAR)
    except RedisError as failure:
        logger.warning("Chart %s is drawn without a cache: %s", key, failure)
        return picture.svg(width)
