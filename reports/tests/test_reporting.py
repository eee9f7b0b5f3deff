"""In time, late, sent back, nil, prevented: what is said of a month for ever, and what is owed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dbi_portal.lib.months import Month
from officers.models import Office, Setting
from officers.roles import OfficeKind
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, supervise
from reports.figures.deadlines import deadline, uncertain
from reports.figures.reporting import (
    Standing,
    kanwil_states,
    states_by_month,
    who_has_reported,
)
from reports.models import MonthlyReport, ReportDeclaration, ReportStep
from reports.policies import KANWIL_DEADLINE, RUDENIM_REPORTS
from reports.tests.figures_world import LONG_AGO, report, village

pytestmark = pytest.mark.django_db
WIB, WITA, WIT = (ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura"))
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
# Friday 5 September 2025 is a holiday: the fifth working day is Monday the 8th, the tenth the 15th.
DUE = date(2025, 9, 8)
DECEMBER = date(2025, 12, 1)
Status, Kind = MonthlyReport.Status, ReportStep.Kind


def at(day, hour=10, zone=WIB, month=9):
    return datetime(2025, month, day, hour, tzinfo=zone)


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    working = OfficeFactory(under=kanwil)
    village(working, aktif=LONG_AGO)
    return working


def sent(office, moment, status=Status.SENT, *, month=AUGUST):
    found = report(office, month, status)
    MonthlyReport.objects.filter(pk=found.pk).update(sent_at=moment)
    return found


def step(found, kind, moment):
    return ReportStep.objects.create(
        report=found, office=found.office, revision_number=1, kind=kind, happened_at=moment
    )


def declared(office, kind="nihil", moment=None, **fields):
    reason = "" if kind == "nihil" else "Kantor kebanjiran."
    return ReportDeclaration.objects.create(
        office=office, month=AUGUST.first_day, kind=kind, reason=reason,
        declared_at=moment or at(3), **fields,
    )  # fmt: skip


def state_of(office, *, today=DECEMBER, month=AUGUST):
    kanwil = office.supervisor_on(month.last_day)
    return next(
        state
        for state in who_has_reported(kanwil, month, today=today)
        if state.office_id == office.pk
    )


def timeliness(office, **asked):
    state = state_of(office, **asked)
    return state.standing, state.late_by


# Deadlines, counted on the calendar by hand


@pytest.mark.parametrize(
    ("month", "number", "day"),
    [
        (AUGUST, 5, DUE),  # 1 2 3 4 (5 Maulid) 8
        (AUGUST, 10, date(2025, 9, 15)),  # 9 10 11 12 15
        (Month(2025, 3), 5, date(2025, 4, 14)),  # Lebaran and its leave end on 7 April: 8–11, 14
        (Month(2025, 4), 10, date(2025, 5, 19)),  # 2 5–9 (12, 13 Waisak) 14–16 19
        (Month(2025, 12), 5, date(2026, 1, 8)),  # (1 New Year) 2 5–8
        (Month(2025, 12), 10, date(2026, 1, 15)),  # 9 12–15, before Isra Mikraj
        (Month(2026, 2), 20, date(2026, 3, 31)),  # March has 17 working days
    ],
)
def test_a_deadline_steps_over_weekends_holidays_and_joint_leave(month, number, day):
    assert deadline(month, number) == day


def test_where_next_years_joint_leave_is_not_decreed_the_deadline_says_it_may_move():
    assert uncertain(date(2026, 4, 8)) == ""
    assert uncertain(date(2090, 4, 10)) == (
        "Cuti bersama 2090 belum diketahui portal, jadi tenggat ini dapat bergeser."
    )


# In time and late, on the office's own clock


@pytest.mark.parametrize(
    ("zone", "name"), [(WIB, "Asia/Jakarta"), (WITA, "Asia/Makassar"), (WIT, "Asia/Jayapura")]
)
def test_the_deadline_ends_at_midnight_on_the_offices_own_clock(office, zone, name):
    Office.objects.filter(pk=office.pk).update(time_zone=name)
    found = sent(office, datetime(2025, 9, 8, 23, 59, tzinfo=zone))
    assert timeliness(office) == (Standing.REPORTED, 0)
    MonthlyReport.objects.filter(pk=found.pk).update(
        sent_at=datetime(2025, 9, 9, 0, 1, tzinfo=zone)
    )
    assert timeliness(office) == (Standing.REPORTED, 1)


def test_at_one_moment_papua_is_late_and_java_is_not(kanwil, office):
    east = OfficeFactory(under=kanwil, time_zone="Asia/Jayapura")
    village(east, "Timur", "91.71.01.1001", aktif=LONG_AGO)
    moment = datetime(2025, 9, 9, 0, 30, tzinfo=WIT)
    assert state_of(east, today=moment).late_by == 1
    assert state_of(office, today=moment).late_by == 0


def test_what_was_sent_late_stays_so_many_working_days_late_for_ever(office):
    sent(office, at(16))  # 9 10 11 12 15 16
    assert timeliness(office) == timeliness(office, today=date(2025, 9, 17))
    assert timeliness(office) == (Standing.REPORTED, 6)
    assert not state_of(office).owed


def test_what_is_not_sent_grows_later_with_each_working_day(office):
    report(office, AUGUST)
    days = [date(2025, 9, day) for day in (8, 9, 12, 13, 15)]
    assert [state_of(office, today=day).late_by for day in days] == [0, 1, 4, 4, 5]


# Sent back


def test_a_report_sent_back_is_owed_again_without_having_been_late(office):
    found = sent(office, at(4), Status.RETURNED)
    step(found, Kind.SENT, at(4))
    step(found, Kind.RETURNED, at(10))
    state = state_of(office, today=date(2025, 9, 12))
    assert (state.standing, state.owed, state.late_by) == (Standing.RETURNED, True, 0)
    assert (state.returned_on, state.overdue_by) == (date(2025, 9, 10), 2)


def test_sent_again_after_the_deadline_it_is_in_time_all_the_same(office):
    found = sent(office, at(4))
    for kind, day in ((Kind.SENT, 4), (Kind.RETURNED, 10), (Kind.SENT, 22)):
        step(found, kind, at(day))
    assert timeliness(office) == (Standing.REPORTED, 0)


@pytest.mark.parametrize("status", [Status.CHECKED, Status.SIGNED])
def test_checked_and_signed_anew_it_is_still_to_be_sent(office, status):
    found = sent(office, at(4), status)
    step(found, Kind.SENT, at(4))
    step(found, Kind.RETURNED, at(10))
    assert state_of(office).standing == Standing.RETURNED


def test_what_the_office_took_back_unread_was_never_sent(office):
    found = sent(office, at(4), Status.DRAFT)
    step(found, Kind.SENT, at(4))
    step(found, Kind.RECALLED, at(5))
    assert timeliness(office, today=date(2025, 9, 10)) == (Standing.WAITING, 2)
    step(found, Kind.SENT, at(11))
    MonthlyReport.objects.filter(pk=found.pk).update(status=Status.SENT)
    assert timeliness(office) == (Standing.REPORTED, 3)


def test_taking_back_a_second_version_does_not_undo_the_first(office):
    found = sent(office, at(4), Status.DRAFT)
    for kind, day in (
        (Kind.SENT, 4), (Kind.RETURNED, 9), (Kind.SENT, 10), (Kind.RECALLED, 11),
    ):  # fmt: skip
        step(found, kind, at(day))
    assert timeliness(office) == (Standing.RETURNED, 0)


# Nil and prevented


def test_nil_is_an_answer_and_its_day_counts(office):
    declaration = declared(office, moment=at(8, 23))
    assert timeliness(office) == (Standing.NIL, 0)
    ReportDeclaration.objects.filter(pk=declaration.pk).update(declared_at=at(10))
    assert timeliness(office) == (Standing.NIL, 2)
    sent(office, at(5))
    assert timeliness(office) == (Standing.NIL, 0)


def test_an_office_that_was_prevented_owes_nothing_and_says_why(office):
    declared(office, "berhalangan")
    state = state_of(office)
    assert (state.standing, state.owed, state.late_by) == (Standing.EXCUSED, False, 0)
    assert state.reason == "Kantor kebanjiran."


def test_who_was_prevented_and_reports_all_the_same_has_reported(office):
    declared(office, "berhalangan")
    sent(office, at(16))
    assert timeliness(office) == (Standing.REPORTED, 6)


def test_a_nil_report_sent_back_is_owed_again(office):
    declared(office)
    found = sent(office, at(4), Status.RETURNED)
    step(found, Kind.SENT, at(4))
    step(found, Kind.RETURNED, at(10))
    assert state_of(office).owed


def test_a_declaration_that_was_withdrawn_says_nothing(office, django_user_model):
    someone = django_user_model.objects.create_user("penarik", role="operator", office=office)
    declared(office, withdrawn_at=at(9), withdrawn_by=someone)
    assert state_of(office).standing == Standing.WAITING


# Who owes


def test_a_draft_the_portal_made_for_an_office_without_villages_is_owed_by_nobody(kanwil):
    idle = OfficeFactory(under=kanwil)
    report(idle, AUGUST)
    assert state_of(idle).standing == Standing.NOT_OWED
    sent(idle, at(4), month=JULY)
    assert state_of(idle, month=JULY).standing == Standing.REPORTED


def test_an_office_is_at_work_once_a_village_is_inaugurated(kanwil):
    begun, proposing = OfficeFactory.create_batch(2, under=kanwil)
    village(begun, "A", "32.75.01.1001", dikukuhkan=date(2025, 8, 20))
    village(proposing, "B", "32.75.01.1002", diusulkan=date(2025, 8, 20))
    assert [state_of(each).expected for each in (begun, proposing)] == [True, False]


def test_a_rudenim_reports_only_where_its_kanwil_or_the_centre_chose_so(kanwil):
    house = OfficeFactory(under=kanwil, kind=OfficeKind.RUDENIM)
    assert not state_of(house).expected
    Setting.objects.create(key=RUDENIM_REPORTS, office=kanwil, value=True)
    assert state_of(house).expected
    assert not who_has_reported(KanwilFactory(), AUGUST, today=DECEMBER)


def test_an_office_that_opened_on_the_second_owes_nothing_for_the_month_before(kanwil):
    young = OfficeFactory(under=kanwil, opened_on=date(2025, 9, 2))
    village(young, "Baru", "32.75.02.1001", aktif=LONG_AGO)
    found = states_by_month([young], [AUGUST, AUGUST.next()], now=DECEMBER)
    assert found[AUGUST] == ()
    assert [state.expected for state in found[AUGUST.next()]] == [True]


def test_each_month_keeps_the_deadline_of_the_kanwil_the_office_had_then(office, kanwil):
    new = KanwilFactory()
    Setting.objects.create(key="report_deadline_working_day", office=new, value=2)
    office.supervisions.update(ends_on=date(2025, 8, 30))
    supervise(office, new, starts_on=date(2025, 8, 31))
    found = states_by_month([office], [JULY, AUGUST], now=DECEMBER)
    # 1 4 5 6 7 August, the fifth; 1 2 September, the second.
    assert [found[month][0].deadline for month in (JULY, AUGUST)] == [
        date(2025, 8, 7),
        date(2025, 9, 2),
    ]


# The Kanwil's own report


def kanwil_state(kanwil, month=AUGUST, now=DECEMBER):
    (state,) = kanwil_states([kanwil], [month], now=now)[month]
    return state


def test_a_kanwil_owes_the_centre_its_report_by_the_tenth_working_day(kanwil, office):
    state = kanwil_state(kanwil, now=date(2025, 9, 16))
    assert (state.standing, state.deadline, state.late_by) == (
        Standing.WAITING,
        date(2025, 9, 15),
        1,
    )
    Setting.objects.create(key=KANWIL_DEADLINE, office=CentreFactory(), value=12)
    assert kanwil_state(kanwil).deadline == date(2025, 9, 17)
    sent(kanwil, at(17))
    assert (kanwil_state(kanwil).standing, kanwil_state(kanwil).late) == (Standing.REPORTED, False)


def test_a_kanwil_none_of_whose_offices_owed_a_report_owes_none(kanwil):
    OfficeFactory(under=kanwil)
    assert kanwil_state(kanwil).standing == Standing.NOT_OWED


def test_a_kanwil_answers_for_the_offices_of_that_months_end(kanwil, office):
    new = KanwilFactory()
    office.supervisions.update(ends_on=date(2025, 8, 31))
    supervise(office, new, starts_on=date(2025, 9, 1))
    assert [kanwil_state(each).expected for each in (kanwil, new)] == [True, False]
    after = AUGUST.next()
    assert [kanwil_state(each, after).expected for each in (kanwil, new)] == [False, True]


def test_a_year_of_many_offices_costs_a_fixed_number_of_queries(
    kanwil, django_assert_max_num_queries
):
    offices = OfficeFactory.create_batch(6, under=kanwil)
    for number, each in enumerate(offices):
        village(each, f"D{number}", f"32.75.03.100{number}", aktif=LONG_AGO)
        step(sent(each, at(4)), Kind.SENT, at(4))
    months = [AUGUST.plus(-back) for back in range(12)]
    with django_assert_max_num_queries(8):
        found = states_by_month(offices, months, now=DECEMBER)
    assert [len(found[month]) for month in months] == [6] * 12
