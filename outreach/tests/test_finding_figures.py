"""Findings as numbers, counted by hand: by month and kind, settled, open and overdue."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dbi_portal.lib.months import Month
from officers.tests.factories import OfficeFactory
from outreach.figures.findings import finding_counts, findings_by_region, findings_overdue
from outreach.models import Finding
from outreach.tests.finding_desk import Desk
from villages.tests.factories import RegionFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OCTOBER, NOVEMBER, DECEMBER = Month(2025, 10), Month(2025, 11), Month(2025, 12)
MONTHS = [OCTOBER, NOVEMBER, DECEMBER]


def morning(month, day):
    return datetime(2025, month, day, 3, tzinfo=UTC)


@pytest.fixture
def desk():
    return Desk()


def sent(desk, at, **facts):
    return desk.sent(at, **({"seen_on": at.date()} | facts))


@pytest.fixture
def autumn(desk):
    """October: two come in, one is done at once. November: one of October's is rejected, two come
    in. December: one of November's is done, what was done in October is opened again."""
    first = sent(desk, morning(10, 6), kind="tppo")
    for step, note, days in ((desk.verify, "", 1), (desk.take, "Ya.", 2), (desk.close, "Ya.", 3)):
        step(first, note, at=morning(10, 6) + days * DAY)
    second = sent(desk, morning(10, 30), kind="insiden")
    desk.reject(second, "Bukan.", at=morning(11, 2))
    third = sent(desk, morning(11, 3), kind="tppo", made_up=True)
    sent(desk, morning(11, 29), kind="insiden")  # due on 1 December, after the month's end
    desk.verify(third, at=morning(11, 4))
    desk.take(third, "Ya.", at=morning(12, 1))
    desk.close(third, "Ya.", at=morning(12, 2))
    desk.reopen(first, "Baru.", at=morning(12, 3))
    return desk


def as_tuples(counts, desk):
    rows = counts.rows
    return {
        month: (dict(row.submitted), row.closed, row.rejected, row.open, row.overdue)
        for (office, month), row in rows.items()
        if office == desk.office.pk
    }


def test_each_month_says_what_came_in_was_settled_and_stayed(autumn, django_assert_num_queries):
    sent(Desk(), morning(10, 7))
    with django_assert_num_queries(1):
        counts = finding_counts([autumn.office], MONTHS)
    assert as_tuples(counts, autumn) == {
        OCTOBER: ({"tppo": 1, "insiden": 1}, 1, 0, 1, 0),  # second: due 1 November
        NOVEMBER: ({"tppo": 1, "insiden": 1}, 0, 1, 2, 1),  # third: urgent, due on the third
        DECEMBER: ({}, 1, 0, 2, 2),  # the last of November, and the first, opened again
    }


def test_open_ones_balance_with_what_came_and_went(autumn):
    """Open before, and in, less settled, and opened again: one in December."""
    rows = finding_counts([autumn.office], MONTHS).rows
    before = 0
    for month, again in ((OCTOBER, 0), (NOVEMBER, 0), (DECEMBER, 1)):
        row = rows[autumn.office.pk, month]
        assert row.open == before + row.total - row.closed - row.rejected + again
        before = row.open


def test_as_it_was_known_then(autumn):
    then = finding_counts([autumn.office], MONTHS, known_at=morning(11, 1))
    assert as_tuples(then, autumn) == {
        OCTOBER: ({"tppo": 1, "insiden": 1}, 1, 0, 1, 0),
        NOVEMBER: ({}, 0, 0, 1, 0),  # so far: the second is due this very day, at 10.00
        DECEMBER: ({}, 0, 0, 1, 0),
    }
    later = finding_counts([autumn.office], [NOVEMBER], known_at=morning(11, 1) + 2 * HOUR)
    assert later.rows[autumn.office.pk, NOVEMBER].overdue == 1


def test_a_month_that_is_not_over_is_judged_at_the_moment_itself(desk):
    sent(desk, morning(12, 1))  # due on the third
    for day, late in ((2, 0), (4, 1)):
        counts = finding_counts([desk.office], [DECEMBER], now=morning(12, day))
        assert counts.over().overdue == late


def test_the_months_end_is_the_offices_own():
    east = Desk(OfficeFactory(time_zone="Asia/Jayapura"))
    at = datetime(2025, 10, 31, 16, tzinfo=UTC)  # 1 November, 01.00 in Jayapura
    finding = sent(east, at)
    assert finding.submitted_on == date(2025, 11, 1)
    assert [month for _, month in finding_counts([east.office], [OCTOBER, NOVEMBER]).rows] == [
        NOVEMBER
    ]


def test_offices_and_months_add_up_and_open_is_the_last_months(autumn):
    other = Desk()
    sent(other, morning(11, 5), kind="tppo")
    counts = finding_counts([autumn.office.pk, other.office.pk], MONTHS)
    both = counts.over()
    assert (both.submitted, both.closed, both.rejected) == ({"tppo": 3, "insiden": 2}, 2, 1)
    assert (both.open, both.overdue, both.made_up, both.total) == (3, 3, 1, 5)
    assert counts.over([autumn.office], [OCTOBER]).open == 1
    assert finding_counts([], MONTHS).over().total == 0
    assert finding_counts([autumn.office], []).over().total == 0


def test_places_are_counted_without_what_was_rejected(desk):
    here, there = RegionFactory(), RegionFactory()
    for month, region in ((10, here), (11, here), (11, there), (12, here)):
        sent(desk, morning(month, 5), region=region)
    sent(desk, morning(11, 6))  # nowhere
    rejected = sent(desk, morning(11, 7), region=there)
    desk.reject(rejected, "Bukan.", at=morning(11, 20))
    autumn = [OCTOBER, NOVEMBER]
    assert findings_by_region([desk.office], autumn) == {here.pk: 2, there.pk: 1}
    assert findings_by_region([desk.office], [OCTOBER, DECEMBER]) == {here.pk: 2}
    before = findings_by_region([desk.office], autumn, known_at=morning(11, 19))
    assert before == {here.pk: 2, there.pk: 2}
    assert findings_by_region([OfficeFactory()], autumn) == {}
    assert findings_by_region([desk.office], []) == {}


def test_what_is_overdue_now_and_since_when(autumn):
    now = morning(12, 3) + HOUR
    assert findings_overdue([autumn.office], now=now) == (1, morning(12, 1))
    assert findings_overdue([autumn.office], now=morning(11, 30)) == (0, None)
    late = Finding.objects.overdue(at=now)
    assert [finding.due_at for finding in late] == [morning(12, 1)]
