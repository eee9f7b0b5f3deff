"""Every test run has a PostgreSQL and a Valkey of its own, started here and gone at its end."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from dbi_portal.local import chromium, processes, servers, testing

ROOT = Path(__file__).parent
# The same examples in every run: a change is judged by what it changes. Others are looked for by
# hand: HYPOTHESIS=random make test ARGS="-k round_trip".
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.load_profile("default" if os.environ.get("HYPOTHESIS") == "random" else "same")
if settings.configured and "PORTAL_TEST_CORNER" not in os.environ:
    pytest.exit("Jalankan pengujian tanpa DJANGO_SETTINGS_MODULE, agar tidak menyentuh data Anda.")
BASE = Path(os.environ.get("PORTAL_VAR") or ROOT / "var").resolve()
CORNER = testing.claim_corner(BASE)
testing.adapt_settings(settings, CORNER)
machine = ExitStack()


def pytest_collection_modifyitems(items):
    """A browser that did not answer in time gets one second look, and the summary says “rerun”.

    Two Chromium, PostgreSQL and Celery share two cores here, so a click may come too late. Only
    waiting in vain is looked at again; what a page shows wrongly fails at once, and what is broken
    fails twice.
    """
    second_look = pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError"])
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(second_look)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session):
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    testing.sweep(BASE)
    machine.enter_context(servers.throwaway_servers(CORNER))


def pytest_unconfigure():
    machine.close()


@pytest.fixture
def start_celery_worker(transactional_db):
    """Call it for a real Celery worker on this test's database and queue; gives its process.

    `process.log` is the path of its log. All of them end with the test.
    """
    from django.db import connection

    from dbi_portal.celery import app

    app.control.purge()
    database = connection.settings_dict["NAME"]
    url = os.environ["DATABASE_URL"].replace("@/portal?", f"@/{database}?")
    command = [sys.executable, "-m", "celery", "-A", "dbi_portal", "worker", "--pool=solo"]
    workers = []

    def start():
        log = CORNER / "log" / f"worker-{database}-{len(workers)}.log"
        log.unlink(missing_ok=True)
        worker = processes.spawn(
            [*command, "--loglevel=INFO", "--without-gossip", "--without-mingle"],
            log=log,
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url},
        )
        workers.append(worker)
        ready = processes.wait_until(
            lambda: worker.poll() is not None or b" ready." in log.read_bytes(), seconds=60
        )
        assert ready, log.read_text()
        assert worker.poll() is None, log.read_text()
        worker.log = log
        return worker

    try:
        yield start
    finally:
        processes.end_families(workers, seconds=20)


@pytest.fixture
def celery_worker_process(start_celery_worker):
    """A real Celery worker on this test's database and queue; yields its log's path."""
    return start_celery_worker().log


@pytest.fixture
def live_portal(live_server):
    """The portal's address while a browser looks at it."""
    return live_server.url


@pytest.fixture(scope="session")
def playwright():
    """What drives browsers, one for the whole run: its event loop stays with this thread."""
    # That loop makes Django think the tests were asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        yield driver
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(playwright):
    """A real Chromium, one for the whole run."""
    chrome = playwright.chromium.launch(**chromium.launch_options(ROOT))
    yield chrome
    chrome.close()


@pytest.fixture
def page(browser, live_portal):
    """A fresh window at an office screen's size; relative addresses lead to the portal."""
    context = browser.new_context(
        base_url=live_portal,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        viewport={"width": 1366, "height": 768},
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()
