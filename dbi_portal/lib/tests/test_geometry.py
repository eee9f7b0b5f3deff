"""Borders: what is one, what lies within, and how they are thinned."""

import math

import pytest

from dbi_portal.lib.geometry import NotABorder, border, bounds, geometry, holds, simpler, thinned

SQUARE = [[106, -7], [108, -7], [108, -5], [106, -5], [106, -7]]
HOLE = [[106.5, -6.5], [107.5, -6.5], [107.5, -5.5], [106.5, -5.5], [106.5, -6.5]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def test_a_point_in_a_hole_is_not_within():
    ring_road = polygon(SQUARE, HOLE)
    assert holds(ring_road, -6.8, 106.2)
    assert not holds(ring_road, -6, 107)
    assert not holds(ring_road, -4, 107)


def test_an_island_of_several_holds_what_lies_on_it():
    far = [[[x + 10, y] for x, y in SQUARE]]
    islands = {"type": "MultiPolygon", "coordinates": [[SQUARE], far]}
    assert holds(islands, -6, 107)
    assert holds(islands, -6, 117)
    assert not holds(islands, -6, 112)


def test_a_border_reaches_from_west_to_east_and_south_to_north():
    assert bounds(border(polygon(SQUARE, HOLE))) == (106, -7, 108, -5)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (None, "harus Polygon atau MultiPolygon"),
        ({"type": "Point", "coordinates": [106, -6]}, "bukan “Point”"),
        ({"type": "Polygon"}, "kosong"),
        ({"type": "Polygon", "coordinates": []}, "kosong"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "kosong"),
        (polygon(SQUARE[:3]), "kurang dari empat titik"),
        (polygon(SQUARE[:4]), "tidak tertutup"),
        (polygon([["a", -7], *SQUARE[1:]]), "bukan pasangan angka"),
        (polygon([[106], *SQUARE[1:]]), "bukan pasangan angka"),
        (polygon([7, *SQUARE[1:]]), "bukan pasangan angka"),
        (polygon([[math.nan, -7], *SQUARE[1:]]), "bukan pasangan angka"),
        (polygon([[712345.6, 9312345.6], *SQUARE[1:]]), "Ubah proyeksi berkas ke WGS 84"),
    ],
)
def test_what_is_no_border_is_refused_with_the_reason(given, words):
    with pytest.raises(NotABorder, match=words):
        border(given)


def test_heights_beside_a_point_are_left_out():
    high = [[*pair, 25.0] for pair in SQUARE]
    assert border(polygon(high)) == [[[tuple(map(float, pair)) for pair in SQUARE]]]


def test_corners_on_a_straight_line_go_and_those_that_turn_stay():
    line = [(0.0, 0.0), (1.0, 0.0001), (2.0, 0.0), (2.0, 1.0)]
    assert thinned(line, 0.01) == [(0.0, 0.0), (2.0, 0.0), (2.0, 1.0)]


def test_a_thinned_circle_lies_nowhere_farther_off_than_the_step():
    circle = [(107 + math.cos(t / 500 * math.tau), -6 + math.sin(t / 500 * math.tau))
              for t in range(500)]  # fmt: skip
    (((*few, last),),) = simpler([[[*circle, circle[0]]]], 0.01)
    assert few[0] == last
    assert len(few) < 60
    # The middle of each chord is the farthest from the round: r - sqrt(r² - (chord/2)²).
    chords = [math.dist(a, b) for a, b in zip(few, [*few[1:], few[0]], strict=True)]
    assert max(1 - math.sqrt(1 - (chord / 2) ** 2) for chord in chords) < 0.011


def test_islets_too_small_to_see_go_unless_they_are_all_there_is():
    islet = [[[107 + x / 10_000, -6 + y / 10_000] for x, y in SQUARE]]
    assert (
        len(simpler(border({"type": "MultiPolygon", "coordinates": [[SQUARE], islet]}), 0.01)) == 1
    )
    assert len(simpler(border({"type": "MultiPolygon", "coordinates": [islet]}), 0.01)) == 1


def test_a_border_is_kept_to_about_a_metre():
    near = [[106.123456789, -7], *SQUARE[1:4], [106.123456789, -7]]
    kept = geometry(border(polygon(near)))
    assert kept["coordinates"][0][0][0] == [106.12346, -7.0]
