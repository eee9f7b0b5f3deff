"""PostgreSQL itself notes which tables a transaction changed, whoever writes and however."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import user_logged_in
from django.db import connection, transaction

from dbi_portal.lib.changes import UNWATCHED, Stamp, forget, held, watch_tables
from officers.models import Office, User
from officers.tests.factories import OfficeFactory, UserFactory
from reports.tests.test_kept_at_once import other

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = timedelta(0)
AN_HOUR = 3600.0
WATCHED = """
    SELECT tgrelid::regclass::text FROM pg_trigger
    WHERE tgname = 'portal_change_is_noted' AND tgenabled = 'O'
"""


def tell(words, *given):
    with connection.cursor() as cursor:
        cursor.execute(words, given)
        return cursor.fetchall() if cursor.description else None


def stamp(*tables):
    moment, _ = held(connection, seconds=AN_HOUR)
    return Stamp(moment, frozenset(tables))


def holds(*stamps):
    return held(connection, stamps, seconds=AN_HOUR)[1]


def notes(table):
    return tell("SELECT count(*) FROM portal_change WHERE relation = %s", table)[0][0]


def test_every_table_of_the_portal_is_watched():
    watched = {name for (name,) in tell(WATCHED)}
    models = apps.get_models(include_auto_created=True)
    lacking = {model._meta.db_table for model in models} - watched - UNWATCHED
    assert lacking == set()


@pytest.fixture
def table():
    """One that no model knows, as a migration may leave it."""
    tell("CREATE TABLE portal_uji (id int PRIMARY KEY, above int REFERENCES portal_uji"
         " ON DELETE CASCADE)")  # fmt: skip
    try:
        yield "portal_uji"
    finally:
        tell("DROP TABLE portal_uji")


def test_a_new_table_is_watched_when_migrations_end(table):
    assert table not in {name for (name,) in tell(WATCHED)}
    watch_tables()
    watch_tables()
    assert table in {name for (name,) in tell(WATCHED)}


WAYS = (
    "INSERT INTO portal_uji VALUES (3)",
    "UPDATE portal_uji SET above = 1 WHERE id = 2",
    "DELETE FROM portal_uji",
    "TRUNCATE portal_uji",
    "WITH gone AS (DELETE FROM portal_uji RETURNING id) SELECT count(*) FROM gone",
    "MERGE INTO portal_uji a USING (VALUES (2)) b (id) ON a.id = b.id WHEN MATCHED THEN DELETE",
    "INSERT INTO portal_uji VALUES (1) ON CONFLICT (id) DO UPDATE SET above = 1",
    "DO $$ BEGIN EXECUTE 'DELETE FROM ' || 'portal_' || 'uji'; END $$",
)


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_writing_is_noted(table, way):
    watch_tables()
    tell("INSERT INTO portal_uji VALUES (1, NULL), (2, NULL)")
    before = stamp(table)
    assert holds(before) == [True]
    tell(way)
    assert holds(before) == [False]


def test_rows_that_are_poured_in_are_noted(table):
    watch_tables()
    before = stamp(table)
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY portal_uji (id) FROM STDIN", io.StringIO("1\n2\n"))
    assert holds(before) == [False]


def test_other_tables_stand_and_many_are_asked_for_at_once():
    before = [stamp("officers_office"), stamp("villages_region"), stamp()]
    OfficeFactory()
    assert holds(*before) == [False, True, True]


def test_a_transaction_notes_a_table_once():
    before = notes("officers_office")
    with transaction.atomic():
        Office.objects.update(city="Cimahi")
        Office.objects.update(city="Garut")
    assert notes("officers_office") == before + 1


def test_who_began_before_and_commits_after_is_noticed():
    with other(lambda: OfficeFactory(city="Garut")) as somebody:
        before = stamp("officers_office")
        assert holds(before) == [True]
        somebody.commit()
    assert holds(before) == [False]


def test_a_later_one_that_ended_hides_nobody_who_is_still_at_work():
    with other(lambda: OfficeFactory()) as slow:
        tell("SELECT pg_current_xact_id()")  # a later number, and committed
        before = stamp("officers_office")
        slow.commit()
    assert holds(before) == [False]


def test_what_was_taken_back_changed_nothing():
    before = stamp("officers_office")
    with transaction.atomic():
        OfficeFactory()
        transaction.set_rollback(True)
    assert holds(before) == [True]


def test_a_savepoint_that_was_taken_back_leaves_what_came_after_it():
    before = stamp("officers_office", "officers_user")
    with transaction.atomic():
        mark = transaction.savepoint()
        OfficeFactory()
        transaction.savepoint_rollback(mark)
    assert holds(before) == [True]
    with transaction.atomic():
        mark = transaction.savepoint()
        office = OfficeFactory()
        transaction.savepoint_rollback(mark)
        office.pk = None
        office.save()
    assert holds(before) == [False]


def test_inside_a_transaction_that_has_written_nothing_holds():
    before = stamp("villages_region")
    with transaction.atomic():
        OfficeFactory()
        assert held(connection, [before], seconds=AN_HOUR) == (None, [False])


def test_a_sign_in_changes_no_account_and_a_new_office_does():
    user, elsewhere = UserFactory(), OfficeFactory()
    before = stamp("officers_user")
    user_logged_in.send(sender=User, request=None, user=user)
    assert User.objects.get(pk=user.pk).last_login
    assert holds(before) == [True]
    User.objects.filter(pk=user.pk).update(office=elsewhere)
    assert holds(before) == [False]


def test_another_server_or_a_restored_backup_is_another_place():
    before = stamp("officers_office")
    moved = replace(before, moment=replace(before.moment, place="1 2 2020-01-01 f"))
    assert holds(before, moved) == [True, False]


def test_nothing_holds_longer_than_it_may():
    assert held(connection, [stamp("officers_office")], seconds=0)[1] == [False]


def test_notes_go_when_everybody_has_seen_them():
    forget(AT_ONCE)
    before = stamp("officers_office")
    OfficeFactory()
    forget(timedelta(hours=1))
    assert holds(before) == [False]
    forget(AT_ONCE)  # remembers a moment that has seen it
    forget(AT_ONCE)
    assert notes("officers_office") == 0


def test_who_wrote_long_ago_and_commits_now_is_not_forgotten():
    with other(lambda: OfficeFactory()) as somebody:
        forget(AT_ONCE)
        before = stamp("officers_office")
        somebody.commit()
    forget(AT_ONCE)  # the moment before knew nothing of it
    assert holds(before) == [False]


def test_numbers_a_backup_brought_along_are_thrown_away():
    tell("INSERT INTO portal_change VALUES ('officers_office', '99999999999'::xid8)")
    tell("INSERT INTO portal_change_seen VALUES ('2020-01-01', '99999999990:99999999999:')")
    assert holds(stamp("officers_office")) == [False]
    forget(AN_HOUR * timedelta(seconds=1))
    assert holds(stamp("officers_office")) == [True]
    [(latest,)] = tell("SELECT max(pg_snapshot_xmax(seen))::text::bigint FROM portal_change_seen")
    assert latest < 99999999999
