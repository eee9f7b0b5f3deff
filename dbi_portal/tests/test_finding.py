"""One box finds everything a person may see, however he spells it."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dbi_portal.find import find
from officers.models import OfficeAlias
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory
from outreach.models import InstitutionAlias
from outreach.tests.factories import InstitutionFactory, SessionFactory
from villages.models import Region, VillageAccount
from villages.tests.factories import (
    DecreeFactory,
    GuidedVillageFactory,
    RegionAliasFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bekasi():
    return OfficeFactory(short_name="Kanim Bekasi", name="Kantor Imigrasi Bekasi")


@pytest.fixture
def operator(bekasi):
    return UserFactory(role=Role.OPERATOR, office=bekasi)


def found(user, typed):
    """What the box offers, as {kind: [names]}."""
    groups = find(user, typed, limit=5)
    return {group.title: [hit.label for hit in group.hits] for group in groups}


def village(office, name, code):
    return GuidedVillageFactory(office=office, region=RegionFactory(code=code, name=name))


@pytest.mark.parametrize(
    "typed", ["Mustikajaya", "mustika jaya", "MUSTIKA  JAYA", "mustika", "Mustikajya", "jaya must"]
)
def test_a_village_is_found_in_any_spelling(operator, bekasi, typed):
    village(bekasi, "Mustikajaya", "32.75.11.1003")
    assert found(operator, typed)["Desa Binaan"] == ["Mustikajaya"]


def test_a_village_s_own_name_goes_before_its_district_s(operator, bekasi):
    village(bekasi, "Cimuning", "32.75.11.1001")
    Region.objects.filter(code="32.75.11").update(name="Mustikajaya", key="mustikajaya")
    Region.objects.filter(code="32.75.11.1001").update(search="cimuning mustikajaya kotabekasi")
    village(bekasi, "Mustikajaya", "32.75.11.1003")
    assert found(operator, "mustika jaya")["Desa Binaan"] == ["Mustikajaya", "Cimuning"]


@pytest.mark.parametrize("typed", ["kel. mustikajaya", "desa kelurahan mustika jaya", "3275111003"])
def test_titles_and_a_code_without_dots_do_not_stand_in_the_way(operator, bekasi, typed):
    village(bekasi, "Mustikajaya", "32.75.11.1003")
    assert found(operator, typed)["Desa Binaan"] == ["Mustikajaya"]


def test_an_institution_is_found_by_its_former_spelling(operator):
    stays = InstitutionFactory(name="BP3MI Banten")
    InstitutionAlias.objects.create(institution=stays, text="Balai Pelindungan Banten")
    assert found(operator, "bp3mi")["Instansi"] == ["BP3MI Banten"]
    assert found(operator, "balai pelindungan banten")["Instansi"] == ["BP3MI Banten"]


def test_a_village_is_found_by_what_the_office_calls_it(operator, bekasi):
    own = village(bekasi, "Ciketingudik", "32.75.07.1002")
    RegionAliasFactory(region=own.region, office=bekasi, text="Kampung Sampah")
    assert found(operator, "kampung sampah")["Desa Binaan"] == ["Ciketingudik"]


def test_a_village_is_found_by_the_district_around_it(operator, bekasi):
    village(bekasi, "Harapanjaya", "32.75.03.1006")
    assert found(operator, "harapan bekasi utara")["Desa Binaan"] == ["Harapanjaya"]


def test_officers_sessions_decrees_and_offices_come_from_the_same_box(operator, bekasi):
    OfficerFactory(office=bekasi, name="Sari Contoh (contoh)")
    SessionFactory(office=bekasi, title="Sosialisasi untuk Sari RW 05")
    DecreeFactory(office=bekasi, number="W.11.IMI.IMI.1.1949-GR.03.05 Tahun 2024", title="Sari")
    assert set(found(operator, "sari")) == {"Petugas", "Kegiatan", "SK dan surat tugas"}
    assert found(operator, "bekasi")["Kantor"] == ["Kanim Bekasi"]


def test_a_number_is_found_however_its_dots_were_typed(operator, bekasi):
    DecreeFactory(office=bekasi, number="W.11.IMI.IMI.1.1949-GR.03.05 Tahun 2024")
    for typed in ("W.11.IMI.IMI.1.1949", "1949-GR", "w11 imi imi 1 1949", "gr0305"):
        assert len(found(operator, typed)["SK dan surat tugas"]) == 1, typed


def test_an_office_is_found_by_what_people_call_it(operator, bekasi):
    OfficeAlias.objects.create(office=bekasi, text="Imigrasi Kelas I Non-TPI Bekasi")
    assert found(operator, "kelas i non tpi")["Kantor"] == ["Kanim Bekasi"]


def test_near_misses_are_offered_only_when_nothing_fits(operator, bekasi):
    SessionFactory(office=bekasi, title="Sosialisasi bahaya TPPO")
    SessionFactory(office=bekasi, title="Sosialita desa")
    assert found(operator, "sosialisasi") == {"Kegiatan": ["Sosialisasi bahaya TPPO"]}
    assert found(operator, "sosialiasi tppo") == {"Kegiatan": ["Sosialisasi bahaya TPPO"]}


def test_nobody_finds_another_office_s_rows(operator, bekasi):
    elsewhere = OfficeFactory()
    village(elsewhere, "Teluk Tering", "21.71.09.1004")
    OfficerFactory(office=elsewhere, name="Rahasia Contoh (contoh)")
    SessionFactory(office=elsewhere, title="Rahasia di Teluk Tering")
    DecreeFactory(office=elsewhere, number="Rahasia/1")
    assert found(operator, "rahasia") == {}
    assert set(found(operator, "teluk tering")) <= {"Wilayah"}


def test_a_kanwil_finds_what_its_offices_have(bekasi):
    kanwil = KanwilFactory()
    below = OfficeFactory(under=kanwil)
    SessionFactory(office=below, title="Rapat TIMPORA tahunan")
    SessionFactory(office=bekasi, title="Rapat TIMPORA kantor lain")
    supervisor = UserFactory(role=Role.SUPERVISOR, office=kanwil)
    assert found(supervisor, "timpora") == {"Kegiatan": ["Rapat TIMPORA tahunan"]}


def test_a_village_official_finds_his_village_and_no_register(bekasi):
    own = village(bekasi, "Harapanjaya", "32.75.03.1006")
    village(bekasi, "Harapan Mulya", "32.75.06.1003")
    OfficerFactory(office=bekasi, name="Harapan Contoh (contoh)")
    official = UserFactory(role=Role.VILLAGE_OFFICIAL, office=bekasi)
    VillageAccount.objects.create(user=official, village=own, office=bekasi)
    assert found(official, "harapan") == {"Desa Binaan": ["Harapanjaya"]}


def test_one_letter_and_signs_alone_find_nothing(operator, bekasi):
    village(bekasi, "Mustikajaya", "32.75.11.1003")
    for typed in ("", "m", "%%", "--", "_", "''"):
        assert found(operator, typed) == {}


def test_two_letters_find_what_begins_so(operator, bekasi):
    village(bekasi, "Mustikajaya", "32.75.11.1003")
    village(bekasi, "Jatimulya", "32.16.06.1001")
    assert found(operator, "mu")["Desa Binaan"] == ["Mustikajaya"]


def test_the_page_leads_to_the_row_and_to_the_register(client, operator, bekasi):
    own = village(bekasi, "Mustikajaya", "32.75.11.1003")
    client.force_login(operator)
    page = client.get(reverse("find"), {"q": "mustika jaya"}).content.decode()
    assert f'href="{own.get_absolute_url()}"' in page
    assert f'href="{reverse("villages:list")}?q=mustika+jaya"' in page


def test_what_was_typed_is_shown_as_text(client, operator):
    client.force_login(operator)
    page = client.get(reverse("find"), {"q": "<script>x</script>"}).content.decode()
    assert "<script>x" not in page
    assert "Tidak ada yang cocok" in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_box_is_used_by_the_keyboard_alone(page, live_portal):
    office = OfficeFactory()
    own = village(office, "Mustikajaya", "32.75.11.1003")
    village(office, "Mustikasari", "32.75.11.1004")
    client = Client()
    client.force_login(UserFactory(role=Role.OPERATOR, office=office))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_portal}]
    )
    page.goto(reverse("villages:list"))
    page.keyboard.press("/")
    page.keyboard.type("mustika")
    page.wait_for_selector(".finder-box a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{own.get_absolute_url()}")
    page.keyboard.press("/")
    page.keyboard.type("mustika")
    page.wait_for_selector(".finder-box a")
    page.keyboard.press("Escape")
    assert page.locator(".finder-box a").count() == 0
    assert page.evaluate("document.activeElement.id") == "cari"
