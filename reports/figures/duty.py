"""Who owes a report about which month: nobody before its village was at work or it had opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db import connection

from dbi_portal.lib.months import Month
from officers import policy
from officers.models import Office, OfficeSupervision
from officers.roles import OfficeKind
from reports.figures.villages import OPERATING
from reports.policies import RUDENIM_REPORTS

OfficeMonth = tuple[int, Month]  # an office by its id

# A village is at work from the step that begins it to the day before the next step, and as long
# as the office held it.
AT_WORK = """
    SELECT DISTINCT asked.first_day, tenure.office_id
    FROM unnest(%s::date[], %s::date[]) AS asked (first_day, last_day)
    JOIN villages_tenure tenure
      ON tenure.office_id = ANY(%s) AND tenure.starts_on <= asked.last_day
     AND (tenure.ends_on IS NULL OR tenure.ends_on >= asked.first_day)
    JOIN villages_villagestep step
      ON step.village_id = tenure.village_id AND step.stage = ANY(%s)
     AND step.voided_at IS NULL
     AND step.happened_on <= least(asked.last_day, tenure.ends_on)
    LEFT JOIN LATERAL (
        SELECT later.happened_on FROM villages_villagestep later
        WHERE later.village_id = step.village_id AND later.voided_at IS NULL
          AND (later.happened_on, later.id) > (step.happened_on, step.id)
        ORDER BY later.happened_on, later.id LIMIT 1
    ) after ON true
    WHERE after.happened_on IS NULL
       OR after.happened_on > greatest(asked.first_day, tenure.starts_on, step.happened_on)
"""


def is_open(office: Office, day: date) -> bool:
    """The office worked on that day: it had opened and was not closed yet."""
    return (office.opened_on is None or office.opened_on <= day) and (
        office.closed_on is None or office.closed_on > day
    )


def belonging(office_ids: Collection[int], months: Collection[Month]) -> dict[OfficeMonth, int]:
    """The id of the office each one belonged to on a month's last day."""
    links = OfficeSupervision.objects.during(min(months).first_day, max(months).last_day).filter(
        office__in=office_ids
    )
    rows = links.values_list("office_id", "supervisor_id", "starts_on", "ends_on")
    return {
        (office, month): above
        for office, above, start, end in rows
        for month in months
        if start <= month.last_day and (end is None or end >= month.last_day)
    }


def at_work(office_ids: Iterable[int], months: Iterable[Month]) -> frozenset[OfficeMonth]:
    """(office id, month) where a village of that office was at work on any day of the month."""
    months, office_ids = list(months), list(office_ids)
    first_days, last_days = ([m.first_day for m in months], [m.last_day for m in months])
    with connection.cursor() as cursor:
        cursor.execute(AT_WORK, [first_days, last_days, office_ids, list(OPERATING)])
        return frozenset((pk, Month.of(day)) for day, pk in cursor.fetchall())


def owing(offices: Collection[Office], months: Collection[Month]) -> frozenset[OfficeMonth]:
    """(office id, month) of each Kanim and Rudenim that owes a report about that month.

    A Kanim that was open at the month's end and had a village at work; a Rudenim, which guides no
    village, where its Kanwil or the centre chose so.
    """
    kinds = {office.pk: office.kind for office in offices}
    kanim = [pk for pk, kind in kinds.items() if kind == OfficeKind.KANIM]
    rudenim = [pk for pk, kind in kinds.items() if kind == OfficeKind.RUDENIM]
    owed = set(at_work(kanim, months)) | _of_rudenim(rudenim, months)
    return frozenset(
        (office.pk, month)
        for office in offices
        for month in months
        if (office.pk, month) in owed and is_open(office, month.last_day)
    )


def _of_rudenim(ids: Collection[int], months: Collection[Month]) -> set[OfficeMonth]:
    if not ids:
        return set()
    chosen = policy.values_of(ids, key=RUDENIM_REPORTS, on=max(months).last_day)
    return {(pk, month) for pk, reports in chosen.items() if reports for month in months}


def kanwil_owing(
    owed: Collection[OfficeMonth], kanwil_of: Mapping[OfficeMonth, int]
) -> frozenset[OfficeMonth]:
    """(Kanwil id, month) where at least one office beneath it owed a report."""
    return frozenset(
        (kanwil_of[pk, month], month) for pk, month in owed if (pk, month) in kanwil_of
    )
