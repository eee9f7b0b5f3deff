"""What a dashboard weighs on its way to a real browser, compressed as gunicorn sends it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page, sync_playwright

from benchmarks.demo import seeded
from benchmarks.results import result
from dbi_portal.local import chromium, processes
from officers.models import User

ROOT = Path(__file__).parents[1]
FIRST, FURTHER = 200, 40  # KB
READER = "supervisor.jabar"
PAGES = (
    "reports:drill",
    "reports:pivot",
    "reports:indicator-list",
    "reports:next-villages",
    "reports:data-quality",
    "home",
)
# With the libraries of a map, which no other page loads.
FIRST_OF_ITS_KIND = ("reports:map",)
# Everything that came over the wire since the last navigation, headers included.
RECEIVED = """() => [...performance.getEntriesByType('navigation'),
                     ...performance.getEntriesByType('resource')]
                    .reduce((sum, each) => sum + each.transferSize, 0)"""


def measure() -> list[dict]:
    """The public page and a Kanwil's dashboard to an empty cache, then page after page."""
    seeded()
    with _served() as base, sync_playwright() as driver:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        browser = driver.chromium.launch(**chromium.launch_options(ROOT))
        results = [_weighed(browser.new_page(), f"{base}/", "public page, first view", FIRST)]
        context = browser.new_context()
        context.add_cookies([{"name": "sessionid", "value": _session(), "url": base}])
        page = context.new_page()
        results.append(_weighed(page, f"{base}/", "dashboard of a Kanwil, first view", FIRST))
        for name, goal in _further():
            results.append(_weighed(page, f"{base}{reverse(name)}", f"{name}, further view", goal))
        browser.close()
    return results


def _further() -> Iterator[tuple[str, int]]:
    for names, goal in ((PAGES, FURTHER), (FIRST_OF_ITS_KIND, FIRST), (FIRST_OF_ITS_KIND, FURTHER)):
        for name in names:
            try:
                reverse(name)
            except NoReverseMatch:
                continue
            yield name, goal


def _weighed(page: Page, address: str, words: str, goal: int) -> dict:
    page.goto(address, wait_until="networkidle")
    kilobytes = page.evaluate(RECEIVED) / 1024
    return result(
        f"weight of {words}", ours=kilobytes, baseline=goal, baseline_is=f"{goal} KB",
        goal="<= 1 x",
    )  # fmt: skip


def _session() -> str:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=READER))
    return client.cookies["sessionid"].value


@contextmanager
def _served() -> Iterator[str]:
    """The portal as it runs in an office: gunicorn, whitenoise, no DEBUG."""
    command = [sys.executable, "-m", "gunicorn", "dbi_portal.wsgi", "--bind=127.0.0.1:0"]
    command += ["--worker-class=gthread", "--threads=4", "--no-control-socket"]
    log = settings.VAR_DIR / "log" / "weight.log"
    server = processes.spawn(command, log=log, cwd=ROOT, env=os.environ | {"DEBUG": "0"})
    try:
        yield f"http://127.0.0.1:{_port(server.pid)}"
    finally:
        processes.end_families([server])


def _port(pid: int) -> int:
    def listening() -> list[int]:
        found = psutil.Process(pid).net_connections()
        return [each.laddr.port for each in found if each.status == psutil.CONN_LISTEN]

    assert processes.wait_until(lambda: bool(listening()), seconds=60)  # noqa: S101
    return listening()[0]
