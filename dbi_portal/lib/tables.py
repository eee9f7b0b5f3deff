"""A database nobody has prepared yet."""

from django.core.management import call_command
from django.db import connection


def ensure_tables() -> None:
    """Create the tables of a brand-new database; one that has any is left to `migrate`.

    So `load_regions` or `seed_world` works by itself after `make setup`, and an installation in
    use is never altered by a command that only fills it.
    """
    if "django_migrations" not in connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)
