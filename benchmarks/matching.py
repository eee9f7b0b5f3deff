"""Names of villages become codes: a hundred thousand rows of a national sheet, typos and all."""

from __future__ import annotations

import random
from itertools import cycle, islice

from django.db import connection

from benchmarks.results import result, seconds
from villages.matching import Place, Status, atlas, find_villages
from villages.models import Region
from villages.tests import distorting

ROWS, MISTYPED = 100_000, 0.3
SAMPLE = 60  # names the baseline looks up; its time is scaled to all rows
FLOOR = 5.0  # seconds: what the office was promised
BY_TRIGRAM = """
    SELECT code, similarity(search, %(name)s) AS alike FROM villages_region
    WHERE level = 'desa' AND search %% %(name)s ORDER BY alike DESC LIMIT 6
"""


def measure() -> list[dict]:
    """From nothing in memory, regions read included; nearly every row a name of its own."""
    places = list(dict.fromkeys(rows()))
    atlas.forget()
    found = {}
    took = seconds(lambda: found.update(find_villages(places)))
    scaled = took * ROWS / len(places)
    assert sum(match.status is not Status.UNKNOWN for match in found.values()) > 0.97 * len(found)  # noqa: S101
    naive = seconds(lambda: trigrams(places)) * ROWS / SAMPLE
    words = {"ours": scaled, "goal": "<= 5 s"}
    return [
        result("resolve 100k village names", baseline=FLOOR, baseline_is="5 s", **words),
        result(
            "resolve 100k village names, beside trigrams",
            baseline=naive,
            baseline_is=f"one trigram query a name, {SAMPLE} of them scaled up",
            **words,
        ),
    ]


def rows() -> list[Place]:
    """Villages of the whole country: 70 % written some lossless way, 30 % with a typo."""
    chance = random.Random(4)  # noqa: S311 -- the same rows every time
    plain = [distorting.as_it_is, distorting.in_capitals, distorting.with_class_words]
    plain += [distorting.spaces_otherwise, distorting.shortened, distorting.all_in_one_cell]
    mistyped = [distorting.one_slip, distorting.one_slip_and_no_district]
    villages = real_villages()
    chance.shuffle(villages)
    made = []
    for village in islice(cycle(villages), int(ROWS * 1.1)):
        ways = mistyped if chance.random() < MISTYPED else plain
        made.append(chance.choice(ways)(village, chance) or distorting.as_it_is(village, chance))
    return made[:ROWS]


def real_villages() -> list[distorting.Real]:
    rows = Region.objects.villages().current().order_by("code")
    columns = ("code", "name", "parent__name", "parent__parent__name")
    return [distorting.Real(*row) for row in rows.values_list(*columns)]


def trigrams(places: list[Place]) -> None:
    with connection.cursor() as cursor:
        for place in places[:SAMPLE]:
            cursor.execute(BY_TRIGRAM, {"name": place.name.casefold()})
            cursor.fetchall()
