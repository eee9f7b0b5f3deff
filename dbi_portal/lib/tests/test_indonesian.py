from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import timezone

from dbi_portal.lib.months import Month

LATE = datetime(2025, 10, 31, 20, 30, tzinfo=UTC)  # 1 November in Jakarta


def shown(filters, value, **more):
    template = engines["django"].from_string("{{ value|" + filters + " }}")
    return template.render({"value": value, **more})


@pytest.mark.parametrize(
    ("filters", "value", "text"),
    [
        ("angka", 8837, "8.837"),
        ("angka", 0, "0"),
        ("desimal", 12.34, "12,3"),
        ("desimal:2", 12.345, "12,35"),
        ("persen", 0.125, "12,5\N{NO-BREAK SPACE}%"),
        ("tanggal", date(2025, 10, 31), "31 Oktober 2025"),
        ("tanggal", LATE, "1 November 2025"),
        ("tanggal_pendek", date(2025, 10, 31), "31 Okt 2025"),
        ("hari_tanggal", date(2025, 10, 31), "Jumat, 31 Oktober 2025"),
        ("bulan", Month(2025, 8), "Agustus 2025"),
        ("bulan", date(2025, 8, 31), "Agustus 2025"),
        ("bulan", LATE, "November 2025"),
        ("jam", LATE, "03.30 WIB"),
        ("waktu", LATE, "1 November 2025 pukul 03.30 WIB"),
    ],
)
def test_templates_write_the_indonesian_way(filters, value, text):
    assert shown(filters, value) == text


@pytest.mark.parametrize("filters", ["angka", "desimal", "persen", "tanggal", "bulan", "waktu"])
def test_what_is_not_known_is_a_dash_and_never_a_nought(filters):
    assert shown(filters, None) == "–"
    assert shown(filters, "") == "–"


def test_an_hour_is_told_on_the_offices_own_clock():
    assert shown("jam:zone", LATE, zone="Asia/Makassar") == "04.30 WITA"
    assert shown("waktu:zone", LATE, zone=ZoneInfo("Asia/Jayapura")).endswith("05.30 WIT")
    with timezone.override("Asia/Makassar"):
        assert shown("waktu", LATE) == "1 November 2025 pukul 04.30 WITA"
