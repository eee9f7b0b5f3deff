"""What a month's report says, and that a Kanwil's says the sum of its offices."""

from datetime import date, timedelta

import pytest

from officers.tests.factories import KanwilFactory, supervise
from outreach.models import Audience, FollowUp, Session, SessionVillage
from outreach.tests.factories import AudienceGroupFactory
from reports.actions import reports
from reports.actions.statistics import correct_statistic
from reports.figures import sessions
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.office import monthly_figures
from reports.figures.monthly.summary import ISSUED_KEY
from reports.models import PassportStatistic
from reports.tests.factories import StatisticFactory
from reports.tests.months import (
    AUGUST,
    JULY,
    SEPTEMBER_1,
    approved_session,
    small_kanwil,
)
from villages.tests.factories import GuidedVillageFactory, RegionFactory

pytestmark = pytest.mark.django_db
Outcome = PassportStatistic.Outcome


@pytest.fixture
def place():
    return small_kanwil()


def august_of(office, known_at=SEPTEMBER_1):
    return monthly_figures(office=office, month=AUGUST, known_at=known_at)


def test_a_month_stands_beside_the_month_before_and_the_year_so_far(place):
    line = august_of(place.bekasi).line(ISSUED_KEY)
    assert (line.value, line.before, line.to_date) == (812, 700, 1512)


def test_what_is_not_known_is_not_nought(place):
    line = august_of(place.cianjur).line(ISSUED_KEY)
    assert (line.value, line.before, line.to_date) == (None, 90, 90)


def test_the_summary_says_the_change_in_words(place):
    assert august_of(place.bekasi).summary[0] == (
        "Kanim Satu menerbitkan 812 paspor PMI pada Agustus 2025, naik 112 (16\xa0%) dari Juli."
    )


def test_stopped_departures_and_refusals_stay_apart(place):
    StatisticFactory(office=place.bekasi, outcome=Outcome.REFUSED_OR_DELAYED, purpose="", count=12)
    StatisticFactory(office=place.bekasi, outcome=Outcome.DEPARTURE_DELAY, purpose="", count=767)
    lines = {line.label: (line.value, line.unit) for line in august_of(place.bekasi).passports}
    assert lines["Ditolak atau ditunda (tidak dipisah)"] == (12, "permohonan")
    assert lines["Penundaan keberangkatan"] == (767, "orang")
    assert 779 not in [value for value, _ in lines.values()]


def test_a_report_says_what_was_known_at_its_moment(place):
    row = PassportStatistic.objects.get(office=place.bekasi, count=812)
    later = SEPTEMBER_1 + timedelta(days=10)
    correct_statistic(
        statistic=row, count=845, reason="Berkas susulan", by=None, at=later - timedelta(days=1)
    )
    assert august_of(place.bekasi).line(ISSUED_KEY).value == 812
    assert august_of(place.bekasi, known_at=later).line(ISSUED_KEY).value == 845


def test_a_session_counts_once_it_is_approved(place):
    approved_session(place.bekasi, participants=60)
    approved_session(place.bekasi, status=Session.Status.REPORTED, participants=40)
    approved_session(place.bekasi, held_on=date(2025, 9, 1), participants=40)
    [session] = august_of(place.bekasi).sessions
    assert session.participants == 60


def test_a_session_without_a_number_of_participants_says_so(place):
    approved_session(place.bekasi, participants=None)
    assert "Terlaksana 1 kegiatan sosialisasi tanpa catatan jumlah peserta." in (
        august_of(place.bekasi).summary
    )


def test_a_village_stands_at_the_stage_it_had_reached_that_month(place):
    village = GuidedVillageFactory(office=place.bekasi, since=date(2025, 8, 31))
    GuidedVillageFactory(office=place.bekasi, since=date(2025, 9, 1))
    assert [each.id for each in august_of(place.bekasi).villages] == [village.pk]


def test_a_follow_up_past_its_day_is_late(place):
    session = approved_session(place.bekasi)
    for due in (date(2025, 8, 20), date(2025, 9, 20)):
        FollowUp.objects.create(
            session=session, office=place.bekasi, owner="Lurah", task="Edukasi warga", due_on=due
        )
    states = [each.state for each in august_of(place.bekasi).follow_ups]
    assert states == ["terlambat", "berjalan"]


def test_a_snapshot_reads_back_as_what_it_was(place):
    region = RegionFactory()
    approved_session(place.bekasi, region=region)
    GuidedVillageFactory(office=place.bekasi, since=date(2025, 8, 1))
    figures = august_of(place.bekasi)
    assert MonthlyFigures.from_json(figures.as_json()) == figures


def kanwil_figures(place):
    report = reports.build_report(office=place.kanwil, month=AUGUST, by=None, at=SEPTEMBER_1)
    return MonthlyFigures.from_json(report.revision.snapshot)


def test_a_kanwil_adds_up_what_its_offices_know(place):
    StatisticFactory(office=place.cianjur, month=AUGUST, count=100)
    line = kanwil_figures(place).line(ISSUED_KEY)
    assert (line.value, line.before, line.to_date) == (912, 790, 1702)


def test_a_kanwil_names_the_office_whose_figures_are_missing(place):
    figures = kanwil_figures(place)
    assert figures.line(ISSUED_KEY).value == 812
    assert "Belum ada angka paspor PMI bulan ini dari Kanim Dua." in figures.summary


def test_a_kanwils_report_holds_its_own_sessions_too(place):
    approved_session(place.kanwil)
    approved_session(place.bekasi)
    offices = sorted(session.office for session in kanwil_figures(place).sessions)
    assert offices == ["Kanim Satu", "Kanwil Uji"]


def test_a_past_month_adds_up_the_offices_of_its_time(place):
    place.cianjur.supervisions.update(ends_on=date(2025, 8, 31))
    supervise(place.cianjur, KanwilFactory(), starts_on=date(2025, 9, 1))
    names = [office.name for office in kanwil_figures(place).offices]
    assert names == ["Kanim Dua", "Kanim Satu"]
    september = reports.build_report(
        office=place.kanwil, month=AUGUST.next(), by=None, at=SEPTEMBER_1 + timedelta(days=30)
    )
    listed = [office["name"] for office in september.revision.snapshot["offices"]]
    assert listed == ["Kanim Satu"]


def test_an_office_line_names_the_snapshot_it_was_summed_from(place):
    [cianjur, bekasi] = kanwil_figures(place).offices
    report = place.bekasi.monthly_reports.get()
    assert (bekasi.issued, bekasi.before) == (812, 700)
    assert bekasi.digest == report.revision.digest
    assert cianjur.issued is None


def test_july_knows_nothing_of_august(place):
    july = monthly_figures(office=place.bekasi, month=JULY, known_at=SEPTEMBER_1)
    assert july.line(ISSUED_KEY).to_date == 700


def test_an_office_learns_its_place_in_the_country(place):
    StatisticFactory(office=place.cianjur, month=AUGUST, count=9000)
    figures = august_of(place.bekasi)
    assert (
        "Satu peringkat kedua se-Indonesia Januari–Agustus 2025, setelah Dua, "
        "dari 2 kantor yang datanya ada."
    ) in figures.summary
    assert [rank.place for rank in kanwil_figures(place).ranks] == [1, 2]


def test_a_session_counted_by_its_groups_says_how_many_came(place):
    session = approved_session(place.bekasi, participants=None)
    for count in (14, 23, None):
        group = AudienceGroupFactory()
        Audience.objects.create(session=session, office=place.bekasi, group=group, count=count)
    [line] = august_of(place.bekasi).sessions
    assert line.participants == 37


def test_a_village_served_is_a_village_reached(place):
    village = GuidedVillageFactory(office=place.bekasi, since=date(2025, 8, 1))
    session = approved_session(place.bekasi, region=village.region)
    approved_session(place.bekasi, region=RegionFactory())
    SessionVillage.objects.create(session=session, office=place.bekasi, village=village)
    assert "menjangkau 2 desa/kelurahan" in " ".join(august_of(place.bekasi).summary)
    assert sessions.held([place.bekasi], AUGUST).regions == 2


def test_one_villages_row_is_not_compared_with_an_offices_total(place):
    StatisticFactory(office=place.cianjur, month=AUGUST, count=5, home_region=RegionFactory())
    figures = august_of(place.cianjur)
    assert (figures.line(ISSUED_KEY).value, figures.line(ISSUED_KEY).before) == (5, 90)
    first = figures.summary[0]
    assert "tidak sebanding dengan Juli" in first
    assert "menurut desa/kelurahan asal" in first
    assert "turun" not in first
