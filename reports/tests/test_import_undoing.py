"""Undo puts back exactly what an import of figures changed, or says what was touched since."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from dbi_portal.lib.months import Month
from officers.imports.resource import Touched
from officers.imports.running import undo_run
from officers.models import AuditEvent
from officers.tests.factories import OfficeFactory, UserFactory
from reports.actions.statistics import correct_statistic, withdraw_statistic
from reports.models import PassportStatistic
from reports.tests.factories import StatisticFactory
from reports.tests.importing import NOW, PLAIN, current, imported, look
from reports.tests.sheets import csv_file
from villages.models import RegionAlias
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    return OfficeFactory(short_name="Kanim Contoh")


@pytest.fixture
def clerk(office):
    return UserFactory(office=office)


def sheet(*counts):
    """One figure a month, from January on; None leaves a month out."""
    rows = [[f"2025-0{n}", "PMI", "Terbit", count] for n, count in enumerate(counts, 1)]
    return csv_file(PLAIN, *(row for row in rows if row[-1] is not None))


def undo(run, by, at=NOW + 9 * HOUR):
    return undo_run(run=run, by=by, at=at)


def test_new_figures_are_withdrawn_and_stay_readable_as_they_were_known(clerk):
    run = imported(sheet(10, 20), clerk)
    undone = undo(run, clerk)
    assert (undone.state, undone.undone_by, undone.undone_at) == ("undone", clerk, NOW + 9 * HOUR)
    assert current() == {}
    assert PassportStatistic.objects.known_at(NOW + HOUR).count() == 2
    [line] = AuditEvent.objects.filter(action="officers.import.undone")
    assert (line.changes["withdrawn"], line.changes["restored"]) == (2, 0)


def test_a_corrected_figure_comes_back_with_the_cell_it_once_came_from(clerk):
    first = imported(sheet(10, 20), clerk, name="awal.csv")
    second = imported(sheet(None, 21, 30), clerk, at=NOW + HOUR, name="lanjutan.csv")
    before = PassportStatistic.objects.get(count=20)
    undo(second, UserFactory(office=clerk.office))
    assert current() == {"2025-01": 10, "2025-02": 20}
    back = PassportStatistic.objects.current().get(count=20)
    assert back.pk != before.pk
    assert (back.import_run, back.sheet, back.row, back.column) == (first, "CSV", 3, "Jumlah")
    assert (back.entered_by, back.source, back.grain) == (clerk, before.source, before.grain)
    assert (back.supersedes.count, back.supersedes.import_run) == (21, second)
    assert back.correction_reason == "pembatalan impor lanjutan.csv"


def test_a_figure_entered_by_hand_comes_back_with_its_own_source(clerk, office):
    StatisticFactory(office=office, month=Month(2025, 1), count=9, source="Surat 12", made_up=True)
    undo(imported(sheet(10), clerk), clerk)
    back = PassportStatistic.objects.current().get()
    assert (back.count, back.source, back.made_up, back.import_run) == (9, "Surat 12", True, None)


def test_imports_are_undone_one_after_the_other_down_to_the_first(clerk, office):
    StatisticFactory(office=office, month=Month(2025, 1), count=9)
    first = imported(sheet(10, 20), clerk)
    second = imported(sheet(11, 21), clerk, at=NOW + HOUR)
    undo(second, clerk, at=NOW + 2 * HOUR)
    undo(first, clerk, at=NOW + 3 * HOUR)
    assert current() == {"2025-01": 9}
    again = imported(sheet(10, 20), clerk, at=NOW + 4 * HOUR)
    undo(again, clerk, at=NOW + 5 * HOUR)
    assert current() == {"2025-01": 9}


def test_what_was_corrected_later_is_named_and_nothing_is_undone(clerk, office):
    run = imported(sheet(10, 20), clerk)
    figure = PassportStatistic.objects.get(count=20)
    correct_statistic(statistic=figure, count=25, reason="Salah", by=clerk, at=NOW + HOUR)
    with pytest.raises(Touched) as refused:
        undo(run, clerk)
    said = " ".join(refused.value.messages)
    assert "Kanim Contoh, Februari 2025, Terbit 20: dikoreksi menjadi 25" in said
    assert str(clerk) in said
    run.refresh_from_db()
    assert (run.state, current()) == ("committed", {"2025-01": 10, "2025-02": 25})


def test_a_withdrawn_figure_counts_as_touched_too_and_many_are_counted(clerk):
    run = imported(sheet(*range(1, 9)), clerk)
    for figure in PassportStatistic.objects.all():
        withdraw_statistic(statistic=figure, reason="Ganda", by=clerk, at=NOW + HOUR)
    with pytest.raises(Touched) as refused:
        undo(run, clerk)
    assert "ditarik pada 13 Oktober 2025" in refused.value.messages[1]
    assert refused.value.messages[-1] == "Dan 3 angka lain."


def test_a_later_import_of_the_same_figures_stands_in_the_way_until_it_is_undone(clerk):
    first = imported(sheet(10), clerk)
    second = imported(sheet(11), clerk, at=NOW + HOUR)
    with pytest.raises(Touched):
        undo(first, clerk)
    undo(second, clerk, at=NOW + 2 * HOUR)
    undo(first, clerk, at=NOW + 3 * HOUR)
    assert current() == {}


def test_what_the_import_left_as_it_was_is_left_alone(clerk, office):
    same = StatisticFactory(office=office, month=Month(2025, 1), count=10)
    run = imported(sheet(10, 20), clerk)
    undo(run, clerk)
    same.refresh_from_db()
    assert same.is_current
    assert current() == {"2025-01": 10}


def test_undoing_in_the_very_moment_of_writing_leaves_no_empty_span(clerk, office):
    StatisticFactory(office=office, month=Month(2025, 1), count=9)
    undo(imported(sheet(10, 20), clerk), clerk, at=NOW)
    assert not any(row.recorded.isempty for row in PassportStatistic.objects.all())
    assert current() == {"2025-01": 9}


def test_undoing_twice_undoes_once_and_only_what_was_written_can_be_undone(clerk):
    waiting = look(sheet(10), clerk).run
    with pytest.raises(ValidationError, match="sudah tersimpan"):
        undo(waiting, clerk)
    run = imported(sheet(10), clerk)
    undo(run, clerk)
    undo(run, clerk)
    assert AuditEvent.objects.filter(action="officers.import.undone").count() == 1
    assert PassportStatistic.objects.count() == 1


def test_the_same_file_can_be_brought_in_again_after_it_was_undone(clerk):
    undo(imported(sheet(10, 20), clerk), clerk)
    imported(sheet(10, 20), clerk, at=NOW + 10 * HOUR)
    assert current() == {"2025-01": 10, "2025-02": 20}


def test_an_undone_import_forgets_what_its_answers_taught(clerk):
    load_real_regions("21.71.03")
    headers = ["Bulan", "Desa", "Kabupaten/Kota", *PLAIN[1:]]
    content = csv_file(headers, ["2025-07", "Tiban", "Kota Batam", "PMI", "Terbit", 4])
    run = imported(content, clerk, answers={"q1": "21.71.03.1006"})
    assert RegionAlias.objects.count() == 1
    undo(run, clerk)
    assert not RegionAlias.objects.exists()
    assert look(content, clerk).counts == {"question": 1}


def test_columns_with_the_same_heading_are_told_apart_by_what_they_count(clerk):
    """Two months above two outcomes: the cells' own words repeat, their figures do not."""
    headers = ["Keperluan", "Terbit Juli 2025", "Terbit Agustus 2025"]
    run = imported(csv_file(headers, ["PMI", 5, 6]), clerk)
    assert current() == {"2025-07": 5, "2025-08": 6}
    undo(run, clerk)
    assert current() == {}
