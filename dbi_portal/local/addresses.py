"""Where a portal of its own finds its database, broker and secret: a function of its var folder.

Everything here is pure but `secret_key`, so that settings may ask before any server runs.
"""

import hashlib
import os
import secrets
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from dbi_portal.local.failures import needing

DATABASE = "portal"
ROLE = "portal"
PORT = "5432"  # names the socket file; nothing listens on a network


def fingerprint(var_dir: Path) -> str:
    """Return twelve letters that stand for this var folder in the names of folders elsewhere."""
    return hashlib.sha256(os.fsencode(Path(var_dir).resolve())).hexdigest()[:12]


def socket_dir(var_dir: Path) -> Path:
    """Return the folder of this user's sockets, whatever the depth of the checkout.

    A Unix socket's path may have 107 bytes and a checkout may lie deep, so sockets live in /tmp;
    not in $TMPDIR, which differs between two shells of the same person.
    """
    return Path(f"/tmp/portal-dbi-{os.getuid()}-{fingerprint(var_dir)}")  # noqa: S108


def postgres_socket_dir(var_dir: Path) -> Path:
    """Return PostgreSQL's own part of the socket folder: as root it runs as somebody else."""
    return socket_dir(var_dir) / "pg"


def postgres_socket(var_dir: Path) -> Path:
    """Return the path of PostgreSQL's socket, named by the server itself after its port."""
    return postgres_socket_dir(var_dir) / f".s.PGSQL.{PORT}"


def valkey_socket(var_dir: Path) -> Path:
    """Return the path of Valkey's socket."""
    return socket_dir(var_dir) / "valkey.sock"


def database_url(var_dir: Path) -> str:
    """Return the embedded database's address; the host is an option, environ keeps %2F as is."""
    host = quote(str(postgres_socket_dir(var_dir)))
    return f"postgres://{ROLE}@/{DATABASE}?host={host}&port={PORT}"


def database_dsn(var_dir: Path, *, role: str = ROLE, database: str = DATABASE) -> str:
    """Return the same address as libpq writes it, for this role and database."""
    return f"host={postgres_socket_dir(var_dir)} port={PORT} user={role} dbname={database}"


def redis_url(var_dir: Path) -> str:
    """Return the embedded broker's address as redis-py writes it."""
    return f"unix://{valkey_socket(var_dir)}?db=0"


def celery_url(redis_url: str) -> str:
    """Return the same address in kombu's spelling: `redis+socket://…?virtual_host=0`."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    return f"redis+socket://{parts.path}?virtual_host={_number(parts)}"


def cache_url(redis_url: str) -> str:
    """Return the cache's address: on a socket the next number, since clearing it empties all."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    return f"unix://{parts.path}?db={_number(parts) + 1}"


def _number(parts: SplitResult) -> int:
    return int(parse_qs(parts.query).get("db", ["0"])[0])


def secret_key(var_dir: Path) -> str:
    """Return this installation's secret, made on the first call and kept in `var/secret_key`.

    Two processes that start at once agree: a file comes to its name complete, and only once.
    """
    path = Path(var_dir) / "secret_key"
    with needing(var_dir):
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(50))
        return path.read_text().strip()


def _write_once(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # somebody was faster; his secret is the secret
    finally:
        draft.unlink()
