"""Finding rows by what somebody types: parts of words in any spelling, then near misses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import QuerySet

from dbi_portal.lib.text import squash

SHORTEST = 2  # letters
TRIGRAM = 3  # shorter text has no trigram, so near misses would be anything


@dataclass(frozen=True)
class Hit:
    """One thing that was found: what it is called, what tells it apart, where it opens."""

    label: str
    url: str
    note: str = ""
    chip: str = ""


@dataclass(frozen=True)
class Group:
    """The hits of one kind; `more_url` is the register with the same words typed."""

    title: str
    hits: Sequence[Hit]
    more_url: str = ""


def containing(rows: QuerySet, typed: str) -> QuerySet:
    """Rows whose column `search` (dbi_portal/lib/searching.py) holds every word, or all in one
    piece: "kaliabang tengah" finds "Kali Abang Tengah". None for fewer than two letters.
    """
    pieces = [squash(word) for word in typed.split()]
    pieces = [piece for piece in pieces if piece]
    if len("".join(pieces)) < SHORTEST:
        return rows.none()
    every = rows
    for piece in pieces:
        every = every.filter(search__contains=piece)
    return every | rows.filter(search__contains="".join(pieces)) if len(pieces) > 1 else every


def alike(rows: QuerySet, typed: str) -> QuerySet:
    """Near misses, the likest first: "sosialiasi" finds "Sosialisasi"."""
    words = " ".join(filter(None, map(squash, typed.split())))
    if len(words) <= TRIGRAM:
        return rows.none()
    likeness = TrigramWordSimilarity(words, "search")
    return rows.filter(search__trigram_word_similar=words).order_by(likeness.desc(), "-pk")


def best(rows: QuerySet, typed: str, *, limit: int) -> list:
    """The first `limit` rows that contain what was typed, in the order `rows` come; else alike."""
    return list(containing(rows, typed)[:limit]) or list(alike(rows, typed)[:limit])
