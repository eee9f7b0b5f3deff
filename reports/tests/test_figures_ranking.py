"""Bekasi is third in the country, after Cilacap and Pemalang."""

import pytest

from dbi_portal.lib.months import Month
from officers.tests.factories import OfficeFactory
from reports.figures import ranking
from reports.figures.made_up import MadeUp
from reports.figures.period import MonthRange
from reports.tests.figures_world import passports, running_total

pytestmark = pytest.mark.django_db
TO_AUGUST = MonthRange.year_to(Month(2025, 8))


@pytest.fixture
def bekasi():
    return OfficeFactory(short_name="Bekasi")


@pytest.fixture
def leaders():
    for name, count in (("Pemalang", 9900), ("Cilacap", 11200)):
        running_total(OfficeFactory(short_name=name), TO_AUGUST, count, made_up=True)


def test_bekasi_is_third_after_cilacap_and_pemalang(bekasi, leaders):
    for month in TO_AUGUST:
        passports(bekasi, month, 1104)
    passports(OfficeFactory(short_name="Cirebon"), Month(2025, 3), 5190)
    OfficeFactory(short_name="Kantor tanpa data")
    place = ranking.rank(bekasi, TO_AUGUST)
    assert (place.place, place.ahead, place.of_how_many) == (3, ("Cilacap", "Pemalang"), 4)
    assert ranking.sentence(place, TO_AUGUST) == (
        "Bekasi peringkat ketiga se-Indonesia Januari–Agustus 2025, "
        "setelah Cilacap dan Pemalang, dari 4 kantor yang datanya ada."
    )
    assert place.made_up is MadeUp.NONE


def test_offices_with_the_same_figure_share_a_place(bekasi):
    august = Month(2025, 8)
    others = OfficeFactory.create_batch(2)
    for office, count in [(bekasi, 150), (others[0], 150), (others[1], 90)]:
        passports(office, august, count)
    places = {place.office_id: place.place for place in ranking.standings(august)}
    assert places == {bekasi.pk: 1, others[0].pk: 1, others[1].pk: 3}
    last = ranking.rank(others[1], august)
    assert set(last.ahead) == {bekasi.short_name, others[0].short_name}
    assert ranking.rank(bekasi, august).ahead == ()


def test_an_office_without_a_figure_has_no_place(bekasi, leaders):
    assert ranking.rank(bekasi, TO_AUGUST) is None


def test_many_ahead_are_counted_and_not_all_named(bekasi):
    august = Month(2025, 8)
    for number in range(12):
        passports(OfficeFactory(short_name=f"Kanim {number:02}"), august, 1000 - number)
    passports(bekasi, august, 5)
    place = ranking.rank(bekasi, august)
    assert place.ordinal == "ke-13"
    assert "setelah 00, 01, 02, dan 9 kantor lain" in ranking.sentence(place, august)
