"""Finding a region by what a person types: part of a name, a place beside it, a slip."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Length

from dbi_portal.lib.text import squash
from villages.models import Region, RegionAlias

SHORTEST = 2
TRIGRAM = 3  # shorter text has no trigram, so no index beyond the beginning of a name
SHORT_FORMS = {"kab": "kabupaten", "prov": "provinsi"}
BARE_CODE = re.compile(r"(\d\d)(\d\d)(\d\d)?(\d{4})?")
TITLES = {"kel", "kelurahan", "desa", "kec", "kecamatan", "distrik", "nagori", "kalurahan"}


@dataclass(frozen=True)
class Place:
    """Who is asking and what for: the levels that fit, and codes near the reader, shown first."""

    levels: Collection[str] = ()
    near: Sequence[str] = ()
    offices: Collection[int] = ()  # whose own spellings count, beside everyone's


ANYWHERE = Place()


def search(
    text: str, *, place: Place = ANYWHERE, limit: int = 20, near: bool = True
) -> list[Region]:
    """The best `limit` regions: exact name, beginning, words of name and path; else `near` misses.

    A code ("32.75") finds the region and what is beneath it. Fewer than two letters find nothing.
    """
    typed = typed_words(text)
    letters = len(squash("".join(typed)))
    if letters < SHORTEST:
        return []
    regions = Region.objects.current()
    if place.levels:
        regions = regions.filter(level__in=place.levels)
    found = list(_beginning(regions, text, typed, place)[:limit])
    if letters >= TRIGRAM and len(found) < limit:
        others = _containing(regions, typed, place).exclude(pk__in=[each.pk for each in found])
        found += others[: limit - len(found)]
    if near and letters > TRIGRAM and not found:
        found = list(_alike(regions, typed)[:limit])
    return found


def slips(text: str, *, limit: int) -> list[Region]:
    """Near misses alone, where nothing contains what was typed."""
    typed = typed_words(text)
    if len(squash("".join(typed))) <= TRIGRAM:
        return []
    return list(_alike(Region.objects.current(), typed)[:limit])


def typed_words(text: str) -> list[str]:
    """What was typed without "Kel." and "Desa" before the name, and with "kab" spelt out.

    A code without its dots gets them: "3275111003" is "32.75.11.1003".
    """
    if BARE_CODE.fullmatch(text.strip()):
        return [".".join(filter(None, BARE_CODE.fullmatch(text.strip()).groups()))]
    words = [SHORT_FORMS.get(_bare(word), word) for word in text.split() if squash(word)]
    first = next((i for i, word in enumerate(words) if _bare(word) not in TITLES), 0)
    return words[first:]


def _bare(word: str) -> str:
    return word.casefold().rstrip(".")


def _beginning(regions: QuerySet, text: str, typed: list[str], place: Place) -> QuerySet:
    """Names, other spellings and codes that begin so; found by index however short the text."""
    whole, joined, spaced = squash(text), squash("".join(typed)), " ".join(typed)
    named_so = _by_alias({whole, joined}, place.offices)
    begins = Q(code__startswith=spaced) | Q(key__startswith=whole) | Q(key__startswith=joined)
    return _ranked(
        regions.filter(begins | Q(pk__in=named_so)),
        Q(key=whole) | Q(code=spaced) | Q(pk__in=named_so),
        Q(key=joined),
        Q(name__istartswith=f"{spaced} "),
        place=place,
    )


def _by_alias(keys: Collection[str], offices: Collection[int]) -> list[str]:
    mine = Q(office__isnull=True) | Q(office__in=offices)
    return list(RegionAlias.objects.filter(mine, key__in=keys).values_list("region_id", flat=True))


def _containing(regions: QuerySet, typed: list[str], place: Place) -> QuerySet:
    """Every word occurs in the name or in the places above: "tiban sekupang"."""
    keys = [squash(word) for word in typed]
    in_name = reduce(and_, (Q(key__contains=key) for key in keys))
    found = regions.matching(" ".join(typed))
    return _ranked(found, in_name, Q(key__contains=keys[0]), place=place)


def _ranked(regions: QuerySet, *ranks: Q, place: Place) -> QuerySet:
    """Best first; among equals what is near the reader, the larger region, the shorter name."""
    near = [Q(code=code) | Q(code__startswith=f"{code}.") for code in place.near]
    return regions.annotate(
        rank=_first_of(*ranks),
        distance=_first_of(reduce(or_, near)) if near else Value(0),
    ).order_by("rank", "distance", Length("code"), Length("key"), "name", "code")


def _first_of(*conditions: Q) -> Case:
    """The position of the first condition that holds; their number when none does."""
    whens = [When(condition, then=Value(i)) for i, condition in enumerate(conditions)]
    return Case(*whens, default=Value(len(conditions)), output_field=IntegerField())


def _alike(regions: QuerySet, typed: list[str]) -> QuerySet:
    """Near misses by trigrams ("Ciketingudk"), the likest first; written apart or in one piece."""
    spellings = {" ".join(map(squash, typed)), squash("".join(typed))}
    alike = reduce(or_, (Q(search__trigram_word_similar=each) for each in spellings))
    likeness = [TrigramWordSimilarity(each, "search") for each in spellings]
    best = Greatest(*likeness) if len(likeness) > 1 else likeness[0]
    return regions.filter(alike).order_by(best.desc(), Length("search"), "code")
