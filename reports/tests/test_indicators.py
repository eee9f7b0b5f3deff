"""Indicators: what they measure, and that nothing unknown is judged."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.tests.factories import (
    OfficerFactory,
    UserFactory,
)
from outreach.models import FollowUp
from outreach.tests.factories import ConsultationFactory, SessionFactory
from reports.figures.indicators.asked import Asked
from reports.figures.indicators.catalogue import GAUGES, measured
from reports.figures.indicators.readings import is_running, periods
from reports.figures.period import MonthRange
from reports.models.statistic import Outcome
from reports.tests import dashboards
from reports.tests.figures_world import passports, village
from reports.tests.indicators import Better, Period, Unit, held, indicator, one
from villages.models import Assignment

pytestmark = pytest.mark.django_db
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
TODAY = date(2025, 12, 1)
kanwil, bekasi, karawang = dashboards.kanwil, dashboards.bekasi, dashboards.karawang


def values(key, *offices, months=AUGUST, today=TODAY):
    span = MonthRange.of(months)
    found = measured([key], Asked(offices, (span,), today))[key]
    return [found.get((office.pk, span)) for office in offices] + [found.get((None, span))]


def test_every_measure_answers_where_nothing_was_written_yet(bekasi):
    asked = Asked((bekasi,), (MonthRange.of(AUGUST),), TODAY)
    assert measured(list(GAUGES), asked).keys() == GAUGES.keys()


def test_passports_are_the_dashboards_and_unknown_stays_unknown(bekasi, karawang):
    passports(bekasi, AUGUST, 40)
    passports(bekasi, AUGUST, 3, outcome=Outcome.REFUSED, purpose="")
    assert values("paspor-pmi", bekasi, karawang) == [40, None, 40]
    assert values("penolakan", bekasi, karawang) == [3, None, 3]
    assert values("penundaan", bekasi) == [None, None]


def test_sessions_people_and_consultations_of_the_period(bekasi, karawang):
    held(bekasi, (8, 1), 30)
    held(bekasi, (8, 2))
    held(bekasi, (7, 2), 11)
    SessionFactory(office=karawang, held_on=date(2025, 8, 3))  # not approved
    ConsultationFactory(office=karawang, held_on=date(2025, 8, 31))
    ConsultationFactory(office=karawang, held_on=date(2025, 9, 1))
    assert values("kegiatan", bekasi, karawang) == [2, 0, 2]
    assert values("kegiatan", bekasi, months=MonthRange(JULY, AUGUST)) == [3, 3]
    assert values("peserta", bekasi, karawang) == [30, 0, 30]
    assert values("konsultasi", bekasi, karawang) == [0, 1, 1]


def test_a_village_two_offices_visited_counts_once_for_both(bekasi, karawang):
    jaya = village(bekasi, "Jaya", aktif=date(2025, 8, 1))
    held(bekasi, (8, 3), None, jaya)
    held(bekasi, (8, 9), None, jaya)
    held(karawang, (8, 4), None, jaya)
    assert values("desa-dikunjungi", bekasi, karawang) == [1, 1, 1]


def test_active_villages_and_those_without_an_officer_at_the_periods_end(bekasi):
    jaya = village(bekasi, "Jaya", aktif=date(2025, 8, 1))
    village(bekasi, "Baru", "32.75.01.1002", dikukuhkan=date(2025, 8, 20))
    village(bekasi, "Calon", "32.75.01.1003", calon=date(2025, 8, 20))
    assert values("desa-aktif", bekasi) == [1, 1]
    assert values("desa-aktif", bekasi, months=JULY) == [0, 0]
    assert values("desa-tanpa-petugas", bekasi) == [2, 2]
    Assignment.objects.create(
        village=jaya, office=bekasi, officer=OfficerFactory(office=bekasi),
        starts_on=date(2025, 8, 10), ends_on=date(2025, 9, 30),
    )  # fmt: skip
    assert values("desa-tanpa-petugas", bekasi) == [1, 1]
    assert values("desa-tanpa-petugas", bekasi, months=Month(2025, 10)) == [2, 2]


def test_follow_ups_done_in_the_period_and_open_at_its_end(bekasi):
    july, august = held(bekasi, (7, 3)), held(bekasi, (8, 3))
    for session, done in ((july, None), (july, date(2025, 8, 5)), (august, date(2025, 9, 2))):
        FollowUp.objects.create(session=session, owner="Lurah", task="Tugas", done_on=done)
    assert values("tindak-lanjut-selesai", bekasi) == [1, 1]
    assert values("tindak-lanjut-terbuka", bekasi, months=JULY) == [2, 2]
    assert values("tindak-lanjut-terbuka", bekasi) == [2, 2]
    assert values("tindak-lanjut-terbuka", bekasi, months=Month(2025, 9)) == [1, 1]


def test_reports_that_are_due_and_in_time(bekasi, karawang):
    for number, office in enumerate((bekasi, karawang)):
        code = f"32.75.01.100{number}"
        village(office, f"Desa {number}", code, aktif=date(2025, 8, 1))
    due = values("laporan-wajib", bekasi, karawang)
    assert due == [1, 1, 2]
    assert values("laporan-tepat-waktu", bekasi, karawang) == [0, 0, 0]
    # Of a month that is not over nothing is due.
    assert values("laporan-wajib", bekasi, months=Month(2025, 12)) == [None, None]


def test_a_period_ends_with_the_month_that_is_shown():
    months = periods(Period.MONTH, AUGUST)
    assert (len(months), months[-1]) == (12, MonthRange.of(AUGUST))
    quarters = periods(Period.QUARTER, AUGUST)
    assert quarters[-1] == MonthRange(JULY, AUGUST)
    assert quarters[-2] == MonthRange(Month(2025, 4), Month(2025, 6))
    assert len(quarters) == 12
    assert is_running(Period.QUARTER, AUGUST)
    assert not is_running(Period.QUARTER, Month(2025, 9))
    assert periods(Period.YEAR, AUGUST)[0].first == Month(2021, 1)


def test_a_rate_divides_sums_and_is_compared_for_all_together(bekasi, karawang, kanwil):
    jaya = village(bekasi, "Jaya", aktif=date(2025, 1, 1))
    village(bekasi, "Baru", "32.75.01.1002", aktif=date(2025, 1, 1))
    village(karawang, "Lain", "32.15.01.1002", aktif=date(2025, 1, 1))
    held(bekasi, (8, 3), None, jaya)
    rate = indicator(
        kanwil, numerator="desa-dikunjungi", denominator="desa-aktif", unit=Unit.PERCENT, target=50
    )
    found = one(rate, bekasi, karawang)
    assert round(found.now.value, 2) == Decimal("33.33")
    assert found.now.met is False
    assert [each.reading.value for each in found.offices] == [50, 0]
    assert [each.reading.met for each in found.offices] == [True, False]


def test_a_number_is_each_offices_own_target(bekasi, karawang, kanwil):
    for day in (1, 2, 3):
        held(bekasi, (8, day))
    found = one(indicator(kanwil), bekasi, karawang)
    assert found.now.value == 3
    assert not found.is_shared
    assert (found.reached, found.compared) == (1, 2)


def test_what_is_unknown_is_never_judged(client, bekasi, kanwil):
    rate = indicator(
        kanwil, numerator="kegiatan", denominator="paspor-pmi", unit=Unit.EACH, target=1
    )
    assert one(rate, bekasi).now.met is None  # nobody knows the passports
    none = indicator(kanwil, numerator="penolakan", name="Penolakan", better=Better.LOWER, target=5)
    assert one(none, bekasi).now.met is None
    client.force_login(UserFactory(office=bekasi))
    page = client.get(reverse("reports:indicator-list"), {"bulan": "2025-08"}).content.decode()
    assert page.count("belum ada angka") >= 2


def test_fewer_is_better_where_it_is_said_so(bekasi, kanwil):
    passports(bekasi, AUGUST, 5, outcome=Outcome.REFUSED, purpose="")
    few = indicator(kanwil, numerator="penolakan", better=Better.LOWER, target=5)
    assert one(few, bekasi).now.met is True
    few.target = 4
    assert one(few, bekasi).now.met is False


def test_outside_its_validity_nothing_is_compared(bekasi, kanwil):
    held(bekasi, (8, 1))
    assert one(indicator(kanwil, starts_on=date(2025, 9, 1)), bekasi).now.met is None
    ended = indicator(kanwil, name="Lama", ends_on=date(2025, 7, 31))
    assert one(ended, bekasi).now.met is None
    assert one(ended, bekasi).trend[-2].met is False
