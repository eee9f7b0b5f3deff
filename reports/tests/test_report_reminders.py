"""The portal reminds of reports: drafted, due, late, late for long; once, on the office's clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from dbi_portal.celery import app
from dbi_portal.lib.months import Month
from officers import policy
from officers.models import OfficeHead
from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from reports.actions.reminders import remind
from reports.models import MonthlyReport, ReportDeclaration, ReportStep
from reports.policies import ESCALATION_DAYS, REMINDER_DAYS
from reports.tasks import remind as task
from reports.tests.figures_world import report, village

pytestmark = pytest.mark.django_db
WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
AUGUST = Month(2025, 8)
# August is due on Monday 8 September 2025; a Kanwil's own report on Monday the 15th.


def on(day, hour=9, minute=0, zone=WIB):
    return datetime(2025, 9, day, hour, minute, tzinfo=zone)


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat")


def working(kanwil, number=1, **fields):
    office = OfficeFactory(under=kanwil, **fields)
    village(office, f"Desa {number}", f"32.75.0{number}.1001", aktif=AUGUST.first_day)
    return office


@pytest.fixture
def office(kanwil):
    return working(kanwil, short_name="Kanim Cianjur")


def person(office, role, **fields):
    return UserFactory(office=office, role=role, **fields)


def told(user):
    return [notice.text for notice in user.notices.order_by("created_at", "pk")]


def test_a_draft_is_told_to_those_who_read_sign_and_send_it_once(office, kanwil):
    drafted = report(office, AUGUST)
    senders = [person(office, r) for r in (Role.OPERATOR, Role.VERIFIER, Role.OFFICE_HEAD)]
    others = [person(office, Role.PIMPASA), person(kanwil, Role.SUPERVISOR)]
    remind(at=on(1, 5))
    assert remind(at=on(1, 5, 15)) == 0
    sentence = (
        "Konsep laporan Agustus 2025 sudah disusun. Periksa, tanda tangani, dan kirim sampai "
        "Senin, 8 September 2025."
    )
    assert [told(user) for user in senders] == [[sentence]] * 3
    assert [told(user) for user in others] == [[], []]
    assert senders[0].notices.get().url == drafted.get_absolute_url()


def test_a_held_draft_and_one_nobody_owes_are_no_news(office, kanwil):
    report(office, AUGUST, held=[{"figure": "Paspor PMI terbit"}])
    idle = OfficeFactory(under=kanwil)
    report(idle, AUGUST)
    users = [person(each, Role.OPERATOR) for each in (office, idle)]
    remind(at=on(1))
    assert [told(user) for user in users] == [[], []]


def test_the_office_hears_before_the_deadline_and_on_its_morning(office):
    operator = person(office, Role.OPERATOR)
    for day, hour in ((5, 9), (6, 9), (7, 9), (8, 5), (8, 6), (8, 9)):
        remind(at=on(day, hour))
    assert told(operator) == [
        "Laporan Agustus 2025 belum dikirim. Tenggatnya 2 hari lagi, Senin, 8 September 2025.",
        "Hari ini tenggat laporan Agustus 2025, dan laporannya belum dikirim.",
    ]
    assert operator.notices.filter(created_at=on(8, 6)).count() == 1


def test_an_office_chooses_how_long_before(office):
    operator = person(office, Role.OPERATOR)
    policy.choose(key=REMINDER_DAYS, office=office, value=5, by=None, at=on(1))
    remind(at=on(3))
    assert "Tenggatnya 5 hari lagi" in told(operator)[0]


def test_a_late_report_comes_to_the_head_and_to_the_kanwils_supervisors(office, kanwil):
    head, supervisor = person(office, Role.OFFICE_HEAD), person(kanwil, Role.SUPERVISOR)
    boss = person(kanwil, Role.KANWIL_HEAD)
    working(kanwil, 2, short_name="Kanim Bogor")
    remind(at=on(9, 5))
    assert (told(head), told(supervisor)) == ([], [])
    remind(at=on(9, 6))
    assert told(head) == [
        (
            "Laporan Agustus 2025 terlambat: tenggatnya 8 September 2025. "
            "Kirim laporannya, atau nyatakan nihil atau berhalangan."
        )
    ]
    assert told(supervisor) == [
        (
            "2 kantor (Kanim Bogor dan Kanim Cianjur) belum mengirim laporan Agustus 2025, "
            "dan tenggatnya lewat."
        )
    ]
    assert told(boss) == []
    assert "kelengkapan" in supervisor.notices.get().url


def test_an_acting_head_hears_what_the_head_would(office):
    acting = person(office, Role.VERIFIER)
    OfficeHead.objects.create(
        office=office, user=acting, capacity="plt", name="Contoh", position="Kepala Kantor",
        starts_on=date(2025, 9, 1),
    )  # fmt: skip
    remind(at=on(9))
    assert "terlambat" in told(acting)[-1]


def test_the_head_of_the_kanwil_hears_after_three_working_days_or_as_many_as_chosen(office, kanwil):
    boss = person(kanwil, Role.KANWIL_HEAD)
    remind(at=on(10))
    assert told(boss) == []
    remind(at=on(11))
    assert told(boss) == [
        "Kanim Cianjur belum mengirim laporan Agustus 2025, sudah lewat 3 hari kerja."
    ]
    patient = KanwilFactory()
    other = person(patient, Role.KANWIL_HEAD)
    working(patient, 3)
    policy.choose(key=ESCALATION_DAYS, office=patient, value=5, by=None, at=on(1))
    remind(at=on(12))
    assert told(other) == []
    remind(at=on(15))  # 9 10 11 12 15
    assert len([text for text in told(other) if "lewat 5 hari kerja" in text]) == 1


def test_a_late_kanwil_is_a_matter_of_the_centre(office, kanwil):
    monev = person(CentreFactory(), Role.MONEV)
    boss = person(kanwil, Role.KANWIL_HEAD)
    MonthlyReport.objects.filter(pk=report(office, AUGUST, "sent").pk).update(sent_at=on(3))
    remind(at=on(16))
    assert told(monev) == []
    assert "Laporan Agustus 2025 terlambat: tenggatnya 15 September 2025." in told(boss)[-1]
    remind(at=on(18))  # 16 17 18
    remind(at=on(19))
    assert told(monev) == [
        (
            "Kanwil Jawa Barat belum mengirim laporan gabungan Agustus 2025 ke pusat, "
            "dan tenggatnya lewat."
        )
    ]


@pytest.mark.parametrize("how", ["sent", "nihil", "berhalangan"])
def test_nobody_is_reminded_of_what_was_sent_or_declared(office, kanwil, how):
    people = [person(office, Role.OFFICE_HEAD), person(kanwil, Role.SUPERVISOR)]
    if how == "sent":
        MonthlyReport.objects.filter(pk=report(office, AUGUST, how).pk).update(sent_at=on(3))
    else:
        ReportDeclaration.objects.create(
            office=office, month=AUGUST.first_day, kind=how, reason="Banjir.", declared_at=on(2)
        )
    for day in (6, 8, 9, 12):
        remind(at=on(day))
    assert told(people[0]) == []
    assert [text for text in told(people[1]) if "Cianjur" in text] == []


def test_what_was_sent_back_and_left_lying_is_said_after_three_working_days(office):
    operator = person(office, Role.OPERATOR)
    back = report(office, AUGUST, "returned")
    MonthlyReport.objects.filter(pk=back.pk).update(sent_at=on(3))
    for kind, day in (("dikirim", 3), ("dikembalikan", 10)):
        ReportStep.objects.create(
            report=back, office=office, revision_number=1, kind=kind, happened_at=on(day)
        )
    remind(at=on(12))
    assert told(operator) == []
    remind(at=on(15))  # 11 12 15
    assert told(operator) == [
        "Laporan Agustus 2025 yang dikembalikan belum dikirim lagi, sudah lewat 3 hari kerja."
    ]


def test_the_day_after_begins_by_each_offices_own_clock(kanwil, office):
    east = working(kanwil, 2, time_zone="Asia/Jayapura")
    heads = [person(each, Role.OFFICE_HEAD) for each in (office, east)]
    remind(at=on(9, 6, zone=WIT))  # 04.00 WIB
    assert [len(told(head)) for head in heads] == [0, 1]
    remind(at=on(9, 6))
    assert [len(told(head)) for head in heads] == [1, 1]


def test_at_night_the_bell_rings_and_the_letter_waits_for_the_morning(office):
    operator = person(office, Role.OPERATOR, email="operator@contoh.id")
    report(office, AUGUST)
    remind(at=on(1, 5))
    assert (len(told(operator)), mail.outbox) == (1, [])
    remind(at=on(1, 6, 59))
    assert mail.outbox == []
    remind(at=on(1, 7))
    assert [letter.to for letter in mail.outbox] == [["operator@contoh.id"]]
    assert "Konsep laporan Agustus 2025" in mail.outbox[0].subject


def test_many_offices_cost_no_more_queries_than_one(kanwil, django_assert_max_num_queries):
    for number in range(1, 7):
        person(working(kanwil, number), Role.OFFICE_HEAD)
    with django_assert_max_num_queries(130):
        assert remind(at=on(9)) == 6


def test_a_moved_deadline_is_said_anew(office, kanwil):
    operator = person(office, Role.OPERATOR)
    remind(at=on(8))
    policy.choose(key="report_deadline_working_day", office=kanwil, value=7, by=None, at=on(8))
    remind(at=on(10))
    assert len([text for text in told(operator) if text.startswith("Hari ini")]) == 2


def test_beat_rings_for_it_every_quarter_hour():
    every = {line["task"]: line["schedule"] for line in app.conf.beat_schedule.values()}
    assert every[task.name] == timedelta(minutes=15).total_seconds()
