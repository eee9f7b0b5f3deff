"""Hypothesis drives villages through their lives: no order of things leads to an illegal state."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from villages.tests.life_walk import LifeWalk, World, walks

pytestmark = pytest.mark.django_db
STEPS, WALKS = 50, 52


def test_no_order_of_steps_letters_and_corrections_leads_to_an_illegal_state():
    world, tried, done = World(), Counter(), Counter()

    @settings(
        max_examples=WALKS,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(walks(STEPS))
    def walk(acts):
        with transaction.atomic():
            life = LifeWalk(world)
            life.walk(acts)
            transaction.set_rollback(True)
        tried.update(life.tried)
        done.update(life.done)

    walk()
    assert tried.total() >= 2500
    assert done.total() >= 1000
    assert min(done[name] for name in tried) >= 10, done
