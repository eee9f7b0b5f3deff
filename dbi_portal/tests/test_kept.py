"""What was worked out is kept while the tables it read stand. Nobody says which they are.

Outside a transaction, as the portal runs: inside one that has written, nothing is kept.
"""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from psycopg2 import sql

from dbi_portal.lib.kept import kept, kept_by_itself, kept_of
from dbi_portal.lib.noting import noting
from dbi_portal.lib.together import counted
from officers import policy
from officers.models import Notice, Office, Setting, User
from officers.tests.factories import NoticeFactory, OfficeFactory, UserFactory
from reports.tests.test_kept_at_once import other

TODAY = date(2025, 9, 1)
pytestmark = pytest.mark.django_db(transaction=True)


class Made:
    """How often it was worked out; reads offices unless told otherwise."""

    def __init__(self, read=lambda: Office.objects.count()):
        self.times, self.read, self.name = 0, read, (uuid4().hex,)

    def __call__(self):
        self.times += 1
        return self.read()

    def seen(self, how=kept):
        """How often by now, after it was asked for once more."""
        how(self.name, self)
        return self.times


def raw(words, *given):
    with connection.cursor() as cursor:
        cursor.execute(words, given)
        return cursor.fetchall()


def a_name_at_a_time():
    return [office.name for office in Office.objects.iterator(chunk_size=1)]


WAYS = {
    "rows": lambda: list(Office.objects.all()),
    "a join": lambda: list(User.objects.select_related("office")),
    "a condition": lambda: list(User.objects.filter(office__city="Bekasi")),
    "rows in turn": a_name_at_a_time,
    "several at once": lambda: counted(Office.objects.all(), User.objects.all()),
    "SQL": lambda: raw("SELECT EXISTS (SELECT FROM officers_office WHERE id = %s)", 1),
    "quoted": lambda: raw('WITH all_of AS (TABLE "officers_office") SELECT * FROM all_of'),
    "shouted": lambda: raw("SELECT 1 FROM Public.OFFICERS_Office"),
    "composed": lambda: raw(sql.SQL("TABLE {}").format(sql.Identifier("officers_office"))),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_way_a_table_is_read_its_change_is_noticed(way):
    OfficeFactory()
    made = Made(WAYS[way])
    assert [made.seen(), made.seen()] == [1, 1]
    OfficeFactory()
    assert made.seen() == 2


def test_a_change_of_another_table_costs_nothing():
    made, reader = Made(), UserFactory()
    assert made.seen() == 1
    NoticeFactory(user=reader)
    assert made.seen() == 1


def test_the_name_tells_apart_what_is_kept():
    own, made = uuid4().hex, iter([1, 2])
    assert [kept((own, name), lambda: next(made)) for name in "aba"] == [1, 2, 1]


def test_nothing_at_all_is_kept_too():
    made = Made(lambda: Office.objects.filter(city="Bukan kota").first())
    assert [made.seen(), made.seen()] == [1, 1]
    assert kept(made.name, made) is None


def test_who_was_at_work_while_it_was_made_makes_it_old():
    made = Made()
    with other(lambda: OfficeFactory()) as somebody:
        assert [made.seen(), made.seen()] == [1, 1]
        somebody.commit()
    assert made.seen() == 2


def test_what_changes_while_it_is_made_makes_it_old():
    """Its first question did not see the office yet, its second did."""

    def read():
        before = Office.objects.count()
        if made.times == 1:
            OfficeFactory()
        return before, Office.objects.count()

    made = Made(read)
    assert [made.seen(), made.seen(), made.seen()] == [1, 2, 2]


def test_inside_a_transaction_that_has_written_nothing_is_kept_or_shown():
    made = Made()
    made.seen()
    with transaction.atomic():
        OfficeFactory()
        assert [made.seen(), made.seen()] == [2, 3]
        transaction.set_rollback(True)
    assert made.seen() == 3  # as before it


def test_it_is_used_no_longer_than_it_may(monkeypatch):
    made = Made()
    made.seen()
    monkeypatch.setattr("dbi_portal.lib.kept.MINUTES", -1)
    assert made.seen() == 2


def test_what_a_page_read_before_counts_as_read():
    """An office's name in the head, an account's offices: `make` only uses them."""
    OfficeFactory()
    made = Made(lambda: None)

    def page():
        with noting():
            office = Office.objects.first()
            return kept(made.name, lambda: [made(), office.name][1])

    assert [page(), page()] == [page()] * 2
    assert made.times == 1
    Office.objects.update(city="Garut")
    page()
    assert made.times == 2


def test_remembered_settings_count_wherever_they_are_used():
    office = OfficeFactory()
    key = next(iter(policy.SPECS))
    made = Made(lambda: policy.values_of([office.pk], key=key, on=TODAY))
    with policy.remembered():
        policy.values_of([office.pk], key=key, on=TODAY)
        assert made.seen(kept_by_itself) == 1
    Setting.objects.create(office=office, key=key, value=9)
    assert made.seen(kept_by_itself) == 2


@pytest.fixture
def page():
    """A whole of two parts: one reads offices, the other notices."""
    parts = Made(), Made(lambda: Notice.objects.count())
    whole = Made(lambda: [kept_by_itself(part.name, part) for part in parts])
    return whole, *parts


def test_only_the_part_that_read_it_is_made_anew(page):
    whole, offices, notices = page
    reader = UserFactory()
    whole.seen()
    NoticeFactory(user=reader)
    whole.seen()
    assert (whole.times, offices.times, notices.times) == (2, 1, 2)
    whole.seen()
    assert (whole.times, offices.times, notices.times) == (2, 1, 2)
    OfficeFactory()
    whole.seen()
    assert (whole.times, offices.times, notices.times) == (3, 2, 2)


def test_a_part_of_a_part_makes_the_whole_old():
    inner = Made()
    middle = Made(lambda: kept_by_itself(inner.name, inner))
    whole = Made(lambda: kept_by_itself(middle.name, middle))
    whole.seen()
    OfficeFactory()
    assert (whole.seen(), middle.times, inner.times) == (2, 2, 2)


def test_a_part_somebody_else_kept_makes_the_whole_old():
    part = Made()
    part.seen(kept_by_itself)
    whole = Made(lambda: kept_by_itself(part.name, part))
    assert (whole.seen(), part.times) == (1, 1)
    OfficeFactory()
    assert (whole.seen(), part.times) == (2, 2)


def test_a_whole_and_its_parts_are_asked_for_in_one_question(page):
    whole, _, notices = page
    reader = UserFactory()
    whole.seen()
    NoticeFactory(user=reader)
    with CaptureQueriesContext(connection) as asked:
        whole.seen()
    of_changes = [each for each in asked if "portal_change" in each["sql"]]
    assert notices.times == 2
    assert (len(of_changes), len(asked)) == (1, 2)  # and the notices


def test_what_a_page_read_before_is_not_asked_of_a_part_by_itself():
    part = Made(lambda: Notice.objects.count())
    with noting():
        Office.objects.count()
        part.seen(kept_by_itself)
    OfficeFactory()
    assert part.seen(kept_by_itself) == 1


def test_a_question_is_counted_once_and_not_for_others():
    office = OfficeFactory(city="Garut")
    rows, asked = Office.objects.filter(city=office.city), Office.objects.filter(pk__in=[])
    assert kept_of(rows, rows.count) == kept_of(rows, lambda: 99) == 1
    assert kept_of(asked, lambda: 7) == 7
    OfficeFactory(city="Garut")
    assert kept_of(rows, rows.count) == 2


def test_while_somebody_develops_nothing_is_kept(settings):
    settings.DEBUG = True
    made = Made()
    assert [made.seen(), made.seen()] == [1, 2]
