"""A database filled once for a whole test module, and empty again after it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from dbi_portal.demo import seed
from dbi_portal.demo.world.build import build
from dbi_portal.management.commands.load_defaults import load_defaults
from officers.actions.tokens import digest_of
from officers.models import ApiToken, AuditEvent, Office
from villages.editions import KEMENDAGRI_2025
from villages.loading import load
from villages.models import VillageStep

NOW = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
# The work areas of the stories' offices: what is above and beneath them, not the whole country.
AREAS = sorted(seed.NEEDED)


@contextmanager
def filled(blocker, *fill) -> Iterator[list]:
    """Call each of `fill` in one transaction that never commits; yields what they returned."""
    with blocker.unblock(), transaction.atomic():
        results = [step() for step in fill]
        connection.check_constraints()
        connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
        yield results
        transaction.set_rollback(True)


def regions_of_the_stories():
    return load(KEMENDAGRI_2025.only(*AREAS))


def five_stories() -> dict[str, int]:
    counts = seed.seed(at=NOW)
    written_by(NOW)
    return counts


def small_world(kanwil: int = 2, offices: int = 2, number: int = 7) -> dict:
    counts = build(kanwil=kanwil, offices=offices, seed=number, at=NOW)
    for office in Office.objects.exclude(pk__in=ApiToken.objects.values("office")):
        token_of(office)
    written_by(NOW)
    return counts


def token_of(office: Office, **more) -> str:
    """A token of the read API for this office; gives the token itself."""
    secret = f"dbi_{secrets.token_urlsafe(32)}"
    told = {"scopes": ApiToken.Scope.values, "expires_on": date(2099, 12, 31), "created_at": NOW}
    digest, beginning = digest_of(secret), secret[:10]
    named = {"name": f"Sistem {office}", "digest": digest, "beginning": beginning}
    ApiToken.objects.create(office=office, **told | named | more)
    return secret


def written_by(moment: datetime) -> None:
    """Nothing in the register is younger than that: the portal's own clock wrote another day."""
    VillageStep.trace.filter(recorded_at__gt=moment).update(recorded_at=moment)
    AuditEvent.objects.filter(happened_at__gt=moment).update(happened_at=moment)


__all__ = [
    "NOW",
    "filled",
    "five_stories",
    "load_defaults",
    "regions_of_the_stories",
    "small_world",
    "token_of",
    "written_by",
]
