"""What cells of these lists say, and the way a row's facts lead through a village's life."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from villages.imports.people import ALIKE, bare, likeness
from villages.imports.vocabulary import (
    STAGES,
    email,
    employee_number,
    names,
    phone,
    places,
    several,
)
from villages.imports.wishes import Wish, way
from villages.models.village import Stage

SK, DAY, LATER = "W.11-1", date(2024, 3, 1), date(2024, 5, 20)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Budi Santoso", ("Budi Santoso",)),
        ("Budi Santoso, S.H.", ("Budi Santoso, S.H.",)),
        ("Budi Santoso, S.H., M.Si., Ani Wati", ("Budi Santoso, S.H., M.Si.", "Ani Wati")),
        ("Budi, SH, MM; Ani Wati, A.Md.Im", ("Budi, SH, MM", "Ani Wati, A.Md.Im")),
        ("1. Budi\n2. Ani, S.I.Kom.\n3) Citra", ("Budi", "Ani, S.I.Kom.", "Citra")),
        ("- Budi\r\n- Ani", ("Budi", "Ani")),
        ("Budi dan Ani & Citra", ("Budi", "Ani", "Citra")),
        ("Budi, M. Rizki", ("Budi", "M. Rizki")),
        ("Dandan Hendayana", ("Dandan Hendayana",)),
        ("Budi; Budi", ("Budi",)),
        ("-", ()),
        (None, ()),
        (12, ("12",)),
    ],
)
def test_names_of_people_in_one_cell(cell, found):
    assert names(cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Harapan Jaya", ("Harapan Jaya",)),
        ("Harapan Jaya, Teluk Pucung dan Perwira", ("Harapan Jaya", "Teluk Pucung", "Perwira")),
        ("1. Harapan Jaya\n2. Perwira", ("Harapan Jaya", "Perwira")),
        ("Suka Dana", ("Suka Dana",)),
        ("", ()),
    ],
)
def test_villages_in_one_cell(cell, found):
    assert places(cell) == found


def test_a_reason_may_hold_a_comma():
    assert several("TPPO; Industri, wisata") == ("TPPO", "Industri, wisata")
    assert several("1. TPPO\n2. Jarak") == ("TPPO", "Jarak")
    assert several("Permintaan tertinggi dan jauh") == ("Permintaan tertinggi dan jauh",)


@pytest.mark.parametrize(
    "cell",
    ["199001012015011001", "19900101 201501 1 001", "'199001012015011001", "19900101.201501.1.001"],
)
def test_a_nip_in_groups_is_the_same_nip(cell):
    assert employee_number(cell) == "199001012015011001"


@pytest.mark.parametrize(
    "cell", [199001012015011001, 1.99001012015011e17, "19900101201501100", "NIP"]
)
def test_what_is_no_nip_is_said(cell):
    with pytest.raises(ValueError, match="NIP"):
        employee_number(cell)


def test_nothing_is_no_nip_phone_or_address():
    assert employee_number("-") == phone(None) == email("") == ""


@pytest.mark.parametrize(
    "cell", ["0812 3456 7890", "+62 812-3456-7890", 81234567890, 81234567890.0]
)
def test_a_phone_number_however_excel_kept_it(cell):
    assert phone(cell) == "+62 812-3456-7890"


def test_what_is_no_phone_number_or_address_is_said():
    with pytest.raises(ValueError, match="bukan nomor telepon"):
        phone("belum ada")
    with pytest.raises(ValueError, match="bukan alamat surel"):
        email("budi di kantor")


@pytest.mark.parametrize(
    ("cell", "stage"),
    [
        ("AKTIF", Stage.ACTIVE), ("Desa Binaan", Stage.ACTIVE), ("calon", Stage.CANDIDATE),
        ("Sudah SK", Stage.APPROVED), ("Non-aktif", Stage.INACTIVE), ("Usulan", Stage.PROPOSED),
        ("Pengukuhan", Stage.INAUGURATED), (None, ""),
    ],
)  # fmt: skip
def test_stages_as_lists_write_them(cell, stage):
    assert STAGES(cell) == stage


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Budi Santoso", "Budi Santosa"),
        ("M. Rizki", "Muhammad Rizki"),
        ("Budi", "Budi Santoso"),
        ("BUDI SANTOSO, S.H.", "Drs. Budi Santoso"),
        ("Siti Nurhaliza", "Siti Nur Haliza"),
    ],
)
def test_names_that_may_be_one_person(one, other):
    assert likeness(one, other) == likeness(other, one) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [("Budi Santoso", "Citra Dewi"), ("Andi Wijaya", "Budi Wijaya"), ("Ani", "Budi"), ("", "Budi")],
)
def test_names_that_are_two_people(one, other):
    assert likeness(one, other) < ALIKE


def test_titles_are_no_part_of_a_name():
    assert bare("Dr. H. Budi Santoso, S.H., M.H.") == "Budi Santoso"
    assert bare("Drajat") == "Drajat"
    assert bare("Ira Wati") == "Ira Wati"


def steps(now, **said):
    return [(stage.value, day) for stage, day in way(now, Wish("32.75.03.1006", 1, **said))]


def test_a_row_that_says_nothing_of_its_life_leads_nowhere():
    assert steps(Stage.CANDIDATE) == steps(Stage.ACTIVE, note="Ramai") == []


def test_days_alone_tell_how_far_a_village_is():
    assert Wish("x", 1, decree_number=SK, decree_on=DAY).goal == Stage.APPROVED
    assert Wish("x", 1, decree_number=SK, decree_on=DAY, inaugurated_on=LATER).goal == (
        Stage.INAUGURATED
    )
    assert Wish("x", 1, active_on=LATER).goal == Stage.ACTIVE


def test_no_stage_is_left_out_that_life_needs():
    said = {"decree_number": SK, "decree_on": DAY, "stage": "aktif", "active_on": LATER}
    assert [stage for stage, _ in steps(Stage.CANDIDATE, **said)] == [
        "diusulkan", "ditetapkan", "aktif",
    ]  # fmt: skip
    assert steps(Stage.APPROVED, **said) == [("aktif", LATER)]


def test_the_ceremony_is_taken_along_when_it_has_a_day():
    said = {"decree_number": SK, "decree_on": DAY, "stage": "aktif", "active_on": LATER}
    found = steps(Stage.CANDIDATE, inaugurated_on=LATER, talks_on=date(2024, 1, 1), **said)
    assert [stage for stage, _ in found] == [
        "penjajakan", "diusulkan", "ditetapkan", "dikukuhkan", "aktif",
    ]  # fmt: skip


def test_an_end_goes_through_the_stages_the_row_knows():
    said = {"decree_number": SK, "decree_on": DAY, "stage": "tidak-aktif", "ended_on": LATER}
    assert [stage for stage, _ in steps(Stage.CANDIDATE, **said)] == [
        "diusulkan", "ditetapkan", "tidak-aktif",
    ]  # fmt: skip
    assert steps(Stage.ACTIVE, **said) == [("tidak-aktif", LATER)]


@pytest.mark.parametrize(
    ("now", "said", "where"),
    [
        (Stage.CANDIDATE, {"stage": "ditetapkan"}, "decree_number"),
        (Stage.CANDIDATE, {"stage": "ditetapkan", "decree_number": SK}, "decree_on"),
        (Stage.APPROVED, {"stage": "dikukuhkan"}, "inaugurated_on"),
        (Stage.APPROVED, {"stage": "aktif"}, "active_on"),
        (Stage.ACTIVE, {"stage": "tidak-aktif"}, "ended_on"),
        (Stage.ACTIVE, {"stage": "calon"}, "stage"),
        (Stage.INACTIVE, {"stage": "aktif"}, "stage"),
        (Stage.CANDIDATE, {"stage": "disetujui"}, "stage"),
        (Stage.CANDIDATE, {"stage": "ditolak"}, "stage"),
        (Stage.CANDIDATE, {"stage": "calon", "decree_number": SK}, "decree_number"),
        (Stage.APPROVED, {"stage": "ditetapkan", "active_on": LATER}, "active_on"),
    ],
)
def test_what_life_forbids_is_said_at_the_column(now, said, where):
    with pytest.raises(ValidationError) as refused:
        steps(now, **said)
    assert list(refused.value.error_dict) == [where]


def test_a_row_comes_back_from_json_as_it_went():
    wish = Wish(
        "32.75.03.1006", 7, stage="aktif", decree_on=DAY, reasons=[1, 2], derived=["active_on"],
        officers=[{"name": "Budi", "pk": None}],
    )  # fmt: skip
    assert Wish.from_json(wish.as_json()) == wish
