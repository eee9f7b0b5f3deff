"""Who changed what from what to what: the audit trail of one row, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model, Q, QuerySet

from officers.audit import BY_THE_PORTAL, key_of
from officers.history_values import Names, in_words, label_of, model_of, place_of
from officers.history_words import HIDDEN, makes, sentence_for
from officers.models import AuditEvent, User

THE_PORTAL = "Portal (otomatis)"


@dataclass(frozen=True)
class Change:
    """One line of a history; `changes` are (label, old, new), a dash for what was not known.

    `about` names the row it happened to when that is another than the one looked at.
    """

    when: datetime
    who: str
    what: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    about: str = ""


def events_about(row: Model) -> QuerySet[AuditEvent]:
    """Lines whose target the row is, or that name it in `about`; the latest first."""
    key = key_of(row)
    return AuditEvent.objects.filter(Q(target=key) | Q(about__contains=[key]))


def history_of(row: Model, *, limit: int | None = None) -> list[Change]:
    """The row's history, the latest first. Whether the reader may see the row is asked before."""
    return told(events_about(row)[:limit], of=row)


def told(events: Iterable[AuditEvent], *, of: Model, zone: str | None = None) -> list[Change]:
    """The lines in words, as seen from the page of `of`; days and hours in `zone`."""
    events = list(events)
    people, names, own = _people(events), Names(events), key_of(of)
    return [
        Change(
            event.happened_at,
            people.get(event.actor, event.actor),
            sentence_for(event.action, _noun(event)),
            list(_changes(event, names, zone)),
            about="" if event.target == own else _name(event, names),
        )
        for event in events
    ]


def last_change(row: Model) -> tuple[str, datetime | None]:
    """Who changed the row last, by name, and when; ("", None) when nobody is on record."""
    event = events_about(row).first()
    if event is None:
        return "", None
    return _people([event]).get(event.actor, event.actor), event.happened_at


def _people(events: list[AuditEvent]) -> dict[str, str]:
    known = User.objects.filter(username__in={event.actor for event in events})
    return {user.username: str(user) for user in known} | {BY_THE_PORTAL: THE_PORTAL}


def _changes(event: AuditEvent, names: Names, zone) -> Iterator[tuple[str, str, str]]:
    model, making = model_of(event.target), makes(event.action)
    for name, value in sorted(event.changes.items(), key=lambda each: place_of(model, each[0])):
        for label, old, new in _pairs(label_of(model, name), value, making=making):
            before, after = (in_words(each, name, model, names, zone) for each in (old, new))
            if name not in HIDDEN and before != after:
                yield label, before, after


def _pairs(label: str, value: object, *, making: bool) -> Iterator[tuple[str, object, object]]:
    """(label, old, new) of a value; many told under one word, {"Mei": [3, 4]}, are a line each."""
    many = isinstance(value, dict) and value and all(map(_is_pair, value.values()))
    for name, each in value.items() if many else [(label, value)]:
        old, new = each if _is_pair(each) and not making else (None, each)
        yield name, old, new


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2


def _noun(event: AuditEvent) -> str:
    model = model_of(event.target)
    return str(model._meta.verbose_name) if model else ""


def _name(event: AuditEvent, names: Names) -> str:
    model, key = model_of(event.target), event.target.partition(":")[2]
    found = names.of(model, key)
    return "" if found == key else found
