import pytest

from villages.changes.comparing import Difference
from villages.editions import KEMENDAGRI_2022, KEMENDAGRI_2025, BrokenEdition
from villages.editions.idn_area import dotted, in_folder
from villages.tests.edition_data import AFTER, BEFORE, OLD_DAY, edition

FOUND = Difference(BEFORE, AFTER)


def test_what_appears_and_what_is_gone_is_told_apart_from_what_is_called_otherwise():
    assert FOUND.appeared == [
        "72.01.24",
        "72.01.24.2001",
        "72.01.24.2003",
        "72.01.24.2007",
        "96.01.05.1009",
        "96.01.05.2006",
    ]
    assert FOUND.gone == [
        "72.01.09.2012",
        "72.01.09.2015",
        "72.01.09.2048",
        "96.01.05.1006",
        "96.01.05.2012",
    ]
    assert FOUND.renamed == ["72.01.09.2011"]


def test_a_village_is_found_again_by_its_name_in_a_split_district():
    assert FOUND.heirs["72.01.09.2015"] == ["72.01.24.2001"]
    assert FOUND.heirs["72.01.09.2012"] == ["72.01.24.2007"]  # Tohiti Sari, Tohitisari
    assert FOUND.moved == ["72.01.09.2012", "72.01.09.2015"]
    assert FOUND.split == {"72.01.09": ["72.01.09", "72.01.24"]}


def test_a_desa_with_a_new_number_in_its_own_district_is_renumbered_not_moved():
    assert "96.01.05.2012" in FOUND.renumbered
    assert FOUND.heirs["96.01.05.2012"] == ["96.01.05.2006"]


def test_another_name_is_never_guessed_to_be_a_successor():
    assert FOUND.unlinked == ["72.01.09.2048"]


def test_codes_that_shift_among_neighbours_are_seen_as_such_and_not_as_new_names():
    assert FOUND.recoded == {"96.01.05.1007": "96.01.05.1008", "96.01.05.1008": "96.01.05.1009"}
    assert FOUND.heirs["96.01.05.1006"] == ["96.01.05.1007"]  # Warmon, which took its number


def test_a_code_whose_former_village_nobody_finds_is_not_given_to_its_neighbour():
    lost = AFTER | {"96.01.05.1009": "Nama yang baru sama sekali"}
    found = Difference(BEFORE, lost)
    assert not found.recoded
    assert set(found.renamed) >= {"96.01.05.1007", "96.01.05.1008"}


def test_two_villages_of_one_name_are_told_apart_by_their_district_or_not_at_all():
    twice = {"72.01.10": "Batui", "72.01.10.2001": "Tolisu"}
    found = Difference(BEFORE | twice, AFTER | {"72.01.10": "Batui", "72.01.10.2009": "Tolisu"})
    assert found.heirs["72.01.10.2001"] == ["72.01.10.2009"]
    assert found.heirs["72.01.09.2015"] == ["72.01.24.2001"]
    without = {code: name for code, name in AFTER.items() if code != "72.01.24.2001"}
    found = Difference(
        BEFORE | twice, without | {"72.01.11": "Batui Selatan", "72.01.11.2001": "Tolisu"}
    )
    assert {"72.01.09.2015", "72.01.10.2001"} <= set(found.unlinked)


def test_a_regency_that_a_new_province_takes_over_brings_all_beneath_it_along():
    province = {"93": "Papua Selatan"} | {
        code.replace("96", "93", 1): name for code, name in BEFORE.items() if code > "96."
    }
    rest = {code: name for code, name in BEFORE.items() if not code.startswith("96.")}
    rest |= {"96.02": "Kabupaten Lain", "96.02.01": "Lain", "96.02.01.2001": "Lain"}
    heirs = Difference(BEFORE, rest | province).heirs
    assert (heirs["96.01"], heirs["96.01.05"]) == (["93.01"], ["93.01.05"])
    assert heirs["96.01.05.1008"] == ["93.01.05.1008"]


def test_a_dissolved_district_became_the_districts_its_villages_lie_in():
    back = Difference(AFTER, BEFORE | {"72.01.09.2049": "Marga Kencana"})
    assert back.heirs["72.01.24"] == ["72.01.09"]


def test_a_respelled_name_is_not_a_new_name():
    found = Difference(BEFORE, BEFORE | {"72.01.09.2012": "Tohitisari"})
    assert (found.respelled, found.renamed) == (["72.01.09.2012"], [])


def test_the_two_published_editions_differ_as_the_decrees_do():
    found = Difference(KEMENDAGRI_2022.checked(), KEMENDAGRI_2025.checked())
    assert (len(found.appeared), len(found.gone), len(found.recoded)) == (124, 117, 12)
    assert len(found.heirs) == 108
    assert found.unlinked[0] == "72.06.07.2021"  # Mbokitta, now Mbokita: a person decides
    assert found.split["72.06.07"] == ["72.06.07", "72.06.20"]
    assert found.recoded["96.01.05.1010"] == "96.01.05.1012"  # Malagusa


def test_names_in_capitals_are_written_as_an_office_writes_them():
    names = KEMENDAGRI_2022.checked()
    assert (names["11.01"], names["31"]) == ("Kabupaten Aceh Selatan", "DKI Jakarta")
    assert names["34"] == "Daerah Istimewa Yogyakarta"


@pytest.mark.parametrize(
    ("code", "written"),
    [("32", "32"), ("3275", "32.75"), ("3275031006", "32.75.03.1006"), ("32.75.03", "32.75.03")],
)
def test_a_code_without_dots_gets_them(code, written):
    assert dotted(code) == written


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        ({}, "tidak berisi satu wilayah pun"),
        (BEFORE | {"72.1": "Salah"}, "bukan kode Kemendagri (72.1)"),
        (BEFORE | {"72.01.09.2012": " . "}, "tanpa nama (72.01.09.2012)"),
        (BEFORE | {"33.01.01.2001": "Yatim"}, "tanpa wilayah di atasnya (33.01.01)"),
        (BEFORE | {"72.01.30": "Kosong"}, "tanpa desa di bawahnya (72.01.30)"),
    ],
)
def test_an_edition_that_is_not_whole_is_refused_with_the_reason(names, complaint):
    with pytest.raises(BrokenEdition) as refused:
        edition(names, "rusak", OLD_DAY).checked()
    assert complaint in str(refused.value)


FILES = {
    "provinces": "code,name\n72,SULAWESI TENGAH\n",
    "regencies": "code,province_code,name\n7201,72,KABUPATEN BANGGAI\n",
    "districts": "code,regency_code,name\n720109,7201,Toili\n",
    "villages": "code,district_code,name\n7201092011,720109,Toili\n",
}


def folder_with(tmp_path, **files):
    for name, text in (FILES | files).items():
        if text is not None:
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return in_folder(
        tmp_path, code="uji", name="Uji", decree="", source="Uji", effective_on=OLD_DAY
    )


def test_a_folder_of_csv_files_is_an_edition(tmp_path):
    assert folder_with(tmp_path).checked() == {
        "72": "Sulawesi Tengah",
        "72.01": "Kabupaten Banggai",
        "72.01.09": "Toili",
        "72.01.09.2011": "Toili",
    }


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"villages": None}, "Berkas villages.csv tidak ada"),
        ({"villages": "kode,nama\n7201092011,Toili\n"}, "villages.csv tidak terbaca"),
        ({"villages": "code,district_code,name\n7201092011\n"}, "villages.csv tidak terbaca"),
        ({"villages": FILES["villages"] + "7201092011,720109,Lagi\n"}, "villages.csv baris 3"),
    ],
)
def test_a_broken_file_is_named(tmp_path, files, complaint):
    with pytest.raises(BrokenEdition) as refused:
        folder_with(tmp_path, **files).checked()
    assert complaint in str(refused.value)
