"""Totals beside their details and running totals beside months: compared, asked, never added up."""

import pytest
from django.core.exceptions import ValidationError

from dbi_portal.lib.months import Month
from officers.imports.running import commit_run, undo_run
from officers.models import ImportLine
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.figures.passports import by_office
from reports.figures.period import MonthRange
from reports.models import MonthlyReport, PassportStatistic, StatisticDiscrepancy
from reports.tests.factories import StatisticFactory
from reports.tests.figures_world import running_total
from reports.tests.importing import NOW, PLAIN, current, imported, look
from reports.tests.sheets import csv_file
from villages.models import Jurisdiction
from villages.tests.factories import RegionFactory

pytestmark = pytest.mark.django_db
Status = MonthlyReport.Status
SPANS = ["Mulai", "Sampai", "Keperluan", "Hasil", "Jumlah"]
DETAILS = ["Bulan", "Desa", "Keperluan", "Hasil", "Jumlah"]
PMI = ["PMI", "Terbit"]
QUARTER = [
    ["01/01/2025", "31/01/2025", *PMI, 10],
    ["01/02/2025", "28/02/2025", *PMI, 20],
    ["01/03/2025", "31/03/2025", *PMI, 30],
]
JANUARY, MARCH, AUGUST = Month(2025, 1), Month(2025, 3), Month(2025, 8)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    office = OfficeFactory(short_name="Kanim Satu")
    for code, name in (("32.75.03.1006", "Harapanjaya"), ("32.75.03.1004", "Teluk Pucung")):
        RegionFactory(code=code, name=name)
    Jurisdiction.objects.create(office=office, region_id="32.75", starts_on=NOW.date())
    return office


@pytest.fixture
def clerk(office):
    return UserFactory(office=office)


def months(*counts):
    rows = [[f"2025-{month:02}", *PMI, count] for month, count in enumerate(counts, 1)]
    return csv_file(PLAIN, *rows)


def span(last, count, first="01/01/2025"):
    return csv_file(SPANS, [first, last, *PMI, count])


def details(*counts, month="2025-08"):
    names = ("Harapan Jaya", "Teluk Pucung")
    rows = [[month, name, *PMI, count] for name, count in zip(names, counts, strict=True)]
    return csv_file(DETAILS, *rows)


def totals(looked):
    return [(each.printed, each.computed, each.where) for each in looked.findings.totals]


def asked(looked):
    [question] = looked.findings.open_questions
    return question


# In one sheet


def test_a_running_total_beside_its_months_is_checked_and_not_added(clerk, office):
    rows = [["01/01/2025", "31/03/2025", *PMI, 60], *QUARTER]
    looked = look(csv_file(SPANS, *rows), clerk)
    assert totals(looked) == [
        (60, 60, "Terbit Pekerja Migran Indonesia (PMI) Januari–Maret 2025 dan jumlah bulannya")
    ]
    assert [(each.label[:9], each.total) for each in looked.findings.sums] == [
        ("per bulan", 60),
        ("per renta", 60),
    ]
    assert looked.findings.may_be_committed
    commit_run(run=looked.run, by=clerk, at=NOW)
    figure = by_office([office], MonthRange.year_to(MARCH))[office.pk]
    assert figure.value == 60


def test_a_running_total_that_differs_from_its_months_is_a_discrepancy_with_both_values(clerk):
    rows = [["01/01/2025", "31/03/2025", *PMI, 65], *QUARTER]
    looked = look(csv_file(SPANS, *rows), clerk)
    [found] = looked.findings.discrepancies
    assert (found.printed, found.computed, found.difference) == (65, 60, 5)
    assert looked.findings.may_be_committed


def test_months_that_are_not_all_there_say_nothing_about_their_total(clerk):
    rows = [["01/01/2025", "31/03/2025", *PMI, 65], ["01/01/2025", "31/01/2025", *PMI, 10],
            ["01/03/2025", "31/03/2025", *PMI, 30]]  # fmt: skip
    assert totals(look(csv_file(SPANS, *rows), clerk)) == []


def test_an_office_total_beside_its_kelurahan_is_checked_and_not_added(clerk, office):
    rows = [["2025-08", "", *PMI, 40], ["2025-08", "Harapan Jaya", *PMI, 25],
            ["2025-08", "Teluk Pucung", *PMI, 12]]  # fmt: skip
    looked = look(csv_file(DETAILS, *rows), clerk)
    [found] = looked.findings.discrepancies
    assert (found.printed, found.computed) == (40, 37)
    assert found.where.endswith("dan rinciannya menurut desa/kelurahan asal")
    commit_run(run=looked.run, by=clerk, at=NOW)
    assert by_office([office], AUGUST)[office.pk].value == 40


def test_a_running_total_that_shrinks_is_told(clerk):
    rows = [["01/01/2025", "31/07/2025", *PMI, 120], ["01/01/2025", "31/08/2025", *PMI, 100]]
    looked = look(csv_file(SPANS, *rows), clerk)
    [found] = looked.findings.discrepancies
    assert (found.printed, found.computed) == (100, 120)
    assert "tidak mungkin lebih besar" in found.where


def test_different_outcomes_have_nothing_to_do_with_each_other(clerk):
    rows = [["2025-08", "", "PMI", "Terbit", 40], ["2025-08", "Harapan Jaya", "PMI", "Ditolak", 3]]
    assert totals(look(csv_file(DETAILS, *rows), clerk)) == []


# Against the register


def test_a_running_total_over_known_months_is_asked(clerk):
    imported(months(10, 20, 30), clerk)
    looked = look(span("31/03/2025", 60), clerk)
    question = asked(looked)
    assert question.message == (
        "Angka Januari–Maret 2025 sudah ada per bulan. Simpan sebagai pembanding, atau lewati?"
    )
    assert [each.code for each in question.candidates] == ["simpan", "skip"]
    assert (question.row, question.value, question.rows) == (2, "Januari–Maret 2025", 1)
    assert looked.counts == {"question": 1}
    with pytest.raises(ValidationError, match="1 pertanyaan"):
        commit_run(run=looked.run, by=clerk, at=NOW)


@pytest.mark.parametrize("by", ["asked", "id"])
def test_kept_for_comparison_it_is_written_and_still_not_added(clerk, office, by):
    imported(months(10, 20, 30), clerk)
    question = asked(look(span("31/03/2025", 65), clerk))
    kept = look(span("31/03/2025", 65), clerk, answers={getattr(question, by): "simpan"})
    assert kept.counts == {"new": 1}
    assert not any("tidak dipakai" in said for said in kept.findings.notices)
    commit_run(run=kept.run, by=clerk, at=NOW)
    figure = by_office([office], MonthRange.year_to(MARCH))[office.pk]
    assert (figure.value, figure.printed) == (60, 65)
    [kept] = StatisticDiscrepancy.objects.all()
    assert (kept.office, kept.printed, kept.computed) == (office, 65, 60)
    assert (str(kept.period_start), str(kept.period_end)) == ("2025-01-01", "2025-03-31")


def test_skipped_it_is_left_out(clerk):
    imported(months(10, 20, 30), clerk)
    question = asked(look(span("31/03/2025", 65), clerk))
    looked = look(span("31/03/2025", 65), clerk, answers={question.asked: "skip"})
    assert (looked.counts, looked.findings.skipped_rows) == ({"skipped": 1}, 1)
    commit_run(run=looked.run, by=clerk, at=NOW)
    assert PassportStatistic.objects.count() == 3


def test_months_inside_a_known_running_total_are_asked_once_for_all(clerk):
    imported(span("31/08/2025", 8837), clerk)
    looked = look(months(*[1100] * 8), clerk)
    question = asked(looked)
    assert "sudah termasuk dalam angka Januari–Agustus 2025" in question.message
    assert looked.counts == {"question": 8}


def test_the_kelurahan_of_a_known_total_are_asked_about(clerk):
    imported(csv_file(PLAIN, ["2025-08", *PMI, 40]), clerk)
    question = asked(look(details(25, 12), clerk))
    assert question.message == (
        "Angka Agustus 2025 sudah ada sebagai total kantor; yang baru dirinci menurut "
        "desa/kelurahan asal. Simpan sebagai pembanding, atau lewati?"
    )
    looked = look(details(25, 12), clerk, answers={question.asked: "simpan"})
    assert [(each.printed, each.computed) for each in looked.findings.discrepancies] == [(40, 37)]


def test_a_corrected_detail_counts_once_in_the_comparison(clerk):
    imported(csv_file(DETAILS, ["2025-08", "", *PMI, 40], ["2025-08", "Harapan Jaya", *PMI, 25],
                      ["2025-08", "Teluk Pucung", *PMI, 12]), clerk)  # fmt: skip
    looked = look(details(28, 12), clerk)
    assert looked.counts == {"changed": 1, "unchanged": 1}
    assert [(each.printed, each.computed) for each in looked.findings.totals] == [(40, 40)]


def test_the_next_running_total_of_the_year_is_no_question(clerk, office):
    """What an office that publishes only cumulative figures sends month after month."""
    imported(span("31/01/2025", 900), clerk)
    imported(span("28/02/2025", 2000), clerk)
    looked = look(span("31/03/2025", 3300), clerk)
    assert (looked.counts, looked.findings.questions) == ({"new": 1}, ())
    commit_run(run=looked.run, by=clerk, at=NOW)
    figure = by_office([office], MARCH)[office.pk]
    assert figure.value == 1300
    assert figure.note == "dihitung dari selisih kumulatif Januari–Maret dan Januari–Februari"


def test_a_span_that_crosses_a_known_one_is_asked(clerk, office):
    running_total(office, MonthRange(Month(2025, 2), Month(2025, 5)), 400)
    question = asked(look(span("31/07/2025", 500, first="01/04/2025"), clerk))
    assert "sebagian harinya sama dengan angka Februari–Mei 2025" in question.message


def test_the_same_file_again_asks_nothing(clerk):
    imported(months(10, 20, 30), clerk)
    question = asked(look(span("31/03/2025", 60), clerk))
    imported(span("31/03/2025", 60), clerk, answers={question.asked: "simpan"})
    again = look(span("31/03/2025", 60), clerk)
    assert (again.counts, again.findings.questions) == ({"unchanged": 1}, ())


def test_another_offices_figures_are_no_overlap(clerk):
    StatisticFactory(month=AUGUST, count=9)
    assert not look(span("31/08/2025", 8837), clerk).findings.questions


# Closed months


def report(office, month, status=Status.SENT):
    MonthlyReport.objects.create(office=office, month=month.first_day, status=status)


def test_a_closed_month_is_locked_and_the_others_are_written(clerk, office):
    report(office, Month(2025, 2))
    looked = look(months(10, 20, 30), clerk)
    assert looked.counts == {"new": 2, "locked": 1}
    [line] = [each for each in looked.lines if each.state == ImportLine.State.LOCKED]
    assert line.row == 3
    assert line.messages[0].startswith("Laporan Kanim Satu bulan Februari 2025 sudah dikirim")
    commit_run(run=looked.run, by=clerk, at=NOW)
    assert current() == {"2025-01": 10, "2025-03": 30}


def test_a_change_in_a_closed_month_is_locked_and_the_same_figure_is_not(clerk, office):
    imported(months(10, 20), clerk)
    report(office, JANUARY)
    report(office, Month(2025, 2))
    assert look(months(11, 20), clerk).counts == {"locked": 1, "unchanged": 1}


def test_a_running_total_belongs_to_the_month_in_which_it_ends(clerk, office):
    report(office, JANUARY)
    assert look(span("31/03/2025", 60), clerk).counts == {"new": 1}
    report(office, MARCH)
    assert look(span("31/03/2025", 60), clerk).counts == {"locked": 1}


def test_a_closed_month_of_one_office_locks_no_other(office):
    kanwil = KanwilFactory()
    offices = [OfficeFactory(under=kanwil) for _ in range(2)]
    report(offices[0], AUGUST)
    clerk = UserFactory(office=kanwil, role="supervisor-kanwil")
    rows = [[each.code, "2025-08", *PMI, 9] for each in offices]
    looked = look(csv_file(["Kantor", *PLAIN], *rows), clerk)
    assert looked.counts == {"locked": 1, "new": 1}


# What is kept


def test_a_printed_total_that_differs_is_kept_with_its_place(clerk, office):
    rows = [["2025-07", *PMI, 10], ["2025-08", *PMI, 20], ["JUMLAH", None, None, 35]]
    run = imported(csv_file(PLAIN, *rows), clerk)
    [kept] = StatisticDiscrepancy.objects.standing()
    assert (kept.run, kept.office, kept.row) == (run, office, 4)
    assert (kept.printed, kept.computed) == (35, 30)
    assert (str(kept.period_start), str(kept.period_end)) == ("2025-07-01", "2025-08-31")
    undo_run(run=run, by=clerk, at=NOW)
    assert not StatisticDiscrepancy.objects.standing().exists()


def test_totals_that_agree_leave_nothing_behind(clerk):
    imported(csv_file(PLAIN, ["2025-08", *PMI, 20], ["JUMLAH", None, None, 20]), clerk)
    assert not StatisticDiscrepancy.objects.exists()
