"""A child process that reads or colours a file, under limits, and the lines it answers with.

A hostile cell can make a spreadsheet reader abort or eat gigabytes. The child has its own memory
and time, and no secrets in its environment; when it dies, the page goes on with a sentence.
"""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from dbi_portal.lib.sheets import failures
from dbi_portal.lib.sheets.values import Limits

logger = logging.getLogger(__name__)
PROJECT = Path(__file__).resolve().parents[3]
# No secret in it; and a second thread of the child does not reserve memory of its own.
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
AT_ONCE = 1024**2  # bytes taken from the pipe in one go
OUT_OF_TIME = {-signal.SIGXCPU, -signal.SIGKILL}
OUT_OF_MEMORY = {-signal.SIGABRT}
GRACE = 4  # seconds of waiting beyond the child's own computing time


@contextmanager
def answers(
    task: str, given: BinaryIO, filename: str, limits: Limits, folder: str | None = None
) -> Iterator[Iterator[dict | list]]:
    """What the child answers to `task`, line by line; `given` is its standard input.

    `task` is a module of this package; `folder` is where it may write, if it may.
    Leaving the block ends the child, whether it has finished or not. Raises a SheetError when it
    refuses the file, dies, or lets one wait longer than `limits.seconds` altogether.
    """
    command = [sys.executable, "-m", f"dbi_portal.lib.sheets.{task}"]
    wishes = [Path(filename).suffix.lower(), json.dumps(asdict(limits))]
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(  # noqa: S603 (our own module; the name is only an argument)
            [*command, *wishes],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=said,
            cwd=PROJECT,
            env=ENVIRONMENT | ({"TMPDIR": folder} if folder else {}),
        )
        try:
            yield _answers(child, said, filename, limits)
        finally:
            child.kill()
            child.stdout.close()
            child.wait()


def _answers(
    child: subprocess.Popen, said: BinaryIO, filename: str, limits: Limits
) -> Iterator[dict | list]:
    for line in _lines(child.stdout.fileno(), filename, limits):
        answer = json.loads(line)
        if type(answer) is dict:
            if "failure" in answer:
                raise getattr(failures, answer["failure"])(filename, answer["detail"])
            if "end" in answer:
                return
        yield answer
    raise _death(child.wait(), said, filename, limits)


def _lines(pipe: int, filename: str, limits: Limits) -> Iterator[bytes]:
    """Whole lines, waiting no longer than the child may take; what the reader does is not timed."""
    patience, waiting, begun = float(limits.seconds + GRACE), select.poll(), []
    waiting.register(pipe, select.POLLIN | select.POLLHUP)
    while True:
        before = monotonic()
        if not waiting.poll(max(patience, 0) * 1000):
            raise failures.TooSlow(filename, f"{limits.seconds} detik")
        patience -= monotonic() - before
        piece = os.read(pipe, AT_ONCE)
        if not piece:
            return
        *ended, rest = piece.split(b"\n")
        for line in ended:
            yield b"".join([*begun, line])
            begun = []
        begun.append(rest)


def _death(code: int, said: BinaryIO, filename: str, limits: Limits) -> failures.SheetError:
    """Why the child ended without an answer."""
    said.seek(0)
    logger.warning("Reading %s ended with %s: %s", filename, code, said.read()[-500:])
    if code in OUT_OF_TIME:
        return failures.TooSlow(filename, f"{limits.seconds} detik")
    if code in OUT_OF_MEMORY:
        return failures.TooLarge(filename, failures.TOO_MUCH_MEMORY)
    return failures.DamagedFile(filename)
