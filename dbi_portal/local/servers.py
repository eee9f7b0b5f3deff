"""The embedded servers together: up when needed, left up for the next call, ended on request."""

import contextlib
import fcntl
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from dbi_portal.local import addresses
from dbi_portal.local.failures import needing
from dbi_portal.local.postgres import Postgres
from dbi_portal.local.valkey import Valkey

# Commands that read code and files only; every other one may ask the database.
WITHOUT_SERVERS = {
    *("help", "version", "--help", "-h", "--version", "portal", "check", "collectstatic"),
    *("findstatic", "makemigrations", "makemessages", "compilemessages", "diffsettings"),
}


def ensure_servers(var_dir: Path, *, postgres: bool = True, valkey: bool = True) -> list[str]:
    """Start what does not answer and return the names of what was started.

    Several processes may ask at once; one starts, the others wait for it. Raises LocalFailure.
    """
    chosen = zip(_servers(var_dir), (postgres, valkey), strict=True)
    wanted = [server for server, want in chosen if want]
    if all(server.answers() for server in wanted):
        return []
    started = []
    with _lock(var_dir):
        for server in wanted:
            if not server.answers():
                server.start()
                started.append(server.name)
    return started


def stop_servers(var_dir: Path, *, only: list[str] | None = None) -> list[str]:
    """End the embedded servers, or `only` these; return the names of those that ran."""
    if not var_dir.is_dir():
        return []
    with _lock(var_dir):
        wanted = [s for s in _servers(var_dir) if only is None or s.name in only]
        return [server.name for server in wanted if server.stop()]


@contextlib.contextmanager
def throwaway_servers(var_dir: Path) -> Iterator[None]:
    """Run servers of one's own for as long as the block lasts, and leave nothing of them behind."""
    try:
        with _lock(var_dir):
            Postgres(var_dir, throwaway=True).start()
            Valkey(var_dir, throwaway=True).start()
        yield
    finally:
        remove(var_dir)


def remove(var_dir: Path) -> None:
    """End the servers and delete their data, their sockets and `var_dir` itself."""
    Postgres(var_dir).remove()
    Valkey(var_dir).stop()
    shutil.rmtree(addresses.socket_dir(var_dir), ignore_errors=True)
    shutil.rmtree(var_dir, ignore_errors=True)


def describe(var_dir: Path) -> list[str]:
    """Return one line in words for each embedded server."""
    return [server.describe() for server in _servers(var_dir)]


def embedded() -> tuple[bool, bool]:
    """Tell from the settings whether database and broker are the portal's own."""
    from django.conf import settings

    return (
        addresses.database_url(settings.VAR_DIR) == settings.DATABASE_URL,
        addresses.redis_url(settings.VAR_DIR) == settings.REDIS_URL,
    )


def ensure_for_command(argv: list[str]) -> None:
    """Bring up what `manage.py` needs for this command line, if the settings say it is ours."""
    if len(argv) < 2 or argv[1] in WITHOUT_SERVERS or {"--help", "-h"} & set(argv[2:]):
        return
    from django.conf import settings

    postgres, valkey = embedded()
    started = ensure_servers(settings.VAR_DIR, postgres=postgres, valkey=valkey)
    if started:
        # On standard error: a command's --json owns standard output.
        print(f"Menyalakan {' dan '.join(started)} bawaan.", file=sys.stderr)


def _servers(var_dir: Path) -> tuple[Postgres, Valkey]:
    return Postgres(var_dir), Valkey(var_dir)


@contextlib.contextmanager
def _lock(var_dir: Path) -> Iterator[None]:
    with needing(var_dir):
        var_dir.mkdir(parents=True, exist_ok=True)
        file = (var_dir / "servers.lock").open("w")
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
