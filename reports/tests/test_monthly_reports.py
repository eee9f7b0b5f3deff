"""Building a report: the same figures in snapshot, PDF and XLSX; repeating is harmless."""

import io
from datetime import date, timedelta

import openpyxl
import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, transaction

from dbi_portal.lib.months import Month
from officers.models import AuditEvent, OfficeHead
from officers.tests.factories import UserFactory
from reports.actions import reports
from reports.documents import check
from reports.documents.monthly import monthly_pdf
from reports.documents.stamp import Stamp
from reports.documents.workbook import monthly_xlsx
from reports.figures.monthly.content import MonthlyFigures
from reports.models import MonthlyReport, PassportStatistic
from reports.tests.factories import StatisticFactory
from reports.tests.months import AUGUST, SEPTEMBER_1, approved_session, small_kanwil

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return small_kanwil()


def build(office, month=AUGUST, at=SEPTEMBER_1):
    return reports.build_report(office=office, month=month, by=None, at=at)


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def sheet_of(xlsx, name):
    book = openpyxl.load_workbook(io.BytesIO(xlsx))
    return [row for row in book[name].iter_rows(values_only=True) if any(row)]


def test_paper_and_workbook_say_what_the_snapshot_says(place):
    revision = build(place.bekasi).revision
    text = text_of(revision.pdf.read())
    assert "Paspor PMI terbit permohonan 812 700" in text
    assert "naik 112 (16 %) dari Juli" in text
    row = next(
        row for row in sheet_of(revision.xlsx.read(), "Paspor") if row[0] == "Paspor PMI terbit"
    )
    assert row[2:6] == (812, 700, None, 1512)
    assert revision.held == []


def test_the_letterhead_and_the_pages_are_numbered(place):
    text = text_of(build(place.kanwil).revision.pdf.read())
    assert "KEMENTERIAN KANWIL UJI" in text
    assert "Halaman 1 dari " in text


def head_of(office, **facts):
    usual = {"name": "Kepala Satu (contoh)", "position": "Kepala Kantor", "capacity": "definitif"}
    return OfficeHead.objects.create(
        office=office, **usual | {"starts_on": date(2025, 1, 1)} | facts
    )


def test_whoever_leads_that_day_stands_under_the_report(place):
    assert "Kepala Kantor" in text_of(build(place.bekasi).revision.pdf)
    head_of(place.bekasi, employee_number="199001012015031001")
    told = text_of(build(place.bekasi).revision.pdf)
    assert "Kepala Satu (contoh)" in told
    assert "199001012015031001" in told
    head_of(
        place.bekasi, name="Pelaksana (contoh)", capacity="plh", starts_on=date(2025, 9, 1),
        ends_on=date(2025, 9, 1),
    )  # fmt: skip
    told = text_of(build(place.bekasi).revision.pdf)
    assert "Plh. Kepala Kantor" in told
    assert "Pelaksana (contoh)" in told
    assert "Kepala Satu" not in told


def test_a_paper_drawn_again_later_still_carries_who_signed_then(place):
    head = head_of(place.bekasi)
    revision = build(place.bekasi).revision
    head.delete()
    drawn = monthly_pdf(revision.snapshot, Stamp(revision.digest, revision.number))
    assert "Kepala Satu (contoh)" in text_of(io.BytesIO(drawn))


def test_a_snapshot_from_before_heads_were_on_record_still_draws(place):
    revision = build(place.bekasi).revision
    older = {name: value for name, value in revision.snapshot.items() if name != "signer"}
    drawn = monthly_pdf(older, Stamp(revision.digest, 1))
    assert "Kepala Kantor" in text_of(io.BytesIO(drawn))


def test_a_kanwils_total_stands_below_its_offices(place):
    StatisticFactory(office=place.cianjur, month=AUGUST, count=100)
    revision = build(place.kanwil).revision
    rows = sheet_of(revision.xlsx.read(), "Kantor")
    assert [(row[0], row[1]) for row in rows[-3:]] == [
        ("Kanim Dua", 100),
        ("Kanim Satu", 812),
        ("Jumlah", 912),
    ]
    assert "Jumlah 912 790 1.702" in text_of(revision.pdf.read())


def test_a_number_on_paper_that_is_not_the_facts_holds_the_report(place):
    revision = build(place.bekasi).revision
    figures = MonthlyFigures.from_json(revision.snapshot)
    StatisticFactory(
        office=place.bekasi, month=AUGUST, count=812, outcome=PassportStatistic.Outcome.REFUSED,
        at=SEPTEMBER_1 - timedelta(hours=1),
    )  # fmt: skip
    wrong = figures.as_json()
    wrong["passports"][0]["value"] = 821
    found = check.differences(
        MonthlyFigures.from_json(wrong),
        pdf=revision.pdf.read(),
        xlsx=monthly_xlsx(wrong, Stamp("0" * 64, 1)),
    )
    [issued] = [each for each in found if each["figure"] == "Paspor PMI terbit"]
    assert (issued["snapshot"], issued["facts"], issued["xlsx"]) == (821, 812, 821)
    assert "Penolakan" in {each["figure"] for each in found}  # facts the snapshot does not tell of


def test_the_same_snapshot_gives_the_same_bytes(place):
    revision = build(place.bekasi).revision
    stamp = Stamp(revision.digest, revision.number)
    for draw in (monthly_pdf, monthly_xlsx):
        assert draw(revision.snapshot, stamp) == draw(revision.snapshot, stamp)


def test_building_again_without_news_keeps_the_revision_and_its_files(place):
    first = build(place.bekasi).revision
    again = build(place.bekasi, at=SEPTEMBER_1 + timedelta(days=1)).revision
    assert (again.digest, again.pdf.name, again.built_at) == (
        first.digest,
        first.pdf.name,
        first.built_at,
    )
    assert AuditEvent.objects.filter(action="reports.report.built").count() == 1


def test_news_redraws_the_draft_in_place(place, django_capture_on_commit_callbacks):
    first = build(place.bekasi).revision
    approved_session(place.bekasi, title="Sambang desa pertama")
    with django_capture_on_commit_callbacks(execute=True):
        again = build(place.bekasi, at=SEPTEMBER_1 + timedelta(days=1)).revision
    assert (again.pk, again.number) == (first.pk, 1)
    assert again.digest != first.digest
    assert "Sambang desa pertama" in text_of(again.pdf.read())
    assert not first.pdf.storage.exists(first.pdf.name)


def test_a_frozen_revision_stays_as_it_was(place):
    report = build(place.bekasi)
    revision = report.revision
    revision.frozen_at, revision.frozen_by = SEPTEMBER_1, UserFactory()
    revision.save()
    approved_session(place.bekasi)
    with pytest.raises(ValidationError, match="sudah ditandatangani"):
        build(place.bekasi)
    revision.digest = "0" * 64
    with pytest.raises(InternalError, match="frozen_revision_stays"), transaction.atomic():
        revision.save()


def test_a_kanwil_takes_a_report_that_is_further_along_as_it_is(place):
    report = build(place.bekasi)
    MonthlyReport.objects.filter(pk=report.pk).update(status=MonthlyReport.Status.SENT)
    approved_session(place.bekasi)
    assert build(place.kanwil).revision.snapshot["sessions"] == []


def test_a_month_that_has_not_begun_is_refused(place):
    with pytest.raises(ValidationError, match="belum dimulai"):
        build(place.bekasi, month=Month(2025, 10))


def test_made_up_figures_are_marked_on_paper_and_in_the_workbook(place):
    clean = build(place.bekasi).revision
    assert "data contoh" not in text_of(clean.pdf.read()).lower()
    StatisticFactory(office=place.cianjur, month=AUGUST, count=5, made_up=True, at=SEPTEMBER_1)
    sample = build(place.cianjur, at=SEPTEMBER_1 + timedelta(hours=1)).revision
    assert "Laporan ini memuat data contoh" in text_of(sample.pdf.read())
    assert any(
        "data contoh" in str(cell) for row in sheet_of(sample.xlsx.read(), "Paspor") for cell in row
    )


def test_text_from_people_is_printed_not_run(place):
    title = '#import "/etc/passwd": * $x$ =SUM(A1)'
    approved_session(place.bekasi, title=title)
    revision = build(place.bekasi).revision
    assert "SUM(A1)" in text_of(revision.pdf.read())
    [row] = [row for row in sheet_of(revision.xlsx.read(), "Kegiatan") if row[0] == title]
    assert row[0] == title
