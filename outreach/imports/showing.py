"""Lines of an import of sessions as its page shows them: in words, old and new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from dbi_portal.lib.days import long_date, with_weekday
from dbi_portal.lib.numbers import angka
from officers.imports.resource import Shown, ShownCell
from officers.models import ImportLine, Office, Officer
from outreach.imports.stored import Values
from outreach.models import AudienceGroup, Session, SessionKind, Topic
from villages.models import GuidedVillage, Region

LABELS = {
    "kind": "Jenis",
    "title": "Judul",
    "held_on": "Tanggal",
    "starts_at": "Jam mulai",
    "ends_at": "Jam selesai",
    "place": "Tempat",
    "villages": "Desa Binaan",
    "regions": "Desa/kelurahan lain",
    "organiser": "Penyelenggara",
    "opened_by": "Dibuka oleh",
    "speakers": "Narasumber",
    "participants": "Peserta",
    "women": "Perempuan",
    "audience": "Unsur",
    "officers": "Petugas",
    "topics": "Topik",
    "result": "Hasil",
    "questions": "Pertanyaan",
    "follow_ups": "Tindak lanjut",
}
HEADLINE = ("kind", "title", "held_on")
LONGEST = 160  # letters of a narrative; the rest stands in the session itself
NAMED = 6


def shown(lines: Sequence[ImportLine]) -> Iterator[Shown]:
    """One query for each table that the lines name."""
    words = Words(lines)
    return (words.line(line) for line in lines)


class Words:
    """Names of everything these lines speak of by id."""

    def __init__(self, lines: Sequence[ImportLine]):
        every = [values for line in lines for values in (line.values, line.before)]
        targets = [int(line.target) for line in lines if line.target]
        groups = {pk for values in every for pk, _ in values.get("audience", ())}
        self.sessions = Session.objects.select_related("office", "kind").in_bulk(targets)
        self.names: dict[str, dict] = {
            "kind": _names(SessionKind, {each["kind"] for each in every if "kind" in each}),
            "villages": _villages(_keys("villages", every)),
            "regions": _names(Region, _keys("regions", every)),
            "officers": _names(Officer, _keys("officers", every)),
            "topics": _names(Topic, _keys("topics", every)),
            "audience": _names(AudienceGroup, groups),
            "office": _names(Office, {each["office"] for each in every if "office" in each}),
        }

    def line(self, line: ImportLine) -> Shown:
        session = self.sessions.get(int(line.target)) if line.target else None
        if session is None and not line.values:
            return Shown(line.said)
        return Shown(
            what=self._what(line, session),
            detail=self._detail(line, session),
            cells=tuple(self._cells(line)),
            office=str(session.office) if session else self.names["office"][line.values["office"]],
            url=_url(line),
        )

    def _what(self, line: ImportLine, session: Session | None) -> str:
        return session.title if session else line.values["title"]

    def _detail(self, line: ImportLine, session: Session | None) -> str:
        day = session.held_on if session else date.fromisoformat(line.values["held_on"])
        kind = session.kind.name if session else self.names["kind"][line.values["kind"]]
        return f"{with_weekday(day)} · {kind}"

    def _cells(self, line: ImportLine) -> Iterator[ShownCell]:
        """Of a new session what it says beside its headline; of a known one what changes."""
        for name, label in LABELS.items():
            if name not in line.values or (not line.target and name in HEADLINE):
                continue
            value, before = line.values[name], line.before.get(name)
            if line.target:
                was = self.say(name, before) or "–" if name in line.before else None
                yield ShownCell(label, self.say(name, value) or "–", was)
            elif said := self.say(name, value):
                yield ShownCell(label, said)

    def say(self, name: str, value: Any) -> str:
        if value is None or value == "" or value == []:
            return ""
        if name in SAID:
            return SAID[name](self, value)
        if name in self.names:
            keys = value if isinstance(value, list) else [value]
            return _listed([self.names[name][key] for key in keys])
        return value if len(value) <= LONGEST else f"{value[:LONGEST].rstrip()}…"

    def groups(self, value: list) -> str:
        names = self.names["audience"]
        counted = (names[pk] if n is None else f"{names[pk]} {angka(n)}" for pk, n in value)
        return _listed(list(counted))


SAID: dict[str, Callable[[Words, Any], str]] = {
    "held_on": lambda words, value: long_date(date.fromisoformat(value)),
    "starts_at": lambda words, value: value.replace(":", "."),
    "ends_at": lambda words, value: value.replace(":", "."),
    "participants": lambda words, value: angka(value),
    "women": lambda words, value: angka(value),
    "speakers": lambda words, value: _listed(
        [", ".join(filter(None, (name, institution))) for institution, name, _ in value], "; "
    ),
    "audience": Words.groups,
    "follow_ups": lambda words, value: _listed([task for task, _, _ in value], "; "),
}


def _url(line: ImportLine) -> str:
    key = line.written or line.target
    return reverse("outreach:detail", args=[key]) if key else ""


def _keys(name: str, every: Sequence[Values]) -> set:
    return {key for values in every for key in values.get(name, ())}


def _names(model, keys: set) -> dict:
    return {key: str(row) for key, row in model.objects.in_bulk(keys).items()}


def _villages(keys: set) -> dict:
    rows = GuidedVillage.objects.filter(pk__in=keys).select_related("region")
    return {row.pk: str(row) for row in rows}


def _listed(names: list[str], between: str = ", ") -> str:
    more = len(names) - NAMED
    if more <= 0:
        return between.join(names)
    return f"{between.join(names[:NAMED])} dan {angka(more)} lainnya"
