"""What the title of a sheet of figures says of office and purpose, where no column says it."""

from __future__ import annotations

import re

from dbi_portal.lib.tabular import Table
from officers.matching import OfficeNames
from officers.models import Office
from reports.models import PassportStatistic as S

NAMES_OFFICE = re.compile(r"\b(?:kantor imigrasi|kanim|rudenim)\b.*", re.IGNORECASE)
MOST_WORDS = 9  # of an office's name: "Kantor Imigrasi Kelas I Khusus TPI Jakarta Barat"
CUMULATIVE = re.compile(r"\b(?:ku|com|k)umulatif\b|\bcumulative\b", re.IGNORECASE)
ABOUT = {
    S.Purpose.MIGRANT_WORK: r"c?pmi|pekerja migran|c?tki",
    S.Purpose.UMRAH: r"umr(?:a|o)h",
    S.Purpose.HAJI: r"haji",
    S.Purpose.TOURISM: r"(?:pari)?wisata",
    S.Purpose.STUDY: r"belajar|studi",
    S.Purpose.MEDICAL: r"berobat|pengobatan",
}


def text_of(table: Table) -> str:
    return f"{table.title} {table.sheet}"


def purposes(table: Table) -> dict[str, str]:
    """Purpose -> the words by which title or sheet name speak of it."""
    found = {
        purpose.value: re.search(rf"\b(?:{words})\b", text_of(table), re.IGNORECASE)
        for purpose, words in ABOUT.items()
    }
    return {purpose: match[0] for purpose, match in found.items() if match}


def office(table: Table) -> Office | None:
    """The one office that the title certainly names, whoever asks."""
    match = NAMES_OFFICE.search(table.title)
    if not match:
        return None
    names = OfficeNames(Office.objects.reporting())
    said = re.split(r"[^\w/-]+", match[0])[:MOST_WORDS]
    for many in range(len(said), 1, -1):
        found = names.find(" ".join(said[:many]))
        if found.office:
            return found.office
    return None


def is_cumulative(table: Table) -> bool:
    return bool(CUMULATIVE.search(text_of(table)))


def label(purpose: str) -> str:
    return next(text for value, text in S.Purpose.choices if value == purpose)
