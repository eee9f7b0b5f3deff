"""Where an applicant comes from: the code in the sheet, or the name it gives."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from django.core.exceptions import ValidationError

from dbi_portal.lib.days import long_date
from dbi_portal.lib.sheets import Cell
from reports.old_imports import words
from villages.matching import SAME, Match, Place, Status, find_villages
from villages.models import Region

SKIP = "skip"


class Unsettled(ValidationError):
    """A name that fits several villages: somebody must say which one is meant."""

    def __init__(self, place: Place, match: Match):
        self.place, self.match = place, match
        super().__init__(question(place, match))


def region_code(cell: Cell) -> str:
    """ "32.75.03.1006", also written 3275031006; empty for an empty cell."""
    word = words.text(cell)
    digits = re.sub(r"[.\s]", "", word)
    if not word:
        return ""
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise ValueError(
            f"“{word}” bukan kode desa. Kode Kemendagri desa terdiri atas 10 angka, "
            "misalnya 32.75.03.1006."
        )
    return ".".join((digits[:2], digits[2:4], digits[4:6], digits[6:]))


class VillageBook:
    """The villages of one sheet, looked up together. `answers`: a code each, or skip."""

    def __init__(
        self,
        *,
        places: Collection[Place],
        codes: Collection[str],
        answers: Mapping[Place, str],
    ):
        self.answers = answers
        self.matches = find_villages(places)
        wanted = {*codes, *answers.values(), *(each.code for each in self.matches.values())}
        villages = Region.objects.villages().in_bulk(wanted - {None, SKIP})
        self.regions = villages

    def skips(self, place: Place | None) -> bool:
        return self.answers.get(place) == SKIP

    def by_code(self, code: str, place: Place | None, on: date) -> Region:
        """The village of that code on that day, unless the name is certainly another village's."""
        region = self.regions.get(code)
        if region is None:
            raise ValidationError(f"kode {code} tidak ada dalam daftar desa dan kelurahan.")
        if region.retired_on and region.retired_on <= on:
            raise ValidationError(
                f"kode {code} ({region.name}) tidak berlaku lagi sejak "
                f"{long_date(region.retired_on)}. Pakai kode penggantinya."
            )
        match = self.matches.get(place)
        if match and match.code and match.code != code:
            raise ValidationError(
                f"kode {code} adalah {region.full_name}, bukan “{place.name}” ({match.code}). "
                "Perbaiki kode atau namanya."
            )
        return region

    def by_name(self, place: Place) -> Region:
        """The one village of that name. What fits several carries the code "ask" and its match."""
        match = self.matches[place]
        answer = self.answers.get(place) or match.code
        if answer:
            if answer in self.regions:
                return self.regions[answer]
            raise ValidationError(f"jawaban {answer} bukan kode desa atau kelurahan.")
        if match.status is Status.ASK:
            raise Unsettled(place, match)
        raise ValidationError(
            f"“{place.name}” tidak ditemukan{where(place)}. Periksa ejaannya, atau isi kolom "
            "Kode desa."
        )


def question(place: Place, match: Match) -> str:
    """Which name is in doubt and what to do; the candidates travel beside it."""
    found = len(match.candidates)
    same = all(candidate.why == SAME for candidate in match.candidates)
    fits = f"cocok dengan {found} desa/kelurahan" if same else "belum pasti desa yang mana"
    return f"“{place.name}”{where(place)} {fits}. Isi kolom Kode desa dengan kode yang benar."


def where(place: Place) -> str:
    named = ", ".join(filter(None, [place.district, place.regency]))
    return f" di {named}" if named else ""
