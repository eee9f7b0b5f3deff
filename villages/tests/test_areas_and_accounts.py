"""Work areas on an office's page, and the villages of a village official's account."""

from datetime import date

import pytest
from django.urls import reverse

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import CentreFactory, OfficeFactory, UserFactory
from villages.models import GuidedVillage, Jurisdiction, VillageAccount
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def centre(client):
    user = UserFactory(role=Role.ADMIN, office=CentreFactory())
    client.force_login(user)
    return user


def add(client, office, *regions, since="2025-01-01"):
    url = reverse("villages:area-add", args=[office.code])
    return client.post(url, {"regions": [region.pk for region in regions], "since": since})


def test_the_centre_adds_and_ends_work_areas(client, centre, office):
    one, two = RegionFactory(), RegionFactory()
    add(client, office, one, two)
    area = Jurisdiction.objects.get(region=one)
    client.post(reverse("villages:area-end", args=[area.pk]), {"ends_on": "2025-06-30"})
    area.refresh_from_db()
    assert (area.starts_on, area.ends_on) == (date(2025, 1, 1), date(2025, 6, 30))
    panel = client.get(reverse("villages:area-panel", args=[office.code])).content.decode()
    assert "sampai 30 Juni 2025" in panel
    assert two.name in panel
    assert AuditEvent.objects.filter(about=[f"officers.Office:{office.pk}"]).count() == 3


def test_a_region_twice_on_a_day_is_said_at_its_field_and_nothing_is_written(
    client, centre, office
):
    mine, fresh = RegionFactory(), RegionFactory()
    JurisdictionFactory(office=office, region=mine)
    page = add(client, office, fresh, mine)
    assert "sudah menjadi wilayah kerja" in str(page.context["form"].errors["regions"])
    assert Jurisdiction.objects.count() == 1


def test_an_area_does_not_end_before_it_began(client, centre, office):
    area = JurisdictionFactory(office=office, starts_on=date(2025, 1, 1))
    url = reverse("villages:area-end", args=[area.pk])
    page = client.post(url, {"ends_on": "2024-12-31"})
    assert "baru dilayani sejak 1 Januari 2025" in str(page.context["form"].errors["ends_on"])


def test_an_offices_admin_reads_its_areas_and_changes_none(client, office):
    client.force_login(UserFactory(role=Role.ADMIN, office=office))
    area = JurisdictionFactory(office=office)
    panel = client.get(reverse("villages:area-panel", args=[office.code])).content.decode()
    assert area.region.name in panel
    assert "Akhiri" not in panel
    assert add(client, office, RegionFactory()).status_code == 403
    assert client.get(reverse("villages:area-end", args=[area.pk])).status_code == 403


@pytest.fixture
def official(office):
    return UserFactory(role=Role.VILLAGE_OFFICIAL, office=office)


def tie(client, official, *villages):
    url = reverse("villages:account-villages", args=[official.pk])
    return client.post(url, {"villages": [village.pk for village in villages]})


def test_a_village_official_sees_the_villages_his_admin_chose(client, office, official):
    one, two = GuidedVillageFactory(office=office), GuidedVillageFactory(office=office)
    client.force_login(UserFactory(role=Role.ADMIN, office=office))
    tie(client, official, one, two)
    assert set(GuidedVillage.objects.visible_to(official)) == {one, two}
    tie(client, official, two)
    assert set(GuidedVillage.objects.visible_to(official)) == {two}
    assert (
        str(two)
        in client.get(reverse("villages:account-panel", args=[official.pk])).content.decode()
    )
    assert AuditEvent.objects.filter(action="villages.account.tied").count() == 2


def test_another_offices_village_is_no_choice(client, office, official):
    stranger = GuidedVillageFactory()
    client.force_login(UserFactory(role=Role.ADMIN, office=office))
    assert "villages" in tie(client, official, stranger).context["form"].errors
    assert not VillageAccount.objects.exists()


def test_only_village_officials_are_tied_and_only_by_who_keeps_them(client, office, official):
    client.force_login(UserFactory(role=Role.ADMIN, office=office))
    operator = UserFactory(office=office)
    assert tie(client, operator).status_code == 404
    client.force_login(operator)
    assert tie(client, official).status_code == 403
    client.force_login(UserFactory(role=Role.ADMIN, office=OfficeFactory()))
    assert tie(client, official).status_code == 404
