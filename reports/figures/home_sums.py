"""Villages the applicants come from as columns, over any number of offices and measures.

Of many offices (the centre) what was added up before is taken again, office by office, until a
figure of that office comes or goes (reports/figures/office_states.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

import numpy as np

from dbi_portal.lib.reading import reading
from reports.figures import office_states
from reports.figures.home_columns import NUMBER, HomeColumns
from reports.figures.measure import Measure
from reports.grain import period_kind

Chosen = Mapping[tuple[date, date, frozenset[str]], Collection[int]]  # of `homes.breakdowns`
Span = tuple[date, date, str]  # first and last day, grain
OfOffices = dict[int, list[Span]]  # what each office's villages are counted from
Place = tuple[Measure, int]  # a measure of an office

SUMS = f"""
    SELECT asked.measure, asked.office_id, {NUMBER.format(column="fact.home_region")} AS home,
           sum(fact.total)::bigint, sum(fact.figures), sum(fact.made_up)
    FROM unnest(%(measures)s::int[], %(offices)s::bigint[], %(starts)s::date[], %(ends)s::date[],
                %(grains)s::text[], %(outcomes)s::text[], %(purposes)s::text[])
         AS asked (measure, office_id, period_start, period_end, grain, outcome, purpose)
    JOIN reports_homesum fact USING (office_id, period_start, period_end, grain, outcome)
    WHERE fact.figures > 0 AND (asked.purpose = '' OR fact.purpose = asked.purpose)
    GROUP BY 1, 2, fact.home_region
"""  # noqa: S608 - words of ours


def homes_of(wanted: Mapping[Measure, Chosen]) -> dict[Measure, HomeColumns]:
    """For each measure its villages, counted from what was chosen; two questions at most."""
    asked = {measure: _by_office(chosen, measure) for measure, chosen in wanted.items()}
    places = [(measure, pk) for measure, offices in asked.items() for pk in offices]
    if not places:
        return {measure: HomeColumns.of(()) for measure in asked}
    states = _states(asked)
    if states is None:
        return _together(asked, _added_up(asked, places))
    names = {
        measure: {pk: _name(measure, pk, spans, states) for pk, spans in offices.items()}
        for measure, offices in asked.items()
    }
    return office_states.kept_parts(
        {measure: " + ".join(names[measure].values()) for measure in asked},
        lambda lacking: _together(
            {each: asked[each] for each in lacking}, _parts(asked, names, lacking)
        ),
    )


def _states(asked: Mapping[Measure, OfOffices]) -> Mapping[int, str] | None:
    offices = {pk for each in asked.values() for pk in each}
    if len(offices) < office_states.MANY:
        return None
    spans = [span for each in asked.values() for some in each.values() for span in some]
    days = min(start for start, _, _ in spans), max(end for _, end, _ in spans)
    return office_states.states_of_figures(offices, *days)


def _parts(
    asked: Mapping[Measure, OfOffices], names: Mapping[Measure, Mapping[int, str]],
    measures: Iterable[Measure],
) -> dict[Place, HomeColumns]:  # fmt: skip
    told = {(measure, pk): name for measure in measures for pk, name in names[measure].items()}
    return office_states.kept_parts(told, lambda lacking: _added_up(asked, lacking))


def _by_office(chosen: Chosen, measure: Measure) -> OfOffices:
    found = defaultdict(list)
    for (start, end, grain), offices in chosen.items():
        span = start, end, str(measure.grain(grain, period_kind(start, end)))
        for pk in offices:
            found[pk].append(span)
    return found


def _name(measure: Measure, office: int, spans: list[Span], states: Mapping[int, str]) -> str:
    """Everything one office's part depends on."""
    counted = " ".join(f"{start} {end} {grain}" for start, end, grain in spans)
    return f"homes {measure.outcome} {measure.purpose} {office} {counted} {states.get(office)}"


def _together(
    asked: Mapping[Measure, OfOffices], parts: Mapping[Place, HomeColumns]
) -> dict[Measure, HomeColumns]:
    return {
        measure: HomeColumns.added(parts[measure, pk] for pk in offices)
        for measure, offices in asked.items()
    }


def _added_up(
    asked: Mapping[Measure, OfOffices], places: Collection[Place]
) -> dict[Place, HomeColumns]:
    """Of these offices and measures, in one question."""
    measures = list(asked)
    columns = zip(*_spans(asked, places, measures), strict=True)
    names = ("measures", "offices", "starts", "ends", "grains", "outcomes", "purposes")
    with reading().cursor() as cursor:
        cursor.execute(SUMS, dict(zip(names, map(list, columns), strict=True)))
        table = np.array(cursor.fetchall(), dtype=np.int64).reshape(-1, 6)
    return {(measure, pk): _part(table, measures.index(measure), pk) for measure, pk in places}


def _spans(
    asked: Mapping[Measure, OfOffices], places: Collection[Place], measures: list[Measure]
) -> Iterable[tuple]:
    for measure, pk in places:
        number = measures.index(measure)
        for start, end, grain in asked[measure][pk]:
            yield number, pk, start, end, grain, measure.outcome, measure.purpose


def _part(table: np.ndarray, measure: int, office: int) -> HomeColumns:
    rows = table[(table[:, 0] == measure) & (table[:, 1] == office)]
    return HomeColumns.summed(*rows[:, 2:].T)
