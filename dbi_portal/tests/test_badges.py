"""What waits for a person stands beside the entry of the menu that leads there."""

import re

import pytest

from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.models import MonthlyReport
from villages.models import Proposal, ProposalVillage
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db


def badge(client, user, entry):
    """The number beside an entry of the menu, None without one."""
    client.force_login(user)
    page = client.get("/bantuan/").content.decode()
    link = re.search(rf"<a [^>]*>(?:(?!</a>).)*{entry}(.*?)</a>", page, re.S)[1]
    found = re.search(r"(\d+)", re.sub(r"<[^>]*>", " ", link))
    return int(found[1]) if found else None


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def proposal(kanwil):
    office = OfficeFactory(under=kanwil)
    village = GuidedVillageFactory(office=office)
    sent = Proposal.objects.create(
        office=office,
        addressed_to=kanwil,
        number="U/1",
        proposed_on="2025-10-01",
        status=Proposal.Status.SENT,
    )
    ProposalVillage.objects.create(proposal=sent, village=village, office=office)
    return sent


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.KANWIL_HEAD])
def test_the_kanwil_sees_how_many_proposals_wait(client, kanwil, proposal, role):
    assert badge(client, UserFactory(role=role, office=kanwil), "Desa") == 1


def test_another_kanwil_and_the_proposing_office_have_nothing_to_answer(client, proposal):
    elsewhere = UserFactory(role=Role.KANWIL_HEAD, office=KanwilFactory())
    assert badge(client, elsewhere, "Desa") is None
    operator = UserFactory(role=Role.OPERATOR, office=proposal.office)
    assert badge(client, operator, "Desa") is None


def test_reports_wait_where_the_next_step_is(client, kanwil):
    office = OfficeFactory(under=kanwil)
    head = UserFactory(role=Role.OFFICE_HEAD, office=office)
    operator = UserFactory(role=Role.OPERATOR, office=office)
    supervisor = UserFactory(role=Role.SUPERVISOR, office=kanwil)
    report = MonthlyReport.objects.create(office=office, month="2025-08-01", status="checked")
    assert badge(client, head, "Laporan") == 1
    assert badge(client, operator, "Laporan") is None
    assert badge(client, supervisor, "Laporan") is None
    MonthlyReport.objects.filter(pk=report.pk).update(status="sent")
    assert badge(client, head, "Laporan") is None
    assert badge(client, supervisor, "Laporan") == 1
    MonthlyReport.objects.filter(pk=report.pk).update(status="returned")
    assert badge(client, head, "Laporan") == 1
    assert badge(client, supervisor, "Laporan") is None
