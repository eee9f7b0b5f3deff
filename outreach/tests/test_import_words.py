"""What the cells of an office's list of sessions say."""

from datetime import datetime, time, timedelta

import pytest

from outreach.imports import splitting


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Mustika Jaya", ("Mustika Jaya",)),
        ("Tiban, Tering dan Teluk Pucung", ("Tiban", "Tering", "Teluk Pucung")),
        ("Tiban Baru / Tiban Lama", ("Tiban Baru", "Tiban Lama")),
        ("1. Tiban Baru\n2. Tiban Lama", ("Tiban Baru", "Tiban Lama")),
        ("- Tiban Baru; - Tiban Lama & Tiban Indah", ("Tiban Baru", "Tiban Lama", "Tiban Indah")),
        ("Karanganyar, Karanganyar", ("Karanganyar",)),
        ("Pandan", ("Pandan",)),
        ("-", ()),
        (None, ()),
    ],
)  # fmt: skip
def test_a_cell_may_name_several_villages(cell, names):
    assert splitting.enumerated(cell) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Budi Contoh, S.H., M.Si", ("Budi Contoh, S.H., M.Si",)),
        ("Budi Contoh, S.H. dan Siti Contoh, M.Si", ("Budi Contoh, S.H.", "Siti Contoh, M.Si")),
        ("Budi Contoh, Siti Contoh", ("Budi Contoh", "Siti Contoh")),
        ("1. Budi Contoh, SE\n2. Siti Contoh, A.Md.", ("Budi Contoh, SE", "Siti Contoh, A.Md")),
        ("Budi; Siti & Andi", ("Budi", "Siti", "Andi")),
        ("", ()),
    ],
)
def test_a_degree_belongs_to_the_name_before_it(cell, names):
    assert splitting.people(cell) == names


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("Bpk. Budi Contoh, S.H.", "Budi Contoh"),
        ("Hj. Siti Contoh", "SITI CONTOH, M.Si"),
        ("Andi Contoh (PIMPASA)", "Andi Contoh"),
        ("Hadi Contoh", "Hadi  Contoh"),
    ],
)
def test_titles_and_degrees_make_no_other_person(written, registered):
    assert splitting.bare_name(written) == splitting.bare_name(registered)


def test_two_people_stay_two():
    assert splitting.bare_name("Hadi Contoh") != splitting.bare_name("Adi Contoh")


@pytest.mark.parametrize(
    ("cell", "starts", "ends"),
    [
        ("09.00–11.30 WIB", time(9), time(11, 30)),
        ("Pukul 9.00 s.d. selesai", time(9), None),
        ("09:00 - 12:00", time(9), time(12)),
        ("09:00:00", time(9), None),
        ("9", time(9), None),
        ("jam 13 WITA", time(13), None),
        (time(8, 30), time(8, 30), None),
        (timedelta(hours=8, minutes=30), time(8, 30), None),
        (datetime(2025, 10, 31, 8, 30), time(8, 30), None),  # noqa: DTZ001
        (0.375, time(9), None),
    ],
)
def test_hours_are_read_as_they_are_written(cell, starts, ends):
    assert splitting.hours(cell) == splitting.Hours(starts, ends)


@pytest.mark.parametrize("cell", ["pagi", "09.00, 10.00 dan 11.00", "25.00"])
def test_what_tells_no_time_is_refused(cell):
    with pytest.raises(ValueError, match="bukan jam"):
        splitting.hours(cell)


def test_a_session_does_not_end_before_it_starts():
    with pytest.raises(ValueError, match="lebih awal"):
        splitting.hours("13.00–09.00")


@pytest.mark.parametrize("cell", [None, "", "-"])
def test_no_hours_are_no_fault(cell):
    assert splitting.hours(cell) is None


@pytest.mark.parametrize(
    ("cell", "people"),
    [("60 orang", 60), (60, 60), (60.0, 60), ("1.200", 1200), ("nihil", 0), ("-", None)],
)  # fmt: skip
def test_people_are_counted_or_nobody_counted(cell, people):
    assert splitting.head_count(cell) == people


def test_words_are_no_head_count():
    with pytest.raises(ValueError, match="seratus"):
        splitting.head_count("seratus")


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("Warga 30, RT/RW 5", (("Warga", 30), ("RT/RW", 5))),
        ("Warga: 30 orang; Perangkat desa (5 orang)", (("Warga", 30), ("Perangkat desa", 5))),
        ("30 warga dan 5 perangkat desa", (("warga", 30), ("perangkat desa", 5))),
        ("Warga, Babinsa", (("Warga", None), ("Babinsa", None))),
        ("", ()),
    ],
)
def test_groups_come_with_their_numbers(cell, groups):
    assert splitting.counted(cell) == groups


def test_free_text_keeps_its_lines():
    assert (
        splitting.prose(" Warga  paham.\r\n\r\n Perlu\tdiulang. ") == "Warga paham.\nPerlu diulang."
    )
    assert splitting.prose("–") == ""


def test_tasks_are_one_a_line():
    cell = "1. Menempel poster\n2. Mengulang di RW 06; - Mendata calon PMI"
    assert splitting.items(cell) == (
        "Menempel poster",
        "Mengulang di RW 06",
        "Mendata calon PMI",
    )
