"""Degrees as offices write them; which points lie in Indonesia; how far it is."""

import pytest

from dbi_portal.lib.coordinates import (
    Elsewhere,
    NotDegrees,
    degrees,
    in_indonesia,
    km_between,
    refuse_elsewhere,
    written,
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (-6.2216, -6.2216),
        (107, 107.0),
        ("-6,2216", -6.2216),
        ("\u22126.2216", -6.2216),
        ("6,2216 LS", -6.2216),
        ("6.2216° S", -6.2216),
        ("1,05 LU", 1.05),
        (" 106,9998 BT ", 106.9998),
        ("'106.9998", 106.9998),
    ],
)
def test_degrees_are_read_however_an_office_writes_them(cell, value):
    assert degrees(cell) == pytest.approx(value)


@pytest.mark.parametrize(
    "cell", [None, "", "  ", "di sana", "-6.2216, 106.9", "6°13'17\"", "181", float("nan"),
             float("inf"), True, "-6,2 LS", "6,2 XX"],
)  # fmt: skip
def test_what_is_no_number_of_degrees_is_refused(cell):
    with pytest.raises(NotDegrees):
        degrees(cell)


def test_an_empty_cell_is_told_what_to_write():
    with pytest.raises(NotDegrees, match="harus diisi, misalnya -6,2216"):
        degrees(None)


@pytest.mark.parametrize(
    ("lat", "lng"),
    [
        (5.89, 95.32),  # Sabang
        (-8.5, 140.4),  # Merauke
        (-11.0, 122.9),  # Rote Ndao
        (5.57, 126.5),  # Miangas
    ],
)
def test_the_four_ends_of_the_country_are_in_it(lat, lng):
    assert in_indonesia(lat, lng)


def test_a_point_whose_numbers_were_swapped_is_told_so():
    with pytest.raises(Elsewhere, match=r"Lintang 106,99 dan bujur -6,22 tertukar"):
        refuse_elsewhere(106.99, -6.22)


@pytest.mark.parametrize(("lat", "lng"), [(6.22, -106.99), (0, 0), (-33.9, 151.2), (35.7, 139.7)])
def test_a_point_abroad_is_refused(lat, lng):
    with pytest.raises(Elsewhere, match="di luar Indonesia"):
        refuse_elsewhere(lat, lng)


def test_degrees_are_written_with_a_comma_and_no_idle_noughts():
    assert [written(each) for each in (-6.2216, 107.0, 0.1234567)] == ["-6,2216", "107", "0,123457"]


def test_a_degree_of_latitude_is_111_km():
    assert km_between((-6, 107), (-7, 107)) == pytest.approx(111.2, abs=0.1)
    assert km_between((-6, 107), (-6, 107)) == 0


def test_from_monas_to_gedung_sate_it_is_some_119_km():
    assert km_between((-6.1754, 106.8272), (-6.9025, 107.6188)) == pytest.approx(119, abs=3)
