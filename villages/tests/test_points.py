"""Where a village without a point of its own is drawn: roughly, in its regency."""

import pytest

from villages import points
from villages.editions import lokal_id


def near(code, lat, lng):
    """Within a tenth of a degree, 11 km: no two regencies' seats are told apart more closely."""
    assert points.approximate(code) == pytest.approx((lat, lng), abs=0.1)


def test_a_city_and_the_regency_of_the_same_name_lie_apart():
    near("32.75", -6.24, 106.99)  # Kota Bekasi
    near("32.16", -6.3, 107.15)  # Kabupaten Bekasi, whose seat is Cikarang


def test_a_village_lies_where_its_regency_does():
    assert points.approximate("32.75.03.1006") == points.approximate("32.75")


def test_regencies_are_found_under_the_names_geonames_has_for_them():
    near("12.03", 1.6, 99.27)  # Tapanuli Selatan: "South Tapanuli Regency", around Sipirok
    near("65.71", 3.31, 117.59)  # Kota Tarakan: "Kabupaten Tarakan"
    near("31.72", -6.2, 106.85)  # Jakarta Utara, of which it knows no place of its own
    near("73.01", -6.12, 120.47)  # Kepulauan Selayar: "Selayar Islands Regency", seat Benteng


def test_nearly_every_regency_of_the_country_has_a_point_inside_the_country():
    regencies = lokal_id.regencies()
    assert len(regencies) == 514
    found = {code: point for code in regencies if (point := points.approximate(code))}
    assert len(found) >= 495
    assert all(-11.1 < lat < 6.1 and 95 < lng < 141.1 for lat, lng in found.values())


def test_what_nobody_knows_is_left_off_the_map():
    assert points.approximate("99.99") is None
    assert points.approximate("") is None


def test_without_the_package_there_is_no_map_and_no_failure(monkeypatch, tmp_path):
    monkeypatch.setattr(points, "PACKAGE", tmp_path)
    points._points.cache_clear()
    try:
        assert points.approximate("32.75") is None
    finally:
        points._points.cache_clear()
