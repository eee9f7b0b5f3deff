"""Reports of a Kanwil and the centre: the snapshots beneath added up, and who is missing."""

from datetime import date, timedelta

import pytest

from officers.models import Job, Office, OfficeSupervision, Setting
from officers.tests.factories import (
    CentreFactory,
    KanwilFactory,
    OfficeFactory,
    UserFactory,
    supervise,
)
from reports import tasks
from reports.actions import drafts, reports
from reports.actions.consolidating import beneath
from reports.figures.monthly.consolidated import consolidated
from reports.figures.monthly.content import MonthlyFigures, Taken, Unreached
from reports.figures.monthly.words import ISSUED_KEY
from reports.models import MonthlyReport, ReportDeclaration, ReportRevision
from reports.policies import RUDENIM_REPORTS
from reports.tests.factories import StatisticFactory
from reports.tests.figures_world import region
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1, approved_session, small_kanwil
from reports.tests.snapshots import KANWIL, line, office, origin, session, snapshot, village


def build(office, month=AUGUST, at=SEPTEMBER_1, **more):
    return reports.build_report(office=office, month=month, by=None, at=at, **more)


def in_silence(percent, message):
    """Nobody watches."""


def figures_of(report) -> MonthlyFigures:
    return MonthlyFigures.from_json(report.revision.snapshot)


def summed(*parts, offices=(), **more):
    own = snapshot(letterhead=KANWIL)
    covered = (len(parts), len(parts))
    return consolidated(own=own, parts=parts, offices=offices, covered=covered, **more)


# Adding up, by hand


def test_flows_add_up_and_unknown_is_no_zero():
    figures = summed(snapshot(issued=(812, 700, 600, 1512)), snapshot(issued=(100, 90, 80, 190)))
    issued = figures.line(ISSUED_KEY)
    assert (issued.value, issued.before, issued.year_ago, issued.to_date) == (912, 790, 680, 1702)
    unknown = summed(snapshot(issued=(None, None, None, None)))
    assert unknown.line(ISSUED_KEY).value is None


def test_an_office_without_one_of_the_months_makes_the_sums_not_comparable():
    figures = summed(snapshot(issued=(812, 700, 600, None)), snapshot(issued=(None, 90, 80, None)))
    issued = figures.line(ISSUED_KEY)
    assert (issued.value, issued.before, issued.comparable) == (812, 790, False)
    assert issued.year_ago is None


def test_a_sum_counts_the_offices_that_had_a_value():
    """Umrah from one of three, and through a Kanwil to the centre."""
    umrah = line(19, key="issued:umrah", label="Umrah")
    one = snapshot(issued=(1, None, None, None), purposes=(umrah,))
    two, silent = snapshot(issued=(0, None, None, None)), snapshot(issued=(None,))
    kanwil = summed(one, two, silent, offices=(office("A", 1), office("B", 0), office("C", None)))
    assert kanwil.line(ISSUED_KEY).told_by == 2
    assert kanwil.purposes[0].told_by == 1
    centre = summed(kanwil, summed(two, offices=(office("D", 0),)))
    assert centre.line(ISSUED_KEY).told_by == 3
    assert centre.purposes[0].told_by == 1


def test_an_older_sum_that_counted_no_offices_leaves_their_number_open():
    older = snapshot(issued=(9, None, None, None), offices=(office("A", 4), office("B", 5)))
    assert summed(older).line(ISSUED_KEY).told_by == 0


def test_a_joint_session_and_a_village_named_twice_count_once():
    joint = session("joint", people=60, regions=("1", "2"), institutions=("BP3MI",))
    figures = summed(
        snapshot(sessions=(joint, session("a", people=10)), villages=(village(1),)),
        snapshot(sessions=(joint, session("b", people=5)), villages=(village(1), village(2))),
        offices=(office("Kanim Satu", 1),),
    )
    assert [each.id for each in figures.sessions] == ["joint", "a", "b"]
    assert [each.id for each in figures.villages] == [1, 2]
    assert "Terlaksana 3 kegiatan dengan 75 peserta." in figures.summary
    assert any("melibatkan 1 instansi" in each for each in figures.summary)


def test_a_village_another_office_came_to_is_reached():
    def nobody(pk):
        return Unreached(pk, f"32.75.03.{1000 + pk}", "A", "", "Kanim Satu", "", made_up=False)

    figures = summed(
        snapshot(unreached=(nobody(1), nobody(2), nobody(3))),
        snapshot(sessions=(session("b", village_ids=(1,), regions=("32.75.03.1002",)),)),
    )
    assert [each.id for each in figures.unreached] == [3]


def test_destinations_and_home_villages_of_all_offices_are_one_list():
    taiwan, malaysia = (
        line(now, key=key, label=label)
        for now, key, label in ((5, "tw", "Taiwan"), (9, "my", "Malaysia"))
    )
    figures = summed(
        snapshot(destinations=(taiwan,), origins=(origin("A", 3, 1, 8),)),
        snapshot(destinations=(malaysia, taiwan), origins=(origin("A", 4, None, 9),)),
    )
    assert [(each.label, each.value) for each in figures.destinations] == [
        ("Taiwan", 10), ("Malaysia", 9),
    ]  # fmt: skip
    [home] = figures.origins
    assert (home.value, home.before, home.to_date) == (7, 1, 17)


def test_a_sum_names_the_moments_it_was_drawn_from():
    moment = "2025-09-02T05:00:00+07:00"
    taken = (Taken("kanim-satu", "2025-08", moment, "ab", 2),)
    figures = summed(snapshot(), taken=taken)
    assert figures.taken[1:] == taken
    assert figures.taken[0].office == "kanwil-uji"


# Built from the register


@pytest.fixture
def place(db):
    return small_kanwil()


def test_a_kanwil_sums_its_offices_and_says_that_it_covers_all(place):
    StatisticFactory(office=place.cianjur, month=AUGUST, count=100)
    figures = figures_of(build(place.kanwil))
    assert figures.line(ISSUED_KEY).value == 812 + 100
    assert (figures.covered, figures.missing) == ((2, 2), ())
    assert figures.summary[0] == "Laporan ini memuat seluruh 2 kantor di Kanwil Uji."
    assert any("terutama Kanim Satu +112" in each for each in figures.summary)
    taken = {each.office: each for each in figures.taken}
    assert set(taken) == {place.kanwil.code, place.bekasi.code, place.cianjur.code}
    report = MonthlyReport.objects.get(office=place.bekasi)
    assert taken[place.bekasi.code].digest == report.revision.digest


def test_an_excused_office_is_named_with_its_reason(place):
    ReportDeclaration.objects.create(
        office=place.cianjur, month=AUGUST.first_day, kind="berhalangan",
        reason="kantor kebanjiran", declared_at=SEPTEMBER_1,
    )  # fmt: skip
    figures = figures_of(build(place.kanwil))
    assert figures.covered == (1, 2)
    assert figures.summary[0] == (
        "Laporan ini memuat 1 dari 2 kantor; belum termasuk "
        "Kanim Dua, karena berhalangan: kantor kebanjiran."
    )
    assert [each.name for each in figures.offices] == ["Kanim Satu"]


def test_a_held_report_is_not_in_the_sum(place):
    report = build(place.cianjur)
    MonthlyReport.objects.filter(pk=report.pk).update(status=MonthlyReport.Status.CHECKED)
    ReportRevision.objects.filter(report=report).update(held=[{"figure": "Paspor PMI terbit"}])
    [missing] = figures_of(build(place.kanwil)).missing
    assert (missing.name, missing.why) == (
        "Kanim Dua",
        "laporannya ditahan karena angkanya tidak cocok",
    )


def test_a_checked_report_is_taken_as_its_office_read_it(place):
    report = build(place.bekasi)
    MonthlyReport.objects.filter(pk=report.pk).update(status=MonthlyReport.Status.CHECKED)
    approved_session(place.bekasi)
    figures = figures_of(build(place.kanwil, at=SEPTEMBER_1 + timedelta(hours=1)))
    assert figures.sessions == ()
    assert [each.status for each in figures.offices] == ["disusun", "diperiksa"]


def test_a_moved_office_belongs_to_the_kanwil_of_the_months_last_day(place):
    other = KanwilFactory(short_name="Kanwil Lain")
    OfficeSupervision.objects.filter(office=place.bekasi).update(ends_on=date(2025, 8, 15))
    supervise(place.bekasi, other, starts_on=date(2025, 8, 16))
    assert [each.name for each in figures_of(build(other)).offices] == ["Kanim Satu"]
    assert figures_of(build(place.kanwil)).line(ISSUED_KEY).value is None
    july = figures_of(build(place.kanwil, month=JULY))
    assert july.line(ISSUED_KEY).value == 700 + 90


def test_a_rudenim_is_expected_only_where_it_has_to_report(place):
    OfficeFactory(under=place.kanwil, kind="rudenim", code="rudenim-uji", short_name="Rudenim Uji")
    names = [each.short_name for each in beneath(place.kanwil, AUGUST)]
    assert names == ["Kanim Dua", "Kanim Satu"]
    Setting.objects.create(key=RUDENIM_REPORTS, office=place.kanwil, value=True)
    assert len(beneath(place.kanwil, AUGUST)) == 3


def test_the_centre_sums_its_kanwil_and_counts_the_offices_in_them(place):
    second = KanwilFactory(short_name="Kanwil Kedua")
    third = OfficeFactory(under=second, short_name="Kanim Tiga")
    StatisticFactory(office=third, month=AUGUST, count=300)
    StatisticFactory(office=third, month=JULY, count=290)
    joint = region("Contoh", "32.75.01.1001")
    approved_session(place.bekasi, region=joint)
    figures = figures_of(build(CentreFactory()))
    assert figures.line(ISSUED_KEY).value == 812 + 300
    assert figures.covered == (3, 3)
    assert {each.name for each in figures.offices} == {"Kanwil Uji", "Kanwil Kedua"}
    assert len(figures.sessions) == 1
    assert "Laporan ini memuat seluruh 3 kantor di bawah 2 kantor wilayah." in figures.summary
    codes = {each.office for each in figures.taken}
    assert {place.bekasi.code, place.cianjur.code, third.code, "pusat"} <= codes


def test_the_centre_names_an_office_its_kanwil_lacked(place):
    ReportDeclaration.objects.create(
        office=place.cianjur, month=AUGUST.first_day, kind="berhalangan", reason="banjir",
        declared_at=SEPTEMBER_1,
    )  # fmt: skip
    figures = figures_of(build(CentreFactory()))
    assert figures.covered == (1, 2)
    assert [each.name for each in figures.missing] == ["Kanim Dua di Kanwil Uji"]


def test_the_centre_takes_a_kanwils_report_as_it_is(place):
    kanwil = build(place.kanwil).revision.digest
    StatisticFactory(office=place.bekasi, month=AUGUST, count=5, purpose="umrah", at=SEPTEMBER_1)
    later = SEPTEMBER_1 + timedelta(hours=1)
    figures = figures_of(build(CentreFactory(), at=later))
    assert [each.digest for each in figures.offices] == [kanwil]


def test_building_a_sum_again_without_news_changes_nothing(place):
    centre = CentreFactory()
    first = build(centre).revision
    again = build(centre, at=SEPTEMBER_1 + timedelta(days=1)).revision
    assert (again.digest, again.pdf.name, again.code) == (first.digest, first.pdf.name, first.code)


def test_a_sent_report_lets_the_kanwils_draft_be_drafted_anew(place):
    build(place.kanwil)
    report = MonthlyReport.objects.get(office=place.bekasi)
    job = drafts.refresh_above(report=report, at=SEPTEMBER_1)
    assert (job.office, job.payload["month"]) == (place.kanwil, "2025-08")
    assert drafts.refresh_above(report=report, at=SEPTEMBER_1) == job


def test_a_kanwils_new_figures_lead_to_a_new_draft_of_the_centre(place):
    build(CentreFactory())
    again = drafts.ask_for_report(office=place.kanwil, month=AUGUST, by=None, at=SEPTEMBER_1)
    tasks.build(again, in_silence)
    assert not Job.objects.filter(office__code="pusat").exists()  # nothing new to say
    StatisticFactory(office=place.bekasi, month=AUGUST, count=5, purpose="umrah", at=SEPTEMBER_1)
    news = drafts.ask_for_report(office=place.kanwil, month=AUGUST, by=None, at=SEPTEMBER_1)
    tasks.build(news, in_silence)
    assert Job.objects.get(office__code="pusat").payload["month"] == "2025-08"


@pytest.mark.parametrize("status", ["checked", "signed", "sent", "received"])
def test_a_kanwils_report_somebody_read_is_not_touched_from_below(place, status):
    build(place.kanwil)
    MonthlyReport.objects.filter(office=place.kanwil).update(status=status)
    report = MonthlyReport.objects.get(office=place.bekasi)
    assert drafts.refresh_above(report=report, at=SEPTEMBER_1) is None


def test_an_office_that_cannot_be_drafted_does_not_stop_the_others(place):
    other = OfficeFactory(under=place.kanwil, short_name="Kanim Nol")
    report = build(other)
    MonthlyReport.objects.filter(pk=report.pk).update(status=MonthlyReport.Status.DRAFT)
    ReportRevision.objects.filter(report=report).update(
        frozen_at=SEPTEMBER_1, frozen_by=UserFactory()
    )
    figures = figures_of(build(place.kanwil))
    assert [each.name for each in figures.offices] == ["Kanim Dua", "Kanim Nol", "Kanim Satu"]


def test_offices_that_closed_before_the_month_ended_are_not_expected(place):
    Office.objects.filter(pk=place.cianjur.pk).update(closed_on=date(2025, 8, 20))
    assert figures_of(build(place.kanwil)).covered == (1, 1)
