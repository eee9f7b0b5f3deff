import pytest
from django.urls import reverse

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import CentreFactory, OfficeFactory, UserFactory
from villages.defaults import REASONS, load_defaults
from villages.models import Jurisdiction, RegionAlias, RegionSuccession, SelectionReason
from villages.tests.factories import (
    GuidedVillageFactory,
    JurisdictionFactory,
    RegionAliasFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def centre(client):
    user = UserFactory(office=CentreFactory(), role=Role.ADMIN)
    client.force_login(user)
    return user


def region_page(client, code):
    return client.get(reverse("villages:region-detail", args=[code]))


def test_a_regions_page_shows_where_it_lies_and_what_is_in_it(client, operator):
    village = RegionFactory()
    text = region_page(client, "32.75").content.decode()
    assert "Bekasi Utara" in text
    assert "Jawa Barat" in text
    assert "Keputusan contoh" in text
    assert "Kota Bekasi" in region_page(client, village.code).content.decode()


def test_only_desa_binaan_one_may_see_are_shown_there(client, operator):
    mine, other = GuidedVillageFactory(office=operator.office), GuidedVillageFactory()
    text = region_page(client, "32.75").content.decode()
    assert mine.get_absolute_url() in text
    assert other.get_absolute_url() not in text


def test_spellings_and_offices_of_others_stay_theirs(client, operator):
    region = RegionFactory()
    RegionAliasFactory(region=region, text="Untuk semua")
    RegionAliasFactory(region=region, text="Milik kami", office=operator.office)
    RegionAliasFactory(region=region, text="Milik lain", office=OfficeFactory())
    JurisdictionFactory(office=operator.office)
    JurisdictionFactory(office=OfficeFactory(short_name="Kanim Lain"))
    text = region_page(client, region.code).content.decode()
    assert "Untuk semua, Milik kami" in text
    assert operator.office.short_name in text
    assert "Milik lain" not in text
    assert "Kanim Lain" not in text


def test_a_retired_region_points_to_what_followed_it(client, operator):
    old = RegionFactory(name="Desa Lama", retired_on="2025-04-25")
    new = RegionFactory(name="Desa Baru")
    RegionSuccession.objects.create(retired=old, successor=new, edition=new.edition)
    text = region_page(client, old.code).content.decode()
    assert "25 April 2025" in text
    assert "Desa Baru" in text


def test_regions_are_browsed_and_searched(client, operator):
    RegionFactory()
    found = client.get(reverse("villages:region-list"), {"q": "bekasi utara", "level": "kecamatan"})
    assert [region.code for region in found.context["object_list"]] == ["32.75.03"]


def test_a_code_that_does_not_exist_is_not_found(client, operator):
    assert region_page(client, "99.99").status_code == 404


def test_the_default_reasons_are_loaded_once_and_stay_as_the_centre_made_them():
    assert load_defaults() == len(REASONS)
    SelectionReason.objects.filter(code="kasus-tppo").update(name="Kasus TPPO")
    assert load_defaults() == 0
    assert SelectionReason.objects.get(code="kasus-tppo").name == "Kasus TPPO"
    assert all(SelectionReason.objects.values_list("is_default", flat=True))


def test_the_centre_adds_a_spelling_and_the_audit_trail_says_so(client, centre):
    region = RegionFactory()
    form = client.get(reverse("admin:villages_regionalias_add")).content.decode()
    assert form.count("<option") < 50
    client.post(
        reverse("admin:villages_regionalias_add"), {"region": region.code, "text": "Harapan Djaja"}
    )
    assert RegionAlias.objects.get().key == "harapandjaja"
    assert AuditEvent.objects.get(action="villages.regionalias.added").actor == centre.username


def test_the_centre_gives_an_office_its_work_area(client, centre):
    office, region = OfficeFactory(), RegionFactory(code="32.75")
    url = reverse("admin:villages_jurisdiction_add")
    client.post(url, {"office": office.pk, "region": region.code, "starts_on": "2025-01-01"})
    assert Jurisdiction.objects.get().office == office


def test_regions_are_looked_up_in_the_admin_but_not_typed_in(client, centre):
    RegionFactory(code="32.75.11.1003", name="Mustikajaya")
    found = client.get(reverse("admin:villages_region_changelist"), {"q": "mustika jaya"})
    assert [region.name for region in found.context["cl"].result_list] == ["Mustikajaya"]
    assert client.get(reverse("admin:villages_region_add")).status_code == 403


def test_the_admins_picker_asks_the_server(client, centre):
    RegionFactory(code="32.75.11.1003", name="Mustikajaya")
    query = {"term": "mustika", "app_label": "villages", "model_name": "regionalias"}
    answer = client.get(reverse("admin:autocomplete"), query | {"field_name": "region"}).json()
    assert answer["results"] == [
        {"id": "32.75.11.1003", "text": RegionFactory(code="32.75.11.1003").full_name}
    ]


def test_the_admin_tells_which_edition_is_loaded(client, centre):
    RegionFactory()
    text = client.get(reverse("admin:villages_regionedition_changelist")).content.decode()
    assert "Keputusan contoh" in text


def test_an_operator_has_no_business_in_the_admin(client, operator):
    assert client.get(reverse("admin:villages_regionalias_changelist")).status_code == 302
