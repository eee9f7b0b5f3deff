"""Consultations of months already told: how many there were then and are now, by the trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reports.figures.monthly.content import Correction
from reports.figures.monthly.talked import Talked

KEY = "konsultasi"
WHY = "{} setelah laporan dikirim"


def corrections(talked: Talked, names: Mapping[int, str]) -> Iterator[tuple[int, Correction]]:
    """Of each told month that changed, where the numbers differ."""
    for each in talked.changed:
        office_id, month = each.about.office_id, each.about.month
        others = talked.untouched(office_id, month)
        before, after = others + len(each.then), others + len(each.now)
        if before != after:
            words = (KEY, "Konsultasi", "konsultasi")
            why = WHY.format("dicatat" if after > before else "diubah")
            yield office_id, Correction(names[office_id], str(month), *words, before, after, why)
