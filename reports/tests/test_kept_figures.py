"""The kept sums of figures follow every way a figure comes, changes and goes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from dbi_portal.lib.months import Month
from officers.imports.running import undo_run
from officers.tests.factories import OfficeFactory, UserFactory
from reports.actions.statistics import (
    correct_statistic,
    grain_of,
    record_statistic,
    withdraw_statistic,
)
from reports.actions.summaries import count_sums_anew
from reports.figures.recount.kept_sums import TABLES, check_sums
from reports.models import PassportStatistic
from reports.models.statistic import Service
from reports.models.summary import DestinationSum, FigureSum, HomeSum
from reports.tests.factories import StatisticFactory
from reports.tests.figures_world import region
from reports.tests.importing import NOW, imported
from reports.tests.sheets import csv_file
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
AUGUST = Month(2025, 8)
THEN = datetime(2025, 9, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
VILLAGES = (
    ("Harapan", "32.75.03.1006"),
    ("Kroya", "33.01.01.2001"),
    ("Mulya", "33.01.02.2002"),
)


@pytest.fixture(autouse=True)
def every_sum_is_right():
    """Whatever a test did, the facts counted again say the same as the sums that were kept."""
    yield
    assert different() == []


@pytest.fixture
def office():
    return OfficeFactory()


def different():
    return [each for table in check_sums() for each in table.different]


def totals(of=FigureSum):
    return sorted(of.objects.filter(figures__gt=0).values_list("total", "figures", "made_up"))


def recorded(office, count, **values):
    given = {"period": AUGUST, "outcome": "terbit", "purpose": "pmi"} | values
    return record_statistic(office=office, count=count, by=None, at=THEN, **given)


def test_figures_of_one_breakdown_make_one_sum(office):
    home, other = region("Harapan", "32.75.03.1006"), region("Kroya", "33.01.01.2001")
    recorded(office, 40, home_region=home)
    recorded(office, 2, home_region=other, made_up=True)
    recorded(office, 100)
    assert totals() == [(42, 2, 1), (100, 1, 0)]
    assert totals(HomeSum) == [(2, 1, 1), (40, 1, 0)]
    assert totals(DestinationSum) == []


def test_one_statement_brings_many(office):
    rows = [StatisticFactory.build(office=office, destination=f"Negara {n}") for n in range(30)]
    for row in rows:
        row.grain = "month:destination,purpose"
    PassportStatistic.objects.bulk_create(rows)
    assert totals() == [(3000, 30, 0)]
    assert totals(DestinationSum) == [(100, 1, 0)] * 30


def told_by_village(office, counts, **values):
    """In one statement, for each count a figure of the first office's month and village."""
    rows = [StatisticFactory.build(office=office, count=n, **values) for n in counts]
    for row, service in zip(rows, Service.values, strict=False):
        row.service = service
        row.grain = str(grain_of(row))
    PassportStatistic.objects.bulk_create(rows)


def test_figures_of_one_village_are_added_up_in_its_first_month_and_in_every_later_statement(
    office,
):
    home, other = region("Harapan", "32.75.03.1006"), region("Kroya", "33.01.01.2001")
    told_by_village(office, [1, 2, 4], home_region=home)
    assert totals(HomeSum) == [(7, 3, 0)]
    told_by_village(office, [8, 16], home_region=other, made_up=True)
    told_by_village(office, [32], home_region=home, sex="perempuan")
    assert totals(HomeSum) == [(7, 3, 0), (24, 2, 2), (32, 1, 0)]


def test_villages_told_of_in_the_first_statement_of_a_month_and_in_the_second(office):
    homes = [region(name, code) for name, code in VILLAGES]
    for half in (homes[:2], homes[1:]):
        rows = [StatisticFactory.build(office=office, home_region=home) for home in half]
        for row, service in zip(rows, ("", "baru"), strict=True):
            row.service = service
            row.grain = str(grain_of(row))
        PassportStatistic.objects.bulk_create(rows)
    assert totals(HomeSum) == [(100, 1, 0)] * 4
    assert totals() == [(200, 2, 0)] * 2


def test_a_correction_takes_the_place_of_what_it_corrects(office):
    home = region("Harapan", "32.75.03.1006")
    row = recorded(office, 40, home_region=home, destination="Malaysia")
    correct_statistic(statistic=row, count=44, reason="Salah baca", by=None, at=THEN + HOUR)
    assert totals() == totals(HomeSum) == totals(DestinationSum) == [(44, 1, 0)]


def test_a_correction_by_made_up_data_is_told(office):
    row = recorded(office, 40)
    at = THEN + HOUR
    correct_statistic(statistic=row, count=41, reason="Contoh", by=None, at=at, made_up=True)
    assert totals() == [(41, 1, 1)]


def test_what_was_withdrawn_leaves_no_sum(office):
    row = recorded(office, 40)
    withdraw_statistic(statistic=row, reason="Bukan milik kantor ini", by=None, at=THEN + HOUR)
    assert totals() == []
    recorded(office, 41)
    assert totals() == [(41, 1, 0)]


def test_a_nought_is_a_figure_all_the_same(office):
    recorded(office, 0)
    assert totals() == [(0, 1, 0)]


def test_what_is_rolled_back_was_never_added(office):
    with transaction.atomic():
        recorded(office, 40)
        transaction.set_rollback(True)
    assert totals() == []


@pytest.fixture
def clerk(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_real_regions("32.75")
    return UserFactory(office=office)


def sheet(*counts):
    head = ["Bulan", "Keperluan", "Hasil", "Kelurahan", "Negara tujuan", "Jumlah"]
    homes = ("Harapan Jaya, Bekasi Utara", "Margahayu, Bekasi Timur")
    rows = [
        [f"2025-0{n}", "PMI", "Terbit", homes[n % 2], "Malaysia", count]
        for n, count in enumerate(counts, 1)
    ]
    return csv_file(head, *rows)


def test_an_import_its_correction_and_their_undoing(office, clerk):
    imported(sheet(10, 20, 30), clerk)
    assert totals() == totals(HomeSum) == [(10, 1, 0), (20, 1, 0), (30, 1, 0)]
    run = imported(sheet(10, 25, 30, 7), clerk, at=NOW + HOUR, name="kedua.csv")
    assert totals(DestinationSum) == [(7, 1, 0), (10, 1, 0), (25, 1, 0), (30, 1, 0)]
    undo_run(run=run, by=clerk, at=NOW + 2 * HOUR)
    assert totals() == [(10, 1, 0), (20, 1, 0), (30, 1, 0)]


COPIED = (
    "office_id", "period_start", "period_end", "outcome", "purpose", "service_point", "service",
    "book_type", "destination", "sex", "reason", "count", "grain", "recorded",
    "correction_reason", "sheet", '"column"', "made_up", "source",
)  # fmt: skip


def test_rows_that_are_copied_in_are_added(office, tmp_path):
    spans = ('["2025-09-01 00:00+00",)', '["2025-09-01 00:00+00","2025-09-02 00:00+00")')
    file = tmp_path / "rows.tsv"
    file.write_text(
        "".join(
            "\t".join(
                [str(office.pk), "2025-08-01", "2025-08-31", "terbit", "pmi", *[""] * 3, country,
                 "", "", "7", "month:destination,purpose", span, "", "", "", "t", ""]
            ) + "\n"
            for country in ("Malaysia", "Taiwan") for span in spans
        )
    )  # fmt: skip
    with connection.cursor() as cursor, file.open() as rows:
        cursor.copy_expert(f"COPY reports_passportstatistic ({', '.join(COPIED)}) FROM STDIN", rows)
    assert totals() == [(14, 2, 2)]  # what was closed when it came is no current figure
    assert totals(DestinationSum) == [(7, 1, 1)] * 2


def test_a_running_total_is_a_sum_of_its_own(office):
    year = {"period_start": date(2025, 1, 1), "period_end": date(2025, 8, 31)}
    StatisticFactory(office=office, count=900, **year)
    recorded(office, 100)
    assert totals() == [(100, 1, 0), (900, 1, 0)]


def test_counting_everything_anew_changes_nothing(office):
    recorded(office, 40, home_region=region("Harapan", "32.75.03.1006"), destination="Taiwan")
    before = [totals(of) for of in (FigureSum, HomeSum, DestinationSum)]
    count_sums_anew()
    assert [totals(of) for of in (FigureSum, HomeSum, DestinationSum)] == before


def test_a_sum_that_is_wrong_is_found_and_mended(office):
    recorded(office, 40, destination="Taiwan")
    FigureSum.objects.update(total=41)
    DestinationSum.objects.all().delete()
    found = {each["summary"]: (each["kept"], each["counted"]) for each in different()}
    right = {"total": 40, "figures": 1, "made_up": 0}
    assert found == {"FigureSum": (right | {"total": 41}, right), "DestinationSum": (None, right)}
    count_sums_anew()


def test_every_table_of_sums_is_checked():
    assert [each.name for each in check_sums()] == [
        "FigureSum", "DestinationSum", "HomeSum",
        "SessionSum", "ServedSum", "ReachedSum", "InstitutionSum",
    ]  # fmt: skip
    assert len(TABLES) == 7
