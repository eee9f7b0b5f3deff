"""Which facts changed after a report's moments, by the audit trail.

Figures, sessions and steps keep their own times; consultations, postings and what became of a
follow-up do not. Those can be counted again only while nobody has touched them since.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from reports.figures.recount.asked import ASKED, Asked, arrays

NEWEST = 5_000  # lines of the trail that are read; more since then: everything may have changed
# What is counted, by whose lines tell of a change, in the offices asked for or in any office:
# who moves to another office leaves his line there.
TELLS = {
    "konsultasi": (("outreach.consultation.",), "here"),
    "terlambat": (("outreach.followup.",), "here"),
    "petugas": (("officers.officer.", "officers.officerpost."), "anywhere"),
    "tahap": (("villages.guidedvillage.moved", "villages.guidedvillage.withdrawn"), "anywhere"),
}
IMPORTS = "officers.import."  # an import, or its undoing, changes many rows and leaves one line
CHANGED = f"""
    WITH {ASKED}, newest AS (
        SELECT id, office_id, action, happened_at FROM officers_auditevent
        ORDER BY id DESC LIMIT %(newest)s
    ), since AS (
        SELECT min(known_at) AS moment FROM asked
    ), later AS (
        SELECT newest.* FROM newest, since WHERE newest.happened_at > since.moment
    )
    SELECT DISTINCT later.action, EXISTS (
               SELECT FROM asked
               WHERE asked.office_id = later.office_id AND asked.known_at < later.happened_at),
           (SELECT count(*) FROM later) >= %(newest)s
    FROM later
"""  # noqa: S608 - words of ours


def changed(entries: Collection[Asked]) -> frozenset[str]:
    """Names of TELLS whose facts were touched after the moments of these entries."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, arrays(tuple(entries)) | {"newest": NEWEST})
        lines = cursor.fetchall()
    if any(too_many for _, _, too_many in lines):
        return frozenset(TELLS)
    return frozenset(
        name
        for name, (prefixes, where) in TELLS.items()
        for action, here, _ in lines
        if action.startswith(IMPORTS)
        or (action.startswith(prefixes) and (here or where == "anywhere"))
    )
