"""Indicators as the portal knew them on a past day, and what it cannot tell of one."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from outreach.models import SessionVillage
from outreach.tests.factories import ConsultationFactory, SessionFactory
from reports.actions.statistics import correct_statistic
from reports.figures.indicators.asked import Asked
from reports.figures.indicators.catalogue import GAUGES, measured
from reports.figures.period import MonthRange
from reports.models import Indicator
from reports.tests.figures_world import passports, village
from villages.models import VillageStep

pytestmark = pytest.mark.django_db
AUGUST = Month(2025, 8)
JAKARTA = ZoneInfo("Asia/Jakarta")
THE_DAY = date(2025, 9, 10)
END_OF_IT = datetime(2025, 9, 10, 23, 59, 59, 999999, tzinfo=JAKARTA)
EARLIER, LATER = (datetime(2025, 9, day, 9, tzinfo=JAKARTA) for day in (5, 20))
Unit, Period = Indicator.Unit, Indicator.Period


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat", code="kanwil-jabar")


@pytest.fixture
def bekasi(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Bekasi", code="kanim-bekasi")


@pytest.fixture
def supervisor(client, kanwil):
    user = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    client.force_login(user)
    return user


def held(office, *, at, people=None, served=None):
    session = SessionFactory(
        office=office, approved=True, held_on=date(2025, 8, 12), participants=people
    )
    type(session).objects.filter(pk=session.pk).update(reviewed_at=at)
    if served:
        SessionVillage.objects.create(session=session, village=served)
    return session


def value(key, office, *, known_at=None):
    span = MonthRange.of(AUGUST)
    asked = Asked((office,), (span,), date(2025, 12, 1), known_at)
    found = measured([key], asked).get(key, {})
    assert found.get((office.pk, span)) == found.get((None, span))
    return found.get((None, span))


def indicator(office, **changes):
    values = {
        "name": "Kegiatan tiap bulan", "numerator": "kegiatan", "unit": Unit.NUMBER, "target": 2,
        "period": Period.MONTH, "starts_on": date(2025, 1, 1), "set_at": EARLIER,
    }  # fmt: skip
    return Indicator.objects.create(office=office, **values | changes)


def opened(client, name="reports:indicator-list", **query):
    asked = {"bulan": "2025-08", "per": str(THE_DAY)} | query
    response = client.get(reverse(name), asked)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_figure_is_the_one_that_had_not_been_corrected_yet(bekasi):
    row = passports(bekasi, AUGUST, 812)
    correct_statistic(statistic=row, count=845, reason="Berkas susulan", by=None, at=LATER)
    assert value("paspor-pmi", bekasi) == 845
    assert value("paspor-pmi", bekasi, known_at=END_OF_IT) == 812
    assert value("penolakan", bekasi, known_at=END_OF_IT) is None


def test_sessions_people_and_villages_served_are_those_approved_by_then(bekasi):
    first, second = (
        village(bekasi, f"Desa {n}", f"32.75.01.100{n}", aktif=date(2025, 5, 1)) for n in (1, 2)
    )
    held(bekasi, at=EARLIER, people=30, served=first)
    held(bekasi, at=EARLIER, served=first)
    held(bekasi, at=LATER, people=11, served=second)
    keys = ("kegiatan", "peserta", "desa-dikunjungi")
    assert [value(key, bekasi) for key in keys] == [3, 41, 2]
    assert [value(key, bekasi, known_at=END_OF_IT) for key in keys] == [2, 30, 1]


def test_people_nobody_counted_are_unknown_then_as_they_are_now(bekasi):
    held(bekasi, at=EARLIER)
    assert value("peserta", bekasi) is None
    assert value("peserta", bekasi, known_at=END_OF_IT) is None
    assert value("kegiatan", bekasi, known_at=END_OF_IT) == 1


def test_a_village_is_active_once_its_step_was_on_record(bekasi):
    found = village(bekasi, aktif=date(2025, 8, 1))
    VillageStep.trace.filter(village=found).update(recorded_at=LATER)
    assert value("desa-aktif", bekasi) == 1
    assert value("desa-aktif", bekasi, known_at=END_OF_IT) == 0


def test_what_keeps_no_past_has_no_value_of_a_past_day(bekasi):
    ConsultationFactory(office=bekasi, held_on=date(2025, 8, 5))
    assert value("konsultasi", bekasi) == 1
    assert value("konsultasi", bekasi, known_at=END_OF_IT) is None
    told = measured(list(GAUGES), Asked((bekasi,), (MonthRange.of(AUGUST),), THE_DAY, END_OF_IT))
    assert set(told) == {key for key, gauge in GAUGES.items() if gauge.has_past}


def test_the_page_of_a_past_day_says_what_was_known_and_which_day_it_is(client, supervisor, bekasi):
    indicator(bekasi.supervisor_on(THE_DAY))
    held(bekasi, at=EARLIER)
    held(bekasi, at=LATER)
    then, now = opened(client), opened(client, per="")
    assert "10 September 2025" in then
    assert '<p class="indicator-now"><b>1</b>' in then
    assert '<p class="indicator-now"><b>2</b>' in now
    assert "hanya bulan, kantor" not in then


def test_an_indicator_set_afterwards_was_none_on_that_day(client, supervisor, kanwil):
    indicator(kanwil, name="Sudah ada")
    indicator(kanwil, name="Belum ditetapkan", set_at=LATER)
    assert "Belum ditetapkan" not in opened(client)
    assert "Sudah ada" in opened(client)
    assert "Belum ditetapkan" in opened(client, per="")


def test_a_measure_without_a_past_says_so_on_its_card(client, supervisor, kanwil, bekasi):
    indicator(kanwil, name="Konsultasi tiap bulan", numerator="konsultasi")
    ConsultationFactory(office=bekasi, held_on=date(2025, 8, 5))
    said = (
        "Konsultasi warga hanya diketahui menurut keadaan sekarang, jadi tidak dihitung per "
        "10 September 2025."
    )
    text = opened(client)
    assert said in text
    assert '<p class="indicator-now"><b>–</b>' in text
    assert said not in opened(client, per="")


def test_beranda_of_a_past_day_has_its_indicators_of_that_day(client, supervisor, kanwil, bekasi):
    indicator(kanwil)
    held(bekasi, at=EARLIER)
    held(bekasi, at=LATER)
    home = client.get(reverse("home"), {"bulan": "2025-08", "per": str(THE_DAY)})
    [url] = home.context["dashboard"].parts
    panel = " ".join(client.get(url).content.decode().split())
    assert "Kegiatan tiap bulan" in panel
    assert '<span class="push"><b>1</b>' in panel
