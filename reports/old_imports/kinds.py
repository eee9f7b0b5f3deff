"""Every kind of sheet the portal takes: its name, its columns, and the resource that reads it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.old_imports.layout import Layout
from reports.old_imports.passport_statistics import PassportStatisticResource
from reports.old_imports.vocabulary import LAYOUT


@dataclass(frozen=True)
class Kind:
    code: str
    label: str
    layout: Layout
    resource: type[PassportStatisticResource]


PASSPORT_STATISTICS = Kind(
    "passport-statistics", "Statistik paspor", LAYOUT, PassportStatisticResource
)
KINDS = {kind.code: kind for kind in (PASSPORT_STATISTICS,)}
