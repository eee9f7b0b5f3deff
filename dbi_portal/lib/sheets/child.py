"""The child's side: `python -m dbi_portal.lib.sheets.child .xlsx '{limits}' < file`.

Answers one JSON document on standard output: {"sheets": [...]} or {"failure": …, "detail": …}.
"""

import json
import resource
import sys
from datetime import date, datetime

from dbi_portal.lib.sheets import delimited, excel
from dbi_portal.lib.sheets.failures import TOO_MUCH_MEMORY
from dbi_portal.lib.sheets.kinds import Refused, kind_of
from dbi_portal.lib.sheets.values import Limits


def main(suffix: str, wishes: str) -> None:
    limits = Limits(**json.loads(wishes))
    confine(limits)
    try:
        answer = {"sheets": sheets(sys.stdin.buffer.read(), suffix, limits)}
        text = json.dumps(answer, default=encode, ensure_ascii=False)
    except Refused as refused:
        text = json.dumps({"failure": refused.failure, "detail": refused.detail})
    except MemoryError:
        text = json.dumps({"failure": "TooLarge", "detail": TOO_MUCH_MEMORY})
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def confine(limits: Limits) -> None:
    """From here on: so much memory, so much time, no files written, no core dumped."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def sheets(content: bytes, suffix: str, limits: Limits) -> list[dict]:
    """All sheets as plain dicts, ready for `Sheet(**sheet)`."""
    reader = excel if kind_of(content, suffix) == "xlsx" else delimited
    found = reader.read(content, limits)
    if not any(sheet["rows"] for sheet in found):
        raise Refused("EmptyFile")
    return found


def encode(value: date | datetime) -> dict:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()}


if __name__ == "__main__":
    main(*sys.argv[1:])
