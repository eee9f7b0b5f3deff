"""Public figures are worked out before anybody asks, and at most by one visitor at a time."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from dbi_portal.public import fresh as module
from dbi_portal.public import tasks
from dbi_portal.public.fresh import BeingCounted, fresh, keep
from dbi_portal.tests.seeded import NOW

TODAY = NOW.date()


@pytest.fixture
def ask(settings, monkeypatch):
    """`ask()` gives 1, 2, 3 …: how often it was worked out. Nobody else's cache is touched."""
    settings.PUBLIC_SECONDS = 300
    monkeypatch.setattr(module, "CODE", uuid4().hex)
    counted = iter(range(1, 10))
    return lambda part="desa": fresh(part, TODAY, lambda _: next(counted))


def late(part="desa"):
    """As if no worker had renewed it for long."""
    cache.delete(f"public:{module.CODE}:{part}:young")


def busy(part="desa"):
    """Somebody else is working it out."""
    cache.set(f"public:{module.CODE}:{part}:busy", 1, 60)


def test_it_is_worked_out_once(ask):
    assert [ask(), ask()] == [1, 1]


def test_each_part_has_its_own(ask):
    assert [ask("desa"), ask("paspor"), ask("desa")] == [1, 2, 1]


def test_what_a_worker_keeps_is_shown_and_nobody_works_it_out(ask):
    keep({"desa": "dari pekerja"})
    assert ask() == "dari pekerja"


def test_where_no_worker_came_one_visitor_renews_it_and_others_get_what_was_there(ask):
    assert ask() == 1
    late()
    busy()
    assert ask() == 1
    cache.delete(f"public:{module.CODE}:desa:busy")
    assert [ask(), ask()] == [2, 2]


def test_the_second_visitor_of_an_empty_cache_is_asked_to_come_back(ask):
    busy()
    with pytest.raises(BeingCounted):
        ask()


def test_who_fails_leaves_the_work_to_the_next(ask):
    with pytest.raises(ZeroDivisionError):
        fresh("desa", TODAY, lambda _: 1 / 0)
    assert ask() == 1


def test_a_cache_that_is_down_costs_time_and_nothing_else(ask, settings):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "unix:///tempat/yang/tidak/ada"}
    }
    assert [ask(), ask()] == [1, 2]


def test_without_minutes_every_change_shows(ask, settings, db):
    settings.PUBLIC_SECONDS = 0
    assert ask() == 1


@pytest.fixture
def stranger(ask, db):
    return Client()


def test_the_worker_renews_every_part_before_anybody_asks(stranger, monkeypatch):
    tasks.renew()
    for make in ("sessions", "participants", "passports"):
        monkeypatch.delattr(f"dbi_portal.public.tables.{make}")
    assert "Program ini dalam angka" in stranger.get("/").content.decode()
    for slug in set(tasks.PARTS) - {"totals"}:
        assert stranger.get(reverse("open-data-set", args=[slug])).status_code == 200


def test_a_page_without_figures_says_so_and_is_kept_by_nobody(stranger):
    busy("totals")
    answer = stranger.get("/")
    assert answer.status_code == 200
    assert "Angka sedang dihitung" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "Menurut Kantor Wilayah" not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("open-data", []),
        ("open-data-catalogue", []),
        ("open-data-set", ["paspor-per-bulan"]),
        ("open-data-file", ["paspor-per-bulan", "csv"]),
        ("open-data-file", ["paspor-per-bulan", "json"]),
    ],
)
def test_open_data_ask_for_a_moments_patience(stranger, name, asked):
    busy("paspor-per-bulan")
    answer = stranger.get(reverse(name, args=asked))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Angka sedang dihitung" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
