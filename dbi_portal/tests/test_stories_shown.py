"""The articles' figures, unchanged, on the dashboard, in the report's PDF and in its workbook."""

import io
import re
from datetime import UTC, date, datetime
from html import unescape

import openpyxl
import pypdfium2
import pytest

from dbi_portal.lib.months import Month
from dbi_portal.lib.text import squash
from dbi_portal.tests.seeded import (
    NOW,
    filled,
    five_stories,
    load_defaults,
    regions_of_the_stories,
)
from officers.models import Office, User
from outreach.models import Session
from reports.actions.reports import build_report
from reports.models import MonthlyReport, ReportRevision

pytestmark = pytest.mark.django_db
FIVE = ["Mustikajaya", "Teluk Pucung", "Harapanjaya", "Kaliabang Tengah", "Ciketingudik"]


@pytest.fixture(scope="module", autouse=True)
def stories(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, regions_of_the_stories, load_defaults, five_stories):
        yield


@pytest.fixture
def page(client):
    """The words of a page as one account reads it."""

    def read(username: str, address: str) -> str:
        client.force_login(User.objects.get(username=username))
        answer = client.get(address)
        assert answer.status_code == 200, address
        bare = re.sub(r"<(script|style|svg).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())

    return read


class Report:
    """A built report: the text of its PDF and the cells of its workbook."""

    def __init__(self, code: str, month: Month):
        office = Office.objects.get(code=code)
        # Bekasi's August went its whole way in the demo: what was signed is what is read.
        signed = ReportRevision.objects.filter(
            office=office, report__month=month.first_day, frozen_at__isnull=False
        ).first()
        revision = signed or build_report(office=office, month=month, by=None, at=NOW).revision
        assert revision.held == []
        self.text = pdf_text(revision.pdf.read())
        self.cells = workbook_cells(revision.xlsx.read())

    def row(self, sheet: str, first: str) -> list:
        return next(row for row in self.cells[sheet] if str(row[0]).startswith(first))


def pdf_text(content: bytes) -> str:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    return " ".join(" ".join(pages).replace("\ufffe", "-").split())


def workbook_cells(content: bytes) -> dict[str, list[list]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True) if row[0] is not None]
        for sheet in book
    }


def in_order(text: str, words: list[str]) -> bool:
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


# Story 1


def test_the_dashboard_ranks_bekasi_third_with_8837(page):
    text = page("supervisor.jabar", "/?bulan=2025-08")
    assert "8.837" in text
    assert (
        "Bekasi peringkat ketiga se-Indonesia Januari–Agustus 2025, setelah Cilacap dan Pemalang"
        in text
    )
    assert in_order(text.split("Asal pemohon")[1], FIVE)
    # Neither the printed total beside its months nor the homes beside the totals are added up.
    assert not {"17.674", "26.511"} & set(text.split())


@pytest.mark.parametrize("code", ["kanim-bekasi", "kanwil-jawa-barat"])
def test_the_report_of_august_says_8837_on_paper_and_in_the_workbook(code):
    report = Report(code, Month(2025, 8))
    assert "sejak Januari terbit 8.837" in report.text
    assert "peringkat ketiga se-Indonesia Januari–Agustus 2025, setelah Cilacap" in report.text
    assert 8837 in report.row("Paspor", "Paspor PMI terbit")
    assert in_order(report.text.split("desa/kelurahan asal pemohon")[1], FIVE)
    assert [row[0] for row in report.cells["Desa asal"] if row[0] in FIVE] == FIVE


def test_made_up_figures_say_so_beside_the_printed_one(page):
    assert "data contoh" in page("supervisor.jabar", "/?bulan=2025-08")
    report = Report("kanim-bekasi", Month(2025, 8))
    assert "bulan ini: data contoh" in report.text
    assert "Harnasnews" in report.text


# Story 2


def test_the_dashboard_lists_767_people_and_12_applications_side_by_side(page):
    text = page("supervisor.kepri", "/?bulan=2024-11")
    assert re.search(r"Penundaan keberangkatan [^0-9]*65 dari Oktober 2024 767 orang", text)
    assert re.search(r"tidak dipisah\) [^0-9]*3 dari Oktober 2024 12 permohonan", text)
    assert "779" not in text


@pytest.mark.parametrize("code", ["kanim-batam", "kanwil-kepulauan-riau"])
def test_the_report_of_november_2024_keeps_767_and_12_apart(code):
    report = Report(code, Month(2024, 11))
    assert "ditolak atau ditunda (tidak dipisah) 12 permohonan" in report.text
    assert "penundaan keberangkatan 767 orang" in report.text
    assert "779" not in report.text
    assert report.row("Paspor", "Penundaan keberangkatan")[1:3] == ["orang", 767]
    assert report.row("Paspor", "Ditolak atau ditunda")[1:3] == ["permohonan", 12]


def test_the_page_of_tiban_baru_says_that_the_article_did_not_name_it(page):
    list_text = page("operator.batam", "/desa/")
    assert "Tiban Baru" in list_text
    assert "Teluk Tering" in list_text
    village = Office.objects.get(code="kanim-batam").guided_villages.get(made_up=True)
    text = page("operator.batam", village.get_absolute_url())
    assert "tiga kelurahan bernama Tiban" in text
    assert "data contoh" in text


# Stories 3, 4 and 5: the session of the article, by office and day

TOLD = {
    "kanim-jakarta-timur": (
        "jaktim",
        date(2025, 11, 24),
        "Senin, 24 November 2025",
        "Peluncuran Desa Binaan Imigrasi",
    ),
    "kanim-soekarno-hatta": (
        "soetta",
        date(2025, 10, 31),
        "Jumat, 31 Oktober 2025",
        "Ngobrol Pintar PIMPASA",
    ),
    "kanim-cilegon": (
        "cilegon",
        date(2025, 5, 21),
        "Rabu, 21 Mei 2025",
        "Diseminasi informasi keimigrasian",
    ),
}


@pytest.mark.parametrize("code", TOLD)
def test_the_articles_session_has_its_page_with_its_weekday(page, code):
    name, day, written, title = TOLD[code]
    session = Session.objects.get(office__code=code, held_on=day)
    text = page(f"operator.{name}", session.get_absolute_url())
    assert title in text
    assert written in text
    assert session.source in text


@pytest.mark.parametrize("code", TOLD)
def test_the_articles_session_is_in_the_months_report(code):
    _, day, _, title = TOLD[code]
    report = Report(code, Month.of(day))
    assert squash(title) in squash(report.text)
    row = report.row("Kegiatan", title)
    assert row[1] == datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a sheet's own day


def test_60_participants_are_counted_on_the_dashboard_and_in_the_report(page):
    assert "60 peserta" in page("supervisor.jakarta", "/?bulan=2025-10")
    report = Report("kanim-soekarno-hatta", Month(2025, 10))
    assert "dengan 60 peserta" in report.text
    assert 60 in report.row("Kegiatan", "Ngobrol Pintar PIMPASA")


def test_43_kelurahan_are_reached_on_the_dashboard_and_in_the_report(page):
    assert "Desa/kelurahan dicapai 43" in page("supervisor.banten", "/?bulan=2025-05")
    report = Report("kanim-cilegon", Month(2025, 5))
    assert "menjangkau 43 desa/kelurahan" in report.text
    assert 43 in report.row("Kegiatan", "Diseminasi informasi keimigrasian")


def test_follow_up_sessions_show_how_many_rt_and_rw_were_reached(page):
    text = page("supervisor.jakarta", "/?bulan=2025-12")
    assert "10 RW, 21 RT" in text


def test_a_dashboard_of_december_shows_who_has_reported(page):
    november, office = Month(2025, 11), Office.objects.get(code="kanim-jakarta-timur")
    Report(office.code, november)
    text = page("supervisor.jakarta", "/?bulan=2025-11")
    assert "0 dari 1 kantor sudah melapor" in text  # a draft nobody sent
    sent_at = datetime(2025, 12, 3, 2, tzinfo=UTC)
    drafted = MonthlyReport.objects.filter(office=office).in_month(november)
    drafted.update(status="sent", sent_at=sent_at)
    text = page("supervisor.jakarta", "/?bulan=2025-11")
    assert "1 dari 1 kantor sudah melapor" in text
    assert "tepat waktu" in text
