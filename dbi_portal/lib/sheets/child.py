"""The child's side: `python -m dbi_portal.lib.sheets.child .xlsx '{limits}' < file`.

Answers in lines of JSON on standard output: {"name": …} opens a sheet, [first row, columns] are
some of its rows (see `wire`), {"end": true} closes the file, {"failure": …, "detail": …} refuses
it at any point.
"""

import gc
import importlib
import json
import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator

from dbi_portal.lib.sheets.failures import TOO_MUCH_MEMORY
from dbi_portal.lib.sheets.kinds import kind_of
from dbi_portal.lib.sheets.refusing import Refused
from dbi_portal.lib.sheets.values import Limits

READERS = {"xlsx": "excel", "xls": "legacy", "ods": "opendocument", "text": "delimited"}
NO_ROOM = ("capacity overflow", "pointer is null")  # how calamine says that memory has run out
RESERVE = 4 * 1024**2  # bytes kept free to say that there are none left
MOST_WORDS = 64 * 1024  # that a dying child may say on standard error


def main(suffix: str, wishes: str) -> None:
    limits = Limits(**json.loads(wishes))
    confine(limits)
    answer(lambda: lines(sys.stdin.buffer.read(), suffix, limits))


def answer(work: Callable[[], Iterable[dict | list]]) -> None:
    """Say each line of the work's outcome, or why the file cannot be read; then end at once."""
    reserve = bytearray(RESERVE)
    try:
        for line in work():
            say(line)
    except BaseException as failure:  # calamine's panics are no Exceptions
        del reserve
        failure.__traceback__ = None  # nor what its frames still hold
        say(reason(failure))
    os._exit(0)


def confine(limits: Limits, written: int = MOST_WORDS) -> None:
    """From here on: so much memory and time, no file longer than `written`, no core dumped."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    gc.disable()  # nothing here goes round in circles, and a file is soon read


def lines(content: bytes, suffix: str, limits: Limits) -> Iterator[dict | list]:
    """The whole answer, line by line; Refused when there is not a single cell in it."""
    reader = importlib.import_module(f"dbi_portal.lib.sheets.{READERS[kind_of(content, suffix)]}")
    close_doors()
    filled = False
    for line in reader.read(content, limits):
        filled = filled or (type(line) is list and _is_filled(line[1]))
        yield line
    if not filled:
        raise Refused("EmptyFile")
    yield {"end": True}


def close_doors() -> None:
    """All modules are in: no file and no connection can be opened any more."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def say(line: dict | list) -> None:
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), check_circular=False)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _is_filled(columns: list[list]) -> bool:
    return any(cell is not None for _, values, *_ in columns for cell in values)


def reason(failure: BaseException) -> dict:
    """The line that refuses the file. Whatever a reader trips over, the file is at fault."""
    if isinstance(failure, Refused):
        return {"failure": failure.failure, "detail": failure.detail}
    if isinstance(failure, MemoryError) or any(words in str(failure) for words in NO_ROOM):
        return {"failure": "TooLarge", "detail": TOO_MUCH_MEMORY}
    locked = type(failure).__name__ == "PasswordError"
    sys.stderr.write(f"{type(failure).__name__}: {failure}"[:500])
    return {"failure": "PasswordProtected" if locked else "DamagedFile", "detail": ""}


if __name__ == "__main__":
    main(*sys.argv[1:])
