"""What the figures say for a village that an office wants to propose."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from officers.models import Office, User
from reports.figures.homes import VillageFigure, VillageTable, by_village
from reports.figures.measure import PMI_ISSUED, Measure
from reports.figures.need.factors import NEED, Weights
from reports.figures.need.ranked import ranked
from reports.figures.period import MonthRange
from reports.figures.slices import Slice
from reports.models import PassportStatistic
from villages.evidence import Figure
from villages.models import Region

YEAR = 12


def passport_demand(region: Region, office: Office, user: User | None, on: date) -> list[Figure]:
    """PMI passports of the village's residents in the last twelve months known, and its rank.

    Where the office published a longer span only, that span. Empty when nobody counted by village.
    """
    months = latest_span(office, on)
    if months is None:
        return []
    table = by_village([office], months)
    found = next((row for row in table.rows if row.region_id == region.pk), None)
    if found is None:
        return []
    return [
        {
            "label": f"Paspor PMI pemohon dari desa ini, {months.label}",
            "value": f"{angka(found.value)} paspor",
            "note": _note(found, table, office),
            "url": _address(found, table, office, months),
        }
    ]


def setbacks(region: Region, office: Office, user: User | None, on: date) -> list[Figure]:
    """What was refused, delayed, … to the village's residents over the same months.

    Each outcome by itself, never one sum; those nobody broke down by village are left out.
    """
    months = latest_span(office, on)
    if months is None:
        return []
    asked = Slice(offices=(office.pk,), months=months, homes=(region.pk,))
    lines = ranked(asked, Weights(), today=on).lines
    told = zip(NEED, lines[0].counts, strict=True) if lines else ()
    counted = [
        (factor, count) for factor, count in told if factor.measure not in (None, PMI_ISSUED)
    ]
    return [
        {
            "label": f"{factor.label} pemohon dari desa ini, {months.label}",
            "value": f"{angka(count)} {factor.measure.unit}",
            "note": "",
            "url": _rows(factor.measure, region.pk, office, months),
        }
        for factor, count in counted
        if count
    ]


def latest_span(office: Office, on: date) -> MonthRange | None:
    """The last twelve months up to `on` of which something was counted by home village."""
    known = PassportStatistic.objects.current().filter(
        office=office,
        outcome=PMI_ISSUED.outcome,
        purpose=PMI_ISSUED.purpose,
        home_region__isnull=False,
        period_end__lte=on,
    )
    latest = known.order_by("-period_end", "-period_start").first()
    if latest is None:
        return None
    first, last = Month.of(latest.period_start), Month.of(latest.period_end)
    if first != last:
        return MonthRange(first, last)
    begin = last.plus(1 - YEAR)
    since = known.filter(period_start__gte=begin.first_day).order_by("period_start").first()
    return MonthRange(max(begin, Month.of(since.period_start)), last)


def _note(found: VillageFigure, table: VillageTable, office: Office) -> str:
    """Where it stands among the villages of the office; those with the same count share a place."""
    place = 1 + sum(row.value > found.value for row in table.rows)
    rank = (
        f"peringkat {angka(place)} dari {angka(table.regions)} desa/kelurahan di "
        f"{office.short_name}"
    )
    return f"{rank}; {found.made_up.value}" if found.made_up.value else rank


def _address(found: VillageFigure, table: VillageTable, office: Office, months: MonthRange) -> str:
    """The rows it was counted from, in the register of figures."""
    return _rows(PMI_ISSUED, found.region_id, office, months, grain=table.grain)


def _rows(
    measure: Measure, village: str, office: Office, months: MonthRange, *, grain: str = ""
) -> str:
    asked = {
        "office": office.pk,
        "month_from": months.first,
        "month_to": months.last,
        "outcome": measure.outcome,
        "purpose": measure.purpose,
        "grain": grain,
        "village": village,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('reports:statistic-list')}?{query}"
