"""From the cells of a row to the session they describe: every doubt of the row asked at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from dbi_portal.lib.numbers import angka
from officers.models import User
from outreach.defaults import GROUPS
from outreach.imports import terms
from outreach.imports.layout import GROUP_HEADINGS, group_attribute
from outreach.imports.matching import Register
from outreach.imports.people import InstitutionBook, OfficerBook, named
from outreach.imports.places import PlaceBook
from outreach.imports.stated import TITLE_AND_KIND, Stated, check_day, is_to_come, people
from outreach.imports.stored import TEXTS, Values
from outreach.imports.terms import NONE, TermBook
from outreach.models import AudienceGroup, Session, SessionKind, Topic

LONGEST_TITLE, LONGEST_TASK = 200, 300
NAMED_PLACES = 3
Status = Session.Status


class Settling:
    """The lists one sheet is read with. `chosen`: asked -> what somebody answered."""

    def __init__(
        self, *, user: User, offices: Iterable[int], at: datetime, on: date, chosen: dict[str, str]
    ):
        self.at, self.on, self.chosen = at, on, chosen
        listed = {"user": user, "chosen": chosen}
        self.kinds = TermBook(SessionKind, spellings=terms.KIND_SPELLINGS, **listed)
        self.topics = TermBook(Topic, signs=terms.TOPIC_SIGNS, **listed)
        self.groups = TermBook(AudienceGroup, spellings=GROUP_HEADINGS, **listed)
        self.officers = OfficerBook(user=user, chosen=chosen)
        self.institutions = InstitutionBook(chosen)
        self.places = PlaceBook(user=user, offices=offices, on=on, chosen=chosen)
        self.register = Register(user=user)

    def foresee(self, rows: Sequence[Stated]) -> None:
        self.places.foresee([row.written for row in rows if row.office])
        self.officers.foresee({row.office.pk for row in rows if row.office})
        self.register.foresee(
            {(row.office.pk, row.held_on) for row in rows if row.office and row.held_on}
        )

    def settle(self, stated: Stated) -> None:
        """Fills `values`, `places`, `target` and `remarks`; raises ValidationError by attribute."""
        errors: dict[str, list] = defaultdict(list)
        said: Values = {}
        for step in (self._day, self._kind_and_title, self._where, self._people, self._parts):
            try:
                said |= step(stated)
            except ValidationError as refused:
                for attribute, found in refused.error_dict.items():
                    errors[attribute] += found
        if errors:
            raise ValidationError(dict(errors))
        if stated.office is None:  # said at its own column
            return
        stated.values = said | _texts(stated, said) | self._status(stated, said)
        self._match(stated)
        stated.remarks = tuple(self._remarks(stated))

    def _day(self, stated: Stated) -> Values:
        return check_day(stated, self.on)

    def _kind_and_title(self, stated: Stated) -> Values:
        """ "Sosialisasi bahaya TPPO" in one column is both: the kind begins the title."""
        said = stated.kind or stated.activity or stated.title
        if not said:
            raise ValidationError({"title": TITLE_AND_KIND})
        kind = self.kinds.exactly(said) or self.kinds.beginning(said)
        if kind is None:
            at = "kind" if stated.kind else "activity" if stated.activity else "title"
            kind = _at(at, lambda: self.kinds.settle(said))
        title = stated.title or ("" if self.kinds.exactly(stated.activity) else stated.activity)
        if len(title) > LONGEST_TITLE:
            at = "title" if stated.title else "activity"
            message = f"terlalu panjang: {len(title)} huruf, paling banyak {LONGEST_TITLE}."
            raise ValidationError({at: message})
        return {"kind": kind.pk, "title": title}

    def _where(self, stated: Stated) -> Values:
        if stated.office is None or stated.held_on is None:
            return {}
        stated.places = self.places.settle(stated.written)
        found = {"villages": stated.places.served, "regions": stated.places.reached}
        return found if stated.places.names else {}

    def _people(self, stated: Stated) -> Values:
        said = people(stated, self.chosen)
        audience = _at("audience", lambda: dict(self._groups(stated)))
        return said | ({"audience": sorted(map(list, audience.items()))} if audience else {})

    def _groups(self, stated: Stated) -> Iterator[tuple[int, int | None]]:
        for said, count in stated.audience:
            group = self.groups.settle(said, optional=True)
            if group:
                yield group.pk, count
        for code in GROUPS:
            count = getattr(stated, group_attribute(code), None)
            if count is not None and code in self.groups.terms:
                yield self.groups.terms[code].pk, count

    def _parts(self, stated: Stated) -> Values:
        """Topics, speakers, officers and tasks; each column's doubts stand beside the others'."""
        errors: dict[str, Any] = {}
        found: Values = {}
        for attribute, name, read in (
            ("topics", "topics", self._topics),
            ("speakers", "speakers", self._speakers),
            ("officers", "officers", self._officers),
            ("tasks", "follow_ups", _tasks),
        ):
            try:
                if value := read(stated):
                    found[name] = value
            except ValidationError as refused:
                errors[attribute] = refused
        if errors:
            raise ValidationError(errors)
        return found

    def _topics(self, stated: Stated) -> list[int]:
        """Words of the list, or sentences in which they stand."""
        found, doubts = set(), []
        for said in stated.topics:
            exact = self.topics.exactly(said)
            within = [exact] if exact else self.topics.within(said)
            if within:
                found |= {topic.pk for topic in within}
                continue
            topic = _doubt(lambda s=said: self.topics.settle(s, optional=True), doubts)
            found |= {topic.pk} if topic else set()
        _refuse(doubts)
        return sorted(found)

    def _officers(self, stated: Stated) -> list[int]:
        if stated.office is None:
            return []
        doubts: list[ValidationError] = []
        settled = [
            _doubt(lambda s=said: self.officers.settle(s, stated.office), doubts)
            for said in stated.officers
        ]
        _refuse(doubts)
        return sorted({officer.pk for officer in settled if officer})

    def _speakers(self, stated: Stated) -> list[list[str]]:
        """Names and institutions in pairs where there are as many; else whoever says his own."""
        doubts: list[ValidationError] = []
        found = [_doubt(lambda p=pair: self._speaker(*p), doubts) for pair in _paired(stated)]
        _refuse(doubts)
        return sorted(each for each in found if each)

    def _speaker(self, name: str, institution: str) -> list[str] | None:
        if institution:
            return [self.institutions.settle(institution), name[:150], ""]
        if self.chosen.get(f"narasumber|{terms.squash(name)}") == NONE:
            return None
        return [self.institutions.settle_speaker(name), "", ""]

    def _status(self, stated: Stated, said: Values) -> Values:
        """For the reviewer; what says nothing yet only took place, what is to come is a plan."""
        if is_to_come(stated, self.at):
            return {"status": Status.PLANNED}
        told = stated.result or said.get("topics") or said.get("audience")
        if told or said.get("participants") is not None:
            return {"status": Status.REPORTED}
        return {"status": Status.HELD}

    def _match(self, stated: Stated) -> None:
        values = stated.values
        if not values["title"]:
            values["title"] = self._title_of(stated)
        known = _at(
            "title" if stated.title or not stated.activity else "activity",
            lambda: self.register.meant(stated.office.pk, stated.held_on, values, self.chosen),
        )
        stated.target = known.pk if known else None
        if not values.get("place"):
            values |= self._place_of(stated)

    def _title_of(self, stated: Stated) -> str:
        """A list that names the kind alone: "Sambang desa di Mustikajaya"."""
        kind = self.kinds.by_pk[stated.values["kind"]].name
        names = stated.places.names
        where = ", ".join(names[:NAMED_PLACES])
        more = len(names) - NAMED_PLACES
        where += f" dan {angka(more)} lainnya" if more > 0 else ""
        return f"{kind} di {where}" if names else kind

    def _place_of(self, stated: Stated) -> Values:
        """Where no column tells it, the village itself; a known session keeps its own."""
        if stated.target:
            return {}
        if not stated.places.names:
            raise ValidationError({"place": "harus diisi, misalnya Balai RW 05."})
        return {"place": ", ".join(stated.places.names[:NAMED_PLACES])[:200]}

    def _remarks(self, stated: Stated) -> Iterator[str]:
        status, values = stated.values["status"], stated.values
        if status == Status.PLANNED:
            yield "Tanggalnya belum tiba: dicatat sebagai rencana."
        if status == Status.HELD:
            yield "Belum ada hasil, topik, atau peserta: dicatat terlaksana, belum dilaporkan."
        counted = sum(count or 0 for _, count in values.get("audience", ()))
        if (total := values.get("participants")) is not None and counted > total:
            yield f"Unsurnya berjumlah {angka(counted)} orang, pesertanya {angka(total)}."


def _at(attribute: str, act: Callable[[], Any]) -> Any:
    """The act's refusal stands at this attribute."""
    try:
        return act()
    except ValidationError as refused:
        raise ValidationError({attribute: refused}) from refused


def _doubt(act: Callable[[], Any], doubts: list[ValidationError]) -> Any:
    try:
        return act()
    except ValidationError as refused:
        doubts.append(refused)
        return None


def _refuse(doubts: list[ValidationError]) -> None:
    if doubts:
        raise ValidationError(doubts)


def _texts(stated: Stated, said: Values) -> Values:
    """Only what the row says: a blank cell takes nothing away."""
    told = {name: getattr(stated, name) for name in TEXTS if name != "title"}
    return {name: text for name, text in told.items() if text}


def _tasks(stated: Stated) -> list[list[str]]:
    due = stated.due_on.isoformat() if stated.due_on else ""
    if stated.due_on and stated.held_on and stated.due_on < stated.held_on:
        raise ValidationError("batas waktunya sebelum kegiatannya. Periksa kolom Batas waktu.")
    for task in stated.tasks:
        if len(task) > LONGEST_TASK:
            raise ValidationError(
                f"“{task[:40]}…” terlalu panjang: {len(task)} huruf, paling banyak {LONGEST_TASK}. "
                "Tulis tiap tindak lanjut pada barisnya sendiri."
            )
    return [[task, stated.owner, due] for task in stated.tasks]


def _paired(stated: Stated) -> list[tuple[str, str]]:
    """(name, institution) of each speaker; institutions alone speak too."""
    names, institutions = stated.speakers, stated.institutions
    if names and len(names) == len(institutions):
        return list(zip(names, institutions, strict=True))
    if names and len(institutions) == 1:
        return [(name, institutions[0]) for name in names]
    own = [named(piece) for piece in names]
    return [
        *((each.name, each.institution) for each in own),
        *(("", institution) for institution in institutions),
    ]
