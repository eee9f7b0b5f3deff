"""Consultations of months already told: how many there were then and are now, by the trail."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth

from outreach.models import Consultation
from reports.figures.monthly.closed import Closed
from reports.figures.monthly.content import Correction
from reports.figures.monthly.trail import Before, Trail

KEY = "konsultasi"
WHY = "{} setelah laporan dikirim"


def corrections(
    asked: Collection[Closed],
    known_at: datetime,
    trail: Trail,
    touched: Collection[Consultation],
    names: Mapping[int, str],
) -> Iterator[tuple[int, Correction]]:
    """`touched`: the rows the trail speaks of; all others stood as they stand."""
    now = trail.before(Consultation, known_at)
    moments = {each.told_at for each in asked}
    then = {moment: trail.before(Consultation, moment) for moment in moments}
    found = []
    for each in asked:
        own = [row for row in touched if row.office_id == each.office_id]
        was, is_now = (_in_month(own, each, before) for before in (then[each.told_at], now))
        if was != is_now:
            found.append((each, was, is_now))
    counts = _untouched([each for each, *_ in found], touched)
    for each, was, is_now in found:
        others = counts.get((each.office_id, each.month.first_day), 0)
        before, after = others + len(was), others + len(is_now)
        if before != after:
            words = (KEY, "Konsultasi", "konsultasi")
            about = (names[each.office_id], str(each.month))
            why = WHY.format("dicatat" if after > before else "diubah")
            yield each.office_id, Correction(*about, *words, before, after, why)


def spoken_of(trail: Trail) -> list[Consultation]:
    """Consultations the trail speaks of, with their topics."""
    ids = {note.row for note in trail.notes(Consultation)}
    rows = Consultation.objects.filter(pk__in=ids).select_related("topic").order_by("pk")
    return list(rows) if ids else []


def _in_month(rows: Collection[Consultation], closed: Closed, before: Before) -> set[int]:
    """Those of the month as they stood before the lines of the trail were written."""
    return {
        row.pk
        for row in rows
        if row.pk not in before.unknown
        and closed.month.contains(
            date.fromisoformat(str(before.get(row.pk, "held_on", row.held_on)))
        )
    }


def _untouched(
    months: Collection[Closed], touched: Collection[Consultation]
) -> dict[tuple[int, date], int]:
    """By office id and first day, those of the months nobody has touched."""
    if not months:
        return {}
    days = [day for each in months for day in (each.month.first_day, each.month.last_day)]
    rows = (
        Consultation.objects.filter(
            office__in={each.office_id for each in months}, held_on__range=(min(days), max(days))
        )
        .exclude(pk__in=[row.pk for row in touched])
        .order_by()
        .annotate(first=TruncMonth("held_on"))
        .values_list("office_id", "first")
        .annotate(number=Count("pk"))
    )
    return {(office_id, first): number for office_id, first, number in rows}
