"""What stands beside a figure, in sentences with the way to the rows."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from officers.models import User
from reports.figures.overlaps import Overlap, Relation, overlaps
from reports.grain import DIMENSIONS
from reports.models import PassportStatistic
from reports.period import Period


@dataclass(frozen=True)
class Beside:
    """One sentence, its warning when the numbers differ, and the rows."""

    text: str
    url: str
    warning: str = ""


def beside(figure: PassportStatistic, user: User) -> list[Beside]:
    """Empty for a figure that is no longer current: nothing is counted beside it."""
    if not figure.is_current:
        return []
    return [
        Beside(sentence(each, figure), _rows(each, figure), _warning(each, figure))
        for each in overlaps(figure, user=user)
    ]


def sentence(found: Overlap, figure: PassportStatistic) -> str:
    total = angka(found.total) if found.total is not None else ""
    if found.relation is Relation.PARTS:
        more = found.grain.dimensions - _own(figure)
        words = " dan ".join(sorted(DIMENSIONS[token][1] for token in more))
        return f"Rincian menurut {words}: {angka(found.number)} angka, berjumlah {total}."
    if found.relation is Relation.WHOLE:
        return f"Angka ini bagian dari total {total} {figure.unit} untuk hari yang sama."
    if found.relation is Relation.LONGER:
        days = Period(found.start, found.end).label
        return f"Termasuk dalam angka {days}: {total}."
    if found.total is None:
        return f"{angka(found.number)} angka untuk rentang lebih pendek di dalam periode ini."
    months = f"{angka(found.number)} dari {angka(found.months)} bulan"
    return f"{months} di dalam periode ini tercatat, berjumlah {total}."


def _warning(found: Overlap, figure: PassportStatistic) -> str:
    """What differs, in words; nothing is repaired."""
    difference = found.difference(figure)
    if not difference:
        return ""
    way = "lebih besar" if difference > 0 else "lebih kecil"
    return f"Angka ini {angka(abs(difference))} {way} daripada jumlahnya."


def _own(figure: PassportStatistic) -> set[str]:
    return {token for token, (column, _) in DIMENSIONS.items() if getattr(figure, column)}


def _rows(found: Overlap, figure: PassportStatistic) -> str:
    """The register, narrowed to these rows as far as its filters can."""
    asked = {
        "office": figure.office_id,
        "outcome": figure.outcome,
        "purpose": figure.purpose,
        "month_from": Month.of(found.start),
        "month_to": Month.of(found.end),
        "grain": found.grain,
    }
    known = {name: value for name, value in asked.items() if value}
    return f"{reverse('reports:statistic-list')}?{urlencode(known)}"
