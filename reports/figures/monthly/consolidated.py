"""A Kanwil's month: the snapshots of its offices, added up.

What adds up is added; what does not (a joint session, a village named by two offices) is told
apart by id and counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace

from reports.figures.counted import COMPUTED
from reports.figures.made_up import MadeUp
from reports.figures.monthly.content import (
    Line,
    MonthlyFigures,
    OfficeLine,
    Origin,
    Point,
    Rank,
    Tally,
)
from reports.figures.monthly.office import finished

MOST_RANKS = 3


def consolidated(
    *, own: MonthlyFigures, parts: Iterable[MonthlyFigures], offices: Iterable[OfficeLine]
) -> MonthlyFigures:
    """The Kanwil's report: its own month plus `parts`, the snapshots of its offices."""
    parts = [own, *parts]
    figures = replace(
        own,
        passports=_added_lines(parts, lambda part: part.passports),
        purposes=_added_lines(parts, lambda part: part.purposes),
        ranks=_best(part.ranks for part in parts),
        trend=_added_trend([part.trend for part in parts]),
        origins=_added_origins(part.origins for part in parts),
        villages=_once((part.villages for part in parts), key=lambda each: each.id),
        decrees=_once((part.decrees for part in parts), key=lambda each: each.id),
        sessions=_by_day(_once((part.sessions for part in parts), key=lambda each: each.id)),
        consultations=_added_tallies(part.consultations for part in parts),
        follow_ups=_once((part.follow_ups for part in parts), key=lambda each: each.id),
        differences=tuple(each for part in parts for each in part.differences),
        sources=tuple(each for part in parts for each in part.sources),
        offices=tuple(offices),
    )
    return finished(figures)


def _best(sections: Iterable[tuple[Rank, ...]]) -> tuple[Rank, ...]:
    """The offices that stand highest in the country."""
    ranks = [rank for section in sections for rank in section]
    return tuple(sorted(ranks, key=lambda rank: (rank.place, rank.office))[:MOST_RANKS])


def _sum(values: Iterable[int | None]) -> int | None:
    """Of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _grouped(sections: Iterable[Iterable], key: Callable[..., Hashable]) -> dict:
    groups: dict[Hashable, list] = {}
    for section in sections:
        for each in section:
            groups.setdefault(key(each), []).append(each)
    return groups


def _word(marks: Iterable[str]) -> str:
    """What a sum of figures with these marks is: made up, partly, or not at all."""
    return MadeUp.of(MadeUp(mark) for mark in marks).value


def _added_lines(
    parts: Iterable[MonthlyFigures], lines_of: Callable[[MonthlyFigures], tuple[Line, ...]]
) -> tuple[Line, ...]:
    groups = _grouped(map(lines_of, parts), key=lambda line: line.key)
    computed = _computed(parts, lines_of)
    return tuple(
        replace(
            lines[0],
            value=_sum(line.value for line in lines),
            before=_sum(line.before for line in lines),
            year_ago=_sum(line.year_ago for line in lines),
            to_date=_sum(line.to_date for line in lines),
            note=computed.get(lines[0].key, ""),
            made_up=_word(line.made_up for line in lines if line.value is not None),
            comparable=all(line.comparable for line in lines),
            made_up_to_date=_word(
                line.made_up_to_date for line in lines if line.to_date is not None
            ),
        )
        for lines in groups.values()
    )


def _computed(
    parts: Iterable[MonthlyFigures], lines_of: Callable[[MonthlyFigures], tuple[Line, ...]]
) -> dict[str, str]:
    """By a line's key: whose month is the difference of two running totals, said in the sum too."""
    names: dict[str, list[str]] = {}
    for part in parts:
        for line in lines_of(part):
            if line.value is not None and line.note.startswith(COMPUTED):
                names.setdefault(line.key, []).append(part.letterhead.short_name)
    return {key: f"{', '.join(who)} {COMPUTED} kumulatif" for key, who in names.items()}


def _added_trend(sections: list[tuple[Point, ...]]) -> tuple[Point, ...]:
    groups = _grouped(sections, key=lambda point: point.month)
    return tuple(
        Point(
            month,
            _sum(point.value for point in points),
            any(point.computed for point in points),
        )
        for month, points in sorted(groups.items())
    )


def _added_origins(sections: Iterable[tuple[Origin, ...]]) -> tuple[Origin, ...]:
    groups = _grouped(sections, key=lambda origin: origin.code)
    added = [
        replace(
            origins[0],
            value=_sum(origin.value for origin in origins),
            to_date=_sum(origin.to_date for origin in origins),
            made_up=_word(origin.made_up for origin in origins),
        )
        for origins in groups.values()
    ]
    return tuple(sorted(added, key=lambda origin: (-(origin.to_date or 0), origin.code)))


def _added_tallies(sections: Iterable[tuple[Tally, ...]]) -> tuple[Tally, ...]:
    groups = _grouped(sections, key=lambda tally: (tally.topic, tally.outcome))
    return tuple(
        Tally(*key, sum(each.count for each in tallies), any(each.made_up for each in tallies))
        for key, tallies in sorted(groups.items())
    )


def _once(sections: Iterable[tuple], *, key: Callable[..., Hashable]) -> tuple:
    """Every row once, in the order in which offices name it."""
    return tuple(rows[0] for rows in _grouped(sections, key).values())


def _by_day(sessions: tuple) -> tuple:
    return tuple(sorted(sessions, key=lambda session: (session.held_on, session.office)))
