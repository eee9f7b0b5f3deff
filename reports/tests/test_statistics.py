from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from dbi_portal.lib.months import Month
from officers.models import AuditEvent
from officers.tests.factories import OfficeFactory, UserFactory
from reports.actions.statistics import correct_statistic, record_statistic, withdraw_statistic
from reports.models import PassportStatistic
from reports.period import BackwardsPeriod, Period
from reports.tests.factories import StatisticFactory
from villages.models import Region
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
AUGUST = Month(2025, 8)
MONDAY = datetime(2025, 9, 1, 2, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
ISSUED = PassportStatistic.Outcome.ISSUED


@pytest.fixture
def clerk():
    return UserFactory()


@pytest.fixture
def office(clerk):
    return clerk.office


def record(office, clerk, **values):
    facts = {"period": AUGUST, "outcome": ISSUED, "count": 150, "at": MONDAY} | values
    return record_statistic(office=office, by=clerk, **facts)


def test_a_figure_is_written_with_its_grain_and_who_entered_it(office, clerk):
    figure = record(office, clerk, purpose="pmi", service_point="  MPP   Kota ")
    figure.refresh_from_db()
    assert figure.grain == "month:point,purpose"
    assert (figure.period_start, figure.period_end) == (date(2025, 8, 1), date(2025, 8, 31))
    assert figure.service_point == "MPP Kota"
    assert (figure.entered_by, figure.recorded.lower, figure.is_current) == (clerk, MONDAY, True)
    assert AuditEvent.objects.get().changes == {"count": 150}


def test_january_to_august_is_a_span_and_not_a_month(office, clerk):
    figure = record(office, clerk, period=Period(date(2025, 1, 1), date(2025, 8, 31)))
    assert figure.grain == "span:"


def test_a_second_figure_for_the_same_key_is_refused_with_a_sentence(office, clerk):
    record(office, clerk)
    with pytest.raises(ValidationError, match="Koreksi angka itu"):
        record(office, clerk, count=9)
    assert PassportStatistic.objects.count() == AuditEvent.objects.count() == 1


def test_another_outcome_of_the_same_month_is_another_figure(office, clerk):
    record(office, clerk)
    record(office, clerk, outcome="penolakan", count=3)
    assert PassportStatistic.objects.current().count() == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"outcome": "lulus"}, "outcome"),
        ({"purpose": "jalan-jalan"}, "purpose"),
        ({"count": -1}, "count"),
        ({"count": 3_000_000_000}, "count"),
        ({"service_point": "x" * 81}, "service_point"),
    ],
)
def test_a_value_the_register_does_not_take_is_named(office, clerk, values, field):
    with pytest.raises(ValidationError) as refused:
        record(office, clerk, **values)
    assert list(refused.value.message_dict) == [field]
    assert not PassportStatistic.objects.exists()


def test_a_correction_keeps_both_figures_and_the_span_each_was_known(office, clerk):
    old = record(office, clerk, purpose="pmi")
    new = correct_statistic(
        statistic=old, count=153, reason="salah ketik", by=clerk, at=TUESDAY, source="surat"
    )
    known = PassportStatistic.objects
    assert known.known_at(MONDAY).get().count == 150
    assert known.known_at(TUESDAY - timedelta(microseconds=1)).get().count == 150
    assert known.known_at(TUESDAY).get().count == 153
    assert known.current().get() == new
    assert (new.supersedes, new.correction_reason, new.grain) == (old, "salah ketik", old.grain)
    changes = AuditEvent.objects.get(action="reports.statistic.corrected").changes
    assert changes == {"count": [150, 153], "supersedes": old.pk, "reason": "salah ketik"}


def test_correcting_to_the_same_count_changes_nothing(office, clerk):
    old = record(office, clerk)
    assert correct_statistic(statistic=old, count=150, reason="", by=clerk, at=TUESDAY) == old
    assert PassportStatistic.objects.get().is_current
    assert AuditEvent.objects.count() == 1


def test_a_correction_without_a_reason_is_refused(office, clerk):
    old = record(office, clerk)
    with pytest.raises(ValidationError, match="Sebutkan alasan koreksi"):
        correct_statistic(statistic=old, count=1, reason="  ", by=clerk, at=TUESDAY)
    assert PassportStatistic.objects.get().is_current


def test_only_the_current_figure_can_be_corrected(office, clerk):
    old = record(office, clerk)
    correct_statistic(statistic=old, count=153, reason="a", by=clerk, at=TUESDAY)
    with pytest.raises(ValidationError, match="sudah dikoreksi"):
        correct_statistic(statistic=old, count=154, reason="b", by=clerk, at=TUESDAY)
    assert PassportStatistic.objects.count() == 2


def test_corrections_in_the_very_moment_of_the_entry_all_stay_visible(office, clerk):
    first = record(office, clerk)
    second = correct_statistic(statistic=first, count=151, reason="a", by=clerk, at=MONDAY)
    third = correct_statistic(statistic=second, count=152, reason="b", by=clerk, at=MONDAY)
    rows = PassportStatistic.objects.order_by("pk")
    assert not any(row.recorded.isempty for row in rows)
    assert PassportStatistic.objects.known_at(MONDAY).get() == first
    assert PassportStatistic.objects.known_at(TUESDAY).get() == third


def test_a_withdrawn_figure_was_known_until_then_and_may_be_entered_anew(office, clerk):
    figure = record(office, clerk)
    withdraw_statistic(statistic=figure, reason="salah kantor", by=clerk, at=TUESDAY)
    assert not PassportStatistic.objects.current().exists()
    assert PassportStatistic.objects.known_at(MONDAY).get() == figure
    record(office, clerk, count=7, at=TUESDAY)
    assert PassportStatistic.objects.current().get().count == 7


def test_a_withdrawal_says_why(office, clerk):
    figure = record(office, clerk)
    with pytest.raises(ValidationError, match="alasan penarikan"):
        withdraw_statistic(statistic=figure, reason=" ", by=clerk, at=TUESDAY)
    assert PassportStatistic.objects.get().is_current


def test_the_database_lets_nobody_overwrite_or_delete_a_figure():
    figure = StatisticFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        PassportStatistic.objects.filter(pk=figure.pk).update(count=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        PassportStatistic.objects.filter(pk=figure.pk).delete()


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (date(2025, 8, 1), date(2025, 8, 31), "Agustus 2025"),
        (date(2025, 1, 1), date(2025, 8, 31), "Januari–Agustus 2025"),
        (date(2024, 11, 1), date(2025, 2, 28), "November 2024–Februari 2025"),
        (date(2025, 1, 1), date(2025, 12, 16), "1 Januari – 16 Desember 2025"),
        (date(2024, 12, 30), date(2025, 1, 2), "30 Desember 2024 – 2 Januari 2025"),
        (date(2025, 8, 17), date(2025, 8, 17), "17 Agustus 2025"),
    ],
)
def test_a_period_is_named_as_offices_name_it(start, end, label):
    assert Period(start, end).label == label


def test_a_period_does_not_run_backwards():
    with pytest.raises(BackwardsPeriod, match="tidak boleh sebelum"):
        Period(date(2025, 8, 31), date(2025, 8, 1))


def test_departures_stopped_count_people_and_the_rest_counts_applications():
    assert StatisticFactory(outcome="penundaan-keberangkatan").unit == "orang"
    assert StatisticFactory(outcome="penundaan", office=OfficeFactory()).unit == "permohonan"


def test_the_village_a_figure_is_broken_down_by_belongs_to_its_grain(office, clerk):
    load_real_regions("32.75.03")
    village = Region.objects.get(pk="32.75.03.1006")
    figure = record(office, clerk, home_region=village, purpose="pmi")
    assert figure.grain == "month:home,purpose"
    corrected = correct_statistic(statistic=figure, count=9, reason="a", by=clerk, at=TUESDAY)
    assert (corrected.home_region, corrected.grain) == (village, figure.grain)
