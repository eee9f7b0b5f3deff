"""The sign of life of a running job: how far it is, and that somebody is at it.

Both go through a connection of their own. What the work itself writes stays invisible until it
commits, progress does not; and PostgreSQL lets go of the lock the moment a killed worker is gone.
"""

from __future__ import annotations

from datetime import timedelta
from time import monotonic
from typing import Self

from django.db import connections

JOBS = 0x0DB1  # the class of our advisory locks
OFTEN = 0.3  # seconds between two signs of life
BEAT = """
    UPDATE officers_job SET progress = %s, message = %s, done = %s, total = %s,
        ring_again_at = now() + %s
    WHERE id = %s AND state = 'running' RETURNING cancel_asked
"""


class Cancelled(Exception):
    """Somebody asked to stop; the job ends without a result."""


class Pulse:
    """`with Pulse(job_id, lease=…) as pulse`: `is_mine` unless another worker holds the job."""

    def __init__(self, job_id: int, *, lease: timedelta):
        self.job_id, self.lease, self.beaten = job_id, lease, float("-inf")
        self.connection = connections.create_connection("default")
        self.is_mine = False

    def __enter__(self) -> Self:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [JOBS, self.job_id])
            self.is_mine = cursor.fetchone()[0]
        return self

    def __exit__(self, *failure: object) -> None:
        self.connection.close()

    def __call__(self, percent: int, message: str) -> None:
        """Say how far the work is. Raises Cancelled when somebody asked to stop."""
        self._beat(percent, message, 0, 0)

    def rows(self, done: int, total: int, message: str = "") -> None:
        """Say how many rows are done, of how many (0: unknown); cheap enough for every chunk."""
        if monotonic() - self.beaten >= OFTEN:
            percent = min(99, 100 * done // total) if total else 0
            self._beat(percent, message, done, max(total, done))

    def _beat(self, percent: int, message: str, done: int, total: int) -> None:
        self.beaten = monotonic()
        with self.connection.cursor() as cursor:
            given = [percent, message[:200], done, total, self.lease, self.job_id]
            cursor.execute(BEAT, given)
            row = cursor.fetchone()
        if row and row[0]:
            raise Cancelled
