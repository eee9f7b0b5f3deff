"""Which officer a row means: by NIP, by name; asked when one is very like another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.core.exceptions import ValidationError

from dbi_portal.lib.text import squash
from officers.imports.findings import Choice
from officers.imports.resource import SKIP, LeftOut, Unsettled
from officers.models import Office, Officer

NEW, NONE = "baru", "tanpa"  # answers: somebody new; nobody
ALIKE = 0.84
BEFORE_NAME = re.compile(
    r"^(?:(?:prof|dr|drs|dra|ir|h|hj|sdr|sdri|bpk|ibu)\b\.?\s*)+", re.IGNORECASE
)


@dataclass(frozen=True)
class Person:
    """An officer on the register, or (no `pk`) one to be entered under this name."""

    name: str
    pk: int | None = None

    def as_json(self) -> dict:
        return {"name": self.name, "pk": self.pk}


class Entered:
    """Officers one import enters: whoever several rows name is entered by the first of them."""

    def __init__(self):
        self.officers: dict[tuple, Officer] = {}

    def find(self, office: int, name: str, number: str = "") -> Officer | None:
        """The officer of that number, else of that name unless two numbers tell them apart."""
        if number and (office, number) in self.officers:
            return self.officers[office, number]
        known = self.officers.get((office, squash(bare(name))))
        apart = known and number and known.employee_number not in ("", number)
        return None if apart else known

    def keep(self, officer: Officer) -> None:
        self.officers.setdefault((officer.office_id, squash(bare(officer.name))), officer)
        if officer.employee_number:
            self.officers[officer.office_id, officer.employee_number] = officer


def bare(name: str) -> str:
    """The name without its titles: "Drs. Budi Santoso, S.H." is "Budi Santoso"."""
    return BEFORE_NAME.sub("", name.split(",")[0].strip()).strip() or name.strip()


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1; a part of a name and initials are very like it."""
    ours, theirs = bare(one).casefold().split(), bare(other).casefold().split()
    if not ours or not theirs:
        return 0.0
    ratio = SequenceMatcher(None, squash(bare(one)), squash(bare(other))).ratio()
    return max(ratio, 0.9 if _part_of(ours, theirs) or _part_of(theirs, ours) else 0.0)


def _part_of(few: list[str], many: list[str]) -> bool:
    """Every word of the shorter name, or its initial, stands in the longer one in that order."""
    rest = iter(many)
    return len(few) < len(many) + 1 and all(
        any(_same_word(word, other) for other in rest) for word in few
    )


def _same_word(word: str, other: str) -> bool:
    short, long = sorted((word.strip("."), other.strip(".")), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


class OfficerBook:
    """Officers of the offices of one sheet. `chosen` is the resource's: asked -> the answer."""

    def __init__(self, chosen: Mapping[str, str]):
        self.chosen = chosen
        self.by_office: dict[int, list[Officer]] = {}

    def of(self, office: Office) -> list[Officer]:
        if office.pk not in self.by_office:
            rows = Officer.objects.filter(office=office).order_by("name", "pk")
            self.by_office[office.pk] = list(rows)
        return self.by_office[office.pk]

    def named(self, name: str, office: Office) -> Person | None:
        """The officer of that name; None when somebody chose to leave the name out.

        Unsettled when there is no such officer, or several.
        """
        same = self._same(name, office)
        if len(same) == 1:
            return _person(same[0])
        key = f"pimpasa|{squash(name)}|{office.pk}"
        answer = self._answer(key, name, office)
        if answer is not None:
            return answer
        if self.chosen.get(key) == NONE:
            return None
        said = f"“{name}” cocok dengan {len(same)} petugas {office}. Pilih orangnya."
        if not same:
            said = f"“{name}” belum terdaftar sebagai petugas {office}. Siapa yang dimaksud?"
        more = [
            Choice(NEW, f"Daftarkan {name} sebagai petugas baru"),
            Choice(NONE, "Jangan catat petugas ini"),
        ]
        near = same or self._near(name, office)
        raise Unsettled(said, asked=key, candidates=[*_choices(near, name), *more])

    def meant(self, name: str, number: str, office: Office) -> Person:
        """The officer a register of officers means; a Person without `pk` is new to the office."""
        if number and (known := Officer.objects.filter(employee_number=number).first()):
            return self._of_number(known, name, number, office)
        key = f"petugas|{squash(name)}|{number}|{office.pk}"
        if (answer := self._answer(key, name, office)) is not None:
            return answer
        same = self._same(name, office)
        fitting = [each for each in same if not (number and each.employee_number)]
        if len(same) == 1 == len(fitting):
            return _person(same[0])
        near = same or self._near(name, office, number)
        if not near:
            return Person(name)
        said = f"“{name}” mirip dengan petugas yang sudah terdaftar di {office}. Orang yang sama?"
        more = Choice(NEW, f"Bukan. {name} petugas baru")
        raise Unsettled(said, asked=key, candidates=[*_choices(near, name), more])

    @staticmethod
    def _of_number(known: Officer, name: str, number: str, office: Office) -> Person:
        if known.office_id != office.pk:
            raise ValidationError(
                {
                    "number": f"NIP {number} sudah dipakai petugas kantor lain. Bila orangnya "
                    "pindah, catat kepindahannya di halaman petugas itu."
                }
            )
        if likeness(known.name, name) < ALIKE:
            raise ValidationError(
                {
                    "name": f"NIP {number} milik {known.name}, bukan “{name}”. Perbaiki salah "
                    "satunya."
                }
            )
        return _person(known)

    def _answer(self, key: str, name: str, office: Office) -> Person | None:
        answer = self.chosen.get(key)
        if answer == SKIP:
            raise LeftOut("dilewati sesuai jawaban atas pertanyaan petugasnya.")
        if answer == NEW:
            return Person(name)
        if answer and answer.isdigit():
            known = next((each for each in self.of(office) if each.pk == int(answer)), None)
            if known is None:
                raise ValidationError(f"jawaban {answer} bukan petugas {office}.")
            return _person(known)
        return None

    def _same(self, name: str, office: Office) -> list[Officer]:
        key = squash(bare(name))
        return [each for each in self.of(office) if squash(bare(each.name)) == key]

    def _near(self, name: str, office: Office, number: str = "") -> list[Officer]:
        """Others of a name so like that it may be the same person; two NIP are two people."""
        scored = [
            (likeness(name, each.name), each)
            for each in self.of(office)
            if not (number and each.employee_number)
        ]
        near = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
        return [each for _, each in near[:5]]


def _person(officer: Officer) -> Person:
    return Person(officer.name, officer.pk)


def _choices(officers: list[Officer], name: str) -> Iterator[Choice]:
    for each in officers:
        number = f"NIP {each.employee_number}" if each.employee_number else "tanpa NIP"
        path = " · ".join(filter(None, [each.position, number]))
        alike = likeness(name, each.name)
        why = "nama sama" if squash(bare(name)) == squash(bare(each.name)) else "nama mirip"
        yield Choice(str(each.pk), each.name, path, round(alike, 2), why)
