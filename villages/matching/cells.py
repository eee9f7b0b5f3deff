"""What the cells of a row say: a code, the name in its possible forms, district and regency.

People write several parts into one cell ("Mustika Jaya, Kec. Mustikajaya, Kota Bekasi", "Tiban Lama
(Sekupang)") and leave others blank. Nothing is looked up here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from villages.matching.answers import Place
from villages.matching.spelling import CLASS_PREFIX, canon, without_class, words
from villages.matching.vocabulary import CLASSES

CODE = re.compile(r"^\D{0,3}(\d{2})[.\s-]?(\d{2})[.\s-]?(\d{2})[.\s-]?(\d{4})(?:\.0+)?\s*(\D.*)?$")
AREA_CODE = re.compile(r"^\d{2}(?:\.?\d{2}){0,2}$")
BETWEEN = re.compile(r"[,;()\[\]|\n\r\t]+|\s[-–—]\s")
# A new part begins at these words, wherever they stand in the cell.
MARK = re.compile(
    r"(?<=\w)[\s./]+(?=(?:kecamatan|kec|kabupaten|kab|kodya|kotamadya|provinsi|prov"
    r"|desa|kelurahan|kel)\b[.\s/])",
    re.IGNORECASE,
)
DISTRICT = re.compile(
    r"^(?:kecamatan|kec\b\.?|distrik|kapanewon|kemantren)\s*(?=\S)", re.IGNORECASE
)
REGENCY = re.compile(
    r"^(?:kabupaten|kab\b\.?|kodya|kotamad[iy]a|provinsi|prov\b\.?)\s*(?=\S)", re.IGNORECASE
)
HAMLET = re.compile(
    r"^(?:(?:rt|rw|lingkungan|lk|dusun|dsn)\b[\s./]*[\divx/-]*\s*)+$", re.IGNORECASE
)
# Most cells: a name and nothing else.
PLAIN = re.compile(
    r"^(?!(?:kec|kab|kodya|kotamad|prov|distrik|kapanewon|kemantren|(?:rt|rw|lk|dsn)\b|dusun|lingk))"
    r"(?!.*[\s.](?:kec|kab|kodya|kotamad|prov|desa|kel))[a-z][a-z0-9'. ]*$",
    re.IGNORECASE,
)
CLASSES_ONLY = re.compile(rf"^(?:(?:{'|'.join(CLASSES)})\b[\s./]*)+$", re.IGNORECASE)
NOTHING = frozenset({"", "-", "--", "–", "—", "0", "nihil", "n/a", "na", "tidak ada", "?"})


class Form(NamedTuple):
    """One way to read the name: its words in their one form, in one piece, and as written."""

    canon: str
    key: str
    words: tuple[str, ...]
    bare: bool = False  # a class word (Desa, Kel.) was left away


class Reading(NamedTuple):
    """A row understood as far as that goes without looking anything up."""

    code: str = ""
    area_code: str = ""  # the code of a district or regency where a village should stand
    forms: tuple[Form, ...] = ()
    districts: tuple[str, ...] = ()
    regencies: tuple[str, ...] = ()
    unsorted: tuple[str, ...] = ()  # parts of the name's cell that may be district or regency
    whole: Form | None = None  # the entire cell as one name, when it was taken apart
    is_area: bool = False  # the name's own cell says "Kec." or "Kab."


def read(place: Place) -> Reading:
    """What the three cells of a place say. A name may be any text, also a number of Excel's."""
    text = str(place.name).strip()
    districts, regencies = _listed(place.district), _listed(place.regency)
    if PLAIN.match(text) and text.lower() not in NOTHING:
        return Reading(forms=forms(text), districts=districts, regencies=regencies)
    code, name = _code(text)
    if not code and AREA_CODE.match(name):
        return Reading(area_code=name, districts=districts, regencies=regencies)
    return _taken_apart(code, name, districts, regencies)


def as_one_name(place: Place, reading: Reading) -> Reading:
    """The same row with its name's cell as one name: "Perkebunan Air Batu I/II"."""
    columns = {"districts": _listed(place.district), "regencies": _listed(place.regency)}
    return Reading(forms=(reading.whole,), **columns)


def _taken_apart(code, name, districts, regencies) -> Reading:
    """A cell with marks in it: several parts, a code, or a name that is written with marks."""
    own = _parts(name)
    heads = own["village"]
    several = len(heads) > 1 or own["district"] or own["regency"]
    return Reading(
        code=code,
        forms=forms(heads[0]) if heads else (),
        districts=tuple(dict.fromkeys([*own["district"], *districts])),
        regencies=tuple(dict.fromkeys([*own["regency"], *regencies])),
        unsorted=tuple(heads[1:]),
        whole=_form(words(name)) if several else None,
        is_area=not heads and bool(own["district"] or own["regency"]),
    )


def _code(text: str) -> tuple[str, str]:
    """ "3275031006 Harapan Jaya" -> the code with dots, and the rest."""
    if text.casefold() in NOTHING:
        return "", ""
    match = CODE.match(text)
    if match:
        return ".".join(match.group(1, 2, 3, 4)), (match[5] or "").strip(" -–:,")
    return "", text


@lru_cache(maxsize=20_000)
def _listed(cell: str) -> tuple[str, ...]:
    """The cell of a district or regency: every part of it, whatever it says it is."""
    text = str(cell or "").strip()
    if text.casefold() in NOTHING:
        return ()
    return tuple(part for parts in _parts(text).values() for part in parts)


def _parts(text: str) -> dict[str, list[str]]:
    """The parts of a cell by what they say they are; what says nothing counts as a village."""
    found = {"village": [], "district": [], "regency": []}
    if text and not PLAIN.match(text):
        for kind, rest in _pieces(text):
            found[kind].append(rest)
        # "Jl. Marelan, Kel. Terjun": what says it is a village goes before what says nothing.
        found["village"].sort(key=lambda piece: not CLASS_PREFIX.match(piece))
    elif text:
        found["village"].append(text)
    return found


def _pieces(text: str) -> list[tuple[str, str]]:
    """A cell cut where one part ends, without RT, RW and class words that stand alone: of each
    part what it says it is, and the rest.
    """
    cut = [piece.strip(" .:/-–'\"") for piece in BETWEEN.split(MARK.sub("\n", text))]
    pieces = [piece for piece in cut if piece and not HAMLET.match(piece)]
    names = [_kind(piece) for piece in pieces if not CLASSES_ONLY.match(piece)]
    if any(kind == "village" for kind, _ in names):
        return names
    return list(map(_kind, pieces))  # in "Lembang, Kec. Bantaeng" the class word is the name


def _kind(piece: str) -> tuple[str, str]:
    if DISTRICT.match(piece):
        return "district", DISTRICT.sub("", piece)
    return ("regency" if REGENCY.match(piece) else "village"), piece


def forms(name: str) -> tuple[Form, ...]:
    """The name as written, then without its class word: some villages are called Desa Baru."""
    written = words(name)
    if not written:
        return ()
    bare = without_class(written)
    if bare is written:
        return (_form(written),)
    return (_form(written), _form(bare, bare=True))


def _form(parts: list[str], *, bare: bool = False) -> Form:
    return Form(canon(parts), "".join(parts), tuple(parts), bare)
