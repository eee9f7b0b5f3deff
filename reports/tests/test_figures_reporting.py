"""Who has reported a month, who has not, and who is late by then."""

from datetime import date

import pytest

from dbi_portal.lib.months import Month
from officers.models import Setting
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, supervise
from reports.figures.reporting import (
    Standing,
    deadlines_of,
    who_has_reported,
    working_days_after,
)
from reports.models import MonthlyReport
from reports.policies import DEADLINE
from reports.tests.factories import LONG_KNOWN
from reports.tests.figures_world import LONG_AGO, report, village
from villages.models import Tenure

pytestmark = pytest.mark.django_db
AUGUST = Month(2025, 8)
# Due on Monday 8 September, because Friday the 5th is a holiday.
IN_TIME, TOO_LATE = date(2025, 9, 3), date(2025, 9, 11)
Status = MonthlyReport.Status


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    working = OfficeFactory(under=kanwil)
    village(working, aktif=LONG_AGO)
    return working


def state_of(office, kanwil, *, today=TOO_LATE, month=AUGUST):
    found = who_has_reported(kanwil, month, today=today)
    return next(state for state in found if state.office_id == office.pk)


def test_before_the_deadline_nobody_is_late(office, kanwil):
    state = state_of(office, kanwil, today=IN_TIME)
    assert (state.status, state.owed, state.late) == ("", True, False)


def test_the_deadline_is_the_fifth_working_day_and_lateness_counts_working_days(office, kanwil):
    state = state_of(office, kanwil)
    assert (state.deadline, state.late_by) == (date(2025, 9, 8), 3)
    assert not state_of(office, kanwil, today=state.deadline).late


def test_a_kanwil_sets_its_own_deadline(office, kanwil):
    Setting.objects.create(key=DEADLINE, office=kanwil, value=10)
    assert state_of(office, kanwil).deadline == date(2025, 9, 15)
    assert not state_of(office, kanwil).late


def test_the_centres_deadline_holds_where_a_kanwil_chose_none(office, kanwil):
    Setting.objects.create(key=DEADLINE, office=CentreFactory(), value=8)
    assert state_of(office, kanwil).deadline == date(2025, 9, 11)


def test_a_deadline_beyond_the_months_working_days_is_its_last_day(kanwil):
    Setting.objects.create(key=DEADLINE, office=kanwil, value=20)
    assert deadlines_of([kanwil.pk], Month(2026, 2)) == {kanwil.pk: date(2026, 3, 31)}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CHECKED, Status.SIGNED])
def test_a_report_nobody_sent_is_owed_however_far_it_came(office, kanwil, status):
    report(office, AUGUST, status)
    state = state_of(office, kanwil)
    assert (state.standing, state.owed, state.late_by) == (Standing.WAITING, True, 3)
    assert state.status == status


@pytest.mark.parametrize("status", [Status.SENT, Status.RECEIVED])
def test_an_office_that_sent_its_report_owes_none(office, kanwil, status):
    report(office, AUGUST, status)
    state = state_of(office, kanwil)
    assert (state.reported, state.owed, state.late, state.status) == (True, False, False, status)


def test_a_report_that_is_asked_for_or_held_is_not_there_yet(office, kanwil):
    asked = MonthlyReport.objects.create(office=office, month=AUGUST.first_day)
    state = state_of(office, kanwil)
    assert (state.reported, state.late, state.report_id) == (False, True, asked.pk)
    asked.delete()
    report(office, AUGUST, held=[{"figure": "Paspor PMI terbit"}])
    assert not state_of(office, kanwil).reported


def test_another_months_report_does_not_count(office, kanwil):
    report(office, AUGUST.next(), Status.SENT)
    assert state_of(office, kanwil).status == ""


def test_an_office_without_a_village_at_work_owes_nothing(kanwil):
    proposing = OfficeFactory(under=kanwil)
    village(proposing, "Baru", "32.75.02.1001", diusulkan=date(2025, 8, 2))
    state = state_of(proposing, kanwil)
    assert (state.expected, state.owed, state.late) == (False, False, False)


def test_a_village_at_work_for_part_of_the_month_is_reason_enough(kanwil):
    starting, ending = OfficeFactory(under=kanwil), OfficeFactory(under=kanwil)
    village(starting, "Baru", "32.75.02.1001", aktif=date(2025, 8, 29))
    village(ending, "Lama", "32.75.02.1002", aktif=LONG_AGO, tidak_aktif=date(2025, 8, 4))
    assert state_of(starting, kanwil).expected
    assert state_of(ending, kanwil).expected
    assert not state_of(ending, kanwil, month=AUGUST.next()).expected


def test_a_village_that_moved_makes_both_offices_report_that_month(kanwil):
    former, later = OfficeFactory(under=kanwil), OfficeFactory(under=kanwil)
    moved = village(former, "Pindah", "32.75.02.1001", aktif=LONG_AGO)
    moved.tenures.update(ends_on=date(2025, 8, 14))
    Tenure.objects.create(village=moved, office=later, starts_on=date(2025, 8, 15))
    assert state_of(former, kanwil).expected
    assert state_of(later, kanwil).expected
    assert not state_of(former, kanwil, month=AUGUST.next()).expected
    assert not state_of(later, kanwil, month=AUGUST.previous()).expected


def test_a_step_that_was_taken_back_makes_nobody_report(kanwil):
    mistaken = OfficeFactory(under=kanwil)
    served = village(mistaken, "Keliru", "32.75.02.1001", aktif=LONG_AGO)
    served.steps.update(voided_at=LONG_KNOWN, void_reason="Salah desa.")
    assert not state_of(mistaken, kanwil).expected


def test_nobody_is_late_for_a_month_before_its_village_was_active(kanwil):
    starting = OfficeFactory(under=kanwil)
    village(starting, "Baru", "32.75.02.1001", diusulkan=LONG_AGO, aktif=date(2025, 9, 2))
    assert not state_of(starting, kanwil).expected
    assert state_of(starting, kanwil, month=AUGUST.next()).expected


def test_an_office_counts_where_it_belonged_at_the_months_end(office, kanwil):
    new_kanwil = KanwilFactory()
    office.supervisions.update(ends_on=date(2025, 8, 31))
    supervise(office, new_kanwil, starts_on=date(2025, 9, 1))
    assert [state.office_id for state in who_has_reported(kanwil, AUGUST, today=TOO_LATE)] == [
        office.pk
    ]
    assert who_has_reported(kanwil, AUGUST.next(), today=TOO_LATE) == ()


@pytest.mark.parametrize(
    "dates", [{"opened_on": date(2025, 9, 1)}, {"closed_on": date(2025, 8, 15)}]
)
def test_an_office_not_yet_open_or_closed_is_not_asked(kanwil, dates):
    OfficeFactory(under=kanwil, **dates)
    assert who_has_reported(kanwil, AUGUST, today=TOO_LATE) == ()


def test_weekends_and_holidays_do_not_make_a_report_later():
    friday, monday = date(2025, 9, 12), date(2025, 9, 15)
    assert working_days_after(friday, monday) == 1
    assert working_days_after(monday, friday) == 0
    assert working_days_after(date(2025, 8, 15), date(2025, 8, 18)) == 0  # joint leave


def test_the_number_of_queries_does_not_grow_with_offices(kanwil, django_assert_num_queries):
    for number in range(6):
        village(OfficeFactory(under=kanwil), f"D{number}", f"32.75.03.100{number}", aktif=LONG_AGO)
    with django_assert_num_queries(6):
        assert len(who_has_reported(kanwil, AUGUST, today=TOO_LATE)) == 6
