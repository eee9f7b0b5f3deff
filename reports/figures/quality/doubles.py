"""The same table twice: of two months, or of two offices; and the same session twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.conf import settings

from dbi_portal.lib.days import long_date
from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.reading import reading
from reports.figures.measure import Measure
from reports.figures.office_states import kept_parts
from reports.figures.period import MonthRange
from reports.figures.quality.content import Limits, Oddity
from reports.figures.quality.series import named

RULE, LABEL = "ganda", "Ganda"
EXPLAINED = "Angka yang sama persis di banyak baris, atau kegiatan yang sama tercatat dua kali."

# Tables as long as one another with the same sum come from the summaries; only of those the lines
# themselves are compared, and what they look like is kept until one of a table's lines changes.
SUSPECTS = """
    SELECT id, office_id, period_start, grain, outcome, purpose, figures, total,
           concat_ws(' ', current_database(), pg_postmaster_start_time(),
                     'reports_figuresum'::regclass::oid, id, touched),
           pg_current_xact_id_if_assigned() IS NULL
    FROM (
        SELECT kept.*, count(*) OVER (
            PARTITION BY grain, outcome, purpose, total, figures
        ) AS alike
        FROM reports_figuresum kept
        WHERE office_id = ANY(%(offices)s::bigint[]) AND figures >= %(lines)s AND total > 0
          AND period_start >= %(first_day)s AND period_end <= %(last_day)s
          AND grain LIKE 'month:%%'
    ) kept WHERE alike > 1
    ORDER BY period_start, office_id
"""
PRINTS = """
    SELECT kept.id, md5(string_agg(concat_ws('|', home_region_id, service_point, service,
                                             book_type, destination, sex, reason, fact.count), ','
                        ORDER BY home_region_id, service_point, service, book_type,
                                 destination, sex, reason))
    FROM reports_figuresum kept
    JOIN reports_passportstatistic fact
      USING (office_id, period_start, period_end, grain, outcome, purpose)
    WHERE kept.id = ANY(%(tables)s::bigint[]) AND upper_inf(fact.recorded)
    GROUP BY kept.id
"""
SESSIONS = """
    SELECT session.office_id, session.held_on, region.name, min(session.title),
           array_agg(session.id ORDER BY session.id)
    FROM outreach_session session
    JOIN outreach_sessionvillage served ON served.session_id = session.id
    JOIN villages_guidedvillage village ON village.id = served.village_id
    JOIN villages_region region ON region.code = village.region_id
    WHERE session.office_id = ANY(%(offices)s::bigint[])
      AND session.held_on BETWEEN %(first_day)s AND %(last_day)s
      AND session.status <> 'digantikan'
      AND (session.corrects_id IS NULL OR session.status = 'disetujui')
    GROUP BY session.office_id, session.held_on, region.name, served.village_id,
             lower(btrim(session.title))
    HAVING count(*) > 1
    ORDER BY 1, 2, 3
"""


def alike(suspects: Iterable[tuple]) -> list[tuple]:
    """Of rows as SUSPECTS gives them, those that agree in every line, as `tables` takes them."""
    suspects = list(suspects)
    prints = _prints({row[0]: row[8] for row in suspects}, keep=all(row[9] for row in suspects))
    same = defaultdict(list)
    for pk, office_id, start, grain, outcome, purpose, lines, total, *_ in suspects:
        key = outcome, purpose, lines, total, prints.get(pk)
        same[grain, *key].append((office_id, start))
    found = [
        (*key, *map(list, zip(*members, strict=True)))
        for (_, *key), members in same.items()
        if len(members) > 1
    ]
    return sorted(found, key=lambda row: (row[6], row[5], row[0], row[1]))


def _prints(states: Mapping[int, str], *, keep: bool) -> Mapping[int, str]:
    """What each table (id of its sum) looks like, line by line; `states`: what it is kept under."""
    if not keep or settings.DEBUG:
        return _printed(list(states))
    names = {pk: f"print {state}" for pk, state in states.items()}
    return kept_parts(names, _printed)


def _printed(tables: list[int]) -> dict[int, str]:
    if not tables:
        return {}
    with reading().cursor() as cursor:
        cursor.execute(PRINTS, {"tables": tables})
        return dict.fromkeys(tables) | dict(cursor.fetchall())


def tables(
    rows: Iterable[tuple], limits: Mapping[int, Limits], names: Mapping[int, str]
) -> Iterator[Oddity]:
    """From rows as `alike` gives them: each double beside the first of its kind."""
    for outcome, purpose, number, total, print_, offices, starts in rows:
        members = list(zip(offices, starts, strict=True))
        (first_office, first_start), *others = members
        for office_id, start in others:
            if number < limits[office_id].lines:
                continue
            month, measure = Month.of(start), Measure(outcome, purpose)
            where = "" if office_id == first_office else f"{names[first_office]}, "
            yield Oddity(
                RULE,
                office_id,
                MonthRange.of(month),
                f"{named(measure)} {month.label}: {angka(number)} baris, berjumlah {angka(total)}",
                f"Semua barisnya sama persis dengan {where}{Month.of(first_start).label}.",
                (first_office, first_start, number, total, print_),
                measure,
            )


def sessions(rows: Iterable[tuple]) -> Iterator[Oddity]:
    """From rows as SESSIONS gives them."""
    for office_id, day, village, title, ids in rows:
        yield Oddity(
            RULE,
            office_id,
            MonthRange.of(Month.of(day)),
            f"Kegiatan “{title}” di {village}, {long_date(day)}: tercatat {angka(len(ids))} kali",
            "Hari, desa, dan judulnya sama.",
            tuple(ids),
            sessions=tuple(ids),
        )
