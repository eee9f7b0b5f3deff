"""What an office's report says of the office itself: its head paper, who signs, what it declared.

Of the hierarchy, classes and heads only the days they held are on record, not when the portal came
to know them; they are told as they are known now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month
from officers import policy
from officers.models import Office, OfficeClass, OfficeHead, OfficeSupervision
from officers.signing import signature
from reports.figures.monthly.content import Letterhead, Signer
from reports.models import ReportDeclaration
from reports.policies import SECTION_KEYS, sections_kept
from villages.figures.gaps import WARNING

HEAD = ("capacity", "position", "name", "employee_number", "starts_on", "ends_on")


@dataclass(frozen=True)
class Told:
    """`warning_days`: how long before their end the office wants to hear of postings and SK."""

    letterhead: Letterhead
    signer: Signer
    sections: tuple[str, ...]
    warning_days: int
    nil: bool
    excuse: str


def told(offices: Collection[Office], month: Month, known_at: datetime) -> dict[int, Told]:
    """By office id; three queries however many offices."""
    ids = [office.pk for office in offices]
    chosen = policy.values_by_key([*SECTION_KEYS, WARNING], office_ids=ids, on=month.last_day)
    return {
        office.pk: _told(office, {key: chosen[key][office.pk] for key in chosen}, known_at)
        for office in _with_facts(ids, month, known_at)
    }


def _with_facts(ids: list[int], month: Month, known_at: datetime) -> QuerySet:
    day = month.last_day
    above = OfficeSupervision.objects.on(day).filter(office=OuterRef("pk"))
    classes = OfficeClass.objects.on(day).filter(office=OuterRef("pk"))
    declared = _declarations(known_at).in_month(month).filter(office=OuterRef("pk"))
    heads = OfficeHead.objects.filter(office=OuterRef("pk"))
    return Office.objects.filter(pk__in=ids).annotate(
        supervisor_then=Subquery(above.values("supervisor__name")[:1]),
        class_then=Subquery(classes.values("name")[:1]),
        declared=ArraySubquery(declared.values(json=JSONObject(kind="kind", reason="reason"))),
        heads_known=ArraySubquery(heads.values(json=JSONObject(**{name: name for name in HEAD}))),
    )


def _declarations(known_at: datetime) -> QuerySet:
    """Those that stood at that moment."""
    stood = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at)
    return ReportDeclaration.objects.filter(stood, declared_at__lte=known_at)


def _told(office: Office, chosen: dict, known_at: datetime) -> Told:
    kinds = {each["kind"]: each["reason"] for each in office.declared}
    return Told(
        letterhead=_letterhead(office),
        signer=_signer(office, known_at),
        sections=sections_kept(chosen),
        warning_days=chosen[WARNING],
        nil=ReportDeclaration.Kind.NIL in kinds,
        excuse=kinds.get(ReportDeclaration.Kind.EXCUSED, ""),
    )


def _letterhead(office: Office) -> Letterhead:
    """The office as it stood on the last day of the month."""
    contact = [
        office.address,
        " · ".join(filter(None, [office.phone and f"Telepon {office.phone}", office.email])),
    ]
    return Letterhead(
        code=office.code,
        name=office.name,
        short_name=office.short_name,
        kind=office.kind,
        office_class=office.class_then or "",
        supervisor=office.supervisor_then or "",
        lines=tuple(office.letterhead_lines() or [office.name]),
        address=tuple(filter(None, contact)),
        city=office.city,
        time_zone=office.time_zone,
    )


def _signer(office: Office, known_at: datetime) -> Signer:
    """Who signs for the office on the day of the figures, by its own clock."""
    day = in_zone(known_at, office.time_zone).date().isoformat()
    heads = [OfficeHead(**each) for each in _on(office.heads_known, day)]
    known = signature(office, heads)
    return Signer(known.position, known.name, known.employee_number)


def _on(rows: Iterable[dict], day: str) -> Iterable[dict]:
    return (
        row for row in rows
        if row["starts_on"] <= day and (row["ends_on"] is None or row["ends_on"] >= day)
    )  # fmt: skip
