"""Finding rows by what somebody types: parts of words in any spelling, then near misses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Least

from dbi_portal.lib.text import squash

Shared = TypeVar("Shared")
Key = TypeVar("Key", bound=Hashable)
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


class Slips:
    """What was typed, looked at once for near misses after nothing at all contained it.

    A word that occurs somewhere in a table is no slip there. Which words do, and in which tables
    anything is near at all, is asked of all `models` at once: a question costs more than its
    answer. `vast` are those in which looking twice would cost more.
    """

    def __init__(
        self, typed: str, models: Sequence[type[Model]], *, vast: Collection[type[Model]] = ()
    ):
        self.words = [piece for piece in map(squash, typed.split()) if piece]
        self._models, self._vast = models, vast
        self._shared: dict[str, object] = {}
        # Short words have no trigram: they have to occur, and nothing is like them.
        long = dict.fromkeys(word for word in self.words if len(word) >= TRIGRAM)
        occurring = {
            (model, word): model._base_manager.filter(search__contains=word)
            for model in models
            for word in long
        }
        self._known = existing(occurring)

    def unknown_in(self, model: type[Model]) -> list[str]:
        """The words that occur nowhere in the table, if there is more than a syllable to go by."""
        if len("".join(self.words)) <= TRIGRAM:
            return []
        return [word for each, word in self._known if each is model and not self._known[each, word]]

    def near(self, rows: QuerySet) -> QuerySet:
        """Rows in which each word occurs or, where it is unknown, is almost written."""
        unknown = self.unknown_in(rows.model)
        rows = rows.order_by()
        for word in self.words:
            lookup = "search__trigram_word_similar" if word in unknown else "search__contains"
            rows = rows.filter(**{lookup: word})
        return rows

    def possible_in(self, model: type[Model]) -> bool:
        """Whether a table has near misses at all, whoever may see them."""
        if model in self._vast:
            return bool(self.unknown_in(model))
        return self.shared("possible", self._possible).get(model, False)

    def _possible(self) -> dict[type[Model], bool]:
        asked = [each for each in self._models if each not in self._vast and self.unknown_in(each)]
        return existing({model: self.near(model._base_manager.all()) for model in asked})

    def shared(self, name: str, make: Callable[[], Shared]) -> Shared:
        """What several kinds need is found out once."""
        if name not in self._shared:
            self._shared[name] = make()
        return self._shared[name]


def existing(asked: Mapping[Key, QuerySet]) -> dict[Key, bool]:
    """Whether each of these has a row, in one question."""
    if not asked:
        return {}
    parts = [rows.order_by().values("pk").query.sql_with_params() for rows in asked.values()]
    sql = ", ".join(f"EXISTS ({sql})" for sql, _ in parts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", [value for _, values in parts for value in values])
        return dict(zip(asked, cursor.fetchone(), strict=True))


def alike(rows: QuerySet, slips: Slips) -> QuerySet:
    """Near misses, the likest first: "sosialiasi tppo" finds "Sosialisasi bahaya TPPO".

    Word by word, for that is what the index answers fast. Only the first few hundred it offers are
    weighed against each other, by the words that are slips; more would be no help to a reader. A
    table that knows every word has been asked for them all already.
    """
    if not slips.possible_in(rows.model):
        return rows.none()
    each = [TrigramWordSimilarity(word, "search") for word in slips.unknown_in(rows.model)]
    likeness = Least(*each) if len(each) > 1 else each[0]
    weighed = slips.near(rows).values("pk")[:LOOKED_AT]
    return rows.filter(pk__in=weighed).order_by(likeness.desc(), "-pk")


@contextmanager
def by_index() -> Iterator[None]:
    """Has near misses looked up in the trigram index. PostgreSQL takes the comparison for cheap
    and would read the table, at 30 µs a row.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")


def best(rows: QuerySet, typed: str, *, limit: int, near: Slips | None = None) -> list:
    """The first `limit` rows that contain what was typed, in the order `rows` come; or `near`
    misses, for a second look when nothing at all contained it.
    """
    return list((alike(rows, near) if near else containing(rows, typed))[:limit])
