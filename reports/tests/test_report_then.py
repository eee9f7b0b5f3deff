"""A report as it would have read on a past day: straight from the facts, and nothing is kept."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from reports.actions.looking_back import figures_then
from reports.actions.reports import build_report
from reports.actions.statistics import correct_statistic
from reports.documents.comparing import Differing, compared
from reports.documents.tables import tables
from reports.figures.monthly.content import MonthlyFigures
from reports.models import MonthlyReport, PassportStatistic, ReportRevision
from reports.tests.months import AUGUST, JULY, small_kanwil

pytestmark = pytest.mark.django_db
# 812 is known since the first of September; put right, to 845, on the twentieth.
CORRECTED = datetime(2025, 9, 20, 5, tzinfo=UTC)
BUILT = datetime(2025, 10, 1, 5, tzinfo=UTC)
BEFORE, BETWEEN = "2025-08-31", "2025-09-10"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place():
    return small_kanwil()


@pytest.fixture
def clerk(client, place):
    clerk = UserFactory(office=place.bekasi)
    client.force_login(clerk)
    return clerk


@pytest.fixture
def report(place, clerk):
    """Built after the correction."""
    old = PassportStatistic.objects.get(office=place.bekasi, count=812)
    correct_statistic(statistic=old, count=845, reason="salah ketik", by=clerk, at=CORRECTED)
    return build_report(office=place.bekasi, month=AUGUST, by=clerk, at=BUILT)


def looked_back(client, report, day=""):
    response = client.get(reverse("reports:then", args=[report.pk]), {"per": day} if day else {})
    assert response.status_code == 200
    response.text = " ".join(response.content.decode().split())
    return response


def issued(figures):
    return next(line.value for line in figures.passports if line.key == "terbit:pmi")


def differing(response, table, column):
    return [
        (each.then, each.now)
        for each in response.context["differing"]
        if (each.table, each.column) == (table, column)
    ]


def test_the_page_shows_the_tables_of_that_day_and_what_is_different_now(client, report):
    page = looked_back(client, report, BETWEEN)
    assert "Angka seperti diketahui portal pada 10 September 2025" in page.text
    assert ("812", "845") in differing(page, "Paspor", "Agustus 2025")
    assert any("812" in sentence for sentence in page.context["sentences"])
    assert "revisi 1" in page.text


def test_on_a_day_with_the_same_figures_nothing_differs(client, report, place):
    page = looked_back(client, report, "2025-10-02")
    assert page.context["differing"] == []
    assert "Tidak ada bedanya" in page.text


def test_before_anything_was_known_the_report_would_have_been_empty(report):
    then = figures_then(report=report, known_at=datetime(2025, 8, 31, tzinfo=UTC))
    assert issued(then) is None


def test_nothing_of_it_is_kept(client, report):
    before = list(ReportRevision.objects.values("pk", "digest", "known_at"))
    looked_back(client, report, BETWEEN)
    assert list(ReportRevision.objects.values("pk", "digest", "known_at")) == before
    assert MonthlyReport.objects.count() == 1


def test_without_a_day_the_page_asks_for_one(client, report):
    page = looked_back(client, report)
    assert "Pilih harinya" in page.text
    assert "shown" not in page.context


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2999-01-01", "1 Januari 2999 belum tiba"),
        ("kemarin", "“kemarin” bukan tanggal"),
        ("", "Hari ini belum berakhir"),
    ],
)
def test_a_day_there_is_nothing_to_show_of_says_why(client, report, day, why):
    today = timezone.now().astimezone(ZoneInfo(report.office.time_zone)).date()
    page = looked_back(client, report, day or today.isoformat())
    assert f"<b>Tidak ada yang ditampilkan.</b> {why}" in page.text
    assert "Pilih harinya" in page.text
    assert "shown" not in page.context


def test_a_kanwils_sum_is_made_of_what_its_offices_knew_then(client, place, report):
    whole = build_report(office=place.kanwil, month=AUGUST, by=None, at=BUILT)
    assert issued(MonthlyFigures.from_json(whole.revision.snapshot)) == 845
    client.force_login(UserFactory(office=place.kanwil, role=Role.SUPERVISOR))
    page = looked_back(client, whole, BETWEEN)
    assert ("812", "845") in differing(page, "Paspor", "Agustus 2025")


def test_a_quarter_is_the_sum_of_its_months_as_known_then(place, report):
    build_report(office=place.bekasi, month=JULY, by=None, at=BUILT)
    quarter = build_report(
        office=place.bekasi, month=JULY, by=None, at=BUILT, span=MonthlyReport.Span.QUARTER
    )
    moment = datetime(2025, 9, 10, tzinfo=UTC)
    assert issued(figures_then(report=quarter, known_at=moment)) == 700 + 812
    assert issued(figures_then(report=quarter, known_at=BUILT)) == 700 + 845


def test_someone_elses_report_is_not_found(client, report):
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(reverse("reports:then", args=[report.pk])).status_code == 404


def test_rows_of_one_name_are_told_apart_and_a_row_that_came_later_is_named(report):
    now = tables(MonthlyFigures.from_json(report.revision.snapshot))
    paspor = next(table for table in now if table.sheet == "Paspor")
    without = [table for table in now if table.sheet != "Paspor"]
    names = [row[0] for row in paspor.rows]
    assert list(compared(without, now)) == [
        Differing("Paspor", name, "", "tidak ada", "ada") for name in names
    ]
    assert list(compared(now, now)) == []
