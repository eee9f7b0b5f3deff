"""Quarter, half-year, year: an office's own monthly reports added up, none computed silently."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from dbi_portal.lib.months import Month
from officers.models import Job, Office
from reports.actions import drafts, reports
from reports.actions.spans import first_month, spans_ending
from reports.figures.monthly.content import (
    Correction,
    FollowUpLine,
    Missing,
    MonthlyFigures,
    Taken,
    Tally,
    Unreached,
)
from reports.figures.monthly.longer import Around, Stretch, longer
from reports.figures.monthly.words import ISSUED_KEY
from reports.models import MonthlyReport, ReportDeclaration
from reports.models.report import Span
from reports.tests.factories import StatisticFactory
from reports.tests.months import small_kanwil
from reports.tests.snapshots import KANWIL, line, office, origin, session, snapshot, village

JULY, AUGUST, SEPTEMBER = (Month(2025, number) for number in (7, 8, 9))
OCTOBER_1 = datetime(2025, 10, 1, 12, tzinfo=ZoneInfo("Asia/Jakarta"))


def quarter(*parts, before=(), year_ago=(), missing=(), taken=()):
    return longer(
        stretch=Stretch(JULY, SEPTEMBER, parts, missing, taken),
        around=Around(before, year_ago),
        span=Span.QUARTER,
        known_at=OCTOBER_1.isoformat(),
        signer=None,
    )


def todo(pk, state):
    return FollowUpLine(pk, "Kanim Satu", "", "", "", "", state, made_up=False)


def nobody_at(pk):
    return Unreached(pk, str(pk), "A", "", "Kanim Satu", "", made_up=False)


# Adding up, by hand


def test_three_months_are_added_and_january_to_now_is_the_last_ones():
    figures = quarter(
        snapshot("2025-07", issued=(100, 90, 80, 700)),
        snapshot("2025-08", issued=(110, 100, 81, 810)),
        snapshot("2025-09", issued=(130, 110, 82, 940)),
    )
    issued = figures.line(ISSUED_KEY)
    assert (issued.value, issued.to_date) == (100 + 110 + 130, 940)
    assert (issued.before, issued.year_ago) == (None, None)
    assert (figures.month, figures.since, figures.span) == ("2025-09", "2025-07", "triwulan")
    assert figures.covered == (3, 3)


def test_it_is_compared_with_the_quarter_before_and_that_of_last_year():
    months = [snapshot(f"2025-0{n}", issued=(100, None, None, None)) for n in (7, 8, 9)]
    before = [snapshot(f"2025-0{n}", issued=(80, None, None, None)) for n in (4, 5, 6)]
    year_ago = [snapshot(f"2024-0{n}", issued=(50, None, None, None)) for n in (7, 8, 9)]
    figures = quarter(*months, before=before, year_ago=year_ago)
    issued = figures.line(ISSUED_KEY)
    assert (issued.value, issued.before, issued.year_ago) == (300, 240, 150)
    assert (
        "Kanim Satu menerbitkan 300 paspor PMI sepanjang triwulan III 2025, "
        "naik 60 (25\u00a0%) dari triwulan II."
    ) in figures.summary
    assert "Dibanding triwulan III 2024 naik 150 (100\u00a0%) dari 150." in figures.summary


def test_a_missing_month_is_named_and_nothing_is_compared():
    missing = (Missing("2025-09", "September 2025", "laporannya belum ada"),)
    months = [
        snapshot(f"2025-0{n}", issued=(100, None, None, 700), villages=(village(),)) for n in (7, 8)
    ]
    taken = tuple(Taken("kanim-satu", month.month, "") for month in months)
    before = [snapshot(f"2025-0{n}", issued=(80, None, None, None)) for n in (4, 5, 6)]
    figures = quarter(*months, before=before, missing=missing, taken=taken)
    issued = figures.line(ISSUED_KEY)
    assert (issued.value, issued.to_date, issued.comparable) == (200, None, False)
    assert figures.covered == (2, 3)
    assert any("pada akhir Agustus 2025" in each for each in figures.summary)
    assert figures.summary[0] == (
        "Laporan ini memuat 2 dari 3 laporan bulanan; belum termasuk "
        "September 2025, karena laporannya belum ada."
    )


def test_a_month_without_that_figure_is_said_beside_the_sum():
    figures = quarter(
        snapshot("2025-07", issued=(100, None, None, None)),
        snapshot("2025-08"),
        snapshot("2025-09", issued=(100, None, None, None)),
    )
    issued = figures.line(ISSUED_KEY)
    assert (issued.value, issued.note, issued.comparable) == (200, "tanpa angka Agustus", False)


def test_what_stands_is_as_the_last_month_says():
    figures = quarter(
        snapshot("2025-07", villages=(village(1), village(2))),
        snapshot("2025-08", villages=(village(1), village(2), village(3))),
        snapshot("2025-09", villages=(village(1),)),
    )
    assert [each.id for each in figures.villages] == [1]


def test_what_happened_is_added_and_counts_once():
    joint = session("a", people=10, held_on="2025-07-31")
    figures = quarter(
        snapshot(
            "2025-07", sessions=(joint,),
            consultations=(Tally("Paspor", "Dijawab", 2, made_up=False),),
        ),
        snapshot(
            "2025-08", sessions=(joint, session("b", people=5)),
            consultations=(Tally("Paspor", "Dijawab", 3, made_up=False),),
        ),
        snapshot("2025-09"),
    )  # fmt: skip
    assert [each.id for each in figures.sessions] == ["a", "b"]
    assert [each.count for each in figures.consultations] == [5]


def test_follow_ups_done_in_any_month_and_open_at_the_end():
    figures = quarter(
        snapshot("2025-07", follow_ups=(todo(1, "selesai"), todo(2, "berjalan"))),
        snapshot("2025-08", follow_ups=(todo(2, "terlambat"), todo(3, "berjalan"))),
        snapshot("2025-09", follow_ups=(todo(2, "terlambat"),)),
    )
    assert {each.id: each.state for each in figures.follow_ups} == {1: "selesai", 2: "terlambat"}


def test_a_village_reached_in_one_month_was_reached_in_the_quarter():
    at_work = (village(1), village(2))
    figures = quarter(
        snapshot("2025-07", villages=at_work, unreached=(nobody_at(1), nobody_at(2))),
        snapshot("2025-08", villages=at_work, unreached=(nobody_at(2),)),
        snapshot("2025-09", villages=at_work, unreached=(nobody_at(1), nobody_at(2))),
    )
    assert [each.id for each in figures.unreached] == [2]


def test_a_figure_corrected_twice_tells_from_the_first_to_the_last():
    def corrected(before, after, reason):
        return (
            Correction(
                "Kanim Satu", "2025-06", ISSUED_KEY, "Paspor PMI terbit", "permohonan", before,
                after, reason,
            ),
        )  # fmt: skip

    figures = quarter(
        snapshot("2025-07", corrections=corrected(812, 845, "salah ketik")),
        snapshot("2025-08"),
        snapshot("2025-09", corrections=corrected(845, 850, "berkas susulan")),
    )
    [correction] = figures.corrections
    assert (correction.before, correction.after) == (812, 850)


def test_home_villages_add_up_over_the_months():
    figures = quarter(
        snapshot("2025-07", origins=(origin("A", 3, to_date=10), origin("B", 2, to_date=2))),
        snapshot("2025-08", origins=(origin("A", 4, to_date=14),)),
        snapshot("2025-09", origins=(origin("A", None, to_date=14), origin("B", 5, to_date=7))),
    )
    assert {each.name: (each.value, each.to_date) for each in figures.origins} == {
        "A": (7, 14), "B": (7, 7),
    }  # fmt: skip


def test_a_kanwils_quarter_keeps_its_offices_and_whom_a_month_lacked():
    missing = (Missing("kanim-dua", "Kanim Dua", "berhalangan: banjir"),)
    figures = quarter(
        snapshot("2025-07", letterhead=KANWIL, offices=(office("Kanim Satu", 5, sessions=1),),
                 missing=missing),
        snapshot("2025-08", letterhead=KANWIL, offices=(office("Kanim Satu", 6, sessions=2),)),
        snapshot("2025-09", letterhead=KANWIL, offices=(office("Kanim Satu", 7, sessions=0),)),
        before=[snapshot(letterhead=KANWIL, offices=(office("Kanim Satu", 4),))] * 3,
    )  # fmt: skip
    [one] = figures.offices
    assert (one.issued, one.before, one.sessions) == (18, 12, 3)
    assert [each.name for each in figures.missing] == ["Kanim Dua pada Juli 2025"]
    assert (
        "Laporan bulanannya tidak memuat Kanim Dua pada Juli 2025, karena berhalangan: banjir."
    ) in figures.summary


def test_other_outcomes_of_single_months_are_kept():
    refused = line(4, key="penolakan:", label="Penolakan")
    figures = quarter(snapshot("2025-07", passports=(refused,)), snapshot("2025-08"))
    assert [(each.label, each.value, each.note) for each in figures.passports] == [
        ("Penolakan", 4, "tanpa angka Agustus")
    ]


# Which months


@pytest.mark.parametrize(
    ("span", "first"), [("bulan", 8), ("triwulan", 7), ("semester", 7), ("tahun", 1)]
)
def test_a_month_lies_in_one_quarter_half_year_and_year(span, first):
    assert first_month(AUGUST, span) == Month(2025, first)


def test_what_ends_with_a_month():
    assert spans_ending(AUGUST) == []
    assert spans_ending(SEPTEMBER) == [("triwulan", JULY)]
    december = dict(spans_ending(Month(2025, 12)))
    assert december == {
        "triwulan": Month(2025, 10), "semester": JULY, "tahun": Month(2025, 1),
    }  # fmt: skip


# Built from the register


@pytest.fixture
def place(db):
    return small_kanwil()


def build(office, month, at=OCTOBER_1, span=Span.MONTH):
    return reports.build_report(office=office, month=month, by=None, at=at, span=span)


def figures_of(report) -> MonthlyFigures:
    return MonthlyFigures.from_json(report.revision.snapshot)


def test_a_quarter_is_made_of_the_monthly_reports_alone(place):
    for month in (JULY, AUGUST):
        build(place.bekasi, month)
    StatisticFactory(office=place.bekasi, month=SEPTEMBER, count=900)
    report = build(place.bekasi, AUGUST, span=Span.QUARTER)
    figures = figures_of(report)
    assert (report.label, report.revision.held) == ("Triwulan III 2025", [])
    assert figures.line(ISSUED_KEY).value == 700 + 812  # September has no report
    assert [(each.name, each.why) for each in figures.missing] == [
        ("September 2025", "laporannya belum ada")
    ]
    assert [each.month for each in figures.taken] == ["2025-07", "2025-08"]


def test_a_month_of_which_the_office_was_excused_says_so(place):
    build(place.bekasi, JULY)
    ReportDeclaration.objects.create(
        office=place.bekasi, month=AUGUST.first_day, kind="berhalangan", reason="Banjir",
        declared_at=OCTOBER_1,
    )  # fmt: skip
    figures = figures_of(build(place.bekasi, JULY, span=Span.QUARTER))
    assert [each.why for each in figures.missing] == ["berhalangan: Banjir", "laporannya belum ada"]


def test_without_a_single_month_there_is_nothing_to_add(place):
    with pytest.raises(ValidationError, match="Belum ada laporan bulanan Kanim Satu"):
        build(place.bekasi, AUGUST, span=Span.HALF_YEAR)
    assert not MonthlyReport.objects.filter(span=Span.HALF_YEAR).exists()


def test_a_year_that_has_not_begun_is_refused(place):
    with pytest.raises(ValidationError, match="Tahun 2026 belum dimulai"):
        build(place.bekasi, Month(2026, 3), span=Span.YEAR)


def test_months_before_an_office_opened_are_not_missing(place):
    Office.objects.filter(pk=place.bekasi.pk).update(opened_on=date(2025, 8, 1))
    build(place.bekasi, AUGUST)
    figures = figures_of(build(Office.objects.get(pk=place.bekasi.pk), AUGUST, span=Span.QUARTER))
    assert figures.covered == (1, 2)


def test_a_kanwils_half_year_adds_its_own_monthly_reports(place):
    for month in (JULY, AUGUST):
        build(place.kanwil, month)
    report = build(place.kanwil, AUGUST, span=Span.HALF_YEAR)
    figures = figures_of(report)
    assert figures.line(ISSUED_KEY).value == 700 + 90 + 812
    assert report.revision.held == []
    assert {each.name: each.issued for each in figures.offices} == {
        "Kanim Satu": 1512, "Kanim Dua": 90,
    }  # fmt: skip


def test_building_a_quarter_again_without_news_changes_nothing(place):
    build(place.bekasi, AUGUST)
    first = build(place.bekasi, AUGUST, span=Span.QUARTER).revision
    later = OCTOBER_1 + timedelta(days=1)
    again = build(place.bekasi, AUGUST, at=later, span=Span.QUARTER).revision
    assert (again.digest, again.pdf.name) == (first.digest, first.pdf.name)


def test_the_quarter_is_asked_for_when_its_last_month_is_drafted(place):
    august, september = (build(place.bekasi, month) for month in (AUGUST, SEPTEMBER))
    assert drafts.ask_for_longer(report=august, at=OCTOBER_1) == []
    [job] = drafts.ask_for_longer(report=september, at=OCTOBER_1)
    assert job.payload == {"month": "2025-07", "span": "triwulan"}
    assert drafts.ask_for_longer(report=september, at=OCTOBER_1) == [job]
    assert MonthlyReport.objects.get(job=job).label == "Triwulan III 2025"


def test_a_job_at_work_is_not_trusted_to_have_seen_what_changed_since(place):
    asked = {"office": place.bekasi, "month": AUGUST, "by": None, "at": OCTOBER_1}
    first = drafts.ask_for_report(**asked)
    Job.objects.filter(pk=first.pk).update(state=Job.State.RUNNING)
    again = drafts.ask_for_report(**asked)
    assert again != first
    assert drafts.ask_for_report(**asked) == again
