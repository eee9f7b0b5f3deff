"""Setting indicators: the centre for everybody, a Kanwil for its offices; ended, never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from officers import audit
from officers.models import Office, User
from officers.roles import OfficeKind
from reports.figures.indicators.catalogue import GAUGES
from reports.models import Indicator

CHANGE = "reports.change_indicator"
SETTING = (OfficeKind.CENTRE, OfficeKind.KANWIL)


def may_set(user: User, office: Office | None) -> bool:
    """Only for what lies beneath one's own office: nobody sets for one beside or above him."""
    own = office is not None and user.office_id == office.pk
    return own and office.kind in SETTING and user.has_perm(CHANGE)


@transaction.atomic
def set_indicator(*, indicator: Indicator, by: User, at: datetime) -> Indicator:
    """A new target of `by`'s own office. ValidationError for a measure there is none of."""
    indicator.office, indicator.set_by, indicator.set_at = by.office, by, at
    _refuse_unknown(indicator)
    _refuse_backwards(indicator)
    indicator.save()
    said = {
        "name": indicator.name, "numerator": indicator.numerator,
        "denominator": indicator.denominator, "goal": str(indicator.target),
        "period": indicator.period, "starts_on": indicator.starts_on,
    }  # fmt: skip
    audit.record("reports.indicator.set", by=by, target=indicator, about=[indicator.office], **said)
    return indicator


@transaction.atomic
def change_indicator(*, indicator: Indicator, changes: Mapping[str, list], by: User) -> Indicator:
    """Words and target put right. What it measures stays: that would be another indicator."""
    indicator.save()
    told = {"goal" if name == "target" else name: pair for name, pair in changes.items()}
    audit.record(
        "reports.indicator.changed", by=by, target=indicator, about=[indicator.office], **told
    )
    return indicator


@transaction.atomic
def end_indicator(*, indicator: Indicator, on: date, by: User) -> Indicator:
    """In force until that day, and kept. ValidationError for a day before it began."""
    before, indicator.ends_on = indicator.ends_on, on
    _refuse_backwards(indicator)
    indicator.save(update_fields=["ends_on"])
    audit.record(
        "reports.indicator.ended", by=by, target=indicator, about=[indicator.office],
        ends_on=[before, on],
    )  # fmt: skip
    return indicator


def _refuse_unknown(indicator: Indicator) -> None:
    for field in ("numerator", "denominator"):
        key = getattr(indicator, field)
        if key and key not in GAUGES:
            raise ValidationError({field: "Pilih ukuran dari daftar."})


def _refuse_backwards(indicator: Indicator) -> None:
    if indicator.ends_on and indicator.ends_on < indicator.starts_on:
        raise ValidationError({"ends_on": "Akhir masa berlaku tidak boleh sebelum awalnya."})
