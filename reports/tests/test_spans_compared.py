"""Several months beside the same months of the year before, on Beranda and in Telusuri."""

from datetime import date

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from outreach.tests.factories import SessionFactory
from reports.figures.period import MonthRange
from reports.tests.dashboards import AUGUST, JULY, opened
from reports.tests.figures_world import passports, region, running_total

pytestmark = pytest.mark.django_db
JUNE = Month(2025, 6)
SUMMER = (JUNE, JULY, AUGUST)


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat")


@pytest.fixture
def bekasi(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Bekasi", code="kanim-bekasi")


@pytest.fixture
def karawang(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Karawang", code="kanim-karawang")


@pytest.fixture(autouse=True)
def supervisor(kanwil, client):
    user = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    client.force_login(user)
    return user


def over(client, which=0, **query):
    """(the figure's value over the view's months, its changes)"""
    figure = opened(client, **query).dashboard.figures[which]
    return figure.over, [each.text for each in figure.over_changes]


def drilled(client, **query):
    response = client.get(reverse("reports:drill"), {"bulan": "2025-08"} | query)
    found = response.context["drill"]
    return found.total, [each.text for each in found.changes], response.content.decode()


def test_three_months_are_held_against_the_same_three_of_last_year(client, bekasi, karawang):
    for month in SUMMER:
        passports(bekasi, month, 100)
        passports(karawang, month, 50)
        passports(bekasi, month.year_ago, 80)
        passports(karawang, month.year_ago, 40)
    words = ["naik 90 dari Juni–Agustus 2024"]  # 3 × 150 - 3 × 120
    assert over(client, rentang="3") == ("Juni–Agustus 2025: 450", words)
    total, changes, text = drilled(client, rentang="3")
    assert (total, changes) == (450, words)
    assert words[0] in text
    assert words[0] in opened(client, rentang="3").text


def test_the_year_so_far_reaches_back_to_january_of_last_year(client, bekasi):
    for month in MonthRange.year_to(AUGUST):
        passports(bekasi, month, 10)
        passports(bekasi, month.year_ago, 12)
    assert over(client) == ("Januari–Agustus 2025: 80", ["turun 16 dari Januari–Agustus 2024"])


@pytest.mark.parametrize(("span", "months"), [("6", 6), ("12", 12), ("24", 24)])
def test_every_span_is_compared_with_the_one_a_year_before(client, bekasi, span, months):
    for month in MonthRange.ending(AUGUST, months=months + 12):
        passports(bekasi, month, 10 if month > AUGUST.year_ago else 7)
    [words] = over(client, rentang=span)[1]
    now = 10 * min(months, 12) + 7 * max(months - 12, 0)
    assert words.startswith(f"naik {now - 7 * months} dari ")


def test_one_month_is_compared_in_telusuri_as_on_beranda(client, bekasi):
    for month, count in ((AUGUST, 1204), (JULY, 894), (AUGUST.year_ago, 1300)):
        passports(bekasi, month, count)
    words = ["naik 310 dari Juli 2025", "turun 96 dari Agustus 2024"]
    assert drilled(client, rentang="1")[:2] == (1204, words)
    assert over(client, rentang="1") == ("", [])


def test_a_month_nobody_counted_is_said_beside_the_change(client, bekasi):
    for month in SUMMER:
        passports(bekasi, month, 100)
    passports(bekasi, JUNE.year_ago, 80)
    passports(bekasi, AUGUST.year_ago, 90)
    words = ["naik 130 dari Juni–Agustus 2024 (belum lengkap: Juli 2024)"]
    assert over(client, rentang="3")[1] == words
    alone = ["naik 130 dari Juni–Agustus 2024 (belum ada angka Juli 2024)"]
    assert drilled(client, rentang="3", kantor=bekasi.code)[1] == alone


def test_an_office_that_has_figures_of_one_year_only_is_said(client, bekasi, karawang):
    for month in SUMMER:
        passports(bekasi, month, 100)
        passports(bekasi, month.year_ago, 90)
        passports(karawang, month, 50)
    words = ["naik 180 dari Juni–Agustus 2024 (1 kantor belum ada angka Juni–Agustus 2024)"]
    assert over(client, rentang="3")[1] == words


def test_nothing_of_last_year_is_no_change(client, bekasi):
    for month in SUMMER:
        passports(bekasi, month, 100)
    assert over(client, rentang="3")[1] == ["belum ada angka Juni–Agustus 2024"]
    assert over(client, which=1, rentang="3") == ("", [])  # no refusals either


def test_one_villages_rows_are_not_compared_with_an_offices_totals(client, bekasi):
    home = region("Mustikajaya", "32.75.11.1003")
    for month in SUMMER:
        passports(bekasi, month, 5, home_region=home)
        passports(bekasi, month.year_ago, 90)
    words = ["tidak sebanding dengan Juni–Agustus 2024: rinciannya lain"]
    assert over(client, rentang="3")[1] == words


def test_a_total_printed_for_both_spans_is_compared(client, bekasi):
    months = MonthRange(JUNE, AUGUST)
    running_total(bekasi, months, 450)
    running_total(bekasi, months.year_ago, 400)
    assert over(client, rentang="3")[1] == ["naik 50 dari Juni–Agustus 2024"]


def test_sessions_of_a_span_are_compared_and_their_parts_are_not_more(client, bekasi):
    for day in (date(2025, 6, 3), date(2025, 8, 12), date(2024, 7, 9), date(2024, 12, 1)):
        SessionFactory(office=bekasi, approved=True, held_on=day)
    assert over(client, which=2, rentang="3") == (
        "Juni–Agustus 2025: 2",
        ["naik 1 dari Juni–Agustus 2024"],
    )
    total, changes, _ = drilled(client, rentang="3", apa="kegiatan", menurut="bulan")
    assert (total, changes) == (2, ["naik 1 dari Juni–Agustus 2024"])
    assert drilled(client, rentang="3", apa="kegiatan", menurut="kantor")[0] == 2


def test_a_filter_holds_for_both_spans(client, bekasi):
    for month in SUMMER:
        passports(bekasi, month, 60, destination="Malaysia")
        passports(bekasi, month, 40, destination="Taiwan")
        passports(bekasi, month.year_ago, 50, destination="Malaysia")
        passports(bekasi, month.year_ago, 70, destination="Taiwan")
    words = ["naik 30 dari Juni–Agustus 2024"]  # 3 × 60 - 3 × 50
    assert drilled(client, rentang="3", tujuan="Malaysia")[:2] == (180, words)
    assert over(client, rentang="3", tujuan="Malaysia")[1] == words
