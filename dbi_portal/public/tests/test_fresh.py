"""What is public is worked out once in some minutes, whoever asks and whatever changes."""

from uuid import uuid4

import pytest
from django.core.cache import cache

from dbi_portal.public.fresh import fresh


@pytest.fixture
def made(settings):
    """`made()` gives 1, 2, 3 …: how often it was worked out."""
    settings.PUBLIC_SECONDS = 300
    counted = iter(range(1, 10))
    return lambda: next(counted)


def test_it_is_worked_out_once(made):
    name = (uuid4(),)
    assert [fresh(name, made), fresh(name, made)] == [1, 1]


def test_each_name_has_its_own(made):
    assert [fresh((uuid4(),), made), fresh((uuid4(),), made)] == [1, 2]


def test_while_one_works_it_out_anew_others_get_what_was_there(made):
    name = uuid4()
    assert fresh((name,), made) == 1
    cache.delete(f"public:{name}")
    cache.set(f"public:{name}:busy", 1, 60)
    assert fresh((name,), made) == 1
    cache.delete(f"public:{name}:busy")
    assert fresh((name,), made) == 2


def test_without_minutes_every_change_shows(made, settings, db):
    settings.PUBLIC_SECONDS = 0
    assert fresh((uuid4(),), made) == 1
