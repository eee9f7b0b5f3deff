"""From a checked sheet to figures: all of them, once, or none."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection

from dbi_portal.lib.months import Month
from officers import jobs
from officers.actions.imports import ask_to_commit, cancel_run
from officers.imports.resource import Overtaken
from officers.imports.running import commit_run
from officers.models import AuditEvent, ImportRun, Job
from officers.roles import Role
from officers.tasks import run_job
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory, supervise
from reports.actions.statistics import correct_statistic, record_statistic
from reports.models import PassportStatistic
from reports.tests.factories import LONG_KNOWN, StatisticFactory
from reports.tests.importing import NOW, PLAIN, current, look, opened
from reports.tests.sheets import csv_file
from villages.models import RegionAlias
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
WRITTEN = "officers.import.committed"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def clerk(office):
    return UserFactory(office=office)


def months(*counts):
    """One figure a month, from January on."""
    return [[f"2025-0{month}", "PMI", "Terbit", count] for month, count in enumerate(counts, 1)]


def checked(user, *counts, **how):
    return look(csv_file(PLAIN, *months(*counts)), user, **how).run


def commit(run, by, at=LATER):
    return commit_run(run=run, by=by, at=at)


def test_a_check_keeps_the_original_and_writes_no_figure(clerk, office):
    run = checked(clerk, 10, 20)
    assert (run.state, run.office, run.uploaded_by) == ("preview", office, clerk)
    assert run.original.read() == csv_file(PLAIN, *months(10, 20))
    assert len(run.sha256) == 64
    assert not PassportStatistic.objects.exists()
    assert AuditEvent.objects.get().action == "officers.import.opened"


def test_confirming_writes_every_figure_with_the_cell_it_came_from(clerk, office):
    run = commit(checked(clerk, 10, 20), clerk)
    assert (run.state, run.committed_by, run.committed_at) == ("committed", clerk, LATER)
    first, second = PassportStatistic.objects.order_by("period_start")
    assert (first.count, second.count, second.office) == (10, 20, office)
    assert (second.import_run, second.sheet, second.row, second.column) == (run, "CSV", 3, "Jumlah")
    assert (second.grain, second.entered_by) == ("month:purpose", clerk)
    assert second.recorded.lower == LATER
    [line] = AuditEvent.objects.filter(action=WRITTEN)
    told = {"state": ["preview", "committed"], "file": "rekap.csv", "new": 2, "corrected": 0}
    assert line.changes == told


def test_every_word_a_sheet_breaks_its_figures_down_by_is_written(clerk):
    load_real_regions("32.75.03")
    headers = [
        *("Bulan", "Kode desa", "Keperluan", "Hasil", "Jenis layanan", "Jenis paspor"),
        *("Negara tujuan", "Jenis kelamin", "Tempat layanan", "Alasan", "Jumlah"),
    ]
    row = [
        *("2025-08", "32.75.03.1006", "PMI", "Ditolak", "Baru", "e-paspor"),
        *("Hong Kong \\ SAR", "P", 'MPP "Kota"', "Dokumen\tkurang", 7),
    ]
    commit(look(csv_file(headers, row), clerk).run, clerk)
    figure = PassportStatistic.objects.get()
    assert (figure.home_region_id, figure.purpose, figure.outcome, figure.service) == (
        *("32.75.03.1006", "pmi", "penolakan", "baru"),
    )
    assert (figure.book_type, figure.sex, figure.count) == ("elektronik", "perempuan", 7)
    assert (figure.destination, figure.service_point) == ("Hong Kong \\ SAR", 'MPP "Kota"')
    assert figure.reason == "Dokumen kurang"
    assert figure.grain == "month:book,destination,home,point,purpose,reason,service,sex"
    again = look(csv_file(headers, row), clerk)
    assert again.counts == {"unchanged": 1}


def test_a_changed_figure_becomes_a_correction_that_supersedes(clerk, office):
    old = StatisticFactory(office=office, month=Month(2025, 1), count=9)
    run = commit(checked(clerk, 10), clerk)
    new = PassportStatistic.objects.current().get()
    assert (new.count, new.supersedes, new.import_run) == (10, old, run)
    assert new.correction_reason == "impor rekap.csv"
    assert PassportStatistic.objects.known_at(LONG_KNOWN).get().count == 9
    assert PassportStatistic.objects.known_at(LATER).get().count == 10


def test_the_same_file_again_changes_nothing(clerk):
    commit(checked(clerk, 10, 20), clerk, NOW)
    again = checked(clerk, 10, 20)
    assert again.outcome["counts"] == {"unchanged": 2}
    commit(again, clerk)
    assert PassportStatistic.objects.count() == 2


def test_confirming_twice_writes_once(clerk):
    run = checked(clerk, 10, 20)
    commit(run, clerk, NOW)
    commit(run, clerk)
    assert PassportStatistic.objects.count() == 2
    assert ImportRun.objects.get().committed_at == NOW
    assert AuditEvent.objects.filter(action=WRITTEN).count() == 1


def test_one_bad_row_means_that_nothing_can_be_confirmed(clerk):
    run = checked(clerk, 10, "seratus")
    with pytest.raises(ValidationError, match="Masih 1 galat"):
        commit(run, clerk)
    assert not PassportStatistic.objects.exists()
    assert ImportRun.objects.get().state == "preview"


def test_a_failure_in_the_middle_leaves_nothing_behind(clerk, office):
    """One figure breaks in the database itself: neither figures nor closed rows remain."""
    StatisticFactory(office=office, month=Month(2025, 1), count=9)
    run = checked(clerk, 10, 20, 30)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE reports_passportstatistic ADD CONSTRAINT broken CHECK (count <> 30)"
        )
    with pytest.raises(DatabaseError):
        commit(run, clerk)
    assert PassportStatistic.objects.get().is_current
    assert ImportRun.objects.get().state == "preview"
    assert not AuditEvent.objects.filter(action=WRITTEN).exists()


def test_a_figure_corrected_by_hand_meanwhile_stops_the_import(clerk, office):
    old = StatisticFactory(office=office, month=Month(2025, 1), count=9)
    run = checked(clerk, 10, 20)
    correct_statistic(statistic=old, count=11, reason="a", by=clerk, at=NOW)
    with pytest.raises(Overtaken, match="berubah sejak berkas ini diperiksa"):
        commit(run, clerk)
    assert current() == {"2025-01": 11}


def entered_by_hand(office, clerk, count):
    return record_statistic(
        office=office, period=Month(2025, 2), outcome="terbit", purpose="pmi", count=count,
        by=clerk, at=NOW,
    )  # fmt: skip


def test_a_figure_entered_by_hand_meanwhile_stops_the_import(clerk, office):
    run = checked(clerk, 10, 20)
    entered_by_hand(office, clerk, 5)
    with pytest.raises(Overtaken):
        commit(run, clerk)
    assert current() == {"2025-02": 5}


def test_an_overtaken_import_is_checked_again_against_the_register_as_it_is(clerk, office):
    run = checked(clerk, 10, 20)
    entered_by_hand(office, clerk, 5)
    run_job(job_id=ask_to_commit(run=run, by=clerk, at=LATER).pk)
    run.refresh_from_db()
    job = Job.objects.get(pk=run.job_id)
    assert (run.state, job.state) == ("preview", "failed")
    assert "berubah sejak berkas ini diperiksa" in job.error
    assert run.outcome["counts"] == {"new": 1, "changed": 1}
    run_job(job_id=ask_to_commit(run=run, by=clerk, at=LATER).pk)
    assert current() == {"2025-01": 10, "2025-02": 20}


def test_a_correction_in_the_very_moment_of_the_entry_leaves_no_empty_span(clerk):
    commit(checked(clerk, 10), clerk, NOW)
    commit(checked(clerk, 12), clerk, NOW)
    assert not any(row.recorded.isempty for row in PassportStatistic.objects.all())
    assert current() == {"2025-01": 12}


def test_who_lost_sight_of_an_office_cannot_confirm_its_figures(clerk):
    run = checked(clerk, 10)
    stranger = UserFactory(role=Role.OPERATOR)
    with pytest.raises(ValidationError, match="kantor yang tidak Anda lihat"):
        commit(run, stranger)
    assert not PassportStatistic.objects.exists()


def test_writing_that_nobody_began_is_stopped_at_once(clerk):
    run = checked(clerk, 10)
    ask_to_commit(run=run, by=clerk, at=NOW)
    assert cancel_run(run=run, by=clerk, at=NOW).state == "preview"
    run.refresh_from_db()
    assert (run.state, run.job.state) == ("preview", "cancelled")


@pytest.mark.django_db(transaction=True)
def test_writing_that_is_stopped_stores_nothing_and_waits_for_another_try(clerk):
    run = checked(clerk, 10)
    job = ask_to_commit(run=run, by=clerk, at=NOW)
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    jobs.run(job_id=job.pk, at=NOW)
    run.refresh_from_db()
    assert (run.state, run.job.state) == ("preview", "cancelled")
    assert not PassportStatistic.objects.exists()
    assert commit(run, clerk).state == "committed"


@pytest.mark.parametrize("state", ["refused", "cancelled", "reading"])
def test_only_a_checked_run_can_be_confirmed(clerk, state):
    run = checked(clerk, 10)
    ImportRun.objects.update(state=state)
    with pytest.raises(ValidationError):
        commit(run, clerk)
    assert not PassportStatistic.objects.exists()


def test_a_kanwil_imports_for_its_offices_and_the_run_is_the_kanwils(office):
    kanwil = KanwilFactory()
    other = OfficeFactory(under=kanwil)
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    content = csv_file(["Kantor", *PLAIN], [other.code, *months(5)[0]])
    run = commit(look(content, supervisor).run, supervisor)
    assert run.office == kanwil
    assert PassportStatistic.objects.get().office == other
    assert not ImportRun.objects.visible_to(UserFactory(office=other)).exists()


def test_the_original_of_a_run_that_was_not_kept_does_not_stay_behind(clerk, settings, monkeypatch):
    monkeypatch.setattr("reports.tests.importing.KIND", "x" * 50)
    with pytest.raises(DatabaseError):
        opened(b"a", clerk)
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_an_answer_about_a_village_is_remembered_for_the_offices_next_sheet(office, clerk):
    load_real_regions("21.71.03")
    headers = ["Bulan", "Desa", "Kabupaten/Kota", *PLAIN[1:]]

    def sheet(month):
        return csv_file(headers, [month, "Tiban", "Kota Batam", "PMI", "Terbit", 4])

    answered = look(sheet("2025-07"), clerk, answers={"q1": "21.71.03.1006"})
    commit(answered.run, clerk)
    assert RegionAlias.objects.get().import_run == answered.run
    next_month = look(sheet("2025-08"), clerk)
    assert next_month.counts == {"new": 1}
    assert next_month.figures[0]["home_region_id"] == "21.71.03.1006"
    elsewhere = look(sheet("2025-08"), UserFactory(office=OfficeFactory()))
    assert elsewhere.counts == {"question": 1}


def test_an_office_that_moved_to_another_kanwil_is_out_of_the_supervisors_reach():
    kanwil, office = KanwilFactory(), OfficeFactory()
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    office.supervisions.all().delete()
    supervise(office, kanwil)
    run = checked(supervisor, 10)
    office.supervisions.all().delete()
    supervise(office, KanwilFactory())
    with pytest.raises(ValidationError, match="tidak Anda lihat"):
        commit(run, type(supervisor).objects.get(pk=supervisor.pk))


def together(*works):
    """Do all of these at once, each on a connection of its own; returns what they raised."""
    ready, failures = threading.Barrier(len(works)), []

    def one(work):
        try:
            ready.wait(30)
            work()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failures


@pytest.mark.django_db(transaction=True)
def test_fifty_people_confirming_at_once_write_once(clerk):
    run = checked(clerk, 10, 20, 30)
    failures = together(*[lambda: commit(ImportRun(pk=run.pk), clerk)] * 50)
    assert failures == []
    assert PassportStatistic.objects.count() == 3
    assert AuditEvent.objects.filter(action=WRITTEN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_figures_at_once_leave_one_current_figure_each(clerk):
    first, second = checked(clerk, 10, 20), checked(clerk, 11, 21)
    failures = together(lambda: commit(first, clerk), lambda: commit(second, clerk))
    assert [type(failure) for failure in failures] == [Overtaken]
    assert PassportStatistic.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_imports_that_correct_the_same_figures_never_wait_for_each_other(clerk, office):
    for month in (1, 2, 3):
        StatisticFactory(office=office, month=Month(2025, month), count=1)
    upward = checked(clerk, 10, 20, 30)
    downward = look(csv_file(PLAIN, *reversed(months(11, 21, 31))), clerk).run
    failures = together(lambda: commit(upward, clerk), lambda: commit(downward, clerk))
    assert [type(failure) for failure in failures] == [Overtaken]
    assert len(current()) == 3


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_new_figures_in_opposite_order_never_deadlock(clerk):
    rows = [["2025-08", "PMI", "Terbit", f"Negara {n}", n] for n in range(400)]
    headers = [*PLAIN[:3], "Negara tujuan", "Jumlah"]
    runs = [look(csv_file(headers, *some), clerk).run for some in (rows, rows[::-1])]
    failures = together(*[lambda run=run: commit(run, clerk) for run in runs])
    assert [type(failure) for failure in failures] == [Overtaken]
    assert PassportStatistic.objects.count() == 400
