"""Two targets of the centre, so that Indikator shows something. Made up, and saying so."""

from __future__ import annotations

from datetime import date

from dbi_portal.demo.accounts import person
from dbi_portal.demo.pen import Pen, morning
from officers.models import Office
from officers.roles import Role
from reports.dashboards.indicator_words import SUGGESTED
from reports.models import Indicator

SHOWN = ("laporan-tepat-waktu", "kegiatan-tiap-bulan")
SINCE = date(2025, 1, 1)


def write_indicators(pen: Pen, centre: Office) -> None:
    """Of our own suggestions; one that was changed or ended since stays so."""
    for key in SHOWN:
        values = dict(SUGGESTED[key])
        indicator, is_new = pen.ensure(
            Indicator,
            key={"office": centre, "numerator": values.pop("numerator"), "starts_on": SINCE},
            explanation=f"{values.pop('explanation')} (contoh)",
            set_by=person(centre, Role.MONEV),
            set_at=min(pen.at, morning(SINCE, centre)),
            **values,
        )
        if is_new:
            pen.sign("demo.indicator.set", indicator, name=indicator.name)
