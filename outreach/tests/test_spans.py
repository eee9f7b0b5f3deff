"""How much time is left, as somebody says it."""

from datetime import UTC, datetime, timedelta

import pytest

from outreach.spans import left_in_words

NOW = datetime(2025, 12, 1, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (27, "sisa 1 hari 3 jam"),
        (48, "sisa 2 hari"),
        (71.9, "sisa 2 hari 23 jam"),
        (77, "sisa 3 hari"),
        (5.9, "sisa 5 jam"),
        (0.5, "sisa 30 menit"),
        (0.01, "sisa kurang dari 1 menit"),
        (0, "sisa kurang dari 1 menit"),
        (-5, "lewat 5 jam"),
        (-26, "lewat 1 hari 2 jam"),
        (-8333, "lewat 347 hari"),
    ],
)
def test_time_left_and_time_passed_in_words(hours, words):
    assert left_in_words(NOW + timedelta(hours=hours), NOW) == words
