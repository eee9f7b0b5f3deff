"""Officers by the names an office writes them with, and institutions by any of their spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from dbi_portal.lib.text import squash
from officers.imports.findings import Choice
from officers.imports.resource import Unsettled
from officers.models import Office, Officer, User
from outreach.actions.institutions import known_as
from outreach.figures.likeness import alike
from outreach.imports.splitting import PERSON, bare_name
from outreach.imports.terms import NONE, likeness
from outreach.likeness import one_name
from outreach.models import Institution

NEAR = 0.72  # of two names' letters: "Budi Santosa" to "Budi Santoso" is 0.92
VERY = 0.85  # of two institutions named in one sheet
OFFERED = 6
NEW = "baru"
NUMBER = re.compile(r"\d{18}")
SOUNDS_LIKE_ONE = re.compile(
    r"\b(dinas|disnaker\w*|dinsos|disdukcapil|bp[23]mi|badan|balai|polri|polda|polres\w*|polsek|tni"
    r"|kodim|koramil|lanal|kantor|kanim|kanwil|seksi|bidang|kejaksaan|kejari|kesbangpol|dukcapil"
    r"|kecamatan|kelurahan|desa|pemda|pemkot|pemkab|pemerintah|universitas|sekolah|bnn\w*|satpol"
    r"|kementerian|kemenag|direktorat|ditjen\w*|puskesmas|yayasan|lsm|migrant|sbmi|bkkbn)\b",
    re.IGNORECASE,
)


class OfficerBook:
    """Officers each office has or had, by name and NIP; who is uncertain is asked."""

    def __init__(self, *, user: User, chosen: Mapping[str, str]):
        self.user, self.chosen = user, chosen
        self.of_office: dict[int, dict[int, Officer]] = {}

    def foresee(self, offices: Iterable[int]) -> None:
        wanted = set(offices) - self.of_office.keys()
        if not wanted:
            return
        self.of_office |= {office: {} for office in wanted}
        here = Q(office__in=wanted) | Q(posts__office__in=wanted)
        seen = Officer.objects.visible_to(self.user).filter(here).distinct()
        for officer in seen.prefetch_related("posts"):
            for office in {officer.office_id, *(post.office_id for post in officer.posts.all())}:
                if office in wanted:
                    self.of_office[office][officer.pk] = officer

    def settle(self, said: str, office: Office) -> Officer | None:
        """The officer meant; None when somebody answered that he is not to be recorded."""
        self.foresee([office.pk])
        known = self.of_office[office.pk]
        if number := NUMBER.search(re.sub(r"(?<=\d)[ .](?=\d)", "", said)):
            numbered = [each for each in known.values() if each.employee_number == number[0]]
            if numbered:
                return numbered[0]
        key = bare_name(said)
        same = [each for each in known.values() if bare_name(each.name) == key]
        if len(same) == 1:
            return same[0]
        return self._answered(said, office, same)

    def _answered(self, said: str, office: Office, same: list[Officer]) -> Officer | None:
        asked = f"petugas|{squash(said)}|{office.pk}"
        answer, known = self.chosen.get(asked, ""), self.of_office[office.pk]
        if answer == NONE:
            return None
        if answer.isdecimal() and int(answer) in known:
            return known[int(answer)]
        near = same or self._near(said, known.values())
        fits = "cocok dengan beberapa petugas" if same else "tidak ada di antara petugas"
        raise Unsettled(
            f"“{said}” {fits} {office}. Pilih yang dimaksud, atau catat tanpa petugas ini.",
            asked=asked,
            candidates=[
                *(self._choice(said, each) for each in near[:OFFERED]),
                Choice(NONE, "Catat tanpa petugas ini", why="namanya tetap ada di berkas asli"),
            ],
        )

    @staticmethod
    def _near(said: str, known: Iterable[Officer]) -> list[Officer]:
        key = bare_name(said)
        scored = [(_nearness(key, bare_name(each.name)), each) for each in known]
        scored.sort(key=lambda pair: (-pair[0], pair[1].name))
        return [each for score, each in scored if score >= NEAR]

    @staticmethod
    def _choice(said: str, officer: Officer) -> Choice:
        score = round(likeness(bare_name(said), bare_name(officer.name)), 2)
        why = "nama sama" if score == 1 else "nama mirip"
        told = ", ".join(filter(None, [officer.position, str(officer.office)]))
        return Choice(str(officer.pk), officer.name, told, score, why)


def _nearness(one: str, other: str) -> float:
    """A first name alone ("Budi") is near every Budi there is."""
    part = min(one, other, key=len)
    begins = len(part) > 3 and max(one, other, key=len).startswith(part)
    return max(likeness(one, other), 0.8 if begins else 0)


@dataclass(frozen=True)
class Named:
    """A speaker as one piece of a cell names him: "Budi (BP3MI Banten)"."""

    name: str = ""
    institution: str = ""


def named(piece: str) -> Named:
    """What is in brackets is the institution; alone, a text that sounds like one is one."""
    if match := PERSON.match(piece):
        return Named(match["name"].strip(), match["inside"].strip())
    if SOUNDS_LIKE_ONE.search(piece):
        return Named("", piece)
    return Named(piece, "")


@dataclass
class InstitutionBook:
    """Institutions named in a sheet; a name very like a known one is asked, never doubled."""

    chosen: Mapping[str, str]
    known: dict[str, Institution | None] = field(default_factory=dict)
    near: dict[str, list[Institution]] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)  # key -> as the sheet first writes it

    def settle(self, said: str) -> str:
        """The institution's name as it is or will be listed. Raises Unsettled when unsure."""
        key = squash(said)
        if key not in self.known:
            self.known[key] = known_as(said)
        if self.known[key]:
            return self.known[key].name
        asked = f"instansi|{key}"
        answer = self.chosen.get(asked, "")
        if answer == NEW or key in self.new:
            return self.new.setdefault(key, said)
        candidates = self._candidates(said, key)
        named_so = {each.code: each.name for each in candidates}
        if answer in named_so:
            return named_so[answer]
        if candidates:
            raise Unsettled(
                f"“{said}” mirip instansi yang sudah ada. Pilih yang dimaksud, atau catat sebagai "
                "instansi baru.",
                asked=asked,
                candidates=[*candidates, Choice(NEW, f"Instansi baru: {said}", why="bukan itu")],
            )
        return self.new.setdefault(key, said)

    def _candidates(self, said: str, key: str) -> list[Choice]:
        """Listed ones and those this sheet named before, each with its likeness."""
        if key not in self.near:
            self.near[key] = alike(said)
        listed = [(f"i{each.pk}", each.name) for each in self.near[key]]
        here = [
            (f"n{other}", name)
            for other, name in self.new.items()
            if likeness(other, key) >= VERY and one_name(name, said)
        ]
        return [
            Choice(code, name, score=round(likeness(squash(name), key), 2), why="ejaan mirip")
            for code, name in [*listed, *here][:OFFERED]
        ]

    def settle_speaker(self, said: str) -> str:
        """What a piece of the speakers' cell names when no institution stands beside it."""
        asked = f"narasumber|{squash(said)}"
        if self.chosen.get(asked) == "instansi" or known_as(said):
            return self.settle(said)
        raise Unsettled(
            f"instansi narasumber “{said}” tidak disebut. Tulis instansinya di kolom Instansi atau "
            "dalam kurung di belakang namanya.",
            asked=asked,
            candidates=[
                Choice("instansi", f"“{said}” adalah nama instansi", why="bukan nama orang"),
                Choice(NONE, "Catat tanpa narasumber ini", why="namanya tetap ada di berkas asli"),
            ],
        )
