import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officers.tests.factories import OfficeFactory
from villages.matching import Place, Status, find_village, find_villages
from villages.models import RegionAlias
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
BEKASI = ("32.75", "32.16")
BATAM = ("21.71",)
CIBINONG = "32.01.01"


@pytest.fixture(autouse=True)
def regions():
    load_real_regions(*BEKASI, *BATAM, CIBINONG, "31.75")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Mustika Jaya", "32.75.11.1003"),
        ("TELUK PUCUNG", "32.75.03.1004"),
        ("Harapan Jaya", "32.75.03.1006"),
        ("Kel. Kali Abang  Tengah", "32.75.03.1001"),
        ("Kelurahan Ciketing Udik", "32.75.07.1007"),
    ],
)
def test_the_five_kelurahan_of_bekasi_are_found_as_the_article_writes_them(written, code):
    match = find_village(written, within=BEKASI)
    assert (match.status, match.code) == (Status.MATCHED, code)


def test_a_name_borne_twice_in_the_work_area_is_asked():
    match = find_village("Harapan Jaya", within=(*BEKASI, CIBINONG))
    assert (match.status, match.code) == (Status.ASK, None)
    codes = [candidate.code for candidate in match.candidates]
    assert codes == ["32.01.01.1003", "32.75.03.1006"]
    assert [candidate.why for candidate in match.candidates] == ["spasi", "spasi"]


@pytest.mark.parametrize("district", ["Bekasi Utara", "Kec. Bekasi Utara", "KECAMATAN BEKASIUTARA"])
def test_the_district_tells_villages_of_the_same_name_apart(district):
    match = find_village("Harapan Jaya", district=district, within=(*BEKASI, CIBINONG))
    assert match.code == "32.75.03.1006"


def test_tiban_fits_three_kelurahan_and_is_asked():
    match = find_village("Tiban", within=BATAM)
    assert match.status is Status.ASK
    assert {candidate.name for candidate in match.candidates[:3]} == {
        "Tiban Indah",
        "Tiban Baru",
        "Tiban Lama",
    }
    assert "Sekupang, Kota Batam" in str(match.candidates[0])


@pytest.mark.parametrize("within", [BATAM, BEKASI])
@pytest.mark.parametrize("written", ["Tiban", "Kel. TIBAN"])
def test_tiban_is_asked_with_its_three_even_by_an_office_far_away(written, within):
    match = find_village(written, within=within)
    assert (match.status, match.code) == (Status.ASK, None)
    assert [candidate.code for candidate in match.candidates[:3]] == [
        *("21.71.03.1005", "21.71.03.1006", "21.71.03.1007"),
    ]


def test_half_a_word_is_no_beginning_of_a_name():
    assert find_village("Tib", within=BEKASI).status is Status.UNKNOWN


def test_a_village_outside_the_work_area_is_asked_and_never_taken_silently():
    match = find_village("Teluk Tering", within=BEKASI)
    assert (match.status, match.code) == (Status.ASK, None)
    assert match.candidates[0].code == "21.71.10.1003"
    assert match.candidates[0].why == "nama sama, tempat lain"


def test_the_regency_of_the_sheet_goes_before_the_work_area():
    match = find_village("Harapan Jaya", regency="Kab. Bogor", within=BEKASI)
    assert match.code == "32.01.01.1003"


@pytest.mark.parametrize("regency", ["Kota Bekasi", "KOTA BEKASI", "Bekasi"])
def test_a_regency_may_be_written_with_or_without_its_kind(regency):
    assert find_village("Harapan Jaya", regency=regency).code == "32.75.03.1006"


@pytest.mark.parametrize(
    "regency", ["Jakarta Timur", "Kota Jakarta Timur", "Kota Adm. Jakarta Timur"]
)
def test_the_administrative_cities_of_jakarta_go_by_all_their_names(regency):
    assert find_village("Cipinang", regency=regency).status is Status.MATCHED


def test_a_district_that_contradicts_the_village_is_asked():
    match = find_village("Harapan Jaya", district="Mustikajaya", regency="Kota Bekasi")
    assert (match.status, match.code) == (Status.ASK, None)
    assert "32.75.03.1006" in [candidate.code for candidate in match.candidates]


def test_a_regency_nobody_knows_matches_nothing():
    match = find_village("Harapan Jaya", regency="Kota Entah", within=BEKASI)
    assert match.code is None


def test_without_any_place_even_a_unique_name_is_asked():
    assert find_village("Teluk Tering").status is Status.ASK


@pytest.mark.parametrize("name", ["Zzyzx", "-", "  "])
def test_what_is_no_village_is_unknown(name):
    assert find_village(name, within=BEKASI).status is Status.UNKNOWN


def test_a_district_is_not_taken_for_a_village():
    match = find_village("Bekasi Utara", within=BEKASI)
    assert match.code is None


def test_an_offices_own_spelling_counts_for_that_office_alone():
    office = OfficeFactory()
    RegionAlias.objects.create(region_id="21.71.03.1006", office=office, text="Tiban")
    assert find_village("TIBAN", within=BATAM, office_id=office.pk).code == "21.71.03.1006"
    assert find_village("TIBAN", within=BATAM).status is Status.ASK


def test_an_alias_for_everyone_is_a_name_like_any_other():
    RegionAlias.objects.create(region_id="21.71.03.1006", office=None, text="Tibar")
    assert find_village("Tibar", within=BATAM).code == "21.71.03.1006"


def test_a_thousand_names_cost_a_handful_of_queries():
    names = ["Harapan Jaya", "Mustika Jaya", "Teluk Pucung"]
    places = [
        Place(name, within=BEKASI, office_id=number) for name in names for number in range(400)
    ]
    with CaptureQueriesContext(connection) as queries:
        matches = find_villages(places)
    assert len(queries) <= 3
    assert all(match.code for match in matches.values())
