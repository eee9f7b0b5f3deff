from datetime import UTC, date, datetime

import pytest

from dbi_portal.lib import days
from dbi_portal.lib.months import Month

HALLOWEEN = date(2025, 10, 31)


def test_days_are_written_as_letters_write_them():
    assert days.long_date(HALLOWEEN) == "31 Oktober 2025"
    assert days.with_weekday(HALLOWEEN) == "Jumat, 31 Oktober 2025"
    assert days.short_date(date(2025, 8, 5)) == "5 Agu 2025"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Jakarta", "14.30 WIB"),
        ("Asia/Pontianak", "14.30 WIB"),
        ("Asia/Makassar", "15.30 WITA"),
        ("Asia/Jayapura", "16.30 WIT"),
        ("Europe/Amsterdam", "08.30 UTC+1"),
    ],
)
def test_the_clock_names_the_offices_time_zone(zone, shown):
    moment = datetime(2025, 10, 31, 7, 30, tzinfo=UTC)
    assert days.clock(moment, zone) == shown


def test_working_days_skip_weekends_holidays_and_joint_leave():
    # Independence Day 2025 fell on a Sunday; Monday the 18th was given as joint leave.
    assert days.working_day(Month(2025, 8), 1) == date(2025, 8, 1)
    assert not days.is_working_day(date(2025, 8, 18))
    assert days.working_day(Month(2025, 8), 11) == date(2025, 8, 15)
    assert days.working_day(Month(2025, 8), 12) == date(2025, 8, 19)
    assert days.working_day(Month(2025, 5), 1) == date(2025, 5, 2)  # after Labour Day
    assert days.working_day(Month(2025, 4), 1) == date(2025, 4, 8)  # after the Lebaran leave


def test_a_month_without_so_many_working_days_says_so():
    with pytest.raises(ValueError, match="Februari 2025 tidak punya 25 hari kerja"):
        days.working_day(Month(2025, 2), 25)


def test_a_weekday_that_does_not_fit_the_date_is_pointed_out():
    said = days.weekday_contradiction("Selasa 11 Oktober 2025", date(2025, 10, 11))
    assert said == (
        "11 Oktober 2025 jatuh pada hari Sabtu, bukan Selasa. Periksa hari atau tanggalnya."
    )


@pytest.mark.parametrize(
    "text", ["Sabtu", "SABTU, 11/10/2025", "hari sabtu", "11 Oktober 2025", "", "Seninan"]
)
def test_a_fitting_weekday_or_none_contradicts_nothing(text):
    assert days.weekday_contradiction(text, date(2025, 10, 11)) is None


@pytest.mark.parametrize("text", ["Jum'at 31 Oktober", "Jum’at", "jumat"])
def test_friday_has_several_spellings(text):
    assert days.weekday_contradiction(text, HALLOWEEN) is None
    assert "Kamis, bukan Jumat" in days.weekday_contradiction(text, date(2025, 10, 30))


def test_ahad_is_sunday():
    assert days.weekday_contradiction("Ahad", date(2025, 10, 12)) is None


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(
            ("Agustus", 8),
            ("AGT", 8),
            ("Agust.", 8),
            ("august", 8),
            ("Agutus", 8),
            ("Nopember", 11),
        ),
        *(("Peb", 2), ("Sept", 9), ("Mei", 5), ("Juni", 6), ("Jul", 7), ("Desembar", 12)),
        *(("Ju", 0), ("Juno", 0), ("Desa", 0), ("Agusta Raya", 0), ("", 0)),
    ],
)
def test_a_month_is_known_by_any_of_its_names_and_one_slip_in_a_long_one(word, number):
    assert days.month_number(word) == number
