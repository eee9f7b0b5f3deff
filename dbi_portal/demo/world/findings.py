"""An office's findings: one from its admin that waits, and in a Kanim one of its PIMPASA's."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dbi_portal.demo.pen import morning, stable_id
from dbi_portal.demo.world.registry import MADE_UP, Registry
from officers.models import Office, User
from officers.roles import Role
from outreach.actions.findings import (
    close_finding,
    return_finding,
    submit_finding,
    take_in_hand,
    verify_finding,
)
from outreach.models import Finding

DAY = timedelta(days=1)


def write_findings(office: Office, registry: Registry, *, by: User) -> None:
    """Of August 2025: one that waits, one that is done, and one that went back to its officer."""
    _submit(office, registry, 1, by)  # stays as it is
    done, sent = _submit(office, registry, 2, by)
    verify_finding(finding=done, by=by, at=sent + DAY)
    take_in_hand(finding=done, note="Dirujuk (uji).", by=by, at=sent + 2 * DAY)
    close_finding(finding=done, note="Hasil uji.", by=by, at=sent + 3 * DAY)
    officer = User.objects.filter(office=office, role=Role.PIMPASA).first()
    if officer:
        back, sent = _submit(office, registry, 3, officer)
        return_finding(finding=back, note="Lengkapi (uji).", by=by, at=sent + DAY)


def _submit(office: Office, registry: Registry, number: int, by: User) -> tuple[Finding, datetime]:
    """The finding and when it was sent."""
    village, day = registry.villages[0], date(2025, 8, 10 + number)
    finding = Finding(
        client_id=stable_id("world", office.code, "temuan", number),
        office=office,
        kind=Finding.Kind.values[number],
        village=village,
        region=village.region,
        seen_on=day,
        account="Uraian uji.",
        officer=registry.officers[0],
        **MADE_UP,
    )
    sent = morning(day, office)
    return submit_finding(finding=finding, by=by, at=sent), sent
