"""The tree of a coverage and its matrix, from values alone."""

from datetime import date

from outreach.figures.coverage import Facts, Place, State, Visits, never, ordered, tree
from outreach.figures.matrix import matrix
from outreach.figures.neighbourhoods import Told, reached_in

ON = date(2025, 12, 31)
LATELY = date(2025, 12, 1)


def reached(sessions=1, villages=1, last_on=LATELY):
    return Visits(sessions=sessions, reached=villages, last_on=last_on)


FACTS = Facts(
    names={
        "32.75": ("Kota Bekasi", "Kota"),
        "32.75.01": ("Bekasi Timur", "Kecamatan"),
        "32.75.03": ("Bekasi Utara", "Kecamatan"),
    },
    sizes={"32.75.01": 2, "32.75.03": 2},
    visits={
        "": reached(villages=2),
        "32.75": reached(villages=2),
        "32.75.01": reached(),
        "32.75.01.1001": reached(),
        "32.75.03": reached(),
        "32.75.03.1002": reached(),
        "32.75.01.1002": Visits(last_on=date(2023, 1, 1)),
    },
    villages=[
        ("32.75.01.1001", "Bekasi Jaya", "Kelurahan"),
        ("32.75.01.1002", "Margahayu", "Kelurahan"),
        ("32.75.03.1001", "Kaliabang Tengah", "Kelurahan"),
        ("32.75.03.1002", "Perwira", "Kelurahan"),
    ],
    units={"32.75.01.1001": reached_in([Told("RW 01–02")], rw_known=4)},
)


def test_a_tree_holds_every_region_with_its_villages_and_their_number():
    whole = tree("wilayah kerja", FACTS)
    [city] = whole.children
    assert (whole.name, whole.villages, whole.reached, whole.missing) == ("wilayah kerja", 4, 2, 2)
    assert (city.name, city.villages, city.share) == ("Kota Bekasi", 4, 50)
    assert {district.name: district.villages for district in city.children} == {
        "Bekasi Timur": 2,
        "Bekasi Utara": 2,
    }
    assert [leaf.code for leaf in sorted(whole.leaves(), key=lambda leaf: leaf.code)] == [
        code for code, _, _ in FACTS.villages
    ]
    assert (whole.units.rw.reached, whole.units.rw.of_all) == (2, "dari 4")


def test_what_was_never_reached_comes_first_and_a_visit_of_old_is_no_never():
    [city] = tree("", FACTS).children
    states = {leaf.name: leaf.state for leaf in city.leaves()}
    assert states["Kaliabang Tengah"] is State.NEVER
    assert states["Margahayu"] is State.BEFORE
    assert states["Perwira"] is State.WHOLLY
    utara = next(each for each in city.children if each.name == "Bekasi Utara")
    assert [leaf.name for leaf in utara.children] == ["Kaliabang Tengah", "Perwira"]
    assert [(part.name, [leaf.name for leaf in left]) for part, left in never(city)] == [
        ("Bekasi Utara", ["Kaliabang Tengah"])
    ]


def test_among_equals_the_largest_gap_comes_first():
    small, large = Place("1", "Kecil", "", 3), Place("2", "Besar", "", 9)
    half = Place("3", "Separuh", "", 4, reached(villages=2))
    assert ordered([half, small, large]) == [large, small, half]


def test_a_share_is_never_rounded_to_all_or_nothing():
    assert Place("", "", "", 300, reached(villages=299)).share == 99
    assert Place("", "", "", 300, reached(villages=1)).share == 1
    assert Place("", "", "", 300, reached(villages=300)).share == 100
    assert Place("", "", "", 0).share == 0


def test_days_are_counted_since_the_last_visit_ever():
    assert Place("", "", "", 1, reached()).days_since(ON) == 30
    assert Place("", "", "", 1).days_since(ON) is None


def test_a_matrix_says_where_a_topic_has_not_arrived():
    columns = [("32.75.01", "Bekasi Timur", 2), ("32.75.03", "Bekasi Utara", 2)]
    rows = [(7, None, 2, 3), (7, "32.75.01", 2, 3), (8, None, 0, 0)]
    found = matrix([(7, "TPPO"), (8, "Paspor")], columns, rows, kind="kecamatan")
    nowhere, tppo = found.lines
    assert (nowhere.name, nowhere.arrived, len(nowhere.lacking)) == ("Paspor", 0, 2)
    assert (tppo.arrived, tppo.total.reached, tppo.total.villages) == (1, 2, 4)
    assert [cell.name for cell in tppo.lacking] == ["Bekasi Utara"]
    assert (tppo.cells[0].reached, tppo.cells[0].sessions) == (2, 3)
