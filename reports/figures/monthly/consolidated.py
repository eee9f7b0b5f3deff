"""A Kanwil's or the centre's month: the snapshots of the offices beneath it, added up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from reports.figures.counted import COMPUTED
from reports.figures.monthly import adding
from reports.figures.monthly.content import (
    Line,
    Missing,
    MonthlyFigures,
    OfficeLine,
    Origin,
    Photo,
    Point,
    Rank,
    SessionLine,
    Taken,
)
from reports.figures.monthly.finishing import finished

MOST_RANKS = 3
MOST_PHOTOS = 12  # of sessions of all offices, where nobody chose any


def consolidated(
    *,
    own: MonthlyFigures,
    parts: Sequence[MonthlyFigures],
    offices: Iterable[OfficeLine],
    covered: tuple[int, int],
    missing: Iterable[Missing] = (),
    taken: Iterable[Taken] = (),
) -> MonthlyFigures:
    """The report above: its own month plus `parts`, the snapshots of the offices beneath it.

    `offices` names each part; `missing` those that should be in the sum and are not, with why;
    `covered` is how many Kanim and Rudenim are in it, of how many.
    `taken` is where the sums come from, an office and a moment each.
    """
    parts = [own, *parts]
    sessions = adding.by_day(adding.once([*map(_own, parts), *(part.sessions for part in parts)]))
    figures = replace(
        own,
        passports=_lines(parts, lambda part: part.passports),
        purposes=_lines(parts, lambda part: part.purposes),
        destinations=_largest_first(_lines(parts, lambda part: part.destinations)),
        ranks=_best(part.ranks for part in parts),
        trend=_trend([part.trend for part in parts]),
        origins=_origins([part.origins for part in parts]),
        villages=adding.once(part.villages for part in parts),
        decrees=adding.once(part.decrees for part in parts),
        officers=adding.once(part.officers for part in parts),
        postings=adding.once((p.postings for p in parts), key=lambda each: (each.id, each.change)),
        gaps=adding.once((part.gaps for part in parts), key=lambda each: each),
        sessions=sessions,
        unreached=adding.not_reached_by(adding.once(p.unreached for p in parts), sessions),
        consultations=adding.tallies(part.consultations for part in parts),
        findings=adding.findings([part.findings for part in parts]),
        follow_ups=adding.once(part.follow_ups for part in parts),
        differences=adding.once((p.differences for p in parts), key=lambda each: each),
        corrections=adding.once((p.corrections for p in parts), key=lambda each: each),
        photos=some_photos((part.photos for part in parts), sessions),
        sources=adding.sources(part.sources for part in parts),
        offices=tuple(offices),
        missing=tuple(missing),
        covered=covered,
        taken=(*adding.taken_from(own), *taken),
    )
    return finished(figures)


def _own(part: MonthlyFigures) -> tuple[SessionLine, ...]:
    """Sessions as the report of the office that held them tells them: of a joint one another
    office's report may hold a later revision.
    """
    offices = {part.letterhead.code, *(each.office for each in part.taken)}
    return tuple(each for each in part.sessions if each.office_code in offices)


def some_photos(
    sections: Iterable[tuple[Photo, ...]], sessions: Collection[SessionLine]
) -> tuple[Photo, ...]:
    """One photo of each of the largest sessions, in the order of their days."""
    people = {session.id: session.participants or 0 for session in sessions}
    first = adding.once(sections, key=lambda photo: photo.session)
    most = sorted(first, key=lambda photo: (-people.get(photo.session, 0), photo.held_on))
    return tuple(sorted(most[:MOST_PHOTOS], key=lambda photo: (photo.held_on, photo.session)))


def _best(sections: Iterable[tuple[Rank, ...]]) -> tuple[Rank, ...]:
    """The offices that stand highest in the country."""
    ranks = [rank for section in sections for rank in section]
    return tuple(sorted(ranks, key=lambda rank: (rank.place, rank.office))[:MOST_RANKS])


def _lines(
    parts: Sequence[MonthlyFigures], lines_of: Callable[[MonthlyFigures], tuple[Line, ...]]
) -> tuple[Line, ...]:
    computed, told_by = _computed(parts, lines_of), _told_by(parts, lines_of)
    groups = adding.grouped(map(lines_of, parts), key=lambda line: line.key)
    return tuple(
        replace(_line(lines, computed.get(key, "")), told_by=told_by.get(key, 0))
        for key, lines in groups.items()
    )


def _line(lines: list[Line], note: str) -> Line:
    known = [line for line in lines if line.value is not None]
    dated = [line for line in lines if line.to_date is not None]
    return replace(
        lines[0],
        value=adding.total(line.value for line in lines),
        before=adding.total(line.before for line in lines),
        year_ago=_of_the_same(lines),
        to_date=adding.total(line.to_date for line in lines),
        note=note,
        made_up=adding.word(line.made_up for line in known),
        made_up_to_date=adding.word(line.made_up_to_date for line in dated),
        comparable=all(_comparable(line) for line in lines),
    )


def _of_the_same(lines: list[Line]) -> int | None:
    """A year ago, where the same offices had a figure; of others it would be no comparison."""
    if any((line.value is None) != (line.year_ago is None) for line in lines):
        return None
    return adding.total(line.year_ago for line in lines)


def _comparable(line: Line) -> bool:
    """An office with a figure of one of the two months only would make the sums differ by it."""
    return line.comparable and (line.value is None) == (line.before is None)


def _largest_first(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (-(line.value or 0), -(line.to_date or 0))))


def _told_by(
    parts: Sequence[MonthlyFigures], lines_of: Callable[[MonthlyFigures], tuple[Line, ...]]
) -> dict[str, int]:
    """By a line's key: how many offices had a value. An older sum among the parts did not count
    its offices: then nobody knows.
    """
    counts: dict[str, list[int]] = {}
    for part in parts:
        for line in lines_of(part):
            if line.value is not None:
                counts.setdefault(line.key, []).append(line.told_by or int(not part.offices))
    return {key: sum(found) if all(found) else 0 for key, found in counts.items()}


def _computed(
    parts: Sequence[MonthlyFigures], lines_of: Callable[[MonthlyFigures], tuple[Line, ...]]
) -> dict[str, str]:
    """By a line's key: whose month is the difference of two running totals, said in the sum too."""
    names: dict[str, list[str]] = {}
    for part in parts:
        for line in lines_of(part):
            if line.value is not None and COMPUTED in line.note:
                names.setdefault(line.key, []).append(part.letterhead.short_name)
    return {key: f"{', '.join(who)} {COMPUTED} kumulatif" for key, who in names.items()}


def _trend(sections: list[tuple[Point, ...]]) -> tuple[Point, ...]:
    groups = adding.grouped(sections, key=lambda point: point.month)
    return tuple(
        Point(
            month,
            adding.total(point.value for point in points),
            any(point.computed for point in points),
        )
        for month, points in sorted(groups.items())
    )


def _origins(sections: Sequence[tuple[Origin, ...]]) -> tuple[Origin, ...]:
    groups = adding.grouped(sections, key=lambda origin: origin.code)
    added = [
        replace(
            origins[0],
            value=adding.total(origin.value for origin in origins),
            to_date=adding.total(origin.to_date for origin in origins),
            before=adding.total(origin.before for origin in origins),
            year_ago=adding.total(origin.year_ago for origin in origins),
            made_up=adding.word(origin.made_up for origin in origins),
        )
        for origins in groups.values()
    ]
    return tuple(sorted(added, key=lambda origin: (-(origin.to_date or 0), origin.code)))
