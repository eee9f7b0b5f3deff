"""The figures that speak for a village an office wants to propose."""

from datetime import date

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from reports.figures.evidence import passport_demand, setbacks
from reports.figures.period import MonthRange
from reports.models.statistic import Outcome
from reports.tests.figures_world import passports, region, running_total, village
from villages import evidence

pytestmark = pytest.mark.django_db
TODAY = date(2025, 10, 6)
JULY, AUGUST = Month(2025, 7), Month(2025, 8)


@pytest.fixture
def office():
    return OfficeFactory(short_name="Kanim Bekasi")


@pytest.fixture
def homes():
    return [region(name, f"32.75.01.100{at}") for at, name in enumerate("ABC", start=1)]


def told(office, home, on=TODAY):
    return passport_demand(home, office, None, on)


def test_a_village_is_told_with_its_passports_and_its_place_in_the_office(office, homes):
    for home, count in zip(homes, (40, 90, 40), strict=True):
        passports(office, JULY, count, home_region=home)
        passports(office, AUGUST, count, home_region=home)
    (figure,) = told(office, homes[0])
    assert figure["label"] == "Paspor PMI pemohon dari desa ini, Juli–Agustus 2025"
    assert figure["value"] == "80 paspor"
    assert figure["note"] == "peringkat 2 dari 3 desa/kelurahan di Kanim Bekasi"


def test_only_the_last_twelve_months_count(office, homes):
    passports(office, AUGUST.plus(-12), 500, home_region=homes[0])
    passports(office, AUGUST.plus(-11), 5, home_region=homes[0])
    passports(office, AUGUST, 7, home_region=homes[0])
    (figure,) = told(office, homes[0])
    assert figure["value"] == "12 paspor"
    assert "September 2024–Agustus 2025" in figure["label"]


def test_what_was_counted_after_the_letters_day_is_not_known_then(office, homes):
    passports(office, JULY, 3, home_region=homes[0])
    passports(office, Month(2025, 11), 99, home_region=homes[0])
    assert told(office, homes[0])[0]["value"] == "3 paspor"


def test_a_span_that_was_published_whole_is_told_whole(office, homes):
    to_august = MonthRange.year_to(AUGUST)
    running_total(office, to_august, 860, home_region=homes[0])
    (figure,) = told(office, homes[0])
    assert figure["value"] == "860 paspor"
    assert figure["label"].endswith("Januari–Agustus 2025")


def test_nothing_is_said_where_nobody_counted(office, homes):
    assert told(office, homes[0]) == []
    passports(office, JULY, 30)
    assert told(office, homes[0]) == []
    passports(office, JULY, 30, home_region=homes[1])
    assert told(office, homes[0]) == []


def test_made_up_figures_say_so(office, homes):
    passports(office, JULY, 3, home_region=homes[0], made_up=True)
    assert told(office, homes[0])[0]["note"].endswith("; data contoh")


def test_the_figure_leads_to_the_rows_it_was_counted_from(client, office, homes):
    for home, count in zip(homes, (40, 90, 40), strict=True):
        passports(office, AUGUST, count, home_region=home)
    client.force_login(UserFactory(office=office, role=Role.OPERATOR))
    rows = client.get(told(office, homes[0])[0]["url"]).context["object_list"]
    assert [(row.home_region, row.count) for row in rows] == [(homes[0], 40)]


def test_a_proposal_hears_of_it(office, homes):
    passports(office, AUGUST, 40, home_region=homes[0])
    assert evidence.figures_for(homes[0], office, None, TODAY)[0]["value"] == "40 paspor"


def test_the_dashboard_makes_a_candidate_of_a_line_that_is_none_yet(client, office):
    known = village(office, "Desa Lama", "32.75.01.1004", calon=date(2025, 1, 1)).region
    new = region("Desa Baru", "32.75.01.1005")
    for home, count in ((known, 90), (new, 40)):
        passports(office, AUGUST, count, home_region=home)
    client.force_login(UserFactory(office=office, role=Role.OPERATOR))
    page = client.get(reverse("home"), {"bulan": "2025-08"}).content.decode()
    assert page.count("Jadikan calon") == 1
    assert f"wilayah={new.pk}&amp;permintaan=40+paspor+PMI" in page
    client.force_login(UserFactory(office=office, role=Role.OFFICE_HEAD))
    assert "Jadikan calon" not in client.get(reverse("home"), {"bulan": "2025-08"}).content.decode()


def test_what_was_refused_and_delayed_is_told_outcome_by_outcome(office, homes):
    passports(office, AUGUST, 80, home_region=homes[0])
    for outcome, count in ((Outcome.REFUSED, 41), (Outcome.DELAYED, 7)):
        passports(office, AUGUST, count, outcome=outcome, purpose="", home_region=homes[0])
    passports(office, AUGUST, 9, outcome=Outcome.SUSPENDED, purpose="", home_region=homes[1])
    told_of = setbacks(homes[0], office, None, TODAY)
    assert [(each["label"], each["value"]) for each in told_of] == [
        ("Penolakan pemohon dari desa ini, Agustus 2025", "41 permohonan"),
        ("Penundaan pemohon dari desa ini, Agustus 2025", "7 permohonan"),
    ]
    assert f"outcome={Outcome.REFUSED}" in told_of[0]["url"]


def test_outcomes_nobody_broke_down_by_village_are_left_out(office, homes):
    passports(office, AUGUST, 80, home_region=homes[0])
    passports(office, AUGUST, 41, outcome=Outcome.REFUSED, purpose="")
    assert setbacks(homes[0], office, None, TODAY) == []
