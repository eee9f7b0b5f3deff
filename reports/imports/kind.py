"""The kind "passport-statistics", declared when Django starts."""

from __future__ import annotations

from officers.imports.kinds import Kind, declare
from reports.imports.passport_statistics import PassportStatisticResource
from reports.imports.template import template
from reports.imports.vocabulary import LAYOUT

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
