"""From a figure to the cells it was summed from, and from each cell to its file."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.models import OfficeSupervision
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory, supervise
from reports.actions.reports import build_report
from reports.actions.statistics import correct_statistic
from reports.figures.origins import origin_of, rows_of
from reports.figures.passports import PMI_ISSUED, ledgers
from reports.figures.period import MonthRange
from reports.models import PassportStatistic
from reports.tests.dashboards import opened
from reports.tests.dashboards import rows_behind as behind
from reports.tests.factories import ImportRunFactory, StatisticFactory
from reports.tests.figures_world import region, running_total
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1, small_kanwil

pytestmark = pytest.mark.django_db
JANUARY = Month(2025, 1)
PAGE = "reports:figure-origin"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place():
    return small_kanwil()


@pytest.fixture
def supervisor(client, place):
    user = UserFactory(office=place.kanwil, role=Role.SUPERVISOR)
    client.force_login(user)
    return user


def asked(client, **query):
    return client.get(reverse(PAGE), {"hasil": "terbit", "keperluan": "pmi", **query})


def counted(response):
    return [row.cells[1].text for row in response.context["rows"]]


def said(response):
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


def rows_behind(office, months):
    book = ledgers([office.pk], MonthRange.of(months), [PMI_ISSUED])[PMI_ISSUED]
    origin = origin_of(book, PMI_ISSUED, [office.pk], months)
    rows = rows_of([origin], PassportStatistic.objects.all())
    return origin, sorted(rows.values_list("counted", flat=True))


# Which rows


def test_of_one_regency_only_its_own_rows_are_shown(client, supervisor, place):
    for name, code, number in (("Harapanjaya", "32.75.03.1006", 60), ("Lain", "32.16.06.2001", 7)):
        StatisticFactory(office=place.bekasi, home_region=region(name, code), count=number)
    told = asked(client, bulan=AUGUST, kantor=place.bekasi.code, kabupaten="32.75")
    assert counted(told) == ["60"]


def test_the_rows_add_up_to_the_figure_and_to_nothing_beside_it(place):
    harapan = region("Harapanjaya", "32.75.03.1006")
    StatisticFactory(office=place.bekasi, home_region=harapan, count=99)
    StatisticFactory(office=place.bekasi, purpose="umrah", count=5)
    running_total(place.bekasi, MonthRange(JANUARY, AUGUST), 1600)
    origin, rows = rows_behind(place.bekasi, AUGUST)
    assert (origin.value, rows) == (812, [812])


def test_without_a_row_of_its_own_an_office_is_the_sum_of_one_breakdown(place):
    for number, count in enumerate((40, 60), start=1):
        home = region(f"Desa {number}", f"32.75.03.100{number}")
        StatisticFactory(office=place.cianjur, home_region=home, count=count)
    StatisticFactory(office=place.cianjur, home_region=home, destination="Malaysia", count=60)
    origin, rows = rows_behind(place.cianjur, AUGUST)
    assert (origin.value, rows) == (100, [40, 60])


def test_a_difference_is_one_total_less_the_other(place):
    running_total(place.cianjur, MonthRange(JANUARY, JULY), 600)
    running_total(place.cianjur, MonthRange(JANUARY, AUGUST), 700)
    origin, rows = rows_behind(place.cianjur, AUGUST)
    assert (origin.value, rows) == (100, [-600, 700])
    assert origin.computed == (
        "Agustus 2025 dihitung dari selisih kumulatif Januari–Agustus dan Januari–Juli",
    )


def test_totals_that_are_added_and_taken_off_again_fall_out(place):
    office = OfficeFactory()
    for number, total in ((6, 500), (7, 600), (8, 720)):
        running_total(office, MonthRange(JANUARY, Month(2025, number)), total)
    origin, rows = rows_behind(office, MonthRange(JULY, AUGUST))
    assert (origin.value, rows) == (220, [-500, 720])


def test_a_cumulative_figure_is_its_own_row(place):
    office = OfficeFactory()
    running_total(office, MonthRange(JANUARY, AUGUST), 8837)
    origin, rows = rows_behind(office, MonthRange.year_to(AUGUST))
    assert (origin.value, rows) == (8837, [8837])


# The page


def test_each_cell_is_told_with_file_hash_place_uploader_and_time(client, place):
    clerk = UserFactory(office=place.bekasi, full_name="Sari (contoh)")
    client.force_login(clerk)
    run = ImportRunFactory(office=place.bekasi, uploaded_by=clerk, filename="rekap agustus.xlsx")
    row = PassportStatistic.objects.get(office=place.bekasi, count=812)
    correct_statistic(statistic=row, count=1, reason="x", by=None, at=SEPTEMBER_1)
    StatisticFactory(
        office=place.bekasi, outcome="penolakan", purpose="", count=14, import_run=run,
        sheet="Rekap", row=12, column="Ditolak",
    )  # fmt: skip
    response = asked(client, hasil="penolakan", keperluan="", bulan="2025-08")
    text = said(response)
    for word in ("rekap agustus.xlsx", f"sidik {run.sha256[:12]}", "Rekap", "12", "Ditolak",
                 "Sari (contoh)", "Unduh"):  # fmt: skip
        assert word in text
    html = response.content.decode()
    assert reverse("officers:import-detail", args=[run.pk]) in html
    assert reverse("officers:import-original", args=[run.pk]) in html
    assert "14 permohonan, jumlah baris di bawah ini" in re.sub(" +", " ", text)


def test_a_kanwils_figure_leads_to_the_rows_of_its_offices(client, supervisor, place):
    StatisticFactory(office=place.cianjur, count=100)
    response = asked(client, bulan="2025-08", kantor=place.kanwil.code)
    assert counted(response) == ["100", "812"]
    assert response.context["value"] == 912
    assert response.context["hidden_text"] == ""


def test_many_rows_come_in_pages_and_the_sum_is_of_all(client, place):
    client.force_login(UserFactory(office=place.cianjur))
    for number in range(30):
        home = region(f"Desa {number}", f"32.75.03.10{number:02}")
        StatisticFactory(office=place.cianjur, home_region=home, count=10)
    response = asked(client, bulan="2025-08")
    assert len(response.context["rows"]) == 25
    assert response.context["value"] == 300
    assert len(asked(client, bulan="2025-08", page="2").context["rows"]) == 5


def test_typed_figures_say_so(client, place):
    clerk = UserFactory(office=place.bekasi)
    client.force_login(clerk)
    assert "diketik di portal" in said(asked(client, bulan="2025-08"))


def test_what_the_reader_does_not_see_is_said_not_shown(client, supervisor, place):
    """An office that has another Kanwil now: its row stays in the sum of the report of its time."""
    report = build_report(office=place.kanwil, month=AUGUST, by=None, at=SEPTEMBER_1)
    OfficeSupervision.objects.filter(office=place.bekasi).update(ends_on=date(2025, 9, 30))
    supervise(place.bekasi, KanwilFactory(), starts_on=date(2025, 10, 1))
    response = asked(client, laporan=report.pk)
    assert counted(response) == []
    assert "812 dari 812 berasal dari kantor di luar kewenangan Anda" in said(response)


def test_a_reports_figure_leads_to_what_was_known_then(client, supervisor, place):
    report = build_report(office=place.bekasi, month=AUGUST, by=None, at=SEPTEMBER_1)
    row = PassportStatistic.objects.get(office=place.bekasi, count=812)
    later = SEPTEMBER_1 + timedelta(days=1)
    correct_statistic(statistic=row, count=845, reason="Berkas susulan", by=None, at=later)
    assert counted(asked(client, laporan=report.pk)) == ["812"]
    assert counted(asked(client, bulan="2025-08", kantor=place.bekasi.code)) == ["845"]


def test_another_offices_figure_is_nobodys(client, place):
    client.force_login(UserFactory(office=place.bekasi))
    assert asked(client, bulan="2025-08", kantor=place.cianjur.code).status_code == 404
    report = build_report(office=place.cianjur, month=AUGUST, by=None, at=SEPTEMBER_1)
    assert asked(client, laporan=report.pk).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"hasil": "semua", "bulan": "2025-08"},
        {"bulan": "Agustus"},
        {"bulan": "2025-08", "sampai": "2025-01"},
        {"bulan": "2001-01", "sampai": "2025-08"},
        {"bulan": "2025-08", "desa": "32.75"},
        {"laporan": "x"},
    ],
)
def test_an_address_that_names_no_figure_is_not_found(client, supervisor, query):
    assert asked(client, **query).status_code == 404


# The way there


def test_the_dashboards_figures_lead_to_their_cells(client, supervisor, place):
    StatisticFactory(office=place.cianjur, count=100)
    page = opened(client)
    [issued] = [each for each in page.dashboard.figures if each.label == "Paspor PMI terbit"]
    response = behind(client, issued.url)
    assert (issued.value, response.context["value"]) == ("912", 912)
    assert counted(response) == ["100", "812"]


def test_a_villages_figure_leads_to_its_rows(client, place):
    client.force_login(UserFactory(office=place.cianjur))
    home = region("Harapanjaya", "32.75.03.1006")
    StatisticFactory(office=place.cianjur, home_region=home, count=40)
    other = region("Lain", "32.75.03.1007")
    StatisticFactory(office=place.cianjur, home_region=other, count=60)
    response = asked(client, bulan="2025-01", sampai="2025-08", desa=home.pk)
    assert (counted(response), response.context["value"]) == (["40"], 40)


def test_a_reports_page_lists_its_figures_with_the_way_to_their_cells(client, supervisor, place):
    report = build_report(office=place.bekasi, month=AUGUST, by=None, at=SEPTEMBER_1)
    html = client.get(report.get_absolute_url()).content.decode()
    [address] = re.findall(r'href="(/data/asal/[^"]+)"', html)
    assert counted(client.get(address.replace("&amp;", "&"))) == ["812"]
