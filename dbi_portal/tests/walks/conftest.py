"""Bringing people in: each signs in by himself, in a window nobody else looks into."""

from contextlib import ExitStack

import pytest

from dbi_portal.tests.walks.people import Person, window


@pytest.fixture
def come(browser, live_portal):
    """`come("operator.bekasi")` is that person, signed in through the form."""
    with ExitStack() as windows:

        def enter(name: str) -> Person:
            page = windows.enter_context(window(browser, live_portal))
            return Person(page, name).sign_in()

        yield enter
