"""Finding rows by what somebody types: parts of words in any spelling, then near misses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Least

from dbi_portal.lib.text import squash

SHORTEST = 2  # letters
TRIGRAM = 3  # shorter text has no trigram: it is looked for at the beginning alone
LOOKED_AT = 200  # near misses weighed against each other


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
    pieces = [piece for piece in map(squash, typed.split()) if piece]
    whole = "".join(pieces)
    if len(whole) < SHORTEST:
        return rows.none()
    if len(whole) < TRIGRAM:
        return rows.filter(search__startswith=whole)
    every = Q()
    for piece in pieces:
        every &= Q(search__contains=piece)
    return rows.filter(every | Q(search__contains=whole))


def alike(rows: QuerySet, typed: str) -> QuerySet:
    """Near misses, the likest first: "sosialiasi tppo" finds "Sosialisasi bahaya TPPO".

    Each word must occur or be alike, word by word: that is what the index answers fast. Only the
    first few hundred it offers are weighed against each other; more would be no help to a reader.
    """
    words = [piece for piece in map(squash, typed.split()) if piece]
    if len("".join(words)) <= TRIGRAM:
        return rows.none()
    near = rows.order_by()
    for word in words:
        occurs = rows.model._base_manager.filter(search__contains=word).exists()
        lookup = "search__contains" if occurs else "search__trigram_word_similar"
        near = near.filter(**{lookup: word})
    each = [TrigramWordSimilarity(word, "search") for word in words]
    likeness = Least(*each) if len(each) > 1 else each[0]
    return rows.filter(pk__in=near.values("pk")[:LOOKED_AT]).order_by(likeness.desc(), "-pk")


@contextmanager
def by_index() -> Iterator[None]:
    """Has near misses looked up in the trigram index. PostgreSQL takes the comparison for cheap
    and would read the table, at 30 µs a row.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")


def best(rows: QuerySet, typed: str, *, limit: int, near: bool = False) -> list:
    """The first `limit` rows that contain what was typed, in the order `rows` come; or `near`
    misses, for a second look when nothing at all contained it.
    """
    return list((alike if near else containing)(rows, typed)[:limit])
