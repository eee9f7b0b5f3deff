"""Who runs the portal from this var folder right now: one supervisor at a time, kept by a lock."""

import fcntl
from pathlib import Path

from dbi_portal.local.failures import needing


def claim(var_dir: Path, address: str):
    """Return an open file that holds this var folder for us, or None when somebody else does."""
    with needing(var_dir):
        var_dir.mkdir(parents=True, exist_ok=True)
        file = (var_dir / "run.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    file.truncate(0)
    file.write(address)
    file.flush()
    return file


def address(var_dir: Path) -> str | None:
    """Return the address of the portal that runs from this folder, or None."""
    try:
        with (var_dir / "run.lock").open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return (var_dir / "run.lock").read_text()
    return None
