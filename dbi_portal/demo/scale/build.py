"""Builds the country and fills it, in one transaction."""

from __future__ import annotations

from random import Random

from django.db import connection, transaction

from dbi_portal.demo.scale.bare import bare
from dbi_portal.demo.scale.country import build_country
from dbi_portal.demo.scale.facts import SESSION_TABLES, write_sessions
from dbi_portal.demo.scale.figures import write_figures
from dbi_portal.demo.scale.summing import summed_at_the_end
from dbi_portal.lib.months import Month
from reports.models import PassportStatistic

YEARS = 5


@transaction.atomic
def build_scale(*, sessions: int, statistics: int, seed: int, last: Month) -> dict[str, int]:
    """Five years up to `last`; returns how many sessions and figures were written.

    Needs regions and the default words, and no offices of its own names.
    """
    rng = Random(seed)  # noqa: S311 -- the same every time is the point
    months = list(last.plus(1 - 12 * YEARS).until(last))
    with connection.cursor() as cursor:
        # Checked after each COPY: a queue of a million deferred checks makes row triggers crawl.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    places = build_country(months[0].first_day)
    with summed_at_the_end(), bare(*SESSION_TABLES, PassportStatistic):
        return {
            "sessions": write_sessions(places, months, sessions, rng),
            "statistics": write_figures(places, months, statistics, rng),
        }
