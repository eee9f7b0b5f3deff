"""Villages ranked by need against effort: all of them in one question, so many of them at a time.

Each factor is a share between 0 and 1 of the largest value among the villages that are asked for
(a village nobody visited for a year or ever: 1; without an officer: 1). The score is their weighted
mean times 100. What is not known adds nothing; a factor no office tells by village has no weight.
"""

# ruff: noqa: S608 -- what is put into the SQL here are our own numbers and names, nobody's words
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dbi_portal.lib.reading import reading
from reports.figures.homes import breakdowns
from reports.figures.made_up import MadeUp
from reports.figures.need.factors import EFFORT, MEASURES, NEED, Weights
from reports.figures.slices import Slice
from reports.figures.sums import ledgers
from reports.grain import period_kind
from villages.models.stages import OVER
from villages.workflow import BEFORE_PROPOSAL

LONGEST = 365  # days without a visit beyond which it makes no difference any more

_SUMS = ", ".join(
    f"sum(kept.total) FILTER (WHERE asked.factor = {n}) AS n{n}" for n in range(len(NEED))
)
_SHARES = ", ".join(
    f"n{n}::float8 / nullif(max(n{n}) OVER (), 0) AS f{n}" for n in range(len(NEED))
)
_TOLD = ", ".join(f"max(n{n}) OVER () AS top{n}" for n in range(len(NEED)))
_NEEDS = ", ".join(f"max(n{n}) AS n{n}" for n in range(len(NEED)))
# What is known of a village, side by side: added up by village, not joined. How many villages there
# will be is what PostgreSQL guesses worst here, and a join built on that guess takes seconds.
_BESIDE = {
    "figures": "bigint", "made_up": "bigint", "village_id": "bigint", "stage": "text",
    "holder": "bigint", "officers": "bigint", "served": "bigint", "people": "bigint",
    "reached": "bigint", "last_on": "date",
}  # fmt: skip


def _part(table: str, **told: str) -> str:
    columns = {f"n{n}": "bigint" for n in range(len(NEED))} | _BESIDE
    values = (f"{told.get(name, 'NULL')}::{kind} AS {name}" for name, kind in columns.items())
    return f"SELECT region, {', '.join(values)} FROM {table}"


_PARTS = " UNION ALL ".join(
    (
        _part("need", figures="figures", made_up="made_up",
              **{f"n{n}": f"n{n}" for n in range(len(NEED))}),
        _part("guided", village_id="id", stage="stage", holder="office_id", officers="officers"),
        _part("served", served="sessions", people="people", last_on="last_on"),
        _part("reached", reached="sessions", last_on="last_on"),
    )
)  # fmt: skip
_ALL = len(NEED) + len(EFFORT)


def _score(weights: str) -> str:
    """The weighted mean of the shares; `weights` names a list in the question."""
    parts = " + ".join(f"coalesce(f{n}, 0) * (%({weights})s::int[])[{n + 1}]" for n in range(_ALL))
    needed = [f"CASE WHEN top{n} IS NULL THEN 0 ELSE (%({weights})s::int[])[{n + 1}] END"
              for n in range(len(NEED))]  # fmt: skip
    effort = [f"(%({weights})s::int[])[{n + 1}]" for n in range(len(NEED), _ALL)]
    whole = " + ".join(needed + effort)
    return f"coalesce(round((100 * ({parts}) / nullif({whole}, 0))::numeric, 6), 0)"


RANKED = f"""
    WITH asked AS (
        SELECT * FROM unnest(
            %(factors)s::int[], %(asked_offices)s::bigint[], %(starts)s::date[], %(ends)s::date[],
            %(grains)s::text[], %(outcomes)s::text[], %(purposes)s::text[]
        ) AS asked (factor, office_id, period_start, period_end, grain, outcome, purpose)
    ), need AS (
        SELECT kept.home_region AS region, {_SUMS},
               sum(kept.figures) AS figures, sum(kept.made_up) AS made_up
        FROM asked
        JOIN reports_homesum kept USING (office_id, period_start, period_end, grain, outcome)
        WHERE kept.figures > 0 AND (asked.purpose = '' OR kept.purpose = asked.purpose)
          AND kept.home_region LIKE %(within)s
          AND (%(homes)s::text[] IS NULL OR kept.home_region = ANY(%(homes)s::text[]))
        GROUP BY kept.home_region
    ), served AS (
        SELECT village.region_id AS region, max(kept.last_on) AS last_on,
               sum(kept.sessions) FILTER (WHERE kept.month >= %(first_day)s) AS sessions,
               sum(kept.people) FILTER (WHERE kept.month >= %(first_day)s) AS people
        FROM outreach_servedsum kept
        JOIN villages_guidedvillage village ON village.id = kept.village_id
        WHERE kept.office_id = ANY(%(offices)s::bigint[])
          AND kept.month BETWEEN %(since)s AND %(last_day)s
        GROUP BY village.region_id
    ), reached AS (
        SELECT kept.region, max(kept.last_on) AS last_on,
               sum(kept.sessions) FILTER (WHERE kept.month >= %(first_day)s) AS sessions
        FROM outreach_reachedsum kept
        WHERE kept.office_id = ANY(%(offices)s::bigint[])
          AND kept.month BETWEEN %(since)s AND %(last_day)s
        GROUP BY kept.region
    ), guided AS (
        SELECT village.region_id AS region, village.id, village.stage, village.office_id,
               (SELECT count(DISTINCT post.officer_id) FROM villages_assignment post
                WHERE post.village_id = village.id AND post.starts_on <= %(today)s
                  AND (post.ends_on IS NULL OR post.ends_on >= %(today)s)) AS officers
        FROM villages_guidedvillage village WHERE village.stage <> ALL(%(over)s::text[])
    ), parts AS (
        {_PARTS}
    ), beside AS (
        SELECT region, {_NEEDS}, max(figures) AS figures, max(made_up) AS made_up,
               max(village_id) AS village_id, max(stage) AS stage, max(holder) AS holder,
               coalesce(max(officers), 0) AS officers, coalesce(max(served), 0) AS served,
               coalesce(max(people), 0) AS people, coalesce(max(reached), 0) AS reached,
               max(last_on) AS last_on
        FROM parts GROUP BY region HAVING count(figures) > 0
    ), told AS (
        SELECT beside.*, {_SHARES}, {_TOLD},
               1 - coalesce(greatest(served, reached)::float8
                            / nullif(max(greatest(served, reached)) OVER (), 0), 0) AS f{len(NEED)},
               CASE WHEN last_on IS NULL THEN 1
                    ELSE least(greatest(%(day)s::date - last_on, 0), {LONGEST}) / {LONGEST}::float8
               END AS f{len(NEED) + 1},
               CASE WHEN officers > 0 THEN 0 ELSE 1 END AS f{len(NEED) + 2},
               rank() OVER (ORDER BY n0 DESC NULLS LAST) AS demand_place,
               count(n0) OVER () AS demanded
        FROM beside
    ), scored AS (
        SELECT told.*, {_score("weights")} AS score, {_score("usual")} AS usual_score FROM told
        WHERE NOT (%(ahead)s AND village_id IS NOT NULL AND stage <> ALL(%(before)s::text[]))
    ), placed AS (
        SELECT scored.*, count(*) OVER () AS villages,
               row_number() OVER (ORDER BY score DESC, n0 DESC NULLS LAST, region) AS place,
               row_number() OVER (ORDER BY usual_score DESC, n0 DESC NULLS LAST, region)
                   AS usual_place
        FROM scored
    )
    SELECT place, usual_place, score, placed.region, home.name, home.path,
           village_id, stage, holder, officers, served, people, reached, last_on,
           demand_place, demanded, villages, made_up, figures,
           ARRAY[{", ".join(f"n{n}" for n in range(len(NEED)))}]::bigint[],
           ARRAY[{", ".join(f"f{n}" for n in range(_ALL))}]::float8[],
           ARRAY[{", ".join(f"top{n}" for n in range(len(NEED)))}]::bigint[]
    FROM placed JOIN villages_region home ON home.code = placed.region
    ORDER BY place
    LIMIT %(limit)s OFFSET %(skip)s
"""


@dataclass(frozen=True)
class Line:
    """One village of the list. `counts` and `shares` are in the order of NEED and of FACTORS."""

    place: int
    usual_place: int
    score: float  # 0 to 100
    region_id: str
    name: str
    path: str
    village_id: int | None  # the open Desa Binaan or candidate there, whoever holds it
    stage: str
    holder: int | None
    officers: int
    served: int  # approved sessions that served the Desa Binaan
    people: int  # at those sessions
    reached: int  # approved sessions that name the village; one may stand in both
    last_on: date | None  # of the last visit within a year
    demand_place: int
    demanded: int  # villages of which the demand is known
    counts: tuple[int | None, ...]  # None: nobody told
    shares: tuple[float | None, ...]
    made_up: MadeUp

    @property
    def sessions(self) -> int:
        """At least so many sessions: one may have served the village and named it as well."""
        return max(self.served, self.reached)

    @property
    def rise(self) -> int:
        """So many places up from where it stands with the usual weights; negative: down."""
        return self.usual_place - self.place


@dataclass(frozen=True)
class Ranking:
    """Some lines of a list of `villages`, and which of NEED anybody tells by village."""

    lines: tuple[Line, ...] = ()
    villages: int = 0
    told: tuple[bool, ...] = (False,) * len(NEED)


def ranked(
    asked: Slice,
    weights: Weights,
    *,
    today: date,
    limit: int | None = None,
    skip: int = 0,
    ahead: bool = False,
) -> Ranking:
    """The list from its line `skip` on. `ahead`: only villages nobody has proposed yet.

    Purpose, outcome and destination of `asked` play no part: each factor has its own.
    """
    chosen = _breakdowns(asked)
    if not chosen:
        return Ranking()
    given = _given(asked, chosen, weights, today=today)
    given |= {"limit": limit, "skip": skip, "ahead": ahead}
    with reading().cursor() as cursor:
        cursor.execute(RANKED, given)
        rows = cursor.fetchall()
    if not rows:
        return Ranking()
    return Ranking(tuple(map(_line, rows)), rows[0][16], tuple(t is not None for t in rows[0][21]))


def day_of(asked: Slice, today: date) -> date:
    """From which day visits are looked back on."""
    return min(today, asked.months.last_day)


def _breakdowns(asked: Slice) -> list[tuple]:
    """(factor, office, first and last day, grain, outcome, purpose): what is counted from where."""
    books = ledgers(asked.offices, asked.months, MEASURES)
    found = []
    for number, measure in enumerate(MEASURES):
        if measure not in books:
            continue
        for (start, end, grain), offices in breakdowns(
            books[measure], asked.offices, asked.months
        ).items():
            told = str(measure.grain(grain, period_kind(start, end)))
            same = (start, end, told, measure.outcome, measure.purpose)
            found += [(number, office, *same) for office in offices]
    return found


def _given(asked: Slice, chosen: list[tuple], weights: Weights, *, today: date) -> dict:
    columns = [list(column) for column in zip(*chosen, strict=True)]
    names = ("factors", "asked_offices", "starts", "ends", "grains", "outcomes", "purposes")
    day = day_of(asked, today)
    since = min(day - timedelta(days=LONGEST), asked.months.first_day)
    return dict(zip(names, columns, strict=True)) | {
        "offices": list(asked.offices),
        "within": f"{asked.regency}.%" if asked.regency else "%",
        "homes": None if asked.homes is None else list(asked.homes),
        "first_day": asked.months.first_day,
        "last_day": asked.months.last_day,
        "since": since.replace(day=1),
        "day": day,
        "today": today,
        "over": list(OVER),
        "before": list(BEFORE_PROPOSAL),
        "weights": list(weights.of),
        "usual": list(Weights().of),
    }


def _line(row: tuple) -> Line:
    (*facts, demand_place, demanded, _, made_up, figures, counts, shares, _) = row
    return Line(
        *facts[:2], float(facts[2]), *facts[3:7], facts[7] or "", *facts[8:],
        demand_place, demanded, tuple(counts), tuple(shares),
        MadeUp.read(some=bool(made_up), every=made_up == figures),
    )  # fmt: skip
