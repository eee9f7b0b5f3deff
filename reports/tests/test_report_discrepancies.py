"""What does not add up stands in its month's report: both values, and where they were read."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dbi_portal.lib.months import Month
from officers.models import ImportRun
from officers.tests.factories import UserFactory
from reports.actions.reports import build_report
from reports.actions.statistics import correct_statistic
from reports.figures.discrepancies import touching
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.period import MonthRange
from reports.models import StatisticDiscrepancy
from reports.tests.factories import ImportRunFactory, StatisticFactory
from reports.tests.figures_world import running_total
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1, small_kanwil
from reports.tests.test_monthly_reports import sheet_of, text_of

pytestmark = pytest.mark.django_db
JANUARY = Month(2025, 1)
BEFORE = SEPTEMBER_1 - timedelta(days=2)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place():
    return small_kanwil()


def kept(office, *, at=BEFORE, month=AUGUST, **values):
    """A total of 60 over parts that come to 55, read from a sheet that was written at `at`."""
    clerk = UserFactory(office=office)
    run = ImportRunFactory(
        office=office, state="committed", committed_at=at, committed_by=clerk, uploaded_by=clerk
    )
    facts = {
        "office": office,
        "run": run,
        "period_start": month.first_day,
        "period_end": month.last_day,
        "sheet": "Rekap",
        "row": 19,
        "where": "JUMLAH",
        "printed": 60,
        "computed": 55,
    }
    return StatisticDiscrepancy.objects.create(**facts | values)


def undone(row, at):
    ImportRun.objects.filter(pk=row.run_id).update(
        state="undone", undone_at=at, undone_by=row.run.uploaded_by
    )


def built(office, at=SEPTEMBER_1):
    return build_report(office=office, month=AUGUST, by=None, at=at).revision


def told(revision):
    rows = revision.snapshot["differences"]
    return [(each["printed"], each["computed"], each["source"]) for each in rows]


def test_a_total_that_differs_stands_in_the_months_report(place):
    kept(place.bekasi)
    revision = built(place.bekasi)
    assert told(revision) == [(60, 55, "rekap.csv, lembar Rekap, baris 19")]
    sheet = sheet_of(revision.xlsx.read(), "Selisih")
    assert sheet[-1][:7] == (
        *("Kanim Satu", "Agustus 2025", 60, 55, 5, "JUMLAH"),
        "rekap.csv, lembar Rekap, baris 19",
    )
    assert "rekap.csv, lembar Rekap, baris 19" in text_of(revision.pdf.read())
    assert revision.held == []


def test_a_report_without_differences_has_no_such_section(place):
    revision = built(place.bekasi)
    assert "Selisih" not in text_of(revision.pdf.read())


def test_a_kanwils_report_tells_those_of_its_offices(place):
    kept(place.bekasi)
    assert told(built(place.kanwil)) == [(60, 55, "rekap.csv, lembar Rekap, baris 19")]


def test_only_the_months_it_touches_and_its_own_office(place):
    span = {"period_start": JULY.first_day, "period_end": AUGUST.last_day}
    mine = kept(place.bekasi, **span)
    kept(place.bekasi, month=JULY)
    kept(place.cianjur)
    assert list(touching([place.bekasi.pk], AUGUST, known_at=SEPTEMBER_1)) == [mine]


def test_an_import_that_was_undone_no_longer_speaks(place):
    row = kept(place.bekasi)
    undone(row, SEPTEMBER_1 + timedelta(days=1))
    assert list(touching([place.bekasi.pk], AUGUST, known_at=SEPTEMBER_1)) == [row]
    later = SEPTEMBER_1 + timedelta(days=2)
    assert not touching([place.bekasi.pk], AUGUST, known_at=later).exists()


def test_what_was_not_known_then_is_not_told_then(place):
    kept(place.bekasi, at=SEPTEMBER_1 + timedelta(days=1))
    assert not touching([place.bekasi.pk], AUGUST, known_at=SEPTEMBER_1).exists()


def test_once_all_its_figures_were_corrected_the_total_says_nothing(place):
    row = kept(place.bekasi)
    figure = StatisticFactory(
        office=place.bekasi, outcome="penolakan", import_run=row.run, count=5, at=BEFORE
    )
    correct_statistic(statistic=figure, count=9, reason="Salah ketik", by=None, at=SEPTEMBER_1)
    assert touching([place.bekasi.pk], AUGUST, known_at=BEFORE).exists()
    assert not touching([place.bekasi.pk], AUGUST, known_at=timezone.now()).exists()


def test_the_same_difference_is_told_once(place):
    running_total(place.bekasi, MonthRange(JANUARY, AUGUST), 1600)
    span = {"period_start": date(2025, 1, 1), "period_end": AUGUST.last_day}
    kept(place.bekasi, printed=1600, computed=1512, **span)
    assert told(built(place.bekasi)) == [(1600, 1512, "")]


def test_a_snapshot_from_before_sheets_were_named_still_reads(place):
    kept(place.bekasi)
    snapshot = built(place.bekasi).snapshot
    for each in snapshot["differences"]:
        del each["source"]
    for each in snapshot["trend"]:
        del each["computed"]
    assert MonthlyFigures.from_json(snapshot).differences[0].source == ""


# A month that nobody published


def cumulative_only(place, before=600, now=700):
    running_total(place.cianjur, MonthRange(JANUARY, JULY), before)
    running_total(place.cianjur, MonthRange(JANUARY, AUGUST), now)


def test_a_month_between_two_running_totals_says_so_on_paper_and_in_the_workbook(place):
    cumulative_only(place)
    revision = built(place.cianjur)
    said = "dihitung dari selisih kumulatif Januari–Agustus dan Januari–Juli"
    assert said in text_of(revision.pdf.read())
    rows = {row[0]: row for row in sheet_of(revision.xlsx.read(), "Paspor")}
    assert (rows["Paspor PMI terbit"][2], said in rows["Paspor PMI terbit"][-1]) == (100, True)
    assert said in revision.snapshot["summary"][0]


def test_the_kanwils_sum_names_the_office_whose_month_was_computed(place):
    cumulative_only(place)
    revision = built(place.kanwil)
    [line] = [each for each in revision.snapshot["passports"] if each["key"] == "terbit:pmi"]
    assert (line["value"], line["note"]) == (912, "Kanim Dua dihitung dari selisih kumulatif")
    rows = {row[0]: row for row in sheet_of(revision.xlsx.read(), "Kantor")}
    assert "dihitung dari selisih kumulatif" in rows["Kanim Dua"][-1]


def test_a_running_total_that_shrinks_is_no_figure_but_a_difference(place):
    cumulative_only(place, before=700, now=600)
    revision = built(place.cianjur)
    [line] = [each for each in revision.snapshot["passports"] if each["key"] == "terbit:pmi"]
    assert line["value"] is None
    assert "tidak dihitung: kumulatif Januari–Agustus (600)" in line["note"]
    assert (600, 700) in [(p, c) for p, c, _ in told(revision)]
    assert revision.held == []
