"""How what reports say adds up, whether over offices or over months.

What adds up is added; what does not (a joint session, a village named by two offices) is told
apart by id and counted once. None is "not known" and never a zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

from outreach.models import Finding
from reports.figures.made_up import MadeUp
from reports.figures.monthly.content import FindingSums, MonthlyFigures, Source, Taken, Tally


def total(values: Iterable[int | None]) -> int | None:
    """Of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def whole(values: Iterable[int | None]) -> int | None:
    """The sum only where every part is known: what is compared must not lack a part."""
    values = list(values)
    return None if None in values or not values else sum(values)


def grouped(sections: Iterable[Iterable], key: Callable[..., Hashable]) -> dict:
    """Rows of all sections by key, in the order in which keys first appear."""
    groups: dict[Hashable, list] = {}
    for section in sections:
        for each in section:
            groups.setdefault(key(each), []).append(each)
    return groups


def once(
    sections: Iterable[tuple], *, key: Callable[..., Hashable] = lambda each: each.id
) -> tuple:
    """Every row once, as it is told first."""
    return tuple(rows[0] for rows in grouped(sections, key).values())


def word(marks: Iterable[str]) -> str:
    """What a sum of figures with these marks is: made up, partly, or not at all."""
    return MadeUp.of(MadeUp(mark) for mark in marks).value


def tallies(sections: Iterable[tuple[Tally, ...]]) -> tuple[Tally, ...]:
    groups = grouped(sections, key=lambda tally: (tally.topic, tally.outcome))
    return tuple(
        Tally(*key, sum(each.count for each in found), any(each.made_up for each in found))
        for key, found in sorted(groups.items())
    )


def findings(parts: Sequence[FindingSums | None]) -> FindingSums | None:
    """Their sum; None where one of the reports was drawn before findings were counted."""
    if not parts or None in parts:
        return None
    kinds: Counter[str] = Counter()
    for part in parts:
        kinds.update(dict(part.kinds))
    states = map(sum, zip(*(part.states for part in parts), strict=True))
    return FindingSums(_in_order(kinds), *states, any(part.made_up for part in parts))


def _in_order(kinds: Counter[str]) -> tuple[tuple[str, int], ...]:
    """As the kinds stand in their list; words that have since been changed come last."""
    known = [label for label in Finding.Kind.labels if label in kinds]
    return tuple((label, kinds[label]) for label in [*known, *sorted(kinds.keys() - {*known})])


def by_day(sessions: Iterable) -> tuple:
    return tuple(sorted(sessions, key=lambda session: (session.held_on, session.office)))


def sources(sections: Iterable[tuple[Source, ...]]) -> tuple[Source, ...]:
    """A file named by several reports once, with the most figures that any of them took from it."""
    groups = grouped(sections, key=lambda each: (each.office, each.name, each.digest, each.at))
    return tuple(max(found, key=lambda each: each.figures) for found in groups.values())


def taken_from(part: MonthlyFigures, digest: str = "", revision: int = 0) -> tuple[Taken, ...]:
    """The offices' months behind a report: its own one, or those it was itself summed from."""
    own = Taken(part.letterhead.code, part.month, part.known_at, digest, revision)
    return part.taken or (own,)


def not_reached_by(unreached: Iterable, sessions: Iterable) -> tuple:
    """Without the villages that a session of any office served or reached after all."""
    sessions = list(sessions)
    served = {pk for session in sessions for pk in session.village_ids}
    reached = {code for session in sessions for code in session.regions}
    return tuple(each for each in unreached if each.id not in served and each.code not in reached)
