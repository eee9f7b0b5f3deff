from datetime import UTC, date, datetime

import pytest

from dbi_portal.lib.months import Month, NotAMonth

AUGUST = Month(2025, 8)


def test_a_month_knows_its_days():
    assert AUGUST.first_day == date(2025, 8, 1)
    assert AUGUST.last_day == date(2025, 8, 31)
    assert Month(2024, 2).last_day == date(2024, 2, 29)
    assert AUGUST.contains(date(2025, 8, 31))
    assert not AUGUST.contains(date(2024, 8, 31))
    assert Month.of(datetime(2025, 8, 31, 23, tzinfo=UTC)) == AUGUST


def test_months_follow_each_other_over_the_year():
    assert Month(2025, 12).next() == Month(2026, 1)
    assert Month(2025, 1).previous() == Month(2024, 12)
    assert AUGUST.plus(5) == Month(2026, 1)
    assert AUGUST.plus(-8) == Month(2024, 12)
    assert AUGUST.year_ago == Month(2024, 8)
    assert Month(2024, 12) < Month(2025, 1)


def test_a_span_of_months_counts_both_ends():
    span = list(Month(2025, 11).until(Month(2026, 2)))
    assert [str(month) for month in span] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert list(AUGUST.until(AUGUST)) == [AUGUST]
    assert list(AUGUST.until(Month(2025, 7))) == []


def test_a_month_is_written_for_people_and_for_addresses():
    assert AUGUST.label == "Agustus 2025"
    assert AUGUST.short_label == "Agu 2025"
    assert str(AUGUST) == "2025-08"
    assert Month.parse(" 2025-08 ") == AUGUST
    assert Month.parse(str(Month(2025, 12))) == Month(2025, 12)


@pytest.mark.parametrize(
    "text", ["2025-13", "2025-00", "2025-8", "08/2025", "", "٢٠٢٥-٠٨", "0000-01"]
)
def test_what_is_no_month_is_said_to_be_none(text):
    with pytest.raises(NotAMonth, match=r"bukan bulan|tidak ada"):
        Month.parse(text)
