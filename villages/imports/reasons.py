"""Why a village was chosen, from the words of a sheet to those of the office's list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from django.core.exceptions import ValidationError

from dbi_portal.lib.text import squash
from officers.imports.findings import Choice
from officers.imports.resource import SKIP, LeftOut, Unsettled
from officers.models import User
from villages.defaults import DEMAND
from villages.models import SelectionReason

USUAL = {
    DEMAND: (
        "permintaan tertinggi",
        "permintaan paspor tertinggi",
        "permintaan paspor pmi",
        "demand",
    ),
    "kasus-tppo": ("tppo", "kasus tppo", "rawan tppo", "tppo/tppm", "kerawanan tppo"),
    "jalur-perbatasan": ("perbatasan", "jalur perlintasan", "perlintasan", "jalur tikus"),
    "jarak-kantor": ("jarak", "jauh", "jarak jauh", "jauh dari kantor"),
    "orang-asing": ("orang asing", "tka", "tenaga kerja asing", "industri", "wisata", "pariwisata"),
    "saran-instansi": ("saran bp3mi", "bp3mi", "disnaker", "saran disnaker", "rekomendasi bp3mi"),
}


class ReasonBook:
    """The reasons this user may choose, by name, code and usual spelling."""

    def __init__(self, user: User, chosen: Mapping[str, str]):
        self.chosen = chosen
        self.reasons = {each.pk: each for each in SelectionReason.objects.visible_to(user).in_use()}
        self.by_key = {}
        for each in self.reasons.values():
            for spelling in (each.name, each.code, *USUAL.get(each.code, ())):
                self.by_key.setdefault(squash(spelling), each.pk)

    def find(self, said: Iterable[str]) -> list[int]:
        """Reasons by their numbers. A word nobody listed is asked once."""
        found = []
        for word in said:
            whole = self.by_key.get(squash(word))
            parts = [word] if whole else [part.strip() for part in word.split(",")]
            found += [self._one(part) for part in parts if part]
        return sorted(dict.fromkeys(found))

    def _one(self, word: str) -> int:
        key = squash(word)
        if key in self.by_key:
            return self.by_key[key]
        answer = self.chosen.get(f"alasan|{key}")
        if answer == SKIP:
            raise LeftOut("dilewati sesuai jawaban atas pertanyaan alasannya.")
        if answer:
            if not answer.isdigit() or int(answer) not in self.reasons:
                raise ValidationError(f"jawaban {answer} bukan alasan dalam daftar.")
            return int(answer)
        raise Unsettled(
            f"alasan “{word}” tidak ada dalam daftar alasan. Pilih yang dimaksud, atau tambahkan "
            "dahulu alasan itu di Pengaturan.",
            asked=f"alasan|{key}",
            candidates=list(self._choices(key)),
        )

    def _choices(self, key: str) -> list[Choice]:
        near = get_close_matches(key, list(self.by_key), n=3, cutoff=0.5)
        first = dict.fromkeys(self.by_key[each] for each in near)
        return [
            Choice(str(pk), self.reasons[pk].name, why="mirip" if pk in first else "")
            for pk in [*first, *(pk for pk in self.reasons if pk not in first)]
        ]
