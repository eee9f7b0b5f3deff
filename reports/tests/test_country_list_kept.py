"""The country's list of villages is kept until a figure of it comes or goes, and not longer.

Outside a transaction, as the portal runs; who writes at the same time has a connection of his own.
"""

import re
from datetime import UTC, datetime, timedelta

import pgtrigger
import pytest
from django.db import connection, transaction
from django.db.models import Case, When
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from dbi_portal.lib.months import Month
from officers.tests.factories import OfficeFactory
from outreach.tests.factories import SessionFactory
from reports.actions.statistics import correct_statistic, record_statistic
from reports.actions.summaries import count_sums_anew
from reports.figures.period import MonthRange
from reports.figures.sliced import slice_by_home
from reports.figures.slices import Slice
from reports.models import PassportStatistic
from reports.models.summary import FigureSum
from reports.tests.figures_world import region
from reports.tests.test_dashboard_kept import DEAD
from reports.tests.test_kept_at_once import other
from villages.models import Region

pytestmark = pytest.mark.django_db(transaction=True)
AUGUST = Month(2025, 8)
THEN = datetime(2025, 9, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
HARAPAN, KROYA = "32.75.03.1006", "33.01.01.2001"


@pytest.fixture(autouse=True)
def two_are_many(monkeypatch):
    monkeypatch.setattr("reports.figures.office_states.MANY", 2)


@pytest.fixture
def offices():
    """Two offices: 40 passports of Harapan and 2 of Kroya, and 7 of Kroya."""
    region("Harapan", HARAPAN), region("Kroya", KROYA)
    one, two = OfficeFactory(), OfficeFactory()
    recorded(one, 40, HARAPAN)
    recorded(one, 2, KROYA)
    recorded(two, 7, KROYA)
    return one, two


def recorded(office, count, home, at=THEN):
    return record_statistic(
        office=office, period=AUGUST, outcome="terbit", purpose="pmi", count=count, by=None, at=at,
        home_region=Region.objects.get(pk=home),
    )  # fmt: skip


def corrected(office, home, count):
    row = PassportStatistic.objects.get(office=office, home_region=home, recorded__upper_inf=True)
    correct_statistic(statistic=row, count=count, reason="Salah desa", by=None, at=THEN + HOUR)


def moved(office):
    """Ten passports were Kroya's: the office's total stays 42."""
    with transaction.atomic():
        corrected(office, HARAPAN, 30)
        corrected(office, KROYA, 12)


def listed(offices, **how):
    asked = Slice(tuple(office.pk for office in offices), MonthRange.of(AUGUST))
    return {row.region_id: row.value for row in slice_by_home(asked, 10, **how).rows}


def seen_by_another(offices):
    """What somebody else sees, on a connection of his own."""
    seen = []
    with other(lambda: seen.append(listed(offices))) as somebody:
        somebody.commit()
    return seen[0]


def added_up(offices, **how):
    """How many of its questions add up villages."""
    with CaptureQueriesContext(connection) as asked:
        listed(offices, **how)
    return sum("JOIN reports_homesum" in each["sql"] for each in asked.captured_queries)


def test_a_saved_session_does_not_make_the_list_old(offices):
    assert listed(offices) == {HARAPAN: 40, KROYA: 9}
    SessionFactory(office=offices[0], approved=True)
    assert added_up(offices) == 0
    assert listed(offices) == {HARAPAN: 40, KROYA: 9}


def test_a_correction_between_villages_is_on_the_list_at_once(offices):
    assert listed(offices) == {HARAPAN: 40, KROYA: 9}
    moved(offices[0])
    assert sorted(FigureSum.objects.values_list("total", flat=True)) == [7, 42]
    assert listed(offices) == {HARAPAN: 30, KROYA: 19}


def test_what_is_not_committed_is_kept_for_nobody(offices):
    def writing():
        moved(offices[0])
        assert listed(offices) == {HARAPAN: 30, KROYA: 19}

    with other(writing) as somebody:
        assert listed(offices) == {HARAPAN: 40, KROYA: 9}
        somebody.commit()
    assert listed(offices) == {HARAPAN: 30, KROYA: 19}


def test_who_wrote_first_and_commits_last_makes_the_list_new(offices):
    with (
        other(lambda: corrected(offices[0], HARAPAN, 44)) as first,
        other(lambda: corrected(offices[1], KROYA, 8)) as second,
    ):
        second.commit()
        assert listed(offices) == {HARAPAN: 40, KROYA: 10}
        first.commit()
    assert listed(offices) == {HARAPAN: 44, KROYA: 10}


def test_an_older_transaction_that_changes_the_same_sum_later_is_noticed(offices):
    """Its number is the lower one, and the list was made when that was not yet the last."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        with other(lambda: corrected(offices[0], HARAPAN, 44)) as newer:
            newer.commit()
        assert seen_by_another(offices) == {HARAPAN: 44, KROYA: 9}
        moved(offices[0])
    assert listed(offices) == {HARAPAN: 30, KROYA: 19}


def test_sums_counted_anew_are_added_up_anew(offices):
    assert listed(offices) == {HARAPAN: 40, KROYA: 9}
    count_sums_anew()
    assert added_up(offices) == 1
    assert listed(offices) == {HARAPAN: 40, KROYA: 9}


def test_a_village_that_is_renamed_has_its_new_name_at_once(offices):
    asked = Slice(tuple(office.pk for office in offices), MonthRange.of(AUGUST))
    slice_by_home(asked, 10)
    Region.objects.filter(pk=HARAPAN).update(name="Harapan Baru")
    assert [row.name for row in slice_by_home(asked, 10).rows] == ["Harapan Baru", "Kroya"]


def test_what_was_known_on_a_day_is_counted_from_the_figures(offices):
    assert listed(offices, known_at=THEN + HOUR / 2) == {HARAPAN: 40, KROYA: 9}
    moved(offices[0])
    assert listed(offices, known_at=THEN + HOUR / 2) == {HARAPAN: 40, KROYA: 9}
    assert listed(offices, known_at=THEN + 2 * HOUR) == {HARAPAN: 30, KROYA: 19}


def test_another_length_of_the_list_is_another_list(offices):
    asked = Slice(tuple(office.pk for office in offices), MonthRange.of(AUGUST))
    assert len(slice_by_home(asked, 1).rows) == 1
    assert len(slice_by_home(asked, 10).rows) == 2


def test_without_a_cache_the_list_is_added_up_each_time(offices):
    with override_settings(CACHES=DEAD):
        assert added_up(offices) == 1
        assert listed(offices) == {HARAPAN: 40, KROYA: 9}


def test_a_few_offices_are_asked_one_question_as_before(offices):
    assert added_up(offices[:1]) == 1
    assert added_up(offices[:1]) == 1


def asked_of(offices):
    """The offices whose villages are added up when the list is drawn."""
    with CaptureQueriesContext(connection) as asked:
        listed(offices)
    questions = [each["sql"] for each in asked.captured_queries]
    [question] = [each for each in questions if "JOIN reports_homesum" in each]
    return {office.pk for office in offices if _named(office, question)}


def _named(office, question):
    _, ids = re.findall(r"ARRAY\[([0-9, ]+)\]::(?:int|bigint)\[\]", question)[:2]
    return str(office.pk) in ids.replace(" ", "").split(",")


def test_an_import_of_one_office_adds_up_that_offices_villages_alone(offices):
    assert asked_of(offices) == {office.pk for office in offices}
    corrected(offices[1], KROYA, 8)
    assert asked_of(offices) == {offices[1].pk}
    assert listed(offices) == {HARAPAN: 40, KROYA: 10}


def test_one_statement_that_changes_no_total_is_noticed(offices):
    assert listed(offices) == {HARAPAN: 40, KROYA: 9}
    touched = FigureSum.objects.get(office=offices[0]).touched
    other_way = Case(When(count=40, then=30), default=12)
    with pgtrigger.ignore("reports.PassportStatistic:statistic_is_never_overwritten"):
        PassportStatistic.objects.filter(office=offices[0]).update(count=other_way)
    kept = FigureSum.objects.get(office=offices[0])
    assert (kept.total, kept.touched > touched) == (42, True)
    assert listed(offices) == {HARAPAN: 30, KROYA: 19}
