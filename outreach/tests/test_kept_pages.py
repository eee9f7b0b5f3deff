"""Pages that look at every session of the country are kept, and never a moment too long.

Outside a transaction, as the portal runs: inside one, nothing is kept.
"""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officers.roles import Role
from officers.seen import kept_for
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from outreach.models import RegionReached
from outreach.tests.factories import FollowUpFactory, SessionFactory
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory, RegionFactory

pytestmark = pytest.mark.django_db(transaction=True)
COVERAGE, TARGETS = reverse("outreach:coverage"), reverse("outreach:targets")
FOLLOW_UPS, GAPS = reverse("outreach:follow-up-list"), reverse("villages:gaps")


@pytest.fixture
def above():
    return KanwilFactory()


@pytest.fixture
def offices(above):
    return [OfficeFactory(under=above) for _ in range(2)]


def reader(office, role=Role.VERIFIER):
    client = Client()
    client.force_login(UserFactory(office=office, role=role))
    return client


def asked(client, address):
    """The page, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        text = client.get(address).text
    return text, len(queries)


@pytest.fixture
def kanwil(above, offices):
    """A Kanwil's supervisor: all the pages show him his offices together."""
    return reader(above, Role.SUPERVISOR)


def agreed(office, **facts):
    session = SessionFactory(office=office, held_on=date(2025, 10, 31), approved=True)
    FollowUpFactory(session=session, office=office, **facts)
    return session


@pytest.mark.parametrize("address", [COVERAGE, TARGETS, GAPS])
def test_a_page_opened_again_asks_less_and_says_the_same(offices, kanwil, address):
    JurisdictionFactory(office=offices[0])
    RegionFactory(code="32.75.01.1001")
    GuidedVillageFactory(office=offices[0])
    agreed(offices[0])
    (first, many), (second, few) = asked(kanwil, address), asked(kanwil, address)
    assert few < many
    assert first.split("<main")[1] == second.split("<main")[1]


def test_a_session_reaches_its_village_on_the_page_at_once(offices, kanwil):
    JurisdictionFactory(office=offices[0])
    village = RegionFactory(code="32.75.01.1001")
    assert "0 dari 1" in kanwil.get(COVERAGE).text
    session = SessionFactory(office=offices[0], held_on=date(2025, 10, 31), approved=True)
    RegionReached.objects.create(session=session, region=village)
    assert "1 dari 1" in kanwil.get(COVERAGE).text


def test_what_was_agreed_is_grouped_once(offices, kanwil):
    agreed(offices[0])
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert "1 tindak lanjut" in kanwil.get(FOLLOW_UPS).text
    assert not [each["sql"] for each in queries if "GROUP BY" in each["sql"]]


def test_what_was_agreed_a_moment_ago_is_counted(offices, kanwil):
    agreed(offices[0])
    assert "1 tindak lanjut" in kanwil.get(FOLLOW_UPS).text
    agreed(offices[1], task="Membuka posko")
    page = kanwil.get(FOLLOW_UPS).text
    assert "2 tindak lanjut" in page
    assert "Membuka posko" in page


def test_readers_of_other_offices_and_rights_have_pages_of_their_own(offices):
    made = iter(range(9))

    def seen(user):
        return kept_for(user, ("uji",), lambda: next(made))

    first, second = (UserFactory(office=office, role=Role.VERIFIER) for office in offices)
    assert [seen(first), seen(second), seen(first)] == [0, 1, 0]
    assert seen(UserFactory.build(pk=99, office=offices[0], role=Role.VERIFIER)) == 0
    assert seen(UserFactory.build(pk=98, office=offices[0], role=Role.OPERATOR)) == 2
    acting = UserFactory.build(pk=97, office=offices[0], role=Role.VERIFIER)
    acting.permissions = first.permissions | {"villages.approve_guidedvillage"}
    assert seen(acting) == 3


def test_village_officials_share_nothing(offices):
    made = iter(range(9))
    officials = [
        UserFactory.build(pk=pk, office=offices[0], role=Role.VILLAGE_OFFICIAL) for pk in (98, 99)
    ]
    assert [kept_for(each, ("uji",), lambda: next(made)) for each in officials] == [0, 1]
