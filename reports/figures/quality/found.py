"""Everything that is odd in some offices' months, asked of the database in a few questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from dbi_portal.lib.months import Month
from dbi_portal.lib.reading import reading
from officers import policy
from officers.models import Office
from reports.figures import office_states
from reports.figures.period import MonthRange
from reports.figures.quality import differences, doubles, gaps, jumps, outliers, overlapping
from reports.figures.quality.content import Limits, Oddity
from reports.figures.quality.series import BEFORE, MEASURES, series_of
from reports.figures.sums import ledgers
from reports.models import ReportDeclaration
from reports.policies import (
    QUALITY_FACTOR,
    QUALITY_HISTORY,
    QUALITY_LINES,
    QUALITY_SCORE,
    QUALITY_SIZE,
)

RULES = (outliers, jumps, gaps, differences, doubles, overlapping)
LABELS = {rule.RULE: rule.LABEL for rule in RULES}
EXPLAINED = {rule.RULE: rule.EXPLAINED for rule in RULES}
SETTINGS = (QUALITY_SCORE, QUALITY_HISTORY, QUALITY_FACTOR, QUALITY_SIZE, QUALITY_LINES)
Judged = tuple[tuple[Oddity, ...], tuple[Oddity, ...]]  # of a series; of printed totals
TENTHS = 10  # the score is chosen in tenths: settings are whole numbers


def oddities(offices: Collection[int], months: MonthRange, *, today: date) -> tuple[Oddity, ...]:
    """The latest months first, then by office; a month that is not over yet is not judged."""
    ids, judged = sorted(offices), _over(months, today)
    if not ids or judged is None:
        return ()
    found = [*_over_time(ids, judged, today), *_in_tables(ids, judged, today)]
    once = {(each.office_id, each.key): each for each in found}
    return tuple(sorted(once.values(), key=_order))


def _order(found: Oddity) -> tuple:
    last = found.months.last
    return -last.year, -last.number, list(LABELS).index(found.rule), found.office_id, found.key


def _over(months: MonthRange, today: date) -> MonthRange | None:
    last = min(months.last, Month.of(today).previous())
    return MonthRange(months.first, last) if last >= months.first else None


def _over_time(ids: list[int], months: MonthRange, today: date) -> Iterator[Oddity]:
    window = MonthRange(months.first.plus(-BEFORE), months.last)
    limits, nil = limits_of(ids, today), _nil(ids, window)
    found = _judged(ids, window, months, limits, nil)
    for judged, _ in found.values():
        yield from judged
    told = set()
    for _, printed in found.values():
        yield from printed
        told |= {(each.office_id, *each.values) for each in printed}
    for each in differences.of_sheets(differences.in_sheets(ids, months)):
        if (each.office_id, *each.values[:2]) not in told:
            yield each


def _judged(
    ids: list[int],
    window: MonthRange,
    months: MonthRange,
    limits: Mapping[int, Limits],
    nil: frozenset[tuple[int, Month]],
) -> Mapping[int, Judged]:
    """By office; of many, what was judged before is taken again until its figures change."""

    def judge(some: list[int]) -> dict[int, Judged]:
        return _of_series(some, window, months, limits, nil)

    states = None
    if len(ids) >= office_states.MANY:
        begin = date(window.first.year, 1, 1)  # running totals begin there
        states = office_states.states_of_figures(ids, begin, window.last_day)
    if states is None:
        return judge(ids)
    said = {pk: sorted(str(month) for office, month in nil if office == pk) for pk in ids}
    return office_states.kept_parts(
        {pk: f"odd {window} {months} {limits[pk]} {said[pk]} {states.get(pk)}" for pk in ids}, judge
    )


def _of_series(
    ids: list[int],
    window: MonthRange,
    months: MonthRange,
    limits: Mapping[int, Limits],
    nil: frozenset[tuple[int, Month]],
) -> dict[int, Judged]:
    """From figures alone: what stands out in a series, and printed totals beside their parts."""
    books = ledgers(ids, window, MEASURES)
    judged = {pk: [] for pk in ids}
    for each in series_of(books, ids, window):
        judged[each.office_id] += [
            *outliers.find(each, months, limits[each.office_id]),
            *jumps.find(each, months, limits[each.office_id]),
            *gaps.find(each, months, nil),
        ]
    return {pk: (tuple(judged[pk]), tuple(differences.find(books, [pk], months))) for pk in ids}


def _in_tables(ids: list[int], months: MonthRange, today: date) -> Iterator[Oddity]:
    limits = limits_of(ids, today)
    fewest = min(each.lines for each in limits.values())
    names = dict(Office.objects.filter(pk__in=ids).order_by().values_list("pk", "short_name"))
    suspects = _rows(doubles.SUSPECTS, ids, months, lines=fewest)
    yield from doubles.tables(doubles.alike(suspects), limits, names)
    yield from doubles.sessions(_rows(doubles.SESSIONS, ids, months))
    yield from overlapping.find(_rows(overlapping.CROSSING, ids, months))


def limits_of(ids: Iterable[int], today: date) -> Mapping[int, Limits]:
    """Each office's thresholds: its own choice, else the Kanwil's, the centre's, the portal's."""
    ids = list(ids)
    chosen = policy.values_by_key(SETTINGS, office_ids=ids, on=today)
    values = {pk: [chosen[key][pk] for key in SETTINGS] for pk in ids}
    return {pk: Limits(score / TENTHS, *rest) for pk, (score, *rest) in values.items()}


def _nil(ids: list[int], months: MonthRange) -> frozenset[tuple[int, Month]]:
    said = ReportDeclaration.objects.standing().filter(
        office__in=ids, kind=ReportDeclaration.Kind.NIL,
        month__range=(months.first_day, months.last_day),
    )  # fmt: skip
    return frozenset((pk, Month.of(day)) for pk, day in said.values_list("office_id", "month"))


def _rows(sql: str, ids: list[int], months: MonthRange, **more: object) -> list[tuple]:
    given = {"offices": ids, "first_day": months.first_day, "last_day": months.last_day, **more}
    with reading().cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
