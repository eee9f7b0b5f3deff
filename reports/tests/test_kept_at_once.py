"""Two people at once: whoever counts last counts what both did.

Real connections of real threads; each step waits until PostgreSQL itself says that the other is
waiting, never for a time.
"""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction

from officers.tests.factories import OfficeFactory, UserFactory
from outreach.models import Audience, Institution, RegionReached, Session, Speaker
from outreach.models.summary import InstitutionSum, SessionSum
from outreach.tests.factories import AudienceGroupFactory, InstitutionFactory, SessionFactory
from reports.actions.imported import write_figures
from reports.actions.undoing import put_back
from reports.figures.recount.kept_sums import check_sums
from reports.models.summary import FigureSum, HomeSum
from reports.tests.factories import StatisticFactory
from reports.tests.figures_world import region
from reports.tests.importing import NOW, PLAIN, look
from reports.tests.sheets import csv_file

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = """
    SELECT wait_event FROM pg_stat_activity
    WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0
"""
PATIENCE = 60  # seconds until a test that will never end is given up


def right():
    return [each for table in check_sums() for each in table.different] == []


@pytest.fixture
def office():
    return OfficeFactory()


class Other:
    """Somebody else's transaction, in a thread of its own: does `work`, commits when told."""

    def __init__(self, work):
        self.work, self.error = work, None
        self.worked, self.may_end = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._run)

    def _run(self):
        try:
            with transaction.atomic():
                self.work()
                self.worked.set()
                assert self.may_end.wait(PATIENCE)
        except Exception as error:
            self.error = error
        finally:
            connections.close_all()

    def commit(self):
        self.may_end.set()
        self.thread.join(PATIENCE)
        assert self.error is None
        assert not self.thread.is_alive()


@contextmanager
def other(work, *, done=True):
    """`work` in another transaction; with `done` the block begins when it has been done."""
    somebody = Other(work)
    somebody.thread.start()
    try:
        if done:
            assert somebody.worked.wait(PATIENCE), somebody.error
        yield somebody
    finally:
        somebody.may_end.set()
        somebody.thread.join(PATIENCE)


def until_somebody_waits():
    """What one transaction waits for another for; PostgreSQL is asked again and again."""
    pause, tries = threading.Event(), PATIENCE * 20
    for _ in range(tries):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if found := cursor.fetchone():
                return found[0]
        pause.wait(0.05)
    raise AssertionError("Nobody waits for anybody.")


def both(first, second):
    """`second` begins while `first` is done and not committed, and has to wait; for what."""
    with other(first) as one, other(second, done=False) as two:
        waited_for = until_somebody_waits()
        one.commit()
        two.commit()
    return waited_for


def test_two_approvals_of_one_office_are_both_counted(office):
    ones = [SessionFactory(office=office, participants=n) for n in (3, 4)]

    def approving(session):
        return lambda: Session.objects.filter(pk=session.pk).update(status="disetujui")

    both(*map(approving, ones))
    row = SessionSum.objects.get()
    assert (row.sessions, row.people) == (2, 7)
    assert right()


def test_figures_of_one_breakdown_are_both_added(office):
    def entering(code, count):
        home = region("Desa", code)
        return lambda: StatisticFactory(office=office, home_region=home, count=count)

    both(entering("32.75.03.1006", 30), entering("32.75.04.1004", 12))
    assert FigureSum.objects.get().total == 42
    assert right()


def test_the_first_figures_of_one_village_are_both_added(office):
    home = region("Desa", "32.75.03.1006")

    def entering(service, count):
        return lambda: StatisticFactory(
            office=office, home_region=home, service=service, count=count
        )

    both(entering("baru", 30), entering("hilang", 12))
    assert HomeSum.objects.get().total == 42
    assert right()


def test_a_part_written_while_its_session_is_approved_is_counted(office):
    session, group = SessionFactory(office=office), AudienceGroupFactory()

    def writing():
        Audience.objects.create(session=session, group=group, count=25)

    def approving():
        Session.objects.filter(pk=session.pk).update(status="disetujui")

    both(writing, approving)
    assert SessionSum.objects.get().people == 25
    assert right()


def test_a_part_that_comes_during_the_approval_is_counted(office):
    session, there = SessionFactory(office=office), region("Margahayu", "32.75.04.1004")

    def approving():
        Session.objects.filter(pk=session.pk).update(status="disetujui")

    def writing():
        RegionReached.objects.create(session=session, region=there)

    both(approving, writing)
    assert right()


def test_institutions_merged_during_an_approval_speak_as_one(office):
    session, stays, gone = SessionFactory(office=office), InstitutionFactory(), InstitutionFactory()
    Speaker.objects.create(session=session, institution=gone)

    def merging():
        Speaker.objects.filter(institution=gone).update(institution=stays)
        Institution.objects.filter(pk=gone.pk).delete()

    def approving():
        Session.objects.filter(pk=session.pk).update(status="disetujui")

    both(merging, approving)
    assert InstitutionSum.objects.get().institution_id == stays.pk
    assert right()


def test_two_who_write_parts_of_one_draft_do_not_wait_for_each_other(office):
    session, group = SessionFactory(office=office), AudienceGroupFactory()
    there = region("Margahayu", "32.75.04.1004")

    def telling():
        Audience.objects.create(session=session, group=group, count=25)

    def naming():
        RegionReached.objects.create(session=session, region=there)

    with other(telling) as one, other(naming) as two:
        two.commit()
        one.commit()
    assert right()


def test_two_imports_of_one_office_come_one_after_the_other(office, settings, tmp_path):
    """Each closes and writes sums of several months: in turns, or they could wait in a circle."""
    settings.MEDIA_ROOT = tmp_path
    clerk = UserFactory(office=office)
    runs = [look(csv_file(PLAIN, [f"2025-0{n}", "PMI", "Terbit", n]), clerk).run for n in (1, 2)]

    def writing(run):
        return lambda: write_figures(run=run, by=clerk, at=NOW)

    assert both(*map(writing, runs)) == "advisory"
    assert sorted(FigureSum.objects.values_list("total", flat=True)) == [1, 2]
    assert both(*[lambda run=run: put_back(run=run, by=clerk, at=NOW) for run in runs])
    assert not FigureSum.objects.filter(figures__gt=0).exists()
    assert right()
