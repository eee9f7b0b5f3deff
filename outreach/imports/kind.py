"""Lists of sessions as a kind of sheet, and the workbook to fill in for one office."""

from __future__ import annotations

from officers.imports.kinds import Kind, declare
from outreach.imports.layout import LAYOUT
from outreach.imports.sessions import KIND, SessionResource
from outreach.imports.template import template

SESSIONS = declare(
    Kind(
        code=KIND,
        label="Kegiatan",
        noun="kegiatan",
        permission="outreach.import_sessions",
        view="outreach.view_session",
        register="outreach:list",
        layout=LAYOUT,
        resource=SessionResource,
        template=template,
        example_headings="Tanggal, Kegiatan, Desa, dan Jumlah peserta",
    )
)
