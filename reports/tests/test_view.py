"""The filters of a dashboard are words in its address."""

from __future__ import annotations

import pytest
from django.http import Http404, QueryDict

from dbi_portal.lib.months import Month
from officers.tests.factories import OfficeFactory, UserFactory
from reports.dashboards.view import View
from reports.figures.period import MonthRange
from reports.models.statistic import Outcome, Purpose
from reports.tests.figures_world import passports, region
from villages.models import GuidedVillage


def read(text: str = "") -> View:
    return View.of(QueryDict(text))


def test_an_empty_address_asks_for_issued_pmi_passports_of_the_year():
    view = read()
    assert (view.outcome, view.purpose) == (Outcome.ISSUED, Purpose.MIGRANT_WORK)
    assert view.months(Month(2025, 8)) == MonthRange(Month(2025, 1), Month(2025, 8))
    assert view.query() == ""


@pytest.mark.parametrize(
    ("span", "first"),
    [("1", Month(2025, 2)), ("3", Month(2024, 12)), ("6", Month(2024, 9)), ("12", Month(2024, 3))],
)
def test_a_span_counts_back_from_the_month(span, first):
    asked = read(f"rentang={span}").months(Month(2025, 2))
    assert asked == MonthRange(first, Month(2025, 2))


def test_what_an_address_does_not_mean_is_ignored():
    wrong = "bulan=kemarin&rentang=7&tahap=x&hasil=y&keperluan=z&kabupaten=32.7"
    assert read(wrong) == read()


def test_refusals_are_of_every_purpose_unless_one_is_asked_for():
    assert read("hasil=penolakan").purpose == ""
    assert read("hasil=penolakan&keperluan=pmi").purpose == Purpose.MIGRANT_WORK
    assert read("keperluan=semua").purpose == ""


@pytest.mark.django_db
def test_an_address_written_from_a_view_asks_for_the_same_again():
    text = (
        "bulan=2025-08&rentang=3&kantor=kanim-bekasi&tahap=aktif&hasil=penolakan"
        "&keperluan=pmi&tujuan=Malaysia"
    )
    passports(OfficeFactory(), Month(2025, 3), 7, destination="Malaysia")
    view = read(text)
    assert view.stage == GuidedVillage.Stage.ACTIVE
    assert read(view.query()) == view
    assert read(read("keperluan=semua").query()) == read("keperluan=semua")


@pytest.mark.django_db
def test_a_link_keeps_every_filter_but_the_one_it_changes():
    passports(OfficeFactory(), Month(2025, 3), 7, destination="Malaysia")
    view = read("bulan=2025-08&tujuan=Malaysia&keperluan=pmi")
    assert view.query(bulan=Month(2025, 7)) == "bulan=2025-07&tujuan=Malaysia"
    assert view.query(tujuan="") == "bulan=2025-08"
    assert view.link("home", kantor="kanim-a") == "/?bulan=2025-08&kantor=kanim-a&tujuan=Malaysia"


@pytest.mark.django_db
def test_a_regency_that_is_none_is_ignored():
    region("Harapanjaya", "32.75.03.1006")
    assert read("kabupaten=32.75").regency == "32.75"
    assert read("kabupaten=99.99").regency == ""


@pytest.mark.django_db
def test_the_page_of_an_office_nobody_showed_him_is_not_there():
    mine, other = OfficeFactory(), OfficeFactory()
    user = UserFactory(office=mine)
    assert read().head(user) == mine
    with pytest.raises(Http404):
        read(f"kantor={other.code}").head(user)
