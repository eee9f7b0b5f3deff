"""The same table twice: of two months, or of two offices; and the same session twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dbi_portal.lib.days import long_date
from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from reports.figures.measure import Measure
from reports.figures.period import MonthRange
from reports.figures.quality.content import Limits, Oddity
from reports.figures.quality.series import named

RULE, LABEL = "ganda", "Ganda"
EXPLAINED = "Angka yang sama persis di banyak baris, atau kegiatan yang sama tercatat dua kali."

# Tables as long as one another with the same sum come from the summaries; only of those the lines
# themselves are compared.
TABLES = """
    WITH suspect AS (
        SELECT office_id, period_start, period_end, grain, outcome, purpose
        FROM (
            SELECT kept.*, count(*) OVER (
                PARTITION BY grain, outcome, purpose, total, figures
            ) AS alike
            FROM reports_figuresum kept
            WHERE office_id = ANY(%(offices)s::bigint[]) AND figures >= %(lines)s AND total > 0
              AND period_start >= %(first_day)s AND period_end <= %(last_day)s
              AND grain LIKE 'month:%%'
        ) kept WHERE alike > 1
    ), lines AS (
        SELECT fact.office_id, fact.period_start, fact.grain, fact.outcome, fact.purpose,
               count(*) AS number, sum(fact.count)::bigint AS total,
               md5(string_agg(concat_ws('|', home_region_id, service_point, service, book_type,
                                        destination, sex, reason, fact.count), ','
                              ORDER BY home_region_id, service_point, service, book_type,
                                       destination, sex, reason)) AS print
        FROM suspect
        JOIN reports_passportstatistic fact
          USING (office_id, period_start, period_end, grain, outcome, purpose)
        WHERE upper_inf(fact.recorded)
        GROUP BY 1, 2, 3, 4, 5
    )
    SELECT outcome, purpose, number, total, print,
           array_agg(office_id ORDER BY period_start, office_id),
           array_agg(period_start ORDER BY period_start, office_id)
    FROM lines GROUP BY grain, outcome, purpose, number, total, print HAVING count(*) > 1
    ORDER BY 7, 6, 1, 2
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


def tables(
    rows: Iterable[tuple], limits: Mapping[int, Limits], names: Mapping[int, str]
) -> Iterator[Oddity]:
    """From rows as TABLES gives them: each double beside the first of its kind."""
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
