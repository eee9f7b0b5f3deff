"""The parent's side: hand the bytes to a child, wait, and turn its answer into values.

A hostile cell can make a spreadsheet reader abort or eat gigabytes. The child has its own memory
and time, and no secrets in its environment; when it dies, the page goes on with a sentence.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets import failures
from dbi_portal.lib.sheets.values import Limits, Sheet, Workbook

logger = logging.getLogger(__name__)
PROJECT = Path(__file__).resolve().parents[3]
USUAL = Limits()
OUT_OF_TIME = {-signal.SIGXCPU, -signal.SIGKILL}


def read(source: Path | bytes | BinaryIO, filename: str, limits: Limits = USUAL) -> Workbook:
    """Every sheet of an uploaded file, by what it holds and not by what it is called.

    `source` is a path, the bytes, or an open upload; `filename` is what the sender called it.
    Raises a SheetError whose message is an Indonesian sentence for the sender.
    """
    content = _content(source, filename, limits)
    answer = _ask_child(content, filename, limits)
    if "failure" in answer:
        raise getattr(failures, answer["failure"])(filename, answer["detail"])
    return Workbook([Sheet(**sheet) for sheet in answer["sheets"]])


def _content(source: Path | bytes | BinaryIO, filename: str, limits: Limits) -> bytes:
    """The file's bytes; one byte more than allowed is enough to refuse it unread."""
    if isinstance(source, bytes):
        content = source
    elif isinstance(source, Path):
        with source.open("rb") as stream:
            content = stream.read(limits.file_size + 1)
    else:
        source.seek(0)
        content = source.read(limits.file_size + 1)
    if len(content) > limits.file_size:
        megabytes = angka(limits.file_size // 1024**2)
        raise failures.TooLarge(filename, f"lebih dari {megabytes} MB")
    return content


def _ask_child(content: bytes, filename: str, limits: Limits) -> dict:
    command = [sys.executable, "-m", "dbi_portal.lib.sheets.child"]
    wishes = [Path(filename).suffix.lower(), json.dumps(asdict(limits))]
    try:
        child = subprocess.run(  # noqa: S603 (our own module; the name is only an argument)
            [*command, *wishes],
            input=content,
            capture_output=True,
            timeout=limits.seconds + 5,  # its own limit counts computing time, this one waiting
            cwd=PROJECT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise failures.TooSlow(filename, f"{limits.seconds} detik") from expired
    if child.returncode == 0:
        return json.loads(child.stdout, object_hook=_decode)
    logger.warning("Reading %s ended with %s: %s", filename, child.returncode, child.stderr[-500:])
    if child.returncode in OUT_OF_TIME:
        raise failures.TooSlow(filename, f"{limits.seconds} detik")
    if child.returncode == -signal.SIGABRT:
        raise failures.TooLarge(filename, failures.TOO_MUCH_MEMORY)
    raise failures.DamagedFile(filename)


def _decode(value: dict) -> dict | date | datetime:
    """Undo `child.encode`: JSON has no dates."""
    if "day" in value:
        return date.fromisoformat(value["day"])
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    return value
