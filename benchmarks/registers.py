"""Every register in view of the centre, with the whole country's rows, beside an empty page."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, path, reverse

from benchmarks.crowd import crowded
from benchmarks.dashboard import BASELINE, empty_page, opener, signed_in
from benchmarks.results import interleaved, result
from dbi_portal.urls import urlpatterns

NAMES = (
    "villages:list",
    "villages:proposal-list",
    "villages:decree-list",
    "villages:assignment-list",
    "villages:gaps",
    "villages:region-list",
    "officers:list",
    "officers:office-list",
    "officers:user-list",
    "officers:head-list",
    "outreach:list",
    "outreach:calendar",
    "outreach:follow-up-list",
    "outreach:consultation-list",
    "outreach:coverage",
    "outreach:targets",
    "outreach:institution-list",
    "outreach:venue-list",
    "reports:statistic-list",
    "reports:list",
)
READER = "admin.pusat"
GOAL, MOST_QUERIES = "<= 4 x", 25


def measure() -> list[dict]:
    crowded()
    urlpatterns.append(path("kosong/", empty_page))
    return [_register(name) for name in NAMES if _known(name)]


def _known(name: str) -> bool:
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False


def _register(name: str) -> dict:
    client, address = signed_in(READER), reverse(name)
    opened = opener(client, address)
    opened()
    with CaptureQueriesContext(connection) as asked:
        opened()
    queries = len(asked)  # the log is emptied by the next request
    ours, baseline = interleaved(opened, opener(client, "/kosong/"), rounds=9)
    words = {"ours": ours, "baseline": baseline, "baseline_is": BASELINE, "goal": GOAL}
    return result(f"register {name}", **words) | {
        "queries": queries,
        "queries_goal": f"<= {MOST_QUERIES}",
    }
