"""Whether a word names a country, to tell a column of destinations from one of purposes."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from dbi_portal.lib.text import squash

# As offices write those whose formal name is longer, or another.
OTHERS = (
    *("Hongkong", "Hong Kong", "HK", "Makau", "Macau", "Taiwan ROC", "Cina", "China", "RRC"),
    *("Saudi", "Saudi Arabia", "KSA", "UEA", "UAE", "Dubai", "Abu Dhabi", "Amerika", "USA", "AS"),
    *("Inggris", "Korea", "Korsel", "Republik Korea", "Brunai", "Brunei Darussalam", "Belanda"),
    *("Singapore", "Siprus", "Cyprus", "Turki", "Papua Nugini", "Timor-Leste", "Emirat Arab"),
)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The Indonesian names in CLDR; regions of the world ("Asia") have numbers for codes."""
    territories = Locale("id").territories.items()
    named = (name for code, name in territories if not code.isdigit())
    return frozenset(map(squash, (*named, *OTHERS)))


def is_country(word: str) -> bool:
    return squash(word) in _names()
