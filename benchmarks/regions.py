"""Every region of the country: from nothing, and again when nothing changed."""

from __future__ import annotations

import csv
import io

from django.core.management import call_command
from django.db import connection

from benchmarks.results import result, seconds
from villages.editions import KEMENDAGRI_2025
from villages.models import Region


def measure() -> list[dict]:
    """Both loads beside a bare COPY of the same rows into a table without indexes."""
    rows = list(KEMENDAGRI_2025.rows())
    floor = seconds(lambda: bare_copy(rows))
    first = seconds(lambda: call_command("load_regions", verbosity=0, stdout=io.StringIO()))
    again = seconds(lambda: call_command("load_regions", verbosity=0, stdout=io.StringIO()))
    assert Region.objects.filter(level="desa").count() == 83_762  # noqa: S101
    words = {"baseline": floor, "baseline_is": "COPY of the same rows, no index"}
    return [
        result("load regions from nothing", ours=first, goal="<= 10 s", **words),
        result("load regions, nothing changed", ours=again, goal="<= 2 s", **words),
    ]


def bare_copy(rows: list) -> None:
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    lines.seek(0)
    columns = ", ".join(f"c{number} text" for number in range(len(rows[0])))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE bare_regions ({columns})")
        cursor.copy_expert("COPY bare_regions FROM STDIN WITH (FORMAT csv)", lines)
        cursor.execute("DROP TABLE bare_regions")
