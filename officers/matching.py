"""From an office as a sheet writes it to the office: certain, or asked, never guessed.

Certain is a code, a name, a short name or a known other name, whatever its spaces and case; and
the place alone when kind and class words are put aside ("KANIM KELAS I NON-TPI BEKASI"), if one
office among those one may import for sits there. The class is put aside because it changes while
the office stays. A slip of the pen, a part of a place or a city of two offices is asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import OSA

from dbi_portal.lib.text import squash
from officers.models import Office, OfficeAlias
from officers.roles import OfficeKind

MOST_CANDIDATES = 6
LEAST_LETTERS = 5  # shorter places are one slip away from too many others
KINDS = (
    (OfficeKind.RUDENIM, re.compile(r"\b(?:rudenim|rumah\s+detensi(?:\s+imigrasi)?)\b", re.I)),
    (OfficeKind.KANWIL, re.compile(r"\b(?:kanwil|kantor\s+wilayah)\b", re.I)),
    (OfficeKind.KANIM, re.compile(r"\b(?:kanim|kantor\s+imigrasi|imigrasi)\b", re.I)),
)
# "Kelas I Khusus Non-TPI": what an office is, never which one.
CLASS = re.compile(
    r"\b(?:kelas|kls\.?)\s*(?:iii|ii|iv|i|[1-4])?\b|\b(?:khusus|non[\s-]*tpi|tpi)\b"
    r"|tempat\s+pemeriksaan\s+imigrasi|\b(?:direktorat\s+jenderal|ditjen(?:im)?|imigrasi|kantor)\b"
    r"|^(?:di|kota|kab(?:upaten)?\.?)\s+",
    re.I,
)
SHORT = {
    "soetta": "soekarnohatta",
    "suta": "soekarnohatta",
    "jaksel": "jakartaselatan",
    "jaktim": "jakartatimur",
    "jakbar": "jakartabarat",
    "jakut": "jakartautara",
    "jakpus": "jakartapusat",
    "tangsel": "tangerangselatan",
}


class Status(StrEnum):
    MATCHED = "matched"
    ASK = "ask"
    UNKNOWN = "unknown"


class Candidate(NamedTuple):
    """An office that may be meant; `score` from 0 to 1, `why` in words."""

    code: str
    name: str
    score: float
    why: str


class OfficeMatch(NamedTuple):
    """`office` is set if and only if the status is matched; candidates come likeliest first."""

    status: Status
    office: Office | None = None
    candidates: tuple[Candidate, ...] = ()


class OfficeNames:
    """The offices a sheet may name and all their names, read once.

    `asking`: the office whose sheet it is; what it answered before counts for it alone.
    """

    def __init__(self, offices: Iterable[Office], *, asking: Office | None = None):
        self.offices = {office.pk: office for office in offices}
        self.exact: dict[str, set[int]] = defaultdict(set)
        self.said: dict[str, int] = {}
        self.bare: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.cities: dict[str, set[int]] = defaultdict(set)
        for office in self.offices.values():
            if office.city:
                self.cities[squash(office.city)].add(office.pk)
            for text in (office.code, office.name, office.short_name):
                self._add(office, text)
        aliases = OfficeAlias.objects.filter(office__in=self.offices)
        for alias in aliases.order_by("pk"):
            if alias.said_by_office_id is None:
                self._add(self.offices[alias.office_id], alias.text)
            elif asking and alias.said_by_office_id == asking.pk:
                self.said[alias.key] = alias.office_id

    def _add(self, office: Office, text: str) -> None:
        self.exact[squash(text)].add(office.pk)
        _, place = kind_and_place(text.replace("-", " "))
        if place:
            self.bare[office.kind, place].add(office.pk)

    def find(self, text: str) -> OfficeMatch:
        """The office a cell names, among these."""
        key = squash(text)
        if key in self.said:
            return self._matched({self.said[key]}, 1.0, "jawaban sebelumnya")
        if len(self.exact.get(key, ())) == 1:
            return self._matched(self.exact[key], 1.0, "nama sama")
        kind, place = kind_and_place(text)
        found = self.exact.get(key) or self._at(kind, place)
        if len(found) == 1:
            return self._matched(found, 0.97, "kelas dan singkatan")
        if found:
            return self._asked(dict.fromkeys(found, (0.9, "nama sama")))
        return self._asked(self._likely(kind, place))

    def _at(self, kind: str, place: str) -> set[int]:
        """Offices at that place, of that kind if one is named."""
        kinds = [kind] if kind else list(OfficeKind)
        return {pk for each in kinds for pk in self.bare.get((each, place), ())}

    def _likely(self, kind: str, place: str) -> dict[int, tuple[float, str]]:
        """Offices whose place is like the one written, with score and reason."""
        likely: dict[int, tuple[float, str]] = {}
        for (other, known), offices in self.bare.items():
            if found := _likeness(place, known):
                score, why = found
                away = 0.35 if kind and kind != other else 0
                for pk in offices:
                    if score - away > likely.get(pk, (0, ""))[0]:
                        likely[pk] = round(score - away, 2), why
        for pk in self.cities.get(place, ()):
            likely.setdefault(pk, (0.6, "tempat kedudukan"))
        return likely

    def _matched(self, found: set[int], score: float, why: str) -> OfficeMatch:
        office = self.offices[next(iter(found))]
        return OfficeMatch(Status.MATCHED, office, (_candidate(office, score, why),))

    def _asked(self, likely: dict[int, tuple[float, str]]) -> OfficeMatch:
        listed = [_candidate(self.offices[pk], *why) for pk, why in likely.items()]
        listed.sort(key=lambda each: (-each.score, each.code))
        status = Status.ASK if listed else Status.UNKNOWN
        return OfficeMatch(status, None, tuple(listed[:MOST_CANDIDATES]))


def kind_and_place(text: str) -> tuple[str, str]:
    """ "KANIM KELAS I NON-TPI BEKASI" -> ("kanim", "bekasi"); "" for a kind that is not said."""
    said = next((kind for kind, words in KINDS if words.search(text)), "")
    for _, words in KINDS:
        text = words.sub(" ", text)
    key = squash(CLASS.sub(" ", CLASS.sub(" ", text).strip()))
    return said, SHORT.get(key, key)


def _likeness(place: str, known: str) -> tuple[float, str] | None:
    if len(place) < LEAST_LETTERS or not known:
        return None
    slips = OSA.distance(place, known, score_cutoff=2)
    if slips <= 2:
        return 0.9 - 0.1 * slips, f"salah ketik {slips} huruf" if slips else "jenis kantor lain"
    if known.startswith(place) or place.startswith(known):
        return 0.6, "bagian dari nama"
    return None


def _candidate(office: Office, score: float, why: str) -> Candidate:
    return Candidate(office.code, office.name, score, why)
