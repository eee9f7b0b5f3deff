"""What a measurement says: ours beside a baseline of the same run, and the goal."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from time import perf_counter


def result(name: str, *, ours: float, baseline: float, baseline_is: str, goal: str) -> dict:
    """One line of benchmarks/latest.json; `ours` and `baseline` in seconds."""
    return {
        "name": name,
        "ours": round(ours, 4),
        "baseline": round(baseline, 4),
        "baseline_is": baseline_is,
        "ratio": round(ours / baseline, 2),
        "goal": goal,
    }


def seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def interleaved(
    ours: Callable[[], object], baseline: Callable[[], object], *, rounds: int = 15
) -> tuple[float, float]:
    """Medians of both, run in turn after a warm-up, so that a noisy minute hits both."""
    ours(), baseline()
    pairs = [(seconds(ours), seconds(baseline)) for _ in range(rounds)]
    mine, theirs = zip(*pairs, strict=True)
    return statistics.median(mine), statistics.median(theirs)
