"""North Sumatra as its lists are written: nagori, Sei, Perk., Roman numerals, blank districts."""

import pytest

from villages.matching import Place, Status, find_village, find_villages
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
MEDAN, DELI = "Kota Medan", "Kab. Deli Serdang"


@pytest.fixture(autouse=True)
def regions():
    load_real_regions("12.71", "12.07", "12.08", "12.09", "12.75", "21.71")


PLAIN = (
    ("Desa Kelurahan Terjun", "Medan Marelan", MEDAN, "12.71.12.1003"),
    ("Kel/Desa Terjun", "", "Medan", "12.71.12.1003"),
    ("DESA TERJUN", "KEC. MEDAN MARELAN", "KODYA MEDAN", "12.71.12.1003"),
    ("Terjun, Kec. Medan Marelan, Kota Medan", "", "", "12.71.12.1003"),
    ("Terjun (Medan Marelan)", "", MEDAN, "12.71.12.1003"),
    ("Terjun", "Medan Marelan, Kota Medan", "", "12.71.12.1003"),
    ("Terjun", "Kota Medan", "Medan Marelan", "12.71.12.1003"),
    ("Dusun III Desa Sei Semayang", "Sunggal", DELI, "12.07.23.2001"),
    ("Belawan Sicanang Kec. Medan Belawan", "", "", "12.71.08.1005"),
    ("Marindal 1", "Patumbak", DELI, "12.07.21.2006"),
    ("Marindal Satu", "", "Deliserdang", "12.07.21.2006"),
    ("Tanah 600", "Medan Marelan", MEDAN, "12.71.12.1004"),
    ("Sungai Semayang", "Sunggal", DELI, "12.07.23.2001"),
    ("Perk. Sei Dadap I/II", "Sei Dadap", "Asahan", "12.09.23.2002"),
    ("Perkebunan Sei Dadap I/II", "", "Asahan", "12.09.23.2002"),
    ("Kuala Bekala", "Medan Johor", MEDAN, "12.71.11.1006"),
    ("Sei Rengas Permata", "Medan Area", MEDAN, "12.71.10.1004"),
    ("Tegal Sari Mandala II", "", MEDAN, "12.71.04.1002"),
    ("Padang Bulan Selayang II", "Medan Selayang", MEDAN, "12.71.21.1003"),
    ("P. Bulan", "Medan Baru", MEDAN, "12.71.17.1005"),
    ("Pulo Brayan Kota", "Medan Barat", MEDAN, "12.71.05.1004"),
    ("Bandar Klippa", "Perc. Sei Tuan", DELI, "12.07.26.2012"),
    ("Nagori Dolok", "Silou Kahean", "Simalungun", "12.08.27.2003"),
    ("Nagori Pematang Kerasaan", "", "Simalungun", "12.08.23.2001"),
    ("Binjai", "", MEDAN, "12.71.04.1005"),
    ("Lubuk Pakam III", "Lubuk Pakam", DELI, "12.07.28.1008"),
    ("1271101003", "", "", "12.71.10.1003"),
    ("12.71.10.1003", "Medan Area", MEDAN, "12.71.10.1003"),
    ("12.71.10.1003 Sei Rengas II", "", "", "12.71.10.1003"),
)


def test_a_plain_row_is_matched_however_it_is_written():
    found = find_villages([Place(*row[:3]) for row in PLAIN])
    codes = {row: found[Place(*row[:3])].code for row in PLAIN}
    assert codes == {row: row[3] for row in PLAIN}


DOUBTFUL = (
    ("P. Bulan", "", MEDAN, "12.71.17.1005", "singkatan P = Padang"),
    ("Amplas II", "Medan Amplas", MEDAN, "12.71.09.1001", "angka berbeda"),
    ("Terjun", "Medan Labuhan", MEDAN, "12.71.12.1003", "kecamatan lain"),
    ("Pulo Brayan Darat II", "Medan Timur", MEDAN, "12.71.20.1007", "salah ketik"),
    ("Trejun", "", MEDAN, "12.71.12.1003", "salah ketik 1 huruf"),
    ("Terjuun Baru", "Medan Marelan", MEDAN, "12.71.12.1003", "nama mirip"),
    ("Kp. Lalang", "Sunggal", DELI, "12.07.23.2002", "nama lebih panjang"),
    ("Sei Rengas II", "Medan Area", DELI, "12.71.10.1003", "kabupaten/kota lain"),
    ("12.71.10.1003", "Medan Baru", MEDAN, "12.71.10.1003", "kode dan tempat bertentangan"),
    ("12.71.10.1003 Terjun", "", "", "12.71.10.1003", "kode dan nama bertentangan"),
    ("Jl. Marelan 5, Kel. Terjun", "", MEDAN, "12.71.12.1003", "bagian lain tidak dikenal"),
)


def test_a_doubtful_row_is_asked_with_the_likeliest_first():
    found = find_villages([Place(*row[:3]) for row in DOUBTFUL])
    for village, district, regency, first, why in DOUBTFUL:
        match = found[Place(village, district, regency)]
        assert (match.status, match.code) == (Status.ASK, None), village
        assert match.candidates[0].code == first, village
        assert why in match.candidates[0].why, village


NO_VILLAGES = (
    ("Medan Labuhan", MEDAN, ()),
    ("Kec. Percut Sei Tuan", DELI, ()),
    ("Kota Medan", "", ()),
    ("Kota Binjai", "", ()),
    ("Sekupang", "", ("21.71",)),
    ("Sekupang", "", ()),
    ("Binjai", "", ("12.71", "12.75")),
    ("127110", MEDAN, ()),
    ("Sumatera Utara", "", ("12.71",)),
)


def test_a_district_a_regency_or_an_area_is_never_taken_for_a_village():
    places = [Place(name, "", regency, within) for name, regency, within in NO_VILLAGES]
    assert {match.code for match in find_villages(places).values()} == {None}


def test_a_district_named_as_a_village_is_asked_with_the_villages_beneath():
    match = find_village("Sekupang", within=("21.71",))
    assert {each.why for each in match.candidates} == {"nama kecamatan, pilih desanya"}
    assert all(each.path.startswith("Sekupang, Kota Batam") for each in match.candidates)


def test_a_cell_that_says_kecamatan_offers_the_village_of_that_name_first():
    match = find_village("Kec. Lubuk Pakam", regency=DELI)
    assert (match.code, match.status) == (None, Status.ASK)
    assert find_village("Kec. Galang", regency=DELI).candidates[0].name.startswith("Galang")


@pytest.mark.parametrize(
    "names",
    [
        ("Kuala Lumpur", "Qzxv", "Desa", "123", "Kelurahan", "?", "Phnom Penh"),
        ("Tiban Lama", "Marindal I", "Perdagangan III"),  # other regencies have these
    ],
)
def test_nonsense_and_what_lies_elsewhere_is_never_a_village_here(names):
    places = [Place(name, regency=MEDAN) for name in names]
    places += [Place(name, within=("12.71",)) for name in names]
    assert {match.code for match in find_villages(places).values()} == {None}


def test_what_may_be_short_for_two_villages_of_the_district_is_asked():
    load_real_regions("12.02.08")  # Tapanuli Utara: Sidua, Sitolu and Siopat Bahal
    match = find_village("S. Bahal", "Purbatua", "Tapanuli Utara")
    assert match.status is Status.ASK
    assert {each.name for each in match.candidates} >= {"Sidua Bahal", "Sitolu Bahal"}


def test_a_slip_is_taken_if_district_and_regency_agree_and_nothing_else_is_near():
    assert find_village("Petisah Hullu", "Medan Baru", MEDAN).code == "12.71.17.1001"
    assert find_village("Petisah Hullu", "", MEDAN).code is None  # no district
    assert find_village("Petisah Hullu", "Medan Bru", MEDAN).code is None  # two doubts
    assert find_village("Petisa Hullu", "Medan Baru", MEDAN).code is None  # two slips


def test_a_word_that_other_villages_bear_is_no_slip_of_the_pen():
    """ "Barat" is one letter from "Darat", and a number is never mistyped."""
    assert find_village("Glugur Barat I", "Medan Timur", MEDAN).code is None
    assert find_village("Glugur Darat III", "Medan Timur", MEDAN).code is None


def test_a_name_of_two_villages_is_asked_although_one_is_written_letter_by_letter():
    load_real_regions("12.01.10")  # Sorkam Barat has two Sorkam Kanan
    match = find_village("Sorkam Kanan", "Sorkam Barat", "Tapanuli Tengah")
    assert match.status is Status.ASK
    assert [each.code for each in match.candidates[:2]] == ["12.01.10.1001", "12.01.10.2018"]


def test_a_cell_with_brackets_may_be_one_name_or_two():
    load_real_regions("73.26")  # Salu in Sopai, and Salu Sopai
    match = find_village("Salu (Sopai)", regency="Toraja Utara")
    assert match.status is Status.ASK
    assert [each.code for each in match.candidates] == ["73.26.08.2001", "73.26.08.2003"]
    assert find_village("Salu Sopai", "Sopai", "Toraja Utara").code == "73.26.08.2003"


def test_a_name_of_many_villages_that_a_district_bears_too_is_asked_among_the_villages(regions):
    found = find_village("Sukamaju")
    assert found.status == "ask"
    assert {candidate.name for candidate in found.candidates} <= {"Sukamaju", "Suka Maju"}
