"""A figure beside others of the same days: said in a sentence, checked, never added up."""

from datetime import date

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import UserFactory
from reports.actions.statistics import withdraw_statistic
from reports.figures.overlaps import Relation, overlaps
from reports.tests.factories import LONG_KNOWN, StatisticFactory
from reports.views.overlaps import beside
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
EIGHT_MONTHS = {"period_start": date(2025, 1, 1), "period_end": date(2025, 8, 31)}


@pytest.fixture
def clerk(client):
    user = UserFactory(role=Role.OPERATOR)
    client.force_login(user)
    return user


def texts(figure, user):
    return [(line.text, line.warning) for line in beside(figure, user)]


def test_a_total_stands_beside_its_breakdown_and_the_difference_is_told(clerk):
    load_real_regions("32.75.03")
    total = StatisticFactory(office=clerk.office, count=100)
    parts = [
        StatisticFactory(office=clerk.office, home_region_id=code, count=40)
        for code in ("32.75.03.1001", "32.75.03.1006")
    ]
    assert texts(total, clerk) == [
        (
            "Rincian menurut desa/kelurahan asal: 2 angka, berjumlah 80.",
            "Angka ini 20 lebih besar daripada jumlahnya.",
        )
    ]
    [whole] = overlaps(parts[0], user=clerk)
    assert (whole.relation, whole.total) == (Relation.WHOLE, 100)
    assert texts(parts[0], clerk)[0][0].startswith("Angka ini bagian dari total 100 permohonan")


def test_a_cumulative_figure_stands_beside_its_months(clerk):
    months = [
        StatisticFactory(office=clerk.office, month=Month(2025, number), count=10)
        for number in range(1, 9)
    ]
    whole = StatisticFactory(office=clerk.office, count=81, **EIGHT_MONTHS)
    assert texts(whole, clerk) == [
        (
            "8 dari 8 bulan di dalam periode ini tercatat, berjumlah 80.",
            "Angka ini 1 lebih besar daripada jumlahnya.",
        )
    ]
    assert texts(months[3], clerk) == [("Termasuk dalam angka Januari–Agustus 2025: 81.", "")]


def test_months_that_are_not_all_there_are_no_check_yet(clerk):
    StatisticFactory(office=clerk.office, month=Month(2025, 3), count=10)
    whole = StatisticFactory(office=clerk.office, count=81, **EIGHT_MONTHS)
    assert texts(whole, clerk) == [
        ("1 dari 8 bulan di dalam periode ini tercatat, berjumlah 10.", "")
    ]


def test_running_totals_inside_one_another_are_not_added_up(clerk):
    for last in (date(2025, 3, 31), date(2025, 6, 30)):
        StatisticFactory(office=clerk.office, period_start=date(2025, 1, 1), period_end=last)
    whole = StatisticFactory(office=clerk.office, **EIGHT_MONTHS)
    [found] = overlaps(whole, user=clerk)
    assert (found.relation, found.number, found.total) == (Relation.SHORTER, 2, None)
    assert texts(whole, clerk) == [("2 angka untuk rentang lebih pendek di dalam periode ini.", "")]


@pytest.mark.parametrize(
    "other",
    [
        {"outcome": "penolakan"},
        {"month": Month(2025, 7)},
        {"purpose": "umrah", "sex": "perempuan"},
    ],
)
def test_what_counts_something_else_does_not_stand_beside(clerk, other):
    figure = StatisticFactory(office=clerk.office)
    StatisticFactory(office=clerk.office, **other)
    StatisticFactory(sex="perempuan")  # another office's
    assert overlaps(figure, user=clerk) == []


def test_what_is_no_longer_held_true_is_not_compared(clerk):
    figure = StatisticFactory(office=clerk.office)
    part = StatisticFactory(office=clerk.office, sex="perempuan", count=3)
    assert len(overlaps(figure, user=clerk)) == 1
    withdraw_statistic(statistic=part, reason="salah kantor", by=clerk, at=LONG_KNOWN)
    assert overlaps(figure, user=clerk) == []
    part.refresh_from_db()
    assert beside(part, clerk) == []


def test_the_page_says_it_and_leads_to_the_rows(client, clerk):
    figure = StatisticFactory(office=clerk.office, count=100)
    StatisticFactory(office=clerk.office, sex="perempuan", count=60)
    StatisticFactory(office=clerk.office, sex="laki-laki", count=40)
    page = client.get(reverse("reports:statistic-detail", args=[figure.pk]))
    assert "Berdampingan dengan angka ini, tidak dijumlahkan" in page.text
    [line] = page.context["beside"]
    assert line.warning == ""
    assert client.get(line.url).context["page_obj"].paginator.count == 2
