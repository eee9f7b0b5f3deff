"""The kind "passport-statistics", declared when Django starts."""

from __future__ import annotations

from datetime import date

from officers.imports.kinds import Kind, declare
from officers.models import Office, User
from reports.imports.passport_statistics import PassportStatisticResource
from reports.imports.vocabulary import LAYOUT
from reports.old_imports.offices import importable
from reports.old_imports.template import template as old_template


def template(user: User, office: Office | None, on: date) -> bytes:
    return old_template(importable(user=user, within=office, on=on))


PASSPORT_STATISTICS = declare(
    Kind(
        code="passport-statistics",
        label="Statistik paspor",
        noun="angka",
        permission="reports.import_statistics",
        view="reports.view_passportstatistic",
        register="reports:statistic-list",
        layout=LAYOUT,
        resource=PassportStatisticResource,
        template=template,
        example_headings="Bulan, Hasil, dan Jumlah",
    )
)
