"""What every letter of an office has in common: its head, its place and day, who signs."""

from __future__ import annotations

from datetime import date

from dbi_portal.lib.days import long_date
from dbi_portal.lib.letters import BY_HAND, Signature
from officers.models import Office
from officers.signing import signer_on


def headed(office: Office) -> dict[str, list[str]]:
    """`letterhead` and `address` of a Letter: Letter(**headed(office), …)."""
    reach = [f"Telepon {office.phone}" if office.phone else "", office.email]
    address = [office.address, " · ".join(filter(None, reach))]
    return {
        "letterhead": office.letterhead_lines() or [office.name.upper()],
        "address": [line for line in address if line],
    }


def signature(office: Office, day: date, *, above: str = "") -> Signature:
    """Whoever leads the office that day, Plt. and Plh. included; a dotted line if unknown."""
    signer = signer_on(office, day)
    return Signature(f"{signer.position},", signer.name, signer.employee_number, above=above)


def place_line(office: Office, day: date | None) -> str:
    """ "Bekasi, 31 Oktober 2025"; dots where the day is still to be written."""
    written = long_date(day) if day else BY_HAND
    return f"{office.city}, {written}" if office.city else written
