"""`make bench`: speed as a ratio against a baseline of the same run, on servers of its own."""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

MODULES = (
    "regions",
    "dashboard",
    "weight",
    "documents",
    "registers",
    "finding",
    "exports",
    "matching",
    "imports",
    "reports",
)
LATEST = Path(__file__).parent / "latest.json"
COLUMNS = ("name", "ours", "baseline", "ratio", "goal", "baseline_is")


def main(words: list[str]) -> None:
    """Measure the modules named, or all; print a table and write latest.json when all ran.

    Numbers among the words are the sizes `scale` measures, which runs only when it is named.
    """
    sizes = [int(word) for word in words if word.isdigit()]
    chosen = [word for word in words if not word.isdigit()]
    from dbi_portal.local import servers

    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        var_dir = Path(folder) / "var"
        os.environ["PORTAL_VAR"] = str(var_dir)
        os.environ["DJANGO_SETTINGS_MODULE"] = "dbi_portal.settings"
        os.environ["LOG_LEVEL"] = "WARNING"
        for name in ("DATABASE_URL", "REDIS_URL", "REPLICA_URL"):
            os.environ.pop(name, None)  # a benchmark fills and empties: never somebody's database
        with servers.throwaway_servers(var_dir):
            results = measured(chosen or MODULES, sizes)
    if not chosen:
        LATEST.write_text(json.dumps({"results": results}, indent=2, ensure_ascii=False) + "\n")
    print_table(results)


def measured(names, sizes: list[int]) -> list[dict]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if "regions" not in names:
        call_command("load_regions", verbosity=0)
    results = []
    for name in names:
        print(f"{name} …", file=sys.stderr)
        module = importlib.import_module(f"benchmarks.{name}")
        if sizes and hasattr(module, "SIZES"):
            module.SIZES = sizes
        results += module.measure()
    return results


def print_table(results: list[dict]) -> None:
    rows = [COLUMNS, *[[str(each[column]) for column in COLUMNS] for each in results]]
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


if __name__ == "__main__":
    main(sys.argv[1:])
