"""Whoever tries too often waits, each time longer, and nobody else does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from dbi_portal.lib.patience import Patience, wait_in_words

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
SLOW = Patience("test", free=3, pause=30, longest=100)


@pytest.fixture(autouse=True)
def nobody_tried_yet():
    cache.clear()


def try_at(seconds, *who):
    until = SLOW.ask(*(who or ("siti",)), at=NOW + timedelta(seconds=seconds))
    return until and (until - NOW).total_seconds()


def test_the_first_tries_are_free_then_pauses_double_up_to_the_longest():
    assert [try_at(0) for _ in range(4)] == [None, None, None, 30]
    assert (try_at(29), try_at(30), try_at(31)) == (30, None, 90)
    assert (try_at(89), try_at(90)) == (90, None)
    assert try_at(91) == 190, "100 seconds at most"


def test_waiting_tries_are_not_counted():
    for _ in range(20):
        try_at(0)
    assert (try_at(30), try_at(30)) == (None, 90)


def test_others_are_not_slowed_down():
    for _ in range(5):
        try_at(0, "siti", "203.0.113.9")
    assert try_at(0, "siti", "203.0.113.10") is None
    assert try_at(0, "budi", "203.0.113.9") is None


def test_names_are_told_apart_as_they_are_signed_in_with():
    for _ in range(3):
        try_at(0, "Siti")
    assert try_at(0, " SITI ") == 30


def test_success_forgets():
    for _ in range(3):
        try_at(0)
    SLOW.forget("siti")
    assert try_at(0) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "1 detik"), (30, "30 detik"), (89, "89 detik"), (90, "2 menit"), (901, "16 menit")],
)
def test_the_wait_is_said_in_words(seconds, words):
    assert wait_in_words(NOW + timedelta(seconds=seconds), NOW) == words
