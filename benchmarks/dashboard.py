"""A Kanwil's dashboard beside an empty page: the frame alone, for the same person."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import vl_convert
from django.core.cache import cache
from django.http import HttpRequest
from django.shortcuts import render
from django.test import Client
from django.urls import path, reverse

from benchmarks.demo import seeded
from benchmarks.results import interleaved, result
from dbi_portal.lib.pages.parts import Crumb, PageHead
from dbi_portal.urls import urlpatterns
from officers.models import User

MONTH = "2025-08"
READERS = (
    ("Kanwil", "supervisor.jabar"),
    ("Kanwil of two offices", "supervisor.jakarta"),
    ("Kanim", "operator.bekasi"),
    ("centre", "monev.pusat"),
)
GOAL = "<= 4 x"
BASELINE = "base template with menu, badges and the same signed-in user"


def empty_page(request: HttpRequest):
    return render(request, "base.html", {"page": PageHead("Kosong", crumbs=[Crumb("Kosong")])})


def measure() -> list[dict]:
    """Whole requests in this process, middleware and session included.

    A page is kept until the data change: it is measured so, as most views find it, and without
    what was kept, as the first view after a change finds it.
    """
    seeded()
    urlpatterns.append(path("kosong/", empty_page))
    results = [_page(words, username) for words, username in READERS]
    results += [_page(words, username, anew=True) for words, username in READERS]
    return [*results, _chart(), _chart_anew()]


def _page(words: str, username: str, *, anew: bool = False) -> dict:
    client = signed_in(username)
    address = f"{reverse('home')}?bulan={MONTH}"
    opened = opener(client, address, first=cache.clear if anew else None)
    ours, baseline = interleaved(opened, opener(client, "/kosong/"), rounds=40)
    name = f"dashboard, {words}{', first view after a change' if anew else ''}"
    goal = "no goal, beside the above" if anew else GOAL
    return result(name, ours=ours, baseline=baseline, baseline_is=BASELINE, goal=goal)


def _chart() -> dict:
    """A chart that was drawn before, its figures counted again for this reader."""
    client = signed_in("supervisor.jabar")
    page = client.get(reverse("home"), {"bulan": MONTH}).content.decode()
    address = unescape(re.search(r'hx-get="([^"]+grafik[^"]+)"', page)[1])
    ours, baseline = interleaved(opener(client, address), opener(client, "/kosong/"), rounds=40)
    return result("cached chart", ours=ours, baseline=baseline, baseline_is=BASELINE, goal="<= 1 x")


def _chart_anew() -> dict:
    """A chart nobody has drawn: counted, drawn and linked, beside the drawing alone."""
    client = signed_in("supervisor.jabar")
    page = client.get(reverse("home"), {"bulan": MONTH}).content.decode()
    address = unescape(re.search(r'hx-get="([^"]+grafik[^"]+)"', page)[1])
    opened, drawn = opener(client, address, first=cache.clear), []
    draw = vl_convert.vegalite_to_svg
    vl_convert.vegalite_to_svg = lambda *spec, **more: (
        drawn.append((spec, more)) or draw(*spec, **more)
    )
    opened()
    vl_convert.vegalite_to_svg = draw
    spec, more = drawn[0]
    ours, baseline = interleaved(opened, lambda: draw(*spec, **more), rounds=15)
    words = {"baseline_is": "vl-convert alone for the same chart", "goal": "<= 2 x"}
    return result("chart not yet cached", ours=ours, baseline=baseline, **words)


def signed_in(username: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=username))
    return client


def opener(
    client: Client, address: str, *, first: Callable[[], None] | None = None
) -> Callable[[], None]:
    def opened() -> None:
        if first:
            first()
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)  # noqa: S101

    return opened
