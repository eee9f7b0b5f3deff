"""What was told of earlier months and is known otherwise by now: told once, in the next report."""

from datetime import date

import pytest

from dbi_portal.lib.months import Month
from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import UserFactory
from outreach.actions.consultations import change_consultation, record_consultation
from outreach.actions.corrections import open_correction
from outreach.actions.review import approve_session, submit_session
from outreach.models import Consultation, Session
from outreach.tests.factories import ConsultationFactory, TopicFactory
from reports.actions.statistics import correct_statistic, withdraw_statistic
from reports.figures.monthly.office import monthly_figures
from reports.models import MonthlyReport, PassportStatistic, ReportRevision
from reports.tests.factories import ImportRunFactory, StatisticFactory
from reports.tests.months import AUGUST, JULY, approved_session, small_kanwil
from reports.tests.sent import at, sent_report
from villages.tests.factories import RegionFactory

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = Month(2025, 9), Month(2025, 10)
SENT, LATER = date(2025, 9, 4), date(2025, 9, 20)
OCTOBER_1, NOVEMBER_1 = at(date(2025, 10, 1)), at(date(2025, 11, 1))


@pytest.fixture
def office():
    return small_kanwil().bekasi


@pytest.fixture
def august_sent(office):
    return sent_report(office, AUGUST, SENT)


def corrections(office, month=SEPTEMBER, known_at=OCTOBER_1):
    return monthly_figures(office=office, month=month, known_at=known_at).corrections


def told(found):
    return [(each.month, each.key, each.before, each.after, each.reason) for each in found]


def correct(office, was: int, count: int, on: date, reason="Berkas susulan"):
    row = PassportStatistic.objects.current().get(office=office, count=was)
    correct_statistic(statistic=row, count=count, reason=reason, by=None, at=at(on))


def test_a_closed_months_corrected_figure_stands_in_the_next_report(office, august_sent):
    correct(office, 812, 845, LATER)
    both = [
        ("2025-08", "terbit:pmi", 812, 845, "Berkas susulan"),
    ]
    assert told(corrections(office)) == both
    [correction] = corrections(office)
    assert (correction.label, correction.unit) == ("Paspor PMI terbit", "permohonan")


def test_it_is_told_once(office, august_sent):
    correct(office, 812, 845, LATER)
    sent_report(office, SEPTEMBER, date(2025, 10, 3))
    assert corrections(office, OCTOBER, NOVEMBER_1) == ()


def test_a_second_change_is_told_from_where_the_last_report_stood(office, august_sent):
    correct(office, 812, 845, LATER)
    sent_report(office, SEPTEMBER, date(2025, 10, 3))
    correct(office, 845, 850, date(2025, 10, 10), reason="Salah ketik")
    found = told(corrections(office, OCTOBER, NOVEMBER_1))
    assert found == [("2025-08", "terbit:pmi", 845, 850, "Salah ketik")]


def test_changed_and_changed_back_is_no_correction(office, august_sent):
    correct(office, 812, 845, LATER)
    correct(office, 845, 812, date(2025, 9, 22))
    assert corrections(office) == ()


def test_a_month_nobody_told_of_has_nothing_to_correct(office):
    correct(office, 812, 845, LATER)
    assert corrections(office) == ()


@pytest.mark.parametrize("status", ["draft", "checked", "signed", "returned"])
def test_a_month_that_is_still_open_is_corrected_in_its_own_report(office, status):
    sent_report(office, AUGUST, SENT, status=status)
    correct(office, 812, 845, LATER)
    assert corrections(office) == ()


def test_a_revision_the_kanwil_asked_for_tells_what_changed_in_it(office):
    sent_report(office, AUGUST, SENT, status=MonthlyReport.Status.RETURNED)
    correct(office, 812, 845, LATER)
    [correction] = corrections(office, AUGUST)
    assert (correction.month, correction.before, correction.after) == ("2025-08", 812, 845)


def test_what_that_revision_told_the_next_report_does_not_tell_again(office, august_sent):
    correct(office, 812, 845, LATER)
    first = august_sent.revisions.get()
    ReportRevision.objects.create(
        report=august_sent, office=office, number=2, snapshot={}, digest="1" * 64,
        known_at=at(date(2025, 9, 25)), built_at=at(date(2025, 9, 25)),
        frozen_at=at(date(2025, 9, 25)), frozen_by=first.frozen_by,
    )  # fmt: skip
    assert corrections(office) == ()


def test_a_figure_that_came_late_says_from_which_file(office, august_sent):
    run = ImportRunFactory(office=office, filename="susulan.xlsx")
    late = {"office": office, "month": AUGUST, "at": at(LATER)}
    StatisticFactory(outcome="penolakan", purpose="", count=7, import_run=run, **late)
    [correction] = corrections(office)
    assert (correction.key, correction.before, correction.after) == ("penolakan:", None, 7)
    assert correction.reason == "berkas susulan.xlsx masuk setelah laporan dikirim"


def test_a_withdrawn_figure_says_why(office, august_sent):
    row = PassportStatistic.objects.get(office=office, count=812)
    withdraw_statistic(statistic=row, reason="Bukan kantor kami", by=None, at=at(LATER))
    AuditEvent.objects.update(happened_at=at(LATER))
    [correction] = corrections(office)
    assert (correction.before, correction.after) == (812, None)
    assert correction.reason == "Bukan kantor kami"


def test_a_corrected_running_total_corrects_its_month_and_the_next(office):
    for month, count in ((8, 1000), (9, 1500)):
        days = {"period_start": date(2024, 1, 1), "period_end": Month(2024, month).last_day}
        StatisticFactory(office=office, count=count, at=at(date(2024, 11, 1)), **days)
    days = {"period_start": date(2024, 1, 1), "period_end": date(2024, 7, 31)}
    StatisticFactory(office=office, count=800, at=at(date(2024, 11, 1)), **days)
    sent_report(office, Month(2024, 8), date(2024, 12, 4))
    sent_report(office, Month(2024, 9), date(2024, 12, 5))
    correct(office, 1000, 1100, date(2024, 12, 10), reason="Salah jumlah")
    found = corrections(office, Month(2024, 11), at(date(2024, 12, 20)))
    assert told(found) == [
        ("2024-08", "terbit:pmi", 200, 300, "Salah jumlah"),
        ("2024-09", "terbit:pmi", 500, 400, "Salah jumlah"),
    ]


def test_a_session_approved_late_is_a_correction(office, august_sent):
    verifier = UserFactory(role=Role.VERIFIER, office=office)
    approved_session(office, participants=30, reviewed_by=verifier, reviewed_at=at(SENT, 8))
    approved_session(office, participants=12, reviewed_by=verifier, reviewed_at=at(LATER))
    why = "1 kegiatan disetujui setelah laporan dikirim"
    assert told(corrections(office)) == [
        ("2025-08", "kegiatan", 1, 2, why),
        ("2025-08", "peserta", 30, 42, why),
    ]


def test_a_corrected_session_says_what_was_corrected(office, august_sent):
    verifier = UserFactory(role=Role.VERIFIER, office=office)
    session = approved_session(
        office, participants=60, reviewed_by=verifier, reviewed_at=at(SENT, 8)
    )
    correction = open_correction(
        session=session, reason="Daftar hadir dihitung ulang", by=verifier, at=at(LATER)
    )
    Session.objects.filter(pk=correction.pk).update(participants=45)
    correction = submit_session(session=correction, by=verifier, at=at(LATER))
    approve_session(session=correction, by=verifier, at=at(LATER))
    found = told(corrections(office))
    assert found == [("2025-08", "peserta", 60, 45, "Daftar hadir dihitung ulang")]
    [was], [now] = (
        monthly_figures(office=office, month=AUGUST, known_at=moment).sessions
        for moment in (at(SENT), OCTOBER_1)
    )
    assert (was.participants, now.participants) == (60, 45)
    assert was.id == now.id == str(session.client_id)  # one session to whoever adds up


def test_a_consultation_written_down_late_is_a_correction(office, august_sent):
    ConsultationFactory(office=office, held_on=date(2025, 8, 5))
    for day in (date(2025, 8, 6), date(2025, 9, 6)):
        record_consultation(
            consultation=Consultation(office=office, held_on=day, topic=TopicFactory()), by=None
        )
    AuditEvent.objects.update(happened_at=at(LATER))
    found = told(corrections(office))
    assert found == [("2025-08", "konsultasi", 1, 2, "dicatat setelah laporan dikirim")]


def test_a_consultation_moved_to_another_month_leaves_the_one_told(office, august_sent):
    row = ConsultationFactory(office=office, held_on=date(2025, 8, 5))
    row.held_on = date(2025, 9, 5)
    changes = {"held_on": ["2025-08-05", "2025-09-05"]}
    change_consultation(consultation=row, changes=changes, by=None)
    AuditEvent.objects.update(happened_at=at(LATER))
    found = told(corrections(office))
    assert found == [("2025-08", "konsultasi", 1, 0, "diubah setelah laporan dikirim")]


def test_another_offices_change_is_not_told_here(office, august_sent):
    neighbour = office.supervisor_on(SENT).supervised.exclude(office=office).get().office
    sent_report(neighbour, JULY, SENT)
    correct(neighbour, 90, 95, LATER)
    assert corrections(office) == ()
    assert told(corrections(neighbour)) == [("2025-07", "terbit:pmi", 90, 95, "Berkas susulan")]


# Breakdowns: a village or country that was printed is corrected by its own line


@pytest.fixture
def villages(office):
    """Two home villages and a destination in the August that goes out, beside its total."""
    mustikajaya, cimuning = RegionFactory(name="Mustikajaya"), RegionFactory(name="Cimuning")
    known = {"office": office, "month": AUGUST, "at": at(SENT, 8)}
    StatisticFactory(count=69, home_region=mustikajaya, **known)
    StatisticFactory(count=30, home_region=cimuning, **known)
    StatisticFactory(count=41, destination="Malaysia", **known)
    return mustikajaya, cimuning


def test_a_total_and_a_village_are_corrected_each_for_its_own_reason(office, villages, august_sent):
    correct(office, 812, 805, LATER, reason="Tujuh terhitung dua kali")
    correct(office, 69, 80, LATER, reason="Salah baca")
    assert told(corrections(office)) == [
        ("2025-08", "terbit:pmi", 812, 805, "Tujuh terhitung dua kali"),
        ("2025-08", f"asal:{villages[0].code}", 69, 80, "Salah baca"),
    ]
    assert corrections(office)[1].label == "Paspor PMI terbit, Mustikajaya"


def test_villages_come_the_largest_change_first_and_then_countries(office, villages, august_sent):
    correct(office, 69, 70, LATER, reason="Satu terlewat")
    correct(office, 30, 20, LATER, reason="Terhitung dua kali")
    correct(office, 41, 45, LATER)
    found = [(each.label, each.before, each.after) for each in corrections(office)]
    assert found == [
        ("Paspor PMI terbit, Cimuning", 30, 20),
        ("Paspor PMI terbit, Mustikajaya", 69, 70),
        ("Paspor PMI terbit, tujuan Malaysia", 41, 45),
    ]


def test_a_total_counted_from_its_villages_changes_with_them(office, villages):
    row = PassportStatistic.objects.get(office=office, count=812)
    withdraw_statistic(statistic=row, reason="Bukan total", by=None, at=at(SENT, 9))
    PassportStatistic.objects.filter(destination="Malaysia").update(
        recorded=(at(SENT, 8), at(SENT, 9))
    )
    sent_report(office, AUGUST, SENT)
    correct(office, 69, 80, LATER, reason="Salah baca")
    assert told(corrections(office)) == [
        ("2025-08", "terbit:pmi", 99, 110, "Salah baca"),
        ("2025-08", f"asal:{villages[0].code}", 69, 80, "Salah baca"),
    ]


def test_a_withdrawn_village_says_why_though_another_came(office, villages, august_sent):
    row = PassportStatistic.objects.get(office=office, count=30)
    withdraw_statistic(statistic=row, reason="Bukan wilayah kami", by=None, at=at(LATER))
    AuditEvent.objects.update(happened_at=at(LATER))
    late = RegionFactory(name="Sumur Batu")
    StatisticFactory(office=office, month=AUGUST, count=4, home_region=late, at=at(LATER))
    assert told(corrections(office)) == [
        ("2025-08", f"asal:{villages[1].code}", 30, None, "Bukan wilayah kami"),
        ("2025-08", f"asal:{late.code}", None, 4, "angka masuk setelah laporan dikirim"),
    ]


def test_a_breakdown_that_was_not_printed_yet_has_nothing_to_correct(office, august_sent):
    StatisticFactory(
        office=office, month=AUGUST, count=4, home_region=RegionFactory(), at=at(LATER)
    )
    assert corrections(office) == ()
