"""One office's month, computed into a frozen value. Told its office, month and moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month
from officers.models import Office
from officers.signing import signer_on
from reports.figures.monthly import fieldwork, summary
from reports.figures.monthly.content import Letterhead, MonthlyFigures, Signer
from reports.figures.monthly.passports import PassportMonth


def monthly_figures(*, office: Office, month: Month, known_at: datetime) -> MonthlyFigures:
    """Everything the report of `office` about `month` says, as known at `known_at`."""
    return monthly_figures_of(offices=[office], month=month, known_at=known_at)[office.pk]


def monthly_figures_of(
    *, offices: Collection[Office], month: Month, known_at: datetime
) -> dict[int, MonthlyFigures]:
    """The same for many offices, by office id. Their supervisors and kinds may differ."""
    return {office.pk: _figures(office, month, known_at) for office in offices}


def _figures(office: Office, month: Month, known_at: datetime) -> MonthlyFigures:
    passports = PassportMonth(office=office, month=month, known_at=known_at)
    figures = MonthlyFigures(
        letterhead=letterhead(office, month),
        month=str(month),
        known_at=known_at.isoformat(),
        signer=signer(office, known_at),
        passports=tuple(passports.lines()),
        purposes=tuple(passports.purposes()),
        ranks=tuple(passports.ranks()) if office.kind != Office.Kind.KANWIL else (),
        trend=tuple(passports.trend()),
        origins=tuple(passports.origins()),
        villages=tuple(fieldwork.villages(office, month)),
        decrees=tuple(fieldwork.decrees(office, month)),
        sessions=tuple(fieldwork.sessions(office, month)),
        consultations=tuple(fieldwork.consultations(office, month)),
        follow_ups=tuple(fieldwork.follow_ups(office, month)),
        differences=tuple(passports.differences()),
        sources=tuple(passports.sources()),
    )
    return finished(figures)


def letterhead(office: Office, month: Month) -> Letterhead:
    """The office as it stood on the last day of the month."""
    supervisor = office.supervisor_on(month.last_day)
    contact = [
        office.address,
        " · ".join(filter(None, [office.phone and f"Telepon {office.phone}", office.email])),
    ]
    return Letterhead(
        code=office.code,
        name=office.name,
        short_name=office.short_name,
        kind=office.kind,
        office_class=office.class_on(month.last_day),
        supervisor=supervisor.name if supervisor else "",
        lines=tuple(office.letterhead_lines() or [office.name]),
        address=tuple(filter(None, contact)),
        city=office.city,
        time_zone=office.time_zone,
    )


def signer(office: Office, known_at: datetime) -> Signer:
    """Who signs for the office on the day of the figures, by its own clock."""
    known = signer_on(office, in_zone(known_at, office.time_zone).date())
    return Signer(known.position, known.name, known.employee_number)


def finished(figures: MonthlyFigures) -> MonthlyFigures:
    """The same figures with their summary in words, marked when any part was made up."""
    parts = (
        figures.passports + figures.purposes + figures.origins + figures.villages
        + figures.decrees + figures.sessions + figures.consultations + figures.follow_ups
    )  # fmt: skip
    made_up = any(part.made_up or getattr(part, "made_up_to_date", "") for part in parts)
    return replace(figures, made_up=made_up, summary=tuple(summary.sentences(figures)))
