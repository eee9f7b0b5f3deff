"""Editions of a small country, made by code: what changes between two of them can be read here."""

import json
from datetime import date

from villages.editions import EditionSource

BEFORE = {
    "72": "Sulawesi Tengah",
    "72.01": "Kabupaten Banggai",
    "72.01.09": "Toili",
    "72.01.09.2011": "Cendana",
    "72.01.09.2012": "Tohiti Sari",
    "72.01.09.2015": "Tolisu",
    "72.01.09.2048": "Mekar Kencana",
    "96": "Papua Barat Daya",
    "96.01": "Kabupaten Sorong",
    "96.01.05": "Aimas",
    "96.01.05.1006": "Warmon",
    "96.01.05.1007": "Klabinain",
    "96.01.05.1008": "Malasom",
    "96.01.05.2012": "Maibo",
}
# Toili is split, Maibo renumbered, the kelurahan of Aimas each get the next number, and Mekar
# Kencana is called Marga Kencana, which no name tells.
AFTER = {
    "72": "Sulawesi Tengah",
    "72.01": "Kabupaten Banggai",
    "72.01.09": "Toili",
    "72.01.09.2011": "Cendana Pura",
    "72.01.24": "Toili Jaya",
    "72.01.24.2001": "Tolisu",
    "72.01.24.2003": "Marga Kencana",
    "72.01.24.2007": "Tohitisari",
    "96": "Papua Barat Daya",
    "96.01": "Kabupaten Sorong",
    "96.01.05": "Aimas",
    "96.01.05.1007": "Warmon",
    "96.01.05.1008": "Klabinain",
    "96.01.05.1009": "Malasom",
    "96.01.05.2006": "Maibo",
}
OLD_DAY, NEW_DAY = date(2022, 11, 9), date(2025, 4, 25)


def edition(names, code, effective_on):
    return EditionSource(
        code=code,
        name=f"Edisi {code}",
        decree=f"Keputusan {code}",
        source="Data uji",
        effective_on=effective_on,
        read=lambda: names,
        fingerprint=lambda: json.dumps(names),
    )


def before(**changed):
    return edition(BEFORE | changed.get("names", {}), "lama", OLD_DAY)


def after(**changed):
    return edition(AFTER | changed.get("names", {}), "baru", NEW_DAY)
