"""What was added up from figures is kept until one of them comes or goes.

A page is kept while nothing at all has changed (dbi_portal/lib/kept.py). A village list over the
country is too dear for that: hundreds of thousands of sums, which no saved session changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import TypeVar

from django.conf import settings

from dbi_portal.lib.kept import kept_in
from dbi_portal.lib.reading import reading

Kept = TypeVar("Kept")
MANY = 40  # offices: more than any Kanwil has; fewer are added up quicker than they are asked about

# No two states share a name. Rows are only ever added, and all replaced by later ones when sums are
# counted anew, so their number and the sum of their ids tell which rows they are; each row's
# `touched` only rises. The table and the server's start tell apart a restored backup. A transaction
# that wrote something sees its own rows as well, which others must not be given.
STANDING = """
    SELECT concat_ws(' ', current_database(), pg_postmaster_start_time(),
                     'reports_figuresum'::regclass::oid, count(*), sum(id), sum(touched))
    FROM reports_figuresum
    WHERE office_id = ANY(%(offices)s::bigint[])
      AND period_start >= %(first_day)s AND period_end <= %(last_day)s
    HAVING pg_current_xact_id_if_assigned() IS NULL
"""


def state_of_figures(offices: Collection[int], first_day: date, last_day: date) -> str | None:
    """A name for the committed figures of these offices (ids) between these days.

    None inside a transaction that has written.
    """
    given = {"offices": list(offices), "first_day": first_day, "last_day": last_day}
    with reading().cursor() as cursor:
        cursor.execute(STANDING, given)
        found = cursor.fetchone()
    return found[0] if found else None


def kept_while_figures_stand(
    offices: Collection[int],
    days: tuple[date, date],
    name: tuple,
    make: Callable[[], Kept],
) -> Kept:
    """What `make` finds out about current figures of these offices and days, and nothing else.

    `days`: the first and the last. `name`: everything `make` depends on besides the figures, also
    what was read before this was called. One more question than `make` asks.
    """
    state = None if settings.DEBUG else state_of_figures(offices, *days)
    return kept_in(state, ("figures", *name), make)
