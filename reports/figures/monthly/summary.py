"""The summary's front door, where it has always been. The rules are in `words`."""

from reports.figures.monthly.words import ISSUED_KEY, RULES, sentences

__all__ = ["ISSUED_KEY", "RULES", "sentences"]
