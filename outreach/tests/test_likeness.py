"""Two spellings of one name, and two names that only look alike."""

import pytest

from outreach.likeness import one_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BP3MI Banten", "BP3MI Bantn"),
        ("BP3MI Jawa Barat", "B.P.3.M.I. JawaBarat"),
        ("BP3MI Banten", "BP3MI Provinsi Banten"),
        ("Kantor Kelurahan Mustikajaya", "Kantor Kel. Mustikajaya"),
        ("Balai RW 05", "Balai RW 5"),
        ("Hotel Horison", "Hotel Horizon"),
    ],
)
def test_a_slip_is_seen(one, other):
    assert one_name(one, other)
    assert one_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dinas Tenaga Kerja Kota Bekasi", "Dinas Tenaga Kerja Kota Cilegon"),
        ("Balai RW 03", "Balai RW 05"),
        ("Balai RW 1", "Balai RW 11"),
        ("Kecamatan Bekasi Utara", "Kecamatan Bekasi Selatan"),
        ("Polres Jakarta Barat", "Polres Jakarta Pusat"),
    ],
)
def test_another_place_is_another_name(one, other):
    assert not one_name(one, other)
    assert not one_name(other, one)
