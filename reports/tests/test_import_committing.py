"""From a confirmed preview to figures: all of them, once, or none."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection

from dbi_portal.lib.months import Month
from officers.models import AuditEvent, ImportRun
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory, supervise
from reports.actions import imports as actions
from reports.actions.imports import Overtaken
from reports.actions.statistics import correct_statistic, record_statistic
from reports.old_imports.changes import ChangeSet
from reports.old_imports.committing import commit
from reports.old_imports.kinds import PASSPORT_STATISTICS
from reports.old_imports.previewing import preview
from reports.models import PassportStatistic
from reports.tests.factories import LONG_KNOWN, StatisticFactory
from reports.tests.sheets import csv_file

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 10, 13, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
PLAIN = ["Bulan", "Keperluan", "Hasil", "Jumlah"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def clerk(office):
    return UserFactory(office=office)


def rows(*counts):
    """One figure a month, from January on."""
    return [[f"2025-0{month}", "PMI", "Terbit", count] for month, count in enumerate(counts, 1)]


def checked(user, *counts, name="rekap.csv", at=NOW):
    return preview(
        kind=PASSPORT_STATISTICS,
        content=csv_file(PLAIN, *rows(*counts)),
        filename=name,
        by=user,
        within=None,
        at=at,
    )


def test_a_preview_keeps_the_original_and_writes_no_figure(clerk, office):
    run = checked(clerk, 10, 20)
    assert (run.state, run.office, run.uploaded_by) == ("preview", office, clerk)
    assert run.original.read() == csv_file(PLAIN, *rows(10, 20))
    assert len(run.sha256) == 64
    assert not PassportStatistic.objects.exists()
    assert AuditEvent.objects.get().action == "reports.import.checked"


def test_confirming_writes_every_figure_with_the_cell_it_came_from(clerk, office):
    run = commit(run=checked(clerk, 10, 20), by=clerk, at=LATER)
    assert (run.state, run.committed_by, run.committed_at) == ("committed", clerk, LATER)
    first, second = PassportStatistic.objects.order_by("period_start")
    assert (first.count, second.count, second.office) == (10, 20, office)
    assert (second.import_run, second.sheet, second.row, second.column) == (run, "CSV", 3, "Jumlah")
    assert (second.grain, second.entered_by) == ("month:purpose", clerk)
    assert second.recorded.lower == LATER
    [line] = AuditEvent.objects.filter(action="reports.import.committed")
    told = {"state": ["preview", "committed"], "file": "rekap.csv", "new": 2, "corrected": 0}
    assert line.changes == told


def test_a_changed_figure_becomes_a_correction_that_supersedes(clerk, office):
    old = StatisticFactory(office=office, month=Month(2025, 1), count=9)
    run = commit(run=checked(clerk, 10), by=clerk, at=LATER)
    new = PassportStatistic.objects.current().get()
    assert (new.count, new.supersedes, new.import_run) == (10, old, run)
    assert new.correction_reason == "impor rekap.csv"
    assert PassportStatistic.objects.known_at(LONG_KNOWN).get().count == 9
    assert PassportStatistic.objects.known_at(LATER).get().count == 10


def test_the_same_file_again_changes_nothing(clerk):
    commit(run=checked(clerk, 10, 20), by=clerk, at=NOW)
    again = checked(clerk, 10, 20)
    assert ChangeSet.from_json(again.outcome).unchanged == 2
    commit(run=again, by=clerk, at=LATER)
    assert PassportStatistic.objects.count() == 2


def test_confirming_twice_writes_once(clerk):
    run = checked(clerk, 10, 20)
    commit(run=run, by=clerk, at=NOW)
    commit(run=run, by=clerk, at=LATER)
    assert PassportStatistic.objects.count() == 2
    assert ImportRun.objects.get().committed_at == NOW
    assert AuditEvent.objects.filter(action="reports.import.committed").count() == 1


def test_one_bad_row_means_that_nothing_can_be_confirmed(clerk):
    run = checked(clerk, 10, "seratus")
    with pytest.raises(ValidationError, match="Masih 1 galat"):
        commit(run=run, by=clerk, at=NOW)
    assert not PassportStatistic.objects.exists()
    assert ImportRun.objects.get().state == "preview"


def test_a_failure_in_the_middle_leaves_nothing_behind(clerk, office, monkeypatch):
    """The second batch breaks in the database itself: neither figures nor closed rows remain."""
    StatisticFactory(office=office, month=Month(2025, 1), count=9)
    run = checked(clerk, 10, 20, 30)
    monkeypatch.setattr(actions, "BATCH", 1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE reports_passportstatistic ADD CONSTRAINT broken CHECK (count <> 30)"
        )
    with pytest.raises(DatabaseError):
        commit(run=run, by=clerk, at=LATER)
    assert PassportStatistic.objects.get().is_current
    assert ImportRun.objects.get().state == "preview"
    assert not AuditEvent.objects.filter(action="reports.import.committed").exists()


def test_a_figure_corrected_by_hand_meanwhile_stops_the_import(clerk, office):
    old = StatisticFactory(office=office, month=Month(2025, 1), count=9)
    run = checked(clerk, 10, 20)
    correct_statistic(statistic=old, count=11, reason="a", by=clerk, at=NOW)
    with pytest.raises(Overtaken, match="berubah sejak berkas ini diperiksa"):
        commit(run=run, by=clerk, at=LATER)
    assert PassportStatistic.objects.current().get().count == 11


def test_a_figure_entered_by_hand_meanwhile_stops_the_import(clerk, office):
    run = checked(clerk, 10, 20)
    record_statistic(
        office=office, period=Month(2025, 2), outcome="terbit", purpose="pmi", count=5,
        by=clerk, at=NOW,
    )  # fmt: skip
    with pytest.raises(Overtaken):
        commit(run=run, by=clerk, at=LATER)
    assert PassportStatistic.objects.get().count == 5


def test_a_correction_in_the_very_moment_of_the_entry_leaves_no_empty_span(clerk):
    commit(run=checked(clerk, 10), by=clerk, at=NOW)
    commit(run=checked(clerk, 12), by=clerk, at=NOW)
    assert not any(row.recorded.isempty for row in PassportStatistic.objects.all())
    assert PassportStatistic.objects.current().get().count == 12


def test_who_lost_sight_of_an_office_cannot_confirm_its_figures(office, clerk):
    run = checked(clerk, 10)
    stranger = UserFactory(role=Role.OPERATOR)
    with pytest.raises(ValidationError, match="kantor yang tidak Anda lihat"):
        commit(run=run, by=stranger, at=NOW)
    assert not PassportStatistic.objects.exists()


def test_a_refused_run_cannot_be_confirmed(clerk):
    run = checked(clerk, 10)
    ImportRun.objects.update(state=ImportRun.State.REFUSED)
    with pytest.raises(ValidationError, match="ditolak"):
        commit(run=run, by=clerk, at=NOW)


def test_a_kanwil_imports_for_its_offices_and_the_run_is_the_kanwils(office):
    kanwil = KanwilFactory()
    other = OfficeFactory(under=kanwil)
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    content = csv_file(["Kantor", *PLAIN], [other.code, *rows(5)[0]])
    run = preview(
        kind=PASSPORT_STATISTICS, content=content, filename="k.csv", by=supervisor, within=None,
        at=NOW,
    )  # fmt: skip
    commit(run=run, by=supervisor, at=NOW)
    assert run.office == kanwil
    assert PassportStatistic.objects.get().office == other
    assert not ImportRun.objects.visible_to(UserFactory(office=other)).exists()


def test_the_original_of_a_run_that_was_not_kept_does_not_stay_behind(clerk, office, settings):
    with pytest.raises(DatabaseError):
        actions.open_run(
            office=office, kind="x" * 50, content=b"a", filename="a.csv", outcome={}, by=clerk
        )
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_two_people_confirming_at_once_write_once(clerk):
    run = checked(clerk, 10, 20, 30)
    ready, failures = threading.Barrier(4), []

    def confirm():
        try:
            ready.wait(10)
            commit(run=ImportRun.objects.get(pk=run.pk), by=clerk, at=LATER)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert PassportStatistic.objects.count() == 3
    assert AuditEvent.objects.filter(action="reports.import.committed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_figures_at_once_leave_one_current_figure_each(clerk):
    runs = [checked(clerk, 10, 20), checked(clerk, 11, 21)]
    ready, outcomes = threading.Barrier(2), []

    def confirm(run):
        try:
            ready.wait(10)
            commit(run=run, by=clerk, at=LATER)
            outcomes.append("written")
        except Overtaken:
            outcomes.append("overtaken")
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=[run]) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["overtaken", "written"]
    assert PassportStatistic.objects.count() == 2


def test_an_office_that_moved_to_another_kanwil_is_out_of_the_supervisors_reach():
    kanwil, office = KanwilFactory(), OfficeFactory()
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    office.supervisions.all().delete()
    supervise(office, kanwil)
    run = checked(supervisor, 10)
    office.supervisions.all().delete()
    supervise(office, KanwilFactory())
    with pytest.raises(ValidationError, match="tidak Anda lihat"):
        commit(run=run, by=type(supervisor).objects.get(pk=supervisor.pk), at=NOW)
