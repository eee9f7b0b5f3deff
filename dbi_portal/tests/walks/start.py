"""Where the stories start: offices as the article has them, and an account for each person."""

from __future__ import annotations

from dbi_portal.tests.seeded import load_defaults
from dbi_portal.tests.walks.people import PASSWORD
from officers.models import Office, OfficeHead, User
from officers.roles import OfficeKind
from officers.tests.factories import LONG_AGO, supervise
from villages.tests.factories import JurisdictionFactory
from villages.tests.regions import REGENCIES, load_regencies


def account(name: str, role: str, office: Office) -> User:
    """An account that signs in with `PASSWORD`, called after its user name."""
    full_name = f"{name.replace('.', ' ').title()} (contoh)"
    user = User(username=name, role=role, office=office, full_name=full_name)
    user.set_password(PASSWORD)
    user.save()
    return user


def two_offices(*, kanwil: dict, kanim: dict, regencies: tuple[str, ...]) -> tuple[Office, Office]:
    """A Kanwil under the centre and a Kanim under it that serves `regencies`, with its head.

    Lists of words are the portal's own, regions the real ones.
    """
    load_regencies(*regencies)
    load_defaults()
    upper = Office.objects.create(kind=OfficeKind.KANWIL, **kanwil)
    lower = Office.objects.create(kind=OfficeKind.KANIM, **kanim)
    supervise(upper, Office.objects.get(code="pusat"))
    supervise(lower, upper)
    for name in regencies:
        JurisdictionFactory(office=lower, region_id=REGENCIES[name])
    for office in (upper, lower):
        OfficeHead.objects.create(
            office=office,
            name=f"Pimpinan {office.short_name} (contoh)",
            position="Kepala Kantor",
            starts_on=LONG_AGO,
        )
    return upper, lower
