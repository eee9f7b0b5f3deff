import re

import pytest

from dbi_portal.lib import maps, outlines
from dbi_portal.lib.maps import Name, Spot
from dbi_portal.lib.outlines import Bounds

BEKASI, CIKARANG, CIREBON = (-6.2349, 106.9896), (-6.2611, 107.1528), (-6.7063, 108.557)
JAVA = Bounds(105, -9, 115, -5.5)


def exact(*points):
    return [Spot(*point, exact=True) for point in points]


def area(ring):
    """Of a ring in square degrees, by the surveyor's formula."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairs)) / 2


def test_java_is_as_large_as_it_is():
    """128,000 km² with Madura left out; a degree of latitude is 111.2 km, 110.4 of longitude."""
    largest = max((ring for ring, home in outlines.within(JAVA) if home), key=area)
    assert area(largest) * 111.2 * 110.4 == pytest.approx(128_000, rel=0.05)


def test_land_is_cut_off_at_the_edges_of_the_map():
    bounds = Bounds(106.8, -6.8, 107.4, -6.0)
    for ring, _ in outlines.within(bounds):
        assert all(106.8 <= x <= 107.4 and -6.8 <= y <= -6.0 for x, y in ring)
    inland = Bounds(107.4, -7.2, 107.6, -7.0)
    [(ring, home)] = outlines.within(inland)
    assert home
    assert area(ring) == pytest.approx(0.2 * 0.2)


def test_the_open_sea_has_no_land():
    assert outlines.within(Bounds(100, -10, 101, -9)) == ()


def test_a_neighbours_land_is_told_from_ours():
    borneo = {home for ring, home in outlines.within(Bounds(109, 0, 118, 7)) if area(ring) > 1}
    assert borneo == {True, False}


def test_without_the_package_the_points_stand_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(outlines, "ATLAS", tmp_path / "none.json")
    outlines._outlines.cache_clear()
    outlines.within.cache_clear()
    try:
        assert ">1<" in maps.draw(exact((-3.1, 128.2))).svg
    finally:
        outlines._outlines.cache_clear()
        outlines.within.cache_clear()


def test_points_that_would_cover_one_another_share_a_number():
    drawn = maps.draw(exact(BEKASI, CIREBON, BEKASI))
    assert drawn.groups == ((0, 2), (1,))
    assert numbers(drawn) == ["1", "2"]


def numbers(drawn):
    return re.findall(r">(\d+)<", drawn.svg)


def test_a_place_only_roughly_known_is_never_one_with_a_known_one():
    drawn = maps.draw([Spot(*BEKASI, exact=True), Spot(*BEKASI, exact=False)])
    assert drawn.groups == ((0,), (1,))
    assert drawn.svg.count("stroke-dasharray") >= 1


def test_every_point_lies_on_the_map_however_far_apart():
    sabang_merauke = exact((5.89, 95.32), (-8.49, 140.4))
    svg = maps.draw(sabang_merauke).svg
    places = re.findall(r'translate\(([\d.]+),([\d.]+)\)"[^>]*>\d<', svg)
    assert len(places) == 2
    height = float(re.search(r'height="([\d.]+)"', svg)[1])
    assert height <= maps.HIGHEST + 4
    assert all(0 < float(x) < maps.WIDTH and 0 < float(y) < height for x, y in places)


def test_names_are_printed_where_there_is_room_and_nowhere_else():
    names = [Name("Kota Bekasi", *BEKASI), Name("Kota Tumpuk", -6.2349, 106.995),
             Name("Kab. Bekasi", *CIKARANG), Name("Kota Jayapura", -2.5, 140.7)]  # fmt: skip
    svg = maps.draw(exact(BEKASI), names).svg
    assert "Kota Bekasi" in svg
    assert "Kab. Bekasi" in svg
    assert "Kota Tumpuk" not in svg  # its letters would run into the other's
    assert "Jayapura" not in svg


def test_a_name_is_printed_as_it_is_written():
    assert "&lt;b&gt; &amp;" in maps.draw(exact(BEKASI), [Name("<b> &", *CIKARANG)]).svg


def test_the_scale_is_a_round_number_of_kilometres_of_the_right_length():
    drawn = maps.draw(exact(BEKASI, CIREBON))
    km = int(re.search(r">(\d+) km<", drawn.svg)[1])
    view = maps._view(exact(BEKASI, CIREBON))
    bar = maps._bar(view)
    degrees = (bar["x2"] - bar["x"]) / view.ky
    assert degrees * 111.2 == pytest.approx(km, rel=0.01)


def test_the_same_points_give_the_same_picture():
    assert maps.draw(exact(BEKASI, CIREBON)) == maps.draw(exact(BEKASI, CIREBON))
