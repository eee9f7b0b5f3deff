"""A quarter, half-year or year: the office's own monthly snapshots, added up.

What flows (passports, sessions, decrees) is added; what stands (villages, officers, gaps, open
follow-ups) is as the last month says. A month without a report is missing and is never computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from dbi_portal.lib.months import Month
from reports.figures.monthly import adding
from reports.figures.monthly.consolidated import some_photos
from reports.figures.monthly.content import (
    Correction,
    FindingSums,
    Line,
    Missing,
    MonthlyFigures,
    OfficeLine,
    Origin,
    SessionLine,
    Signer,
    Taken,
)
from reports.figures.monthly.finishing import finished
from reports.figures.villages import OPERATING

DONE = "selesai"  # a follow-up's state, as a snapshot names it
Parts = Sequence[MonthlyFigures]


@dataclass(frozen=True)
class Stretch:
    """The months a report speaks of, and the snapshots there are of them, in order."""

    first: Month
    last: Month
    parts: Parts
    missing: tuple[Missing, ...] = ()
    taken: tuple[Taken, ...] = ()

    @property
    def complete(self) -> bool:
        return bool(self.parts) and not self.missing

    @property
    def up_to_date(self) -> bool:
        """Its last month is there: only then does "since January" mean what it says."""
        return bool(self.parts) and self.parts[-1].month == str(self.last)


@dataclass(frozen=True)
class Around:
    """What a span is compared with: the one before of the same length, the one a year ago."""

    before: Parts = field(default=())  # empty where a month of it has no report
    year_ago: Parts = field(default=())


def longer(
    *, stretch: Stretch, around: Around, span: str, known_at: str, signer: Signer | None
) -> MonthlyFigures:
    """The figures of the whole span. Raises ValueError without a single month's snapshot."""
    if not stretch.parts:
        raise ValueError("no month of the span has a report")
    parts, last = stretch.parts, stretch.parts[-1]
    sessions = adding.by_day(adding.once(part.sessions for part in reversed(parts)))
    figures = replace(
        last,
        month=str(stretch.last),
        since=str(stretch.first),
        span=span,
        known_at=known_at,
        signer=signer,
        paper=None,
        nil=all(part.nil for part in parts) and not stretch.missing,
        excuse="",
        passports=_lines(stretch, around, lambda part: part.passports),
        purposes=_lines(stretch, around, lambda part: part.purposes),
        destinations=_lines(stretch, around, lambda part: part.destinations),
        ranks=last.ranks if stretch.up_to_date else (),
        origins=_origins(stretch, around),
        decrees=adding.once(part.decrees for part in parts),
        postings=adding.once((p.postings for p in parts), key=lambda each: (each.id, each.change)),
        sessions=sessions,
        unreached=_never_reached(stretch, sessions),
        consultations=adding.tallies(part.consultations for part in parts),
        findings=_findings(parts),
        follow_ups=_follow_ups(parts),
        differences=adding.once((p.differences for p in parts), key=lambda each: each),
        corrections=_corrections(parts),
        photos=some_photos((part.photos for part in parts), sessions),
        sources=adding.sources(part.sources for part in parts),
        offices=_offices(stretch, around),
        missing=(*stretch.missing, *_absent(parts)),
        covered=(len(parts), len(parts) + len(stretch.missing)),
        taken=stretch.taken,
    )
    return finished(figures)


def _lines(
    stretch: Stretch,
    around: Around,
    lines_of: Callable[[MonthlyFigures], tuple[Line, ...]],
) -> tuple[Line, ...]:
    months = {part.month: {line.key: line for line in lines_of(part)} for part in stretch.parts}
    before, year_ago = (_values(parts, lines_of) for parts in (around.before, around.year_ago))
    latest = months[stretch.parts[-1].month] if stretch.up_to_date else {}
    groups = adding.grouped(map(lines_of, stretch.parts), key=lambda line: line.key)
    found = []
    for key, lines in groups.items():
        silent = [month for month in months if _value(months[month].get(key)) is None]
        known = [line for line in lines if line.value is not None]
        now = latest.get(key)
        line = replace(
            lines[-1],
            value=adding.total(line.value for line in lines),
            before=adding.whole(before(key)),
            year_ago=adding.whole(year_ago(key)),
            to_date=now.to_date if now else None,
            note=_note(lines, silent if known else []),
            made_up=adding.word(line.made_up for line in known),
            made_up_to_date=now.made_up_to_date if now else "",
            comparable=stretch.complete and not silent and all(x.comparable for x in lines[1:]),
            told_by=0,  # from month to month it may be other offices
        )
        found.append(line)
    return tuple(found)


def _value(line: Line | None) -> int | None:
    return line.value if line else None


def _values(parts: Parts, lines_of: Callable) -> Callable[[str], list[int | None]]:
    """For a key, its value in each of those months."""
    months = [{line.key: line for line in lines_of(part)} for part in parts]
    return lambda key: [_value(lines.get(key)) for lines in months]


def _note(lines: list[Line], silent: list[str]) -> str:
    """What is odd about a month stands in the sum too, and which months have no figure."""
    told = list(dict.fromkeys(line.note for line in lines if line.note and line.value is not None))
    if silent:
        told.append(f"tanpa angka {', '.join(Month.parse(month).name for month in silent)}")
    return "; ".join(told)


def _origins(stretch: Stretch, around: Around) -> tuple[Origin, ...]:
    parts = stretch.parts
    before, year_ago = _by_village(around.before), _by_village(around.year_ago)
    latest = _by_village(parts[-1:]) if stretch.up_to_date else {}
    added = [
        replace(
            origins[-1],
            value=adding.total(each.value for each in origins),
            before=adding.total(each.value for each in before.get(code, ())),
            year_ago=adding.total(each.value for each in year_ago.get(code, ())),
            to_date=latest[code][0].to_date if code in latest else None,
            made_up=adding.word(each.made_up for each in origins),
        )
        for code, origins in _by_village(parts).items()
    ]
    # Of a span that begins in January only its own sum is shown, and it goes by that.
    own = stretch.first.number == 1
    return tuple(sorted(added, key=lambda each: (-_weight(each, own=own), each.code)))


def _weight(each: Origin, *, own: bool) -> int:
    return (each.value if own else each.to_date) or each.value or each.to_date or 0


def _by_village(parts: Parts) -> dict[str, list[Origin]]:
    return adding.grouped((part.origins for part in parts), key=lambda each: each.code)


def _never_reached(stretch: Stretch, sessions: Iterable[SessionLine]) -> tuple:
    """At work at the end and reached in none of the months, by what each month itself said.

    A month's report also knows when a village was last reached: perhaps in a month of the span
    that has no report.
    """
    parts, since = stretch.parts, stretch.first.first_day.isoformat()
    reached = set()
    for part in parts:
        missed = {each.id for each in part.unreached}
        at_work = {each.id for each in part.villages if each.stage in OPERATING}
        reached |= at_work - missed
    last = parts[-1].unreached
    left = [each for each in last if each.id not in reached and each.last_on < since]
    return adding.not_reached_by(left, sessions)


def _follow_ups(parts: Parts) -> tuple:
    """Those of the last month, and what was done in the months before it."""
    done = [tuple(each for each in p.follow_ups if each.state == DONE) for p in parts[:-1]]
    return adding.once([parts[-1].follow_ups, *done])


def _findings(parts: Parts) -> FindingSums | None:
    """What came in and ended in all months, and what the last month left open."""
    found, last = adding.findings([part.findings for part in parts]), parts[-1].findings
    return replace(found, open=last.open, overdue=last.overdue) if found and last else None


def _corrections(parts: Parts) -> tuple[Correction, ...]:
    """Of one figure corrected twice, from what was first said to what holds at the end."""
    groups = adding.grouped(
        (part.corrections for part in parts), key=lambda each: (each.office, each.month, each.key)
    )
    return tuple(replace(found[-1], before=found[0].before) for found in groups.values())


def _offices(stretch: Stretch, around: Around) -> tuple[OfficeLine, ...]:
    before = {
        code: adding.whole([line.issued for line in lines])
        for code, lines in _by_office(around.before).items()
        if len(lines) == len(around.before)
    }
    return tuple(
        replace(
            lines[-1],
            issued=adding.total(line.issued for line in lines),
            before=before.get(code),
            to_date=lines[-1].to_date if stretch.up_to_date else None,
            sessions=sum(line.sessions for line in lines),
            made_up=adding.word(line.made_up for line in lines if line.issued is not None),
            note="; ".join(dict.fromkeys(line.note for line in lines if line.note)),
        )
        for code, lines in _by_office(stretch.parts).items()
    )


def _by_office(parts: Parts) -> dict[str, list[OfficeLine]]:
    return adding.grouped((part.offices for part in parts), key=lambda each: each.code)


def _absent(parts: Parts) -> tuple[Missing, ...]:
    """Offices that one of the months already lacked: the whole span lacks them for that month."""
    return tuple(
        replace(each, name=f"{each.name} pada {Month.parse(part.month).label}")
        for part in parts
        for each in part.missing
    )
