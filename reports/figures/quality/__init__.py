"""Quality of data: each rule a module of its own, pure over values read in a few questions."""

from reports.figures.quality.content import Limits, Oddity
from reports.figures.quality.found import EXPLAINED, LABELS, oddities
from reports.figures.quality.judged import is_open, open_counts, quality_words, verdicts

__all__ = [
    "EXPLAINED",
    "LABELS",
    "Limits",
    "Oddity",
    "is_open",
    "oddities",
    "open_counts",
    "quality_words",
    "verdicts",
]
