"""One import in a process of its own: `python -m benchmarks.import_once FILE USERNAME`.

Checks, writes and undoes the file, then says how much memory the process needed at most.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django


def main(file: str, username: str) -> None:
    django.setup()
    from django.utils import timezone

    from benchmarks.imports import imported
    from officers.imports.running import undo_run
    from officers.models import User

    clerk = User.objects.get(username=username)
    undo_run(run=imported(Path(file), clerk), by=clerk, at=timezone.now())
    print(json.dumps({"memory": most_memory()}))


def most_memory() -> float:
    """MB this program itself needed at most; getrusage would count its parent's at the start."""
    said = Path("/proc/self/status").read_text()
    return int(said.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
