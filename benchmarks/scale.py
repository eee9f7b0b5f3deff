"""Dashboards over a whole country, at 250,000 and at 2,500,000 figures, beside an empty page.

By hand, for it takes a while: make bench ARGS="scale"; other sizes: ARGS="scale 250000 25000000".
Each size fills a database of its own with a million sessions. A page is measured as most views find
it (kept), as the first view after somebody saved a session finds it (the daily case), and as the
first after an import of figures; each as a multiple of an empty page of the same minute, and the
largest size beside the smallest.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from pathlib import Path
from time import perf_counter

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse
from django.utils import timezone

from benchmarks.dashboard import BASELINE, empty_page, opener
from benchmarks.results import result
from dbi_portal.lib.months import Month
from dbi_portal.urls import urlpatterns
from officers.models import Office, User
from officers.roles import Role
from outreach.models import Session
from reports.models import PassportStatistic

SIZES: list[int] = [250_000, 2_500_000]  # or what the command line says
SESSIONS = 1_000_000
KEPT_ROUNDS, FIRST_ROUNDS = 30, 8
GOAL, GROWTH, MOST_QUERIES, SHOWN_WITHIN = "<= 4 x", "<= 1.3 x", 25, 5.0
GROWN = (
    ("", GROWTH, "kept"),
    (", first after a session", "told", "saved"),
    (", first after an import", "told", "imported"),
)
FOUND = Path(__file__).parent / "scale.json"
NOBODY = "!"  # no password fits
READERS = (
    ("Kanim", "kanim-skala-001", Role.VERIFIER),
    ("Kanwil", "kanwil-skala-01", Role.SUPERVISOR),
    ("centre", "pusat", Role.MONEV),
)
PAGES = (
    ("home", ""),
    ("reports:drill", ""),
    ("reports:drill", "menurut=desa"),
    ("reports:pivot", ""),
    ("reports:map", ""),
    ("reports:map-points", ""),
    ("reports:next-villages", ""),
    ("reports:data-quality", ""),
    ("reports:indicator-list", ""),
)


@dataclass(frozen=True)
class Measured:
    """A page at one size, p95 in seconds: kept, first after a saved session and after an import,
    and the empty page. `queries` of the first view of all.
    """

    name: str
    rows: int
    kept: float
    saved: float
    imported: float
    empty: float
    queries: int


def measure() -> list[dict]:
    urlpatterns.append(path("kosong/", empty_page))
    found, results = [], []
    for rows in SIZES:
        seeded = _filled(rows)
        results.append(_seeding(seeded))
        found += [_page(rows, *each) for each in _asked()]
        results.append(_import_shown(rows))
    results += [line for each in found for line in _lines(each)]
    results += list(_growth(found))
    FOUND.write_text(json.dumps({"results": results}, indent=2, ensure_ascii=False) + "\n")
    return results


def _filled(rows: int) -> dict:
    """A country of so many figures in a database of its own; what seed_scale said."""
    name = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = "postgres"  # nobody drops the floor he stands on
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    connections.close_all()
    connection.settings_dict["NAME"] = name
    call_command("migrate", verbosity=0)
    call_command("load_regions", verbosity=0, stdout=StringIO())
    said = StringIO()
    call_command(
        "seed_scale", rows=rows, sessions=SESSIONS, json=True, stdout=said, stderr=StringIO()
    )
    for words, office, role in READERS:
        User.objects.create(
            username=f"ukur.{words.lower()}", full_name=f"{words} (contoh)", password=NOBODY,
            office=Office.objects.get(code=office), role=role,
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as it is a day later
    return json.loads(said.getvalue())


def _asked() -> Iterator[tuple[str, Client, str]]:
    for words, _, _ in READERS:
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.get(username=f"ukur.{words.lower()}"))
        for name, query in PAGES:
            told = " ".join(filter(None, [name.removeprefix("reports:"), query]))
            yield f"{told}, {words}", client, f"{reverse(name)}?{query}"
    yield "public page", Client(SERVER_NAME="localhost"), reverse("home")


def _page(rows: int, name: str, client: Client, address: str) -> Measured:
    signed_in = client if client.session.get("_auth_user_id") else _anybody()
    opened, empty = opener(client, address), opener(signed_in, "/kosong/")
    opened(), empty()
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        opened()
    queries = len(asked)
    kept, nothing = _p95s(opened, empty, rounds=KEPT_ROUNDS)
    saved, _ = _p95s(opened, empty, rounds=FIRST_ROUNDS, before=_a_session_is_saved)
    imported, _ = _p95s(opened, empty, rounds=FIRST_ROUNDS, before=_figures_come)
    return Measured(name, rows, kept, saved, imported, nothing, queries)


def _anybody() -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="ukur.kanim"))
    return client


def _a_session_is_saved() -> None:
    """An approved session has one more participant: its office's month is counted anew."""
    session = Session.objects.filter(status=Session.Status.APPROVED).order_by("-pk").first()
    number = (session.participants or 0) + 1
    Session.objects.filter(pk=session.pk).update(participants=number)


def _figures_come() -> None:
    """A figure of one village is corrected, as an import does it."""
    _corrected(figure := _figure("month:home,purpose"), figure.count + 1)


def _p95s(
    ours: Callable[[], None],
    baseline: Callable[[], None],
    *,
    rounds: int,
    before: Callable[[], None] | None = None,
) -> tuple[float, float]:
    mine, theirs = [], []
    for _ in range(rounds):
        if before:
            before()
        mine.append(_seconds(ours))
        theirs.append(_seconds(baseline))
    return _p95(mine), _p95(theirs)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def _seconds(work: Callable[[], None]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def _lines(each: Measured) -> Iterator[dict]:
    words = {"baseline": each.empty, "baseline_is": f"{BASELINE}, p95"}
    size = f"at {each.rows:,} figures"
    kept = result(f"{each.name}, {size}", ours=each.kept, goal=GOAL, **words)
    yield kept | {"queries": each.queries, "queries_goal": f"<= {MOST_QUERIES}"}
    for told, ours in (("a saved session", each.saved), ("an import", each.imported)):
        first = f"{each.name}, {size}, first view after {told}"
        yield result(first, ours=ours, goal=GOAL, **words)


def _growth(found: list[Measured]) -> Iterator[dict]:
    """The largest size beside the smallest, each in empty pages of its own minute."""
    by_size = {(each.name, each.rows): each for each in found}
    small, large = min(SIZES), max(SIZES)
    if small == large:
        return
    for name in dict.fromkeys(each.name for each in found):
        less, more = by_size[name, small], by_size[name, large]
        for words, goal, kind in GROWN:
            yield result(
                f"{name}{words}: {large:,} beside {small:,} figures",
                ours=getattr(more, kind) / more.empty,
                baseline=getattr(less, kind) / less.empty,
                baseline_is="the same page with fewer figures, both in empty pages",
                goal=goal,
            )


def _seeding(said: dict) -> dict:
    name = f"seed_scale, {said['statistics']:,} figures and {said['sessions']:,} sessions"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()) / 2^20")
        [megabytes] = cursor.fetchone()
    told = result(name, ours=said["seconds"], baseline=1, baseline_is="a second", goal="told")
    return told | {"megabytes": round(megabytes)}


def _import_shown(rows: int) -> dict:
    """From the commit of a figure until the Kanwil's dashboard has said it."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="ukur.kanwil"))
    month = Month.of(timezone.localdate()).previous()
    client.get(reverse("home"))
    figure = _figure("month:purpose")
    _corrected(figure, figure.count + 1)
    started = perf_counter()
    page = client.get(reverse("home"), {"bulan": str(month)}).content.decode()
    took = perf_counter() - started
    said = f"{figure.count:,}".replace(",", ".")
    assert said in page, said  # noqa: S101
    return result(
        f"an imported figure is on the dashboard, at {rows:,} figures", ours=took,
        baseline=SHOWN_WITHIN, baseline_is="5 s", goal="<= 1 x",
    )  # fmt: skip


def _figure(grain: str) -> PassportStatistic:
    """One of an office's last month."""
    month = Month.of(timezone.localdate()).previous()
    return PassportStatistic.objects.current().filter(
        office__code="kanim-skala-001", period_start=month.first_day, grain=grain,
        outcome="terbit", purpose="pmi",
    ).first()  # fmt: skip


def _corrected(figure: PassportStatistic, count: int) -> None:
    """As an import does it: the old figure is closed, a new one takes its place."""
    moment = timezone.now()
    old = figure.pk
    PassportStatistic.objects.filter(pk=old).update(
        recorded=(figure.recorded.lower, moment - timedelta(microseconds=1))
    )
    figure.pk, figure.count, figure.supersedes_id = None, count, old
    figure.recorded, figure.correction_reason = (moment, None), "Diukur ulang (contoh)"
    figure.save(force_insert=True)
