"""Whether two names are spellings of one. Pure: told both, compares their words."""

from __future__ import annotations

from difflib import SequenceMatcher

from dbi_portal.lib.text import squash

CLOSE = 0.6  # of what is left when the common words are gone: "bantn" to "banten" is 0.9


def one_name(one: str, other: str) -> bool:
    """Whether the words in which two names differ may be a slip of each other.

    "BP3MI Bantn" and "BP3MI Banten" may; "Disnaker Kota Bekasi" and "Disnaker Kota Cilegon" are
    two, and so are RW 03 and RW 05. A word that only one of them has proves nothing.
    """
    left, right = _words(one), _words(other)
    here = "".join(word for word in left if word not in right)
    there = "".join(word for word in right if word not in left)
    if not here or not there:
        return True
    if here.isdecimal() or there.isdecimal():
        return here.lstrip("0") == there.lstrip("0")
    if here.startswith(there) or there.startswith(here):
        return True
    return SequenceMatcher(None, here, there).ratio() >= CLOSE


def _words(name: str) -> list[str]:
    return [word for word in map(squash, name.split()) if word]
