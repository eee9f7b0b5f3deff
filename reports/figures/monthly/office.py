"""A month of one office or of many, computed into frozen values. Told offices, month and moment.

Everything is asked for once for all offices (at most 25 queries, however much there is) and
parted in Python.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month
from officers.models import Office
from officers.signing import signer_on
from reports.figures.monthly.content import MonthlyFigures, Signer
from reports.figures.monthly.fieldwork import FieldworkMonths
from reports.figures.monthly.finishing import finished
from reports.figures.monthly.passports import PassportMonths
from reports.figures.monthly.told import Told, told


def monthly_figures(*, office: Office, month: Month, known_at: datetime) -> MonthlyFigures:
    """Everything the report of `office` about `month` says, as known at `known_at`."""
    return monthly_figures_of(offices=[office], month=month, known_at=known_at)[office.pk]


def monthly_figures_of(
    *, offices: Collection[Office], month: Month, known_at: datetime
) -> dict[int, MonthlyFigures]:
    """The same for many offices, by office id; as many queries as for one.

    Everything of all offices is held at once: ask for some dozen at a time.
    """
    if not offices:
        return {}
    about = told(offices, month, known_at)
    passports = PassportMonths(offices=offices, month=month, known_at=known_at)
    ahead = {pk: each.warning_days for pk, each in about.items()}
    fieldwork = FieldworkMonths(offices=offices, month=month, known_at=known_at, ahead=ahead)
    said = {office.pk: fieldwork.sections(office) for office in offices}
    return {
        office.pk: finished(
            MonthlyFigures(
                month=str(month),
                known_at=known_at.isoformat(),
                **_of_the_office(about[office.pk]),
                **passports.sections(office, said[office.pk]["corrections"]),
                **said[office.pk],
            )
        )
        for office in offices
    }


def signer(office: Office, known_at: datetime) -> Signer:
    """Who signs for the office on the day of the figures, by its own clock."""
    known = signer_on(office, in_zone(known_at, office.time_zone).date())
    return Signer(known.position, known.name, known.employee_number)


def _of_the_office(about: Told) -> dict[str, object]:
    return {
        "letterhead": about.letterhead,
        "signer": about.signer,
        "sections": about.sections,
        "nil": about.nil,
        "excuse": about.excuse,
    }
