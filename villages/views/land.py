"""What every page with a map shares: the ground, its settings, and that nobody else is asked."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.gzip import gzip_page

from villages import land as drawn

A_YEAR = 365 * 24 * 60 * 60
RULES = (
    "default-src 'self'; img-src 'self' data:{tiles}; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)


@gzip_page
def land(request: HttpRequest, digest: str) -> HttpResponse:
    """The ground as JSON; its address changes with it. Nothing in it is anybody's."""
    if digest != drawn.digest():
        raise Http404
    answer = HttpResponse(drawn.ground(), content_type="application/json")
    answer["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    return answer


def map_settings() -> dict[str, str]:
    """What a map's script is told: where the ground is, and an office's tile server if any."""
    return {
        "land": reverse("villages:land", args=[drawn.digest()]),
        "tiles": settings.TILE_URL,
        "credit": settings.TILE_CREDIT,
    }


def local_only(answer: HttpResponse) -> HttpResponse:
    """The browser itself refuses every address but the portal's and the tile server's."""
    tiles = urlsplit(settings.TILE_URL.replace("{s}", "*"))
    host = f" {tiles.scheme}://{tiles.netloc}" if tiles.netloc else ""
    answer["Content-Security-Policy"] = RULES.format(tiles=host)
    return answer
