"""For libraries that start an event loop of their own, wherever one may be at work already."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def apart(work: Callable[..., Result], *args: object) -> Result:
    """What `work(*args)` gives, in a thread of its own; what it raises is raised here."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work, *args).result()
