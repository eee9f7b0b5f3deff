"""A chart's own request: its address names its figures, so the picture may be kept for good.

Figures are counted again for whoever asks, so nobody sees another's; an address whose figures have
changed leads on to the present one. The same holds for the files it is saved as.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.text import slugify
from redis.exceptions import RedisError

from dbi_portal.lib import chart_files
from dbi_portal.lib.chart_links import linked
from dbi_portal.lib.days import long_date
from dbi_portal.lib.kept import kept
from dbi_portal.lib.pages.exports import table_response
from officers.seen import seen_as
from reports.dashboards.drawings import NARROW, WIDE, Picture, chart_address, drill_from
from reports.dashboards.view import View
from reports.views.chart_sources import picture_of
from villages.models import GuidedVillage, Region

logger = logging.getLogger(__name__)
A_YEAR = 365 * 24 * 60 * 60
MADE_UP = "Memuat data contoh."


def chart(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """The picture as SVG for the page; each figure in it leads to what it is made of."""
    picture = _picture(request, name)
    width = NARROW if request.GET.get("lebar") == str(NARROW) else WIDE
    query = _filters(request)
    if digest != picture.digest:
        return _lead_on(chart_address(picture, query, lebar=width))
    drill = drill_from(query)
    svg = linked(_drawn(picture, width), picture.chart, lambda *at: _link(picture.ask(*at), drill))
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    patch_cache_control(response, private=True, max_age=A_YEAR, immutable=True)
    return response


def chart_file(request: HttpRequest, name: str, digest: str, kind: str) -> HttpResponse:
    """The picture or its figures to be saved: png, svg or csv."""
    picture = _picture(request, name)
    if digest != picture.digest:
        return _lead_on(chart_address(picture, _filters(request), kind=kind))
    note = _note(request, picture)
    if kind == "csv":
        return table_response(
            kind, title=picture.title, note=note, headers=picture.headers, rows=picture.rows
        )
    draw, content_type = {
        "png": (chart_files.png, chart_files.PNG_TYPE),
        "svg": (chart_files.standalone_svg, chart_files.SVG_TYPE),
    }[kind]
    response = HttpResponse(draw(picture.chart, note), content_type=content_type)
    filename = f"{slugify(picture.title) or 'grafik'}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _picture(request: HttpRequest, name: str) -> Picture:
    """This reader's picture; kept while no figure has changed, like the page it stands on."""
    view, user = View.read(request), request.user
    # Whatever else a page is asked ("bobot=…") may change its chart.
    key = ("chart", name, _filters(request), timezone.localdate(), *seen_as(user))
    picture = kept(key, lambda: picture_of(request, view, name))
    if picture is None:
        raise Http404
    return picture


def _filters(request: HttpRequest) -> str:
    """The address's words without those of the picture itself."""
    asked = request.GET.copy()
    asked.pop("lebar", None)
    return asked.urlencode()


def _link(ask, drill) -> str:
    return drill(ask) if ask else ""


def _lead_on(address: str) -> HttpResponse:
    response = redirect(address)
    add_never_cache_headers(response)
    return response


def _note(request: HttpRequest, picture: Picture) -> str:
    """Whose figures they are, of when and which: a file leaves the page behind."""
    view = View.read(request)
    day = f"menurut data per {long_date(view.known.day)}" if view.known else ""
    told = ["Sumber: Portal Desa Binaan Imigrasi", str(view.head(request.user)), day]
    source = ", ".join(filter(None, told))
    filters = "; ".join(_filters_in_words(view))
    return " ".join(
        filter(None, [
            f"{source}.", filters and f"Hanya {filters}.",
            f"Diunduh {long_date(timezone.localdate())}.", MADE_UP if picture.made_up else "",
        ])
    )  # fmt: skip


def _filters_in_words(view: View) -> Iterator[str]:
    """Those that the title does not say."""
    if view.destination:
        yield f"tujuan {view.destination}"
    if view.regency:
        yield f"asal {Region.objects.get(pk=view.regency)}"
    if view.stage:
        yield f"Desa Binaan pada tahap {GuidedVillage.Stage(view.stage).label}"


def _drawn(picture: Picture, width: int) -> str:
    """From the cache, or drawn now; a cache that is down costs time, not the picture."""
    key = f"chart:{picture.digest}:{width}"
    try:
        return cache.get_or_set(key, lambda: picture.svg(width), A_YEAR)
    except RedisError as failure:
        logger.warning("Chart %s is drawn without a cache: %s", key, failure)
        return picture.svg(width)
