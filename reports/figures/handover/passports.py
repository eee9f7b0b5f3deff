"""How many passports people of the village asked for, as its own office counted them."""

from __future__ import annotations

from datetime import date

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from officers.models import User
from reports.figures.handover.section import Section
from reports.figures.homes import by_village
from reports.figures.period import MonthRange
from reports.models import PassportStatistic
from reports.models.statistic import Outcome, Purpose
from villages.models import GuidedVillage

MONTHS = 12


def demand(village: GuidedVillage, *, user: User, today: date) -> Section:
    """The twelve months up to the last one counted, with how many of them hold a figure."""
    figures = PassportStatistic.objects.visible_to(user).current().filter(
        office=village.office, home_region=village.region, outcome=Outcome.ISSUED,
        purpose=Purpose.MIGRANT_WORK, period_end__lte=today,
    )  # fmt: skip
    days = figures.values_list("period_start", "period_end").distinct()
    counted = sorted(Month.of(start) for start, end in days if _is_month(start, end))
    rows = [_row(village, counted)] if counted else []
    return Section.of("Permintaan paspor PMI", rows, empty="Belum diketahui: tidak ada angka.")


def _is_month(start: date, end: date) -> bool:
    return (start, end) == (Month.of(start).first_day, Month.of(start).last_day)


def _row(village: GuidedVillage, counted: list[Month]) -> tuple[str, str]:
    months = MonthRange.ending(counted[-1], months=MONTHS)
    table = by_village([village.office], months)
    here = next((row for row in table.rows if row.region_id == village.region_id), None)
    if here is None:
        return "", ""
    held = len([month for month in counted if month in months])
    whole = "" if held == MONTHS else f" (angka ada untuk {held} dari {MONTHS} bulan)"
    return angka(here.value), f"terbit {months.label}, menurut {village.office.short_name}{whole}"
