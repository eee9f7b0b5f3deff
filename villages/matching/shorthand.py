""" "P. Bulan", "Medan Lab.", "PB Bengkel Baru": which names a short form may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from villages.matching.spelling import canon, canonical, is_short
from villages.matching.vocabulary import SHORT

ONE_MEANING = frozenset({"sei", "perk", "perkb", "perkeb"})  # nobody uses them for another word
LONGEST = 4  # letters of a short form with several meanings
FIRST_LETTERS = frozenset("ivx")  # a number behind a name, perhaps a letter before one
GAP = "[^ #]{0,24}"  # what a short form leaves out: letters of one word, never a number
BETWEEN = " ?"  # words may be written in one
LEAST_LETTERS = 4  # that must be written out; initials alone fit anything
VOWELS = re.compile("[aeiou]")


def is_doubtful(parts: Sequence[str]) -> bool:
    """A word is short for something, and perhaps not for what its canon says."""
    for part in parts:  # a plain loop: every name of every sheet comes by here
        if len(part) <= LONGEST and is_short(part) and part not in ONE_MEANING:
            return True
    return parts[0] in FIRST_LETTERS


def spaced(parts: Iterable[str]) -> str:
    """The canon with its spaces, which readings are held against."""
    return " ".join(map(canonical, parts))


@lru_cache(maxsize=20_000)
def reading(parts: tuple[str, ...]) -> re.Pattern | None:
    """What the words may stand for, to be held against `spaced`; None when nothing is short."""
    if not parts or not is_doubtful(parts):
        return None
    if sum(len(part) for part in parts if not is_short(part)) < LEAST_LETTERS:
        return None
    return re.compile(BETWEEN.join(_word(part, first=not at) for at, part in enumerate(parts)))


def _word(part: str, *, first: bool) -> str:
    form = re.escape(canonical(part))
    if not is_short(part):
        return f"(?:{form}|{part}{GAP})" if first and part in FIRST_LETTERS else form
    letters = GAP.join(part) + GAP
    if part in SHORT:
        return f"(?:{form}|{letters})"
    # "PB" is Pulo Brayan, letter by letter, or one word.
    return f"(?:{letters}|{f'{GAP} '.join(part)}{GAP})" if len(part) > 1 else letters


def stands_for(parts: Sequence[str], official: Sequence[str]) -> bool:
    """Word for word, each the same or short for the other."""
    return len(parts) == len(official) and all(map(_is_word_for, parts, official))


def written_out(parts: Sequence[str], official: Sequence[str]) -> str:
    """The canon of an official name, its short words replaced by what was written there."""
    if len(parts) != len(official):
        return ""
    pairs = zip(parts, official, strict=True)
    return canon([ours if _is_word_for(theirs, ours) else theirs for ours, theirs in pairs])


def _is_word_for(part: str, word: str) -> bool:
    if canonical(part) == canonical(word):
        return True
    if not is_short(part) or part[0] != word[0] or len(part) >= len(word):
        return False
    letters = iter(word)
    return all(letter in letters for letter in part)


def begins(parts: Sequence[str]) -> re.Pattern | None:
    """Each word by its beginning: "medan lab" for Medan Labuhan. For names of districts."""
    if sum(map(len, parts)) < LEAST_LETTERS or len(parts) < 2:
        return None
    return re.compile(BETWEEN.join(f"{re.escape(canonical(part))}{GAP}" for part in parts))


def likeness(parts: Sequence[str], official: Sequence[str]) -> tuple[float, str]:
    """Score and reason: the likelier, the more of what was left out are vowels."""
    for short, long in ((parts, official), (official, parts)):
        for word in filter(is_short, short):
            full = next((each for each in long if _is_word_for(word, each) and each != word), "")
            if full:
                bare = full[0] + VOWELS.sub("", full[1:])
                score = 0.91 if bare == word else 0.9 if len(parts) == len(official) else 0.88
                return score, f"singkatan {word.capitalize()} = {full.capitalize()}"
    return 0.88, "singkatan"
