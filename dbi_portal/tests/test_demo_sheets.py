"""The demo's figures lead back to a sheet somebody can open, as those of a real office do."""

import io
from datetime import date, datetime
from html import unescape
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.urls import reverse

from dbi_portal.demo import articles
from dbi_portal.tests.seeded import (
    NOW,
    filled,
    five_stories,
    load_defaults,
    regions_of_the_stories,
)
from officers.imports.running import undo_run
from officers.models import ImportRun, User
from reports.models import PassportStatistic

pytestmark = pytest.mark.django_db
ORIGIN = reverse("reports:figure-origin")
OFFICES = {
    "kanim-bekasi", "kanim-cilacap", "kanim-pemalang", "kanim-batam", "kanim-jakarta-timur",
    "kanim-soekarno-hatta", "kanim-cilegon",
}  # fmt: skip
# What each month of Bekasi's 2025 is, as docs/stories.md has it: 8.837 to August, then four more.
REST_OF_THE_YEAR = 1189 + 1142 + 1098 + 1067
WHOLE_YEAR = 8837 + REST_OF_THE_YEAR


@pytest.fixture(scope="module", autouse=True)
def stories(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, regions_of_the_stories, load_defaults, five_stories):
        yield


@pytest.fixture
def supervisor(client):
    client.force_login(User.objects.get(username="supervisor.jabar"))
    return client


def cell(content: bytes, row: PassportStatistic) -> object:
    """What stands in the row's own cell of the original."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))[row.sheet]
    [heads] = [line for line in sheet.iter_rows(values_only=True) if row.column in line]
    return sheet.cell(row.row, heads.index(row.column) + 1).value


def original(client, row: PassportStatistic) -> bytes:
    answer = client.get(reverse("officers:import-original", args=[row.import_run_id]))
    return b"".join(answer.streaming_content)


def test_a_supervisor_walks_from_13333_to_file_sheet_row_and_column(supervisor):
    page = supervisor.get("/", {"bulan": "2025-12", "kantor": "kanim-bekasi"})
    [issued] = [
        each for each in page.context["dashboard"].figures if each.label == "Paspor PMI terbit"
    ]
    assert issued.over == "Januari–Desember 2025: 13.333"
    query = {"bulan": "2025-01", "sampai": "2025-12", "kantor": "kanim-bekasi"}
    answer = supervisor.get(ORIGIN, query)
    assert (answer.context["value"], answer.context["summed"]) == (WHOLE_YEAR, 13_333)
    html = unescape(answer.content.decode())
    assert "rekap-paspor-bekasi-2025-09-sd-2025-12-contoh.xlsx" in html
    assert "diketik di portal" not in html


def test_every_figure_of_2025_stands_in_the_very_cell_it_names(supervisor):
    bekasi = PassportStatistic.objects.filter(
        office__code="kanim-bekasi", import_run__isnull=False
    ).select_related("import_run")
    originals = {row.import_run_id: original(supervisor, row) for row in bekasi}
    assert len(originals) == 4
    sample = [*bekasi.filter(home_region=None), *bekasi.filter(home_region="32.75.03.1006")]
    assert len(sample) == 4 * 12 + 12
    for row in sample:
        assert cell(originals[row.import_run_id], row) == row.count, row


def test_only_articles_2024_and_counts_of_no_purpose_stand_in_no_sheet():
    typed = PassportStatistic.objects.filter(import_run=None, period_start__gte=date(2025, 1, 1))
    left = {(row.office.code, row.outcome, row.purpose, row.made_up) for row in typed}
    assert left == {
        ("kanim-bekasi", "terbit", "pmi", False),
        ("kanim-batam", "penundaan-keberangkatan", "", True),
        ("kanim-batam", "ditolak-atau-ditunda", "", True),
    }
    assert typed.get(made_up=False).count == 8837


def test_what_came_in_a_sheet_is_marked_as_made_up_and_known_since_the_morning_after():
    runs = ImportRun.objects.all()
    assert set(runs.values_list("office__code", flat=True)) == OFFICES
    assert {run.state for run in runs} == {ImportRun.State.COMMITTED}
    assert all(run.filename.endswith("-contoh.xlsx") for run in runs)
    assert {run.uploaded_by.username.partition(".")[0] for run in runs} == {"operator"}
    rows = PassportStatistic.objects.filter(import_run__isnull=False)
    assert set(rows.values_list("made_up", "source")) == {(True, articles.EXAMPLE)}
    [august] = runs.filter(filename="rekap-paspor-bekasi-2025-08-contoh.xlsx")
    morning = datetime(2025, 9, 1, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert (august.uploaded_at, august.committed_at) == (morning, morning)
    assert {row.recorded.lower for row in august.statistics.all()} == {morning}


def test_a_sheet_a_visitor_undid_stays_undone():
    run = ImportRun.objects.get(filename="rekap-paspor-bekasi-2025-09-sd-2025-12-contoh.xlsx")
    undo_run(run=run, by=run.uploaded_by, at=NOW)
    assert five_stories() == {}
    left = PassportStatistic.objects.current().filter(import_run=run)
    assert not left.exists()
