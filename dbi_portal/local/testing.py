"""A test run's own corner of the machine, so that it may run beside the portal and its likes."""

import os
from pathlib import Path

import psutil

from dbi_portal.local import addresses, servers

PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def claim_corner(base: Path) -> Path:
    """Set the environment so that settings speak of this run's servers; return its var folder.

    Call it before Django reads its settings. Processes of one run (pytest-xdist) share the
    servers but not a database, nor a queue: each gets Valkey numbers of its own.
    """
    corner = Path(os.environ.setdefault("PORTAL_TEST_CORNER", str(base / "test" / _number())))
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    broker = f"unix://{addresses.valkey_socket(corner)}?db={2 * worker}"
    # Everything an office may have set, in its shell or in .env, is set back here.
    os.environ |= {
        "PORTAL_VAR": str(corner),
        "MEDIA_ROOT": str(corner / "media"),
        "DATABASE_URL": addresses.database_url(corner),
        "REDIS_URL": broker,
        "SECRET_KEY": "hanya-untuk-pengujian",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1],testserver",
        "CSRF_TRUSTED_ORIGINS": "",
        "CONN_MAX_AGE": "60",
        "LOG_LEVEL": "WARNING",
        "EMAIL_URL": "",
        "REPLICA_URL": "",
        "DEFAULT_FROM_EMAIL": "Portal DBI <portal@contoh.id>",
        "PORTAL_URL": "",
        "PUBLIC_SECONDS": "0",
        **dict.fromkeys(("DEBUG", "BEHIND_HTTPS", "DEMO_MODE"), "0"),
    }
    return corner


def adapt_settings(settings, corner: Path) -> None:
    """Make the loaded settings fit for tests: cheap passwords, plain static files, own names."""
    # Names the settings to load, and must not do so again below once the name is taken away.
    import dbi_portal.celery  # noqa: F401

    suffix = os.environ.get("PORTAL_TEST_SUFFIX") or corner.name
    settings.DATABASES["default"]["TEST"] = {"NAME": f"test_portal_{suffix}"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {"staticfiles": PLAIN_STATIC}
    settings.STATIC_ROOT = corner / "static"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    # Were it inherited, pytest-django would load the next process' settings before its conftest.
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def sweep(base: Path) -> None:
    """Remove what runs left behind that were killed before they could tidy up."""
    for corner in (base / "test").glob("[0-9]*"):
        if not psutil.pid_exists(int(corner.name)):
            servers.remove(corner)


def _number() -> str:
    return str(os.getpid())
