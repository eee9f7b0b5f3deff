"""What outreach draws on a village's page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.models import SessionVillage
from outreach.tests.factories import ConsultationFactory, SessionFactory
from villages.models import Tenure, VillageAccount
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    return GuidedVillageFactory()


@pytest.fixture
def panel(client, village):
    def panel(user):
        client.force_login(user)
        return client.get(reverse("outreach:village-panel", args=[village.pk]))

    return panel


def served(village, **facts):
    session = SessionFactory(**({"office": village.office} | facts))
    SessionVillage.objects.create(session=session, village=village)
    return session


def test_a_village_shows_its_sessions_and_consultations(panel, village):
    session = served(village, title="Sambang desa")
    ConsultationFactory(office=village.office, village=village)
    page = panel(UserFactory(office=village.office)).text
    assert session.get_absolute_url() in page
    assert "Bahaya TPPO" in page


def test_a_village_of_another_office_does_not_exist(panel):
    assert panel(UserFactory()).status_code == 404


def test_a_village_keeps_its_history_when_it_changes_hands(panel, village):
    approved = served(village, title="Zaman kantor lama", approved=True)
    draft = served(village, title="Konsep kantor lama")
    heir = OfficeFactory()
    Tenure.objects.filter(village=village).update(ends_on=date(2025, 11, 1))
    next_day = date(2025, 11, 1) + timedelta(days=1)
    Tenure.objects.create(village=village, office=heir, starts_on=next_day)
    type(village).objects.filter(pk=village.pk).update(office=heir)
    page = panel(UserFactory(office=heir)).text
    assert approved.title in page
    assert approved.get_absolute_url() not in page
    assert draft.title not in page


def test_a_village_official_sees_what_was_approved_and_no_consultation(panel, village):
    approved, waiting = served(village, approved=True), served(village)
    ConsultationFactory(office=village.office, village=village)
    official = UserFactory(role=Role.VILLAGE_OFFICIAL, office=village.office)
    VillageAccount.objects.create(user=official, village=village, office=village.office)
    page = panel(official).text
    assert approved.title in page
    assert waiting.title not in page
    assert "Konsultasi" not in page


def test_an_empty_village_says_so(panel, village):
    page = panel(UserFactory(office=village.office)).text
    assert "Belum ada kegiatan di desa ini." in page
    assert "Belum ada konsultasi dari desa ini." in page
    assert f"{reverse('outreach:create')}?village={village.pk}" in page
