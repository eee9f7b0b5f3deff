"""A name in its words: numbers, short forms and old spelling brought to one form.

`canon` is what two spellings of one name share. It loses nothing: "Marindal I" and "Marindal II"
stay apart, and so do "Lubuk Pakam I,II" and "Lubuk Pakam III".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from villages.matching.vocabulary import (
    CLASSES,
    NUMBER_WORDS,
    NUMBERS,
    OLD_SPELLING,
    ROMAN,
    SHORT,
    VARIANTS,
    roman,
)

WORD = re.compile(r"[^\W\d_]+|\d+")
NUMBER = "#"  # begins every number in a canon, so that none runs into the next
CLASS_WORDS = frozenset(CLASSES)
_CLASS = "|".join(sorted(CLASSES, key=len, reverse=True))
CLASS_PREFIX = re.compile(rf"^(?:(?:{_CLASS})\b[\s./:\-]*)+(?=\S)", re.IGNORECASE)
QUOTES = str.maketrans("", "", "'’‘`´ʼ\"“”")
ONE_FORM = SHORT | VARIANTS | {word: f"{NUMBER}{value}" for word, value in NUMBERS.items()}
OLD = re.compile("|".join(OLD_SPELLING))
SPECIAL = re.compile(rf"\d|ratus|{'|'.join(OLD_SPELLING)}")
SPEAKABLE = re.compile(r"[aeiou]")
SEVERAL_ROUNDS = re.compile(r"(.)\1+")
DUMB_E = re.compile(r"(?<=.)e")


def words(text: str) -> list[str]:
    """Small letters and digits, word by word: "Marindal-II" -> ["marindal", "ii"]."""
    plain = text.lower() if text.isascii() else _plain(text)
    parts = plain.split()
    if "".join(parts).isalpha():  # nearly every name: letters and spaces
        return parts
    if "'" in plain or '"' in plain:
        plain = plain.replace("'", "").replace('"', "")
    return WORD.findall(plain)


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.translate(QUOTES)).casefold()
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@lru_cache(maxsize=100_000)
def canonical(word: str) -> str:
    """One word in its one form: ii -> #2, sei -> sungai, soekadjadi -> sukajadi."""
    if word in ONE_FORM:
        return ONE_FORM[word]
    if OLD.search(word) and len(word) > 2:
        word = OLD.sub(_new, word)
        return ONE_FORM.get(word, word)
    return f"{NUMBER}{int(word)}" if word.isdigit() else word


def _new(old: re.Match) -> str:
    return OLD_SPELLING[old[0]]


def canon(parts: list[str]) -> str:
    """The words of a name in one piece, each in its one form."""
    whole = "".join(parts)
    if not SPECIAL.search(whole):  # nearly every name: no figure, no old spelling
        return "".join([ONE_FORM.get(part, part) for part in parts])
    forms = list(map(canonical, parts))
    joined = "".join(_hundreds(forms) if "ratus" in forms else forms)
    # Once more over the whole: "Lebak Wangi" and Lebakwangi must come out alike.
    return OLD.sub(_new, joined)


def loose(parts: list[str] | tuple[str, ...]) -> str:
    """The words as written in one piece, only figures brought to one form: slips are sought so."""
    return "".join(canonical(part) if part in ROMAN else part for part in parts)


def _hundreds(parts: list[str]) -> list[str]:
    """ "Tanah Enam Ratus" is Tanah 600."""
    at = parts.index("ratus")
    if at and parts[at - 1].startswith(NUMBER):
        return [*parts[: at - 1], f"{parts[at - 1]}00", *parts[at + 1 :]]
    return parts


def numbers(canon_text: str) -> tuple[str, ...]:
    """The numbers in a canon: they are never a slip of the pen."""
    return tuple(re.findall(r"#(\d+)", canon_text)) if NUMBER in canon_text else ()


def without_class(parts: list[str]) -> list[str]:
    """ "Desa Kelurahan Terjun" -> Terjun; a name that is nothing else keeps its last word."""
    if parts[0] not in CLASS_WORDS:
        return parts
    start = 0
    while start < len(parts) - 1 and parts[start] in CLASS_WORDS:
        start += 1
    return parts[start:] if start else parts


@lru_cache(maxsize=5_000)
def sound(canon_text: str) -> str:
    """How a name sounds: y as i, o as u, no mute e, no doubled letter. It proves little."""
    heard = canon_text.replace("y", "i").replace("o", "u").replace("kh", "k").replace("sy", "s")
    return SEVERAL_ROUNDS.sub(r"\1", DUMB_E.sub("", heard).rstrip("h"))


@lru_cache(maxsize=20_000)
def is_short(word: str) -> bool:
    """A word that stands for a longer one: a letter, what nobody can speak, a known short form."""
    if word in NUMBERS or word.isdigit():
        return False
    return len(word) == 1 or word in SHORT or (len(word) <= 4 and not SPEAKABLE.search(word))


def spellings(parts: list[str]) -> set[str]:
    """Every way one may have written the words in one piece, at most a few dozen."""
    written = {""}
    for part in parts:
        ways = _ways(canonical(part)) | {part}
        if len(written) * len(ways) > 48:
            ways = {part}
        written = {done + way for done in written for way in ways}
    return written


@lru_cache(maxsize=20_000)
def _ways(form: str) -> frozenset[str]:
    if form.startswith(NUMBER):
        number = int(form[1:])
        said = [word for word, value in NUMBER_WORDS.items() if value == number]
        return frozenset([str(number), *said, *([roman(number)] if number < 40 else [])])
    short = [word for table in (SHORT, VARIANTS) for word, full in table.items() if full == form]
    return frozenset([form, *short])


def differences(written: list[str], official: list[str]) -> list[str]:
    """Why two spellings of one canon look different, in words for the reader."""
    ours = [_difference(word, official) for word in written if word not in official]
    theirs = [_difference(word, written) for word in official if word not in written]
    return list(filter(None, dict.fromkeys([*ours, *theirs])))


def _difference(word: str, others: list[str]) -> str:
    form = canonical(word)
    if form.startswith(NUMBER):
        twin = next((each for each in others if canonical(each) == form), "")
        return "angka Romawi" if word in ROMAN or twin in ROMAN else "angka"
    if word in SHORT:
        return f"singkatan {word.capitalize()} = {form.capitalize()}"
    return "ejaan" if form != word else ""
