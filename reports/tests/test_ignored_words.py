"""A word of an address that means nothing is said above the page, whichever page it is."""

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from reports.dashboards.ignored import ignored
from reports.tests.figures_world import passports

pytestmark = pytest.mark.django_db
AUGUST = Month(2025, 8)
SAID = "Saringan diabaikan: "
PAGES = [
    "home",
    "reports:map",
    "reports:next-villages",
    "reports:pivot",
    "reports:indicator-list",
    "reports:data-quality",
    "reports:drill",
]


@pytest.fixture
def bekasi():
    return OfficeFactory(short_name="Kanim Bekasi", code="kanim-bekasi")


@pytest.fixture
def operator(client, bekasi):
    user = UserFactory(office=bekasi, role=Role.OPERATOR)
    client.force_login(user)
    return user


def opened(client, page, **asked) -> str:
    response = client.get(reverse(page), asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_every_analysis_page_says_which_filter_it_does_not_obey(client, operator, bekasi, page):
    passports(bekasi, AUGUST, 70)
    asked = {"bulan": "2025-08", "rentang": "abc", "kabupaten": "99.99"}
    assert f"{SAID}rentang “abc” dan kabupaten/kota “99.99”." in opened(client, page, **asked)
    assert SAID not in opened(client, page, bulan="2025-08", rentang="3")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("month", ["2025-13", "9999-12"])
def test_every_analysis_page_says_that_a_month_is_none(client, operator, bekasi, page, month):
    passports(bekasi, AUGUST, 70)
    assert "Yang tampil bulan terakhir yang ada datanya." in opened(client, page, bulan=month)


@pytest.mark.parametrize(
    ("page", "name", "word"),
    [
        ("home", "hasil", "foo"),
        ("home", "keperluan", "foo"),
        ("home", "tahap", "foo"),
        ("reports:drill", "apa", "foo"),
        ("reports:drill", "menurut", "foo"),
        ("reports:pivot", "baris", "foo"),
        ("reports:pivot", "kolom", "bar"),
        ("reports:map", "warna", "foo"),
        ("reports:map", "bidang", "desa"),
        ("reports:data-quality", "aturan", "foo"),
        ("reports:next-villages", "bobot_permintaan", "berat"),
    ],
)
def test_what_only_one_page_knows_is_said_there_too(client, operator, page, name, word):
    text = opened(client, page, **{name: word})
    assert SAID in text
    assert f"“{word}”" in text


def test_what_goes_without_saying_may_be_said(client, operator, bekasi):
    passports(bekasi, AUGUST, 70)
    usual = {"bulan": "2025-08", "rentang": "tahun", "hasil": "terbit", "keperluan": "pmi"}
    assert SAID not in opened(client, "home", **usual)
    assert SAID not in opened(client, "reports:map", **usual, warna="upaya", isi="kebutuhan")
    assert SAID not in opened(client, "reports:drill", **usual, apa="paspor", menurut="bulan")
    assert SAID not in opened(client, "reports:pivot", **usual, data="statistik", kolom="tanpa")


def test_a_country_no_figure_names_is_no_filter(client, operator, bekasi):
    passports(bekasi, AUGUST, 70, destination="Malaysia")
    page = opened(client, "home", bulan="2025-08", tujuan="XX")
    assert f"{SAID}negara tujuan “XX”." in page
    assert "Negara tujuan: XX" not in page
    assert "Negara tujuan: Malaysia" in opened(client, "home", bulan="2025-08", tujuan="Malaysia")


def test_a_country_known_from_another_month_stays_a_filter(client, operator, bekasi):
    passports(bekasi, Month(2025, 3), 70, destination="Malaysia")
    page = opened(client, "home", bulan="2025-08", rentang="1", tujuan="Malaysia")
    assert SAID not in page
    assert "Negara tujuan: Malaysia" in page


def test_it_is_said_once_and_not_on_the_page_after(client, operator, bekasi):
    passports(bekasi, AUGUST, 70)
    assert opened(client, "home", hasil="foo").count(SAID) == 1
    assert SAID not in opened(client, "home")


def test_a_saved_file_leaves_no_word_behind_for_the_next_page(client, operator, bekasi):
    passports(bekasi, AUGUST, 70)
    client.get(reverse("reports:pivot"), {"baris": "foo", "bulan": "x", "unduh": "csv"})
    page = opened(client, "home", bulan="2025-08")
    assert SAID not in page
    assert "Yang tampil bulan terakhir" not in page


def test_a_very_long_word_is_cut():
    [said] = ignored({"rentang": "x" * 500}, {"rentang": "tahun"})
    assert len(said) < 60
