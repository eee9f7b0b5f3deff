"""Sums of the current figures, kept by PostgreSQL itself with every statement that changes one.

A dashboard over a country's five years reads these instead of 25 million facts. They hold no truth
of their own: triggers on the figures add what came and take off what was superseded, and
`manage.py check_summaries` counts the facts again. Sums stay within one grain (reports/grain.py).
"""

from __future__ import annotations

import pgtrigger
from django.db import models

from officers.models import Office
from officers.scoping import OfficeScopedQuerySet

# What every summary of figures is grouped by; each adds its own columns.
KEY = ("office_id", "period_start", "period_end", "grain", "outcome", "purpose")
MEASURES = ("total", "figures", "made_up")


class Sums(models.Model):
    """One sum. A row whose `figures` are 0 is what is left of withdrawn ones: it says nothing."""

    office = models.ForeignKey(
        Office, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    period_start = models.DateField()
    period_end = models.DateField()
    grain = models.CharField(max_length=80)
    outcome = models.CharField(max_length=30)
    purpose = models.CharField(max_length=15)
    total = models.BigIntegerField()
    figures = models.IntegerField()  # how many figures make the sum
    made_up = models.IntegerField()  # and how many of them are demo data

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        abstract = True


def once(*more: str, name: str) -> models.UniqueConstraint:
    fields = [column.removesuffix("_id") for column in KEY]
    return models.UniqueConstraint(fields=[*fields, *more], name=name)


class FigureSum(Sums):
    """All figures of an office and period within one grain, by outcome and purpose.

    `touched` rises with every statement that brings or takes a figure of these, also one that
    leaves the total as it was: what rests on them is kept under it (figures/office_states.py).
    """

    touched = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "jumlah statistik"
        constraints = [once(name="figure_sum_once")]
        indexes = [
            # The latest month an office has figures of.
            models.Index(
                fields=["office", "-period_end"],
                condition=models.Q(figures__gt=0),
                name="figure_sum_by_last_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.period_start}: {self.total}"


class DestinationSum(Sums):
    """The same by country of destination, of grains that tell it."""

    destination = models.CharField(max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "jumlah statistik menurut tujuan"
        constraints = [once("destination", name="destination_sum_once")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.period_start} {self.destination}: {self.total}"


class HomeSum(Sums):
    """The same by home village of the applicants, of grains that tell it."""

    home_region = models.CharField(max_length=13)

    class Meta:
        verbose_name = verbose_name_plural = "jumlah statistik menurut desa asal"
        constraints = [once("home_region", name="home_sum_once")]
        indexes = [
            models.Index(
                fields=["home_region", "period_start"],
                opclasses=["varchar_pattern_ops", "date_ops"],
                name="home_sum_by_region",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.period_start} {self.home_region}: {self.total}"


# Rows of a statement that came (+1) and went (-1), as far as they are or were current.
MOVED = {
    "INSERT": "SELECT 1 AS sign, fresh.* FROM fresh WHERE upper_inf(fresh.recorded)",
    "UPDATE": (
        "SELECT 1 AS sign, fresh.* FROM fresh WHERE upper_inf(fresh.recorded)"
        " UNION ALL SELECT -1, stale.* FROM stale WHERE upper_inf(stale.recorded)"
    ),
}
# The transaction's number, so that a sum written anew never goes back to where it was; and one more
# than before, because the lower of two numbers may come last.
TOUCH = "pg_current_xact_id()::text::bigint"
# In the order of the key, so that two imports at once wait for each other and never in a circle.
ADD = """
    INSERT INTO {table} AS kept ({key}, total, figures, made_up{column})
    SELECT {key}, sum(sign * count), sum(sign), coalesce(sum(sign) FILTER (WHERE made_up), 0){value}
    FROM ({moved}) AS moved
    WHERE {told}
    GROUP BY {key}
    {having}
    ORDER BY {key}
    ON CONFLICT ({conflict}) DO UPDATE SET total = kept.total + excluded.total,
        figures = kept.figures + excluded.figures, made_up = kept.made_up + excluded.made_up{again};
"""
CHANGED = "HAVING sum(sign) <> 0 OR sum(sign * count) <> 0"
ALWAYS = {"column": ", touched", "value": f", {TOUCH}", "having": "",
          "again": f", touched = greatest(kept.touched + 1, {TOUCH})"}  # fmt: skip
IF_CHANGED = {"column": "", "value": "", "having": CHANGED, "again": ""}
TABLES = (
    ("reports_figuresum", (), "true"),
    ("reports_destinationsum", ("destination",), "destination <> ''"),
    ("reports_homesum", ("home_region_id",), "home_region_id IS NOT NULL"),
)


def _add(operation: str, moved: dict[str, str] = MOVED, *, touch: bool = True) -> list[str]:
    """One statement for each of the three tables."""
    statements = []
    for table, more, told in TABLES:
        columns = ", ".join((*KEY, *more))
        own = columns.replace("home_region_id", "home_region")
        statement = ADD.format(
            table=table, key=columns, moved=moved[operation], told=told, conflict=own,
            **(ALWAYS if touch and not more else IF_CHANGED),
        )  # fmt: skip
        # The facts call it home_region_id; a sum keeps the code alone.
        head, rest = statement.split("SELECT", 1)
        statements.append(f"{head.replace(columns, own)}SELECT{rest}")
    return statements


# By village and purpose alone no two current figures share a sum: there is nothing to add up.
LONE = " AND ".join(
    f"{column} = ''"
    for column in ("service_point", "service", "book_type", "destination", "sex", "reason")
)
# Most sheets bring months of which no village was told yet: their sums are written down without
# looking for each whether it is there, in half the time. Nobody else can be writing them, because
# the sum of all villages, held until the transaction ends, has just been written.
FRESH_HOMES = f"""
    SELECT bool_or((
        SELECT true FROM reports_homesum kept
        WHERE ({", ".join(f"kept.{column}" for column in KEY)})
            = ({", ".join(f"said.{column}" for column in KEY)}) LIMIT 1))
    INTO known
    FROM (SELECT DISTINCT {", ".join(KEY)} FROM fresh
          WHERE home_region_id IS NOT NULL AND upper_inf(recorded)) AS said;
    IF known IS NOT TRUE THEN
        INSERT INTO reports_homesum ({", ".join(KEY)}, home_region, total, figures, made_up)
        SELECT {", ".join(KEY)}, home_region_id, count, 1, made_up::integer
        FROM fresh WHERE home_region_id IS NOT NULL AND upper_inf(recorded) AND {LONE}
        UNION ALL
        SELECT {", ".join(KEY)}, home_region_id, sum(count), count(*),
            count(*) FILTER (WHERE made_up)
        FROM fresh WHERE home_region_id IS NOT NULL AND upper_inf(recorded) AND NOT ({LONE})
        GROUP BY {", ".join(KEY)}, home_region_id
        ORDER BY 1, 2, 3, 4, 5, 6, 7;
        RETURN NULL;
    END IF;
"""  # noqa: S608 - names of ours


def keeps_sums() -> list[pgtrigger.Trigger]:
    """The triggers on the figures that keep the three tables."""
    after = {"level": pgtrigger.Statement, "when": pgtrigger.After}
    *others, homes = _add("INSERT")
    return [
        pgtrigger.Trigger(
            name="figure_is_added_up",
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="fresh"),
            declare=[("known", "boolean")],
            func=f"{''.join(others)}{FRESH_HOMES}{homes}\n    RETURN NULL;",
            **after,
        ),
        pgtrigger.Trigger(
            name="figure_is_taken_off",
            operation=pgtrigger.Update,
            referencing=pgtrigger.Referencing(old="stale", new="fresh"),
            func=f"{''.join(_add('UPDATE'))}\n    RETURN NULL;",
            **after,
        ),
    ]


def count_all(*, touch: bool = True) -> str:
    """Every sum from the facts, for tables that are empty: SQL of a migration or a repair.

    `touch` False: of the migration that came before there was `touched`.
    """
    every = {"INSERT": "SELECT 1 AS sign, * FROM reports_passportstatistic fact"
                       " WHERE upper_inf(fact.recorded)"}  # fmt: skip
    return "".join(_add("INSERT", every, touch=touch))
