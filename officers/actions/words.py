"""Words of a list: added, renamed, put in order, retired. What was used once is never deleted."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from dbi_portal.lib.text import squash
from officers import audit
from officers.models import Term, User
from officers.word_lists import WordList

LONGEST_CODE = 60


@transaction.atomic
def add_word(*, words: WordList, name: str, by: User) -> Term:
    """A new word at the end: everyone's when the centre adds it, else the own office's."""
    _may(words, by, "add")
    _refuse_twin(words, name, by=by)
    last = words.model.objects.aggregate(last=Max("position"))["last"] or 0
    word = words.model.objects.create(
        code=_free_code(words, name),
        name=name,
        position=last + 1,
        office=None if by.sees_all_offices else by.office,
    )
    _note("added", word, by, name=name)
    return word


@transaction.atomic
def rename_word(*, words: WordList, word: Term, name: str, by: User) -> Term:
    """The word is called so everywhere from now on, in past rows too."""
    word = _held(words, word, by)
    _refuse_twin(words, name, by=by, but=word)
    was, word.name = word.name, name
    word.save(update_fields=["name"])
    if was != name:
        _note("changed", word, by, name=[was, name])
    return word


@transaction.atomic
def move_word(*, words: WordList, word: Term, down: bool, by: User) -> Term:
    """One place up or down among the words this person keeps; at the end nothing happens."""
    word = _held(words, word, by)
    kept = list(words.model.objects.changeable_by(by).select_for_update(of=("self",)))
    place = kept.index(word)
    other = place + (1 if down else -1)
    if not 0 <= other < len(kept):
        return word
    places = _distinct(sorted(each.position for each in kept))
    kept[place], kept[other] = kept[other], kept[place]
    for each, position in zip(kept, places, strict=True):
        each.position = position
    words.model.objects.bulk_update(kept, ["position"])
    _note("changed", word, by, position=[place + 1, other + 1])
    return word


@transaction.atomic
def retire_word(*, words: WordList, word: Term, by: User, at: datetime) -> Term:
    """No longer offered; rows that have it keep it."""
    word = _held(words, word, by)
    if word.retired_on is None:
        word.retired_on = at.date()
        word.save(update_fields=["retired_on"])
        _note("retired", word, by, retired_on=[None, word.retired_on])
    return word


@transaction.atomic
def bring_back_word(*, words: WordList, word: Term, by: User) -> Term:
    word = _held(words, word, by)
    if word.retired_on is not None:
        was, word.retired_on = word.retired_on, None
        word.save(update_fields=["retired_on"])
        _note("brought_back", word, by, retired_on=[was, None])
    return word


@transaction.atomic
def share_word(*, words: WordList, word: Term, by: User) -> Term:
    """An office's word becomes everyone's; only the centre can."""
    word = _held(words, word, by)
    if not by.sees_all_offices:
        raise PermissionDenied
    if word.office is not None:
        was, word.office = word.office, None
        word.save(update_fields=["office"])
        _note("shared", word, by, office=[str(was), None])
    return word


def _held(words: WordList, word: Term, by: User) -> Term:
    """The word, locked; PermissionDenied when it is not `by`'s to change."""
    _may(words, by, "change")
    kept = words.model.objects.changeable_by(by).select_for_update(of=("self",))
    found = kept.filter(pk=word.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _may(words: WordList, by: User, verb: str) -> None:
    if not words.may(by, verb):
        raise PermissionDenied


def _refuse_twin(words: WordList, name: str, *, by: User, but: Term | None = None) -> None:
    """The same word in another spelling would split every count."""
    key = squash(name)
    for twin in words.model.objects.visible_to(by).exclude(pk=but.pk if but else None):
        if squash(twin.name) == key:
            whose = f", milik {twin.office}" if twin.office else ""
            state = " Pakai lagi saja." if twin.retired_on else ""
            raise ValidationError({"name": f"“{twin.name}” sudah ada di daftar ini{whose}.{state}"})


def _free_code(words: WordList, name: str) -> str:
    base = slugify(name)[: LONGEST_CODE - 4] or "kata"
    taken = set(words.model.objects.filter(code__startswith=base).values_list("code", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(code for code in numbered if code not in taken)


def _distinct(places: list[int]) -> list[int]:
    """As few changes as needed so that no two words share a place."""
    found: list[int] = []
    for place in places:
        found.append(max(place, found[-1] + 1) if found else place)
    return found


def _note(verb: str, word: Term, by: User, **changes) -> None:
    audit.record(f"{word._meta.label_lower}.{verb}", by=by, target=word, **changes)
