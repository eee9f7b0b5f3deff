"""The bell in the frame: how much waits, in one query, said in words too."""

from datetime import UTC, datetime

import pytest
from django.test import RequestFactory
from django.urls import reverse

from dbi_portal.nav import frame
from officers.tests.factories import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 10, 30, 2, tzinfo=UTC)


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_the_bell_counts_what_is_unread_with_one_query_and_only_when_drawn(
    reader, django_assert_num_queries
):
    NoticeFactory.create_batch(3, user=reader)
    NoticeFactory(user=reader, read_at=AT)
    NoticeFactory()
    request = RequestFactory().get("/petugas/")
    request.user = reader
    drawn = frame(request)["frame"]
    with django_assert_num_queries(1):
        assert drawn["unread"]() == drawn["unread"]() == 3


def test_the_bell_says_its_number_in_words_to_who_cannot_see_it(client, reader):
    NoticeFactory.create_batch(2, user=reader)
    html = client.get(reverse("officers:list")).content.decode()
    assert 'aria-label="Pemberitahuan: 2 belum dibaca"' in html


def test_a_quiet_bell_shows_no_number(client, reader):
    html = client.get(reverse("officers:list")).content.decode()
    assert 'aria-label="Pemberitahuan"' in html


def test_a_bell_that_rings_all_day_stays_small(client, reader):
    NoticeFactory.create_batch(100, user=reader)
    html = client.get(reverse("officers:list")).content.decode()
    assert ">99+</span>" in html
