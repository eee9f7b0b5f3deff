"""What cells say: months, days, figures and the words of a list, as offices write them.

Each reader takes the cell as the sheet holds it and raises ValueError with an Indonesian sentence
that follows the column's name: "Baris 14, kolom Bulan: “Agustus” bukan bulan. …". Readers are pure:
the same cell reads the same, so whoever calls may remember what a distinct cell came to.
"""

from __future__ import annotations

from dbi_portal.lib.numbers import Missing
from dbi_portal.lib.tabular.counts import MOST, NIL, Doubtful, NotApplicable, count
from dbi_portal.lib.tabular.dates import day, month, period
from dbi_portal.lib.tabular.texts import (
    NEVER_CALCULATED,
    NOT_APPLICABLE,
    WordList,
    line,
    refuse_formula,
    text,
)

__all__ = [
    "MOST",
    "NEVER_CALCULATED",
    "NIL",
    "NOT_APPLICABLE",
    "Doubtful",
    "Missing",
    "NotApplicable",
    "WordList",
    "count",
    "day",
    "line",
    "month",
    "period",
    "refuse_formula",
    "text",
]
