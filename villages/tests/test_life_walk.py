"""Hypothesis drives villages through their lives: no order of things leads to an illegal state."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from villages.tests.life_walk import LifeWalk, World

pytestmark = pytest.mark.django_db
STEPS, RUNS = 50, 80


def test_no_order_of_steps_letters_and_corrections_leads_to_an_illegal_state():
    LifeWalk.world = World()
    LifeWalk.tried.clear()
    LifeWalk.done.clear()
    run_state_machine_as_test(
        LifeWalk,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert LifeWalk.tried.total() >= 2500
    assert LifeWalk.done.total() >= 1000
    assert min(LifeWalk.done[name] for name in LifeWalk.tried) >= 10, LifeWalk.done
