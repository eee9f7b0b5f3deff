"""Small truths about processes: is this still the one we started, has it ended, what did it say."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

# Our servers see none of the caller's PG… or LC_… variables.
CLEAN_ENV = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
BIG_LOG = 5_000_000
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before any fork


def process_of(pid_file: Path, *, name: str, word: str) -> psutil.Process | None:
    """Return the living process whose number stands first in `pid_file`, if it is still ours.

    A number alone proves nothing after a restart of the machine: the program's name must be
    `name` and its command line must hold `word` (the folder it serves).
    """
    try:
        process = psutil.Process(int(pid_file.read_text().split("\n", 1)[0]))
        ours = process.name() == name and word in " ".join(process.cmdline())
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess, psutil.AccessDenied):
        return None
    return process if ours else None  # a zombie has no command line


def wait_until(condition: Callable[[], bool], *, seconds: float, pause: float = 0.02) -> bool:
    """Ask `condition` until it holds or `seconds` have passed; return its last answer."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def end(process: psutil.Process, *, signals: list[int], seconds: float) -> bool:
    """Send each signal in turn, waiting `seconds` after each; return whether the process ended."""
    for number in signals:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)
        if wait_until(lambda: not lives(process), seconds=seconds):
            with contextlib.suppress(psutil.TimeoutExpired):
                process.wait(0)  # collects it, should it be our own child
            return True
    return False


def lives(process: psutil.Process) -> bool:
    """Tell whether the process still does something.

    In a container whose first process collects no orphans, an ended one stays as a zombie.
    """
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def spawn(command: list[object], *, log: Path, **options: object) -> subprocess.Popen:
    """Start a program in a session of its own, so that a terminal's Ctrl-C does not reach it.

    Its words go to `log`, it reads nothing; `options` are subprocess' own.
    """
    descriptor = open_log(log)
    try:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=descriptor,
            stderr=descriptor,
            start_new_session=True,
            **options,
        )
    finally:
        os.close(descriptor)


def end_with_parent() -> None:
    """In a new child on Linux: ask for SIGTERM when the parent is gone, however it went."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_families(children: list[subprocess.Popen], *, seconds: float = 8) -> None:
    """End spawned children politely, all at once; then their whole sessions by force."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + seconds
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def open_log(path: Path) -> int:
    """Open a log for appending and return its descriptor; a log that grew big starts anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > BIG_LOG:
        path.replace(path.with_suffix(".log.lama"))
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)


def last_words(log: Path, *, count: int = 3) -> str:
    """Return the log's last lines as one line."""
    try:
        lines = log.read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return "(log kosong)"
    return " | ".join(line.strip() for line in lines[-count:] if line.strip()) or "(log kosong)"
