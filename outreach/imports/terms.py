"""Words of the portal's lists as offices write them: kinds, topics, groups. Unsure: ask."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from dbi_portal.lib.text import squash
from officers.imports.findings import Choice
from officers.imports.resource import Unsettled
from officers.models import Term, User

NONE = "tanpa"  # answer: none of the list's words
OFFERED = 6
LONGEST_KEY = 120

KIND_SPELLINGS = {
    "sosialisasi": ("sosialisasi keimigrasian", "sosialisasi tppo", "sosialisasi dbi"),
    "penyuluhan": ("penyuluhan hukum", "penyuluhan keimigrasian", "edukasi"),
    "diseminasi": ("diseminasi", "diseminasi informasi keimigrasian"),
    "rapat-timpora": ("rapat timpora", "rakor timpora", "timpora", "rapat tim pora"),
    "pembentukan-dbi": (
        *("sosialisasi pembentukan dbi", "pembentukan desa binaan", "pembentukan dbi"),
        "sosialisasi pembentukan desa binaan imigrasi",
    ),
    "pengukuhan": ("pengukuhan", "peluncuran", "launching", "peresmian", "pencanangan"),
    "sambang-desa": ("sambang", "kunjungan desa", "kunjungan", "anjangsana", "sambang kelurahan"),
    "bimtek": ("bimtek", "bimbingan teknis", "bimtek perangkat desa", "pelatihan"),
    "paspor-simpatik": (
        *("paspor simpatik", "jemput bola", "layanan paspor simpatik", "eazy passport"),
        *("layanan jemput bola", "layanan paspor", "easy passport"),
    ),
    "konsultasi": ("konsultasi keimigrasian", "layanan konsultasi"),
    "sekolah-kampus": (
        *("goes to school", "goes to campus", "imigrasi goes to school", "imigrasi masuk sekolah"),
        *("imigrasi goes to campus", "goes to school/campus", "sekolah", "kampus"),
    ),
}
# Words of which each says the topic for certain, wherever it stands in a sentence.
TOPIC_SIGNS = {
    "tppo": r"\btppo\b|perdagangan (orang|manusia)|human trafficking",
    "tppm": r"\btppm\b|penyelund?upan manusia|people smuggling",
    "non-prosedural": r"non\W?prosedural|\bpmi ilegal\b|unprosedural",
    "pmi-prosedural": r"(?<!non)(?<!non[ -])\bprosedural|\bpmi (legal|aman|resmi)\b|migrasi aman",
    "lowongan-palsu": r"(lowongan|tawaran|loker)[\w ]*(palsu|bodong|medsos|media sosial)",
    "paspor": r"\bpaspor\b|\bm-?paspor\b|dokumen perjalanan",
    "lalu-lintas": r"lalu lintas keimigrasian|perlintasan",
    "orang-asing": r"orang asing|\bwna\b|\bapoa\b|\btimpora\b|tenaga kerja asing|\btka\b",
    "program-dbi": r"desa binaan|\bdbi\b|\bpimpasa\b",
    "pencegahan-dini": r"deteksi dini|cegah dini|pencegahan dini",
}


class TermBook:
    """One list, read once for a whole sheet; `chosen` holds what somebody answered.

    `signs`: code -> pattern of words that say the term inside a longer text.
    """

    def __init__(
        self,
        model: type[Term],
        *,
        user: User,
        chosen: Mapping[str, str],
        spellings: Mapping[str, Sequence[str]] = {},
        signs: Mapping[str, str] = {},
    ):
        self.noun, self.chosen = str(model._meta.verbose_name), chosen
        self.terms = {term.code: term for term in model.objects.visible_to(user).in_use()}
        self.by_pk = {term.pk: term for term in self.terms.values()}
        self.keys = {}
        for code, term in self.terms.items():
            for word in (term.name, code, *spellings.get(code, ())):
                self.keys.setdefault(squash(word), term)
        self.signs = {
            code: re.compile(pattern, re.IGNORECASE)
            for code, pattern in signs.items()
            if code in self.terms
        }

    def exactly(self, said: str) -> Term | None:
        return self.keys.get(squash(said))

    def beginning(self, said: str) -> Term | None:
        """The term whose longest spelling begins the text: "Sosialisasi bahaya TPPO"."""
        key = squash(said)
        fits = [known for known in self.keys if len(known) > 3 and key.startswith(known)]
        return self.keys[max(fits, key=len)] if fits else None

    def within(self, said: str) -> list[Term]:
        """Every term one of whose signs stands in the text, in the list's order."""
        return [self.terms[code] for code, sign in self.signs.items() if sign.search(said)]

    def settle(self, said: str, *, optional: bool = False) -> Term | None:
        """The term meant. Raises Unsettled with the nearest words; `optional`: or none of them."""
        known = self.exactly(said)
        if known:
            return known
        asked = f"{squash(self.noun)}|{squash(said)[:LONGEST_KEY]}"
        answer = self.chosen.get(asked, "")
        if answer == NONE and optional:
            return None
        if answer in self.terms:
            return self.terms[answer]
        raise Unsettled(
            f"“{said}” tidak ada dalam daftar {self.noun}. Pilih yang dimaksud.",
            asked=asked,
            candidates=[*self._nearest(said), *([self._none()] if optional else ())],
        )

    def _nearest(self, said: str) -> list[Choice]:
        """Every spelling weighed, each term once with its best, the likeliest first."""
        best: dict[str, float] = {}
        for spelled, term in self.keys.items():
            best[term.code] = max(best.get(term.code, 0), likeness(squash(said), spelled))
        ranked = sorted(best, key=lambda code: (-best[code], self.terms[code].position))
        return [
            Choice(code, self.terms[code].name, score=round(best[code], 2), why="kata terdekat")
            for code in ranked[:OFFERED]
        ]

    def _none(self) -> Choice:
        return Choice(NONE, f"Tanpa {self.noun}", why="tidak dicatat dalam daftar ini")


def likeness(one: str, other: str) -> float:
    """0 to 1: how much of the longer text the two have in common, in the same order."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
