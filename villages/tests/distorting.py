"""Real villages written as people write them: each way a function from one village to a row.

`PLAIN` ways lose nothing, so the village must come out; `DOUBTFUL` ways leave a doubt, so the row
may be asked, and then the village should stand first. Neither may ever bring another village.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from villages.matching import Place
from villages.matching.vocabulary import NUMBER_WORDS, ROMAN

SHORT = {
    "Sungai": "Sei",
    "Perkebunan": "Perk.",
    "Kampung": "Kp.",
    "Tanjung": "Tj.",
    "Bandar": "Bdr.",
    "Gunung": "Gn.",
    "Pasar": "Psr.",
    "Simpang": "Sp.",
    "Lubuk": "Lbk.",
    "Padang": "Pdg.",
    "Timur": "Tmr",
    "Sei": "Sungai",
}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Real:
    """A village with the names above it."""

    code: str
    name: str
    district: str
    regency: str


def place(village: Real, name: str | None = None, **other) -> Place:
    facts = {"district": village.district, "regency": village.regency} | other
    return Place(village.name if name is None else name, **facts)


# -- plain: nothing is lost --------------------------------------------------------------------


def as_it_is(village: Real, chance: Random) -> Place:
    return place(village)


def in_capitals(village: Real, chance: Random) -> Place:
    return place(village, f" {village.name.upper()}  ")


def with_class_words(village: Real, chance: Random) -> Place:
    word = chance.choice(["Desa", "Ds.", "Kel.", "Kelurahan", "Desa Kelurahan", "Kel/Desa"])
    return place(
        village,
        f"{word} {village.name}",
        district=f"Kec. {village.district}",
        regency=village.regency.replace("Kabupaten", "Kab."),
    )


def spaces_otherwise(village: Real, chance: Random) -> Place:
    joined = village.name.replace(" ", "")
    if joined != village.name:
        return place(village, joined)
    middle = len(joined) // 2
    return place(village, f"{joined[:middle]} {joined[middle:]}")


def hyphens(village: Real, chance: Random) -> Place:
    return place(village, village.name.replace(" ", "-"))


def numbers_otherwise(village: Real, chance: Random) -> Place | None:
    words = village.name.split()
    last = words[-1].lower()
    if len(words) < 2 or last not in {*ROMAN, *NUMBER_WORDS}:
        return None
    number = ROMAN.get(last) or NUMBER_WORDS[last]
    ways = {str(number), *(word for word, value in NUMBER_WORDS.items() if value == number)}
    ways |= {roman.upper() for roman, value in ROMAN.items() if value == number}
    words[-1] = chance.choice(sorted(ways - {words[-1]}))
    return place(village, " ".join(words))


def shortened(village: Real, chance: Random) -> Place | None:
    words = [SHORT.get(word, word) for word in village.name.split()]
    return place(village, " ".join(words)) if " ".join(words) != village.name else None


def old_spelling(village: Real, chance: Random) -> Place | None:
    old = village.name.replace("u", "oe")
    return place(village, old) if old != village.name and "oe" not in village.name else None


def all_in_one_cell(village: Real, chance: Random) -> Place:
    return Place(f"{village.name}, Kec. {village.district}, {village.regency}")


def district_in_brackets(village: Real, chance: Random) -> Place:
    return Place(f"{village.name} ({village.district})", regency=village.regency)


def by_code(village: Real, chance: Random) -> Place:
    return Place(chance.choice([village.code, village.code.replace(".", "")]))


def swapped_columns(village: Real, chance: Random) -> Place:
    return place(village, district=village.regency, regency=village.district)


PLAIN = (
    *(as_it_is, in_capitals, with_class_words, spaces_otherwise, hyphens, numbers_otherwise),
    *(shortened, old_spelling, all_in_one_cell, district_in_brackets, by_code, swapped_columns),
)


# -- doubtful: the row may be asked ------------------------------------------------------------


def slip(text: str, chance: Random) -> str:
    """One slip of the pen within a word: a letter lost, doubled, replaced or changed places."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) > 3 and word.lower() not in ROMAN]
    if not long:
        return text
    at = chance.choice(long)
    word = words[at]
    spot = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        word = word[:spot] + word[spot + 1 :]
    elif kind == 1:
        word = word[:spot] + word[spot] + word[spot:]
    elif kind == 2:
        word = word[:spot] + chance.choice(LETTERS) + word[spot + 1 :]
    else:
        word = word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :]
    words[at] = word
    return " ".join(words)


def one_slip(village: Real, chance: Random) -> Place:
    return place(village, slip(village.name, chance))


def two_slips(village: Real, chance: Random) -> Place:
    return place(village, slip(slip(village.name, chance), chance))


def one_slip_and_no_district(village: Real, chance: Random) -> Place:
    return place(village, slip(village.name, chance), district="")


def no_district(village: Real, chance: Random) -> Place:
    return place(village, district="")


def district_mistyped(village: Real, chance: Random) -> Place:
    return place(village, district=slip(village.district, chance))


def regency_mistyped(village: Real, chance: Random) -> Place:
    return place(village, regency=slip(village.regency, chance))


def both_mistyped(village: Real, chance: Random) -> Place:
    return place(village, slip(village.name, chance), district=slip(village.district, chance))


def by_first_letter(village: Real, chance: Random) -> Place | None:
    first, *rest = village.name.split()
    if not rest or len(first) < 4 or len("".join(rest)) < 4:
        return None
    return place(village, f"{first[0]}. {' '.join(rest)}")


def without_vowels(village: Real, chance: Random) -> Place | None:
    first, *rest = village.name.split()
    bare = first[0] + re.sub("[aeiou]", "", first[1:])
    if not rest or len(bare) > 4 or len(bare) < 2 or len("".join(rest)) < 4:
        return None
    return place(village, f"{bare}. {' '.join(rest)}")


def district_shortened(village: Real, chance: Random) -> Place | None:
    words = village.district.split()
    if len(words) < 2 or len(words[1]) < 4:
        return None
    return place(village, district=" ".join([words[0], f"{words[1][:3]}.", *words[2:]]))


DOUBTFUL = (
    *(one_slip, two_slips, one_slip_and_no_district, no_district, district_mistyped),
    *(regency_mistyped, both_mistyped, by_first_letter, without_vowels, district_shortened),
)
