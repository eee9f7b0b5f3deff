import pytest
from django.db import connection

from officers.tests.factories import OfficeFactory
from villages.models import Region
from villages.search import Place, search
from villages.tests.factories import RegionAliasFactory
from villages.tests.regions import load_regencies

pytestmark = pytest.mark.django_db
VILLAGES = Place(levels=[Region.Level.VILLAGE])


@pytest.fixture(autouse=True)
def regions():
    load_regencies("Kota Bekasi", "Kabupaten Bekasi", "Kota Batam")


def names(text, place=VILLAGES):
    return [region.name for region in search(text, place=place)]


def test_tiban_shows_the_three_of_them_with_their_path():
    found = search("tiban", place=VILLAGES)
    assert {region.name for region in found} == {"Tiban Baru", "Tiban Lama", "Tiban Indah"}
    assert {region.path for region in found} == {"Sekupang, Kota Batam, Kepulauan Riau"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Mustika Jaya", "Mustikajaya"),
        ("Kali Abang Tengah", "Kaliabang Tengah"),
        ("ciketing  UDIK", "Ciketingudik"),
        ("Kel. Teluk Pucung", "Teluk Pucung"),
        ("bantar gebang kota bekasi", "Bantargebang"),
        ("telukpucung", "Teluk Pucung"),
        ("32.75.03.1006", "Harapanjaya"),
        ("harapanjaya kota bekasi", "Harapanjaya"),
    ],
)
def test_a_village_is_found_however_it_is_written(typed, meant):
    assert names(typed)[0] == meant


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("mustikajya", "Mustikajaya"),
        ("tibann indah", "Tiban Indah"),
        ("Teluk Pucing", "Teluk Pucung"),
        ("kaliabang tenggah", "Kaliabang Tengah"),
    ],
)
def test_a_slip_of_the_keys_is_forgiven(slip, meant):
    assert names(slip)[0] == meant


def test_the_exact_name_comes_before_longer_ones():
    found = names("sukamaju")
    assert found[0] == "Sukamaju"


def test_a_word_of_the_place_narrows_it_down():
    assert names("tiban sekupang") == ["Tiban Baru", "Tiban Lama", "Tiban Indah"]
    assert names("sukamaju bekasi") == ["Sukamaju"]


def test_the_larger_region_comes_first_among_equals():
    found = search("bantargebang")
    assert [region.level for region in found[:2]] == [Region.Level.DISTRICT, Region.Level.VILLAGE]


def test_kab_is_short_for_kabupaten():
    assert names("kab bekasi", Place(levels=["kabupaten"])) == ["Kabupaten Bekasi"]


def test_only_the_levels_asked_for_are_found():
    assert {region.level for region in search("bekasi", place=Place(["kecamatan"]))} == {
        "kecamatan"
    }


@pytest.mark.parametrize("area", ["32.16", "33.01"])
def test_what_lies_in_the_readers_work_area_comes_first(area):
    load_regencies("Cilacap")
    assert search("karang", place=Place(["desa"], near=[area]))[0].code.startswith(area)


def test_an_office_finds_a_region_by_its_own_spelling():
    office = OfficeFactory()
    RegionAliasFactory(region_id="21.71.03.1006", office=office, text="Perumnas")
    assert names("perumnas", Place(["desa"], offices=[office.pk])) == ["Tiban Baru"]
    assert names("perumnas", Place(["desa"], offices=[OfficeFactory().pk])) == []


def test_a_spelling_for_everyone_is_found_by_everyone():
    RegionAliasFactory(region_id="21.71.03.1006", text="Perumnas")
    assert names("perumnas") == ["Tiban Baru"]


def test_a_retired_region_is_not_offered():
    Region.objects.filter(code="21.71.03.1006").update(retired_on="2025-04-25")
    assert "Tiban Baru" not in names("tiban")


@pytest.mark.parametrize("text", ["", " ", "a", "%", "_", "…", "zzzz xxxx"])
def test_nothing_is_found_for_nothing(text):
    assert search(text) == []


def test_at_most_twenty_are_shown():
    assert len(search("su", place=VILLAGES)) == 20


def test_the_search_has_an_index_for_every_way_of_typing():
    plan = plan_without_scanning(Region.objects.matching("mustika jaya"))
    assert "region_search" in plan
    assert "Seq Scan" not in plan


def plan_without_scanning(regions):
    """The plan when reading the whole table is out of the question, as with 91,000 rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        return regions.order_by().explain()
