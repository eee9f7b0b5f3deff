"""The order of “Desa berikutnya” beside one worked out another way: fractions over the facts.

For every role of a seeded world, with usual and moved weights; villages that tie stand as promised.
"""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection

from dbi_portal.lib.months import Month
from dbi_portal.tests.seeded import NOW, filled, regions_of_the_stories, small_world
from officers.models import Office, User
from reports.figures.need.factors import FACTORS, NEED, Weights
from reports.figures.need.ranked import ranked
from reports.figures.period import MonthRange
from reports.figures.slices import Slice
from reports.models import PassportStatistic
from reports.tests.figures_world import passports
from villages.models import GuidedVillage, Region

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
MONTHS = MonthRange(Month(2025, 7), Month(2025, 12))
TOLD = [factor for factor in NEED if factor.measure]  # those that are passport figures
BY_HOME = """
    SELECT home_region_id, outcome, sum(count)::bigint FROM reports_passportstatistic
    WHERE upper_inf(recorded) AND home_region_id IS NOT NULL AND office_id = ANY(%(offices)s)
      AND period_start >= %(first)s AND period_end <= %(last)s
      AND (outcome <> 'terbit' OR purpose = 'pmi')
    GROUP BY 1, 2
"""
SERVED = """
    SELECT village.region_id, session.id, session.held_on FROM outreach_session session
    JOIN outreach_sessionvillage part ON part.session_id = session.id
    JOIN villages_guidedvillage village ON village.id = part.village_id
    WHERE session.status = 'disetujui' AND session.office_id = ANY(%(offices)s)
      AND session.held_on BETWEEN %(since)s AND %(last)s
"""
REACHED = """
    SELECT part.region_id, session.id, session.held_on FROM outreach_session session
    JOIN outreach_regionreached part ON part.session_id = session.id
    WHERE session.status = 'disetujui' AND session.office_id = ANY(%(offices)s)
      AND session.held_on BETWEEN %(since)s AND %(last)s
"""
POSTED = """
    SELECT village.region_id, count(DISTINCT post.officer_id) FROM villages_assignment post
    JOIN villages_guidedvillage village ON village.id = post.village_id
    WHERE post.starts_on <= %(today)s AND (post.ends_on IS NULL OR post.ends_on >= %(today)s)
    GROUP BY 1
"""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, regions_of_the_stories, small_world, alike) as results:
        yield results


def alike():
    """Refusals of villages nobody else says anything about: two by two the same."""
    office = Office.objects.filter(kind="kanim").order_by("pk").first()
    known = PassportStatistic.objects.exclude(home_region=None).values("home_region")
    taken = GuidedVillage.objects.values("region")
    free = Region.objects.villages().exclude(pk__in=known).exclude(pk__in=taken).order_by("-pk")
    for number, region in enumerate(free[:12]):
        passports(office, Month(2025, 11), 3 + number // 2, outcome="penolakan", purpose="",
                  home_region=region)  # fmt: skip


def readers():
    found = {}
    for user in User.objects.filter(is_active=True).select_related("office").order_by("pk"):
        if user.has_perm("reports.view_dashboard"):
            found.setdefault((user.role, user.office.kind), user)
    return {
        name: tuple(sorted(Office.objects.visible_to(user).values_list("pk", flat=True)))
        for name, user in found.items()
    }


def asked(sql, offices, since=MONTHS.first_day):
    given = {"offices": list(offices), "since": since, "today": TODAY,
             "first": MONTHS.first_day, "last": MONTHS.last_day}  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def largest(values):
    return max((value for value in values if value), default=0)


def second_way(offices, weights):
    """[(code, score in millionths, demand)] in order, from the facts, with exact fractions."""
    counts = {(home, outcome): number for home, outcome, number in asked(BY_HOME, offices)}
    homes = sorted({home for home, _ in counts})
    held = {code: Fraction(number) for code, number in effort(offices).items()}
    most_held = largest(held.get(home, 0) for home in homes)
    posted, last = dict(asked(POSTED, offices)), last_visits(offices)
    columns = []
    for factor in TOLD:
        own = {home: counts.get((home, factor.measure.outcome)) for home in homes}
        top = largest(own.values())
        known = any(value is not None for value in own.values())
        columns.append((known, {h: Fraction(v, top) if v and top else 0 for h, v in own.items()}))
    columns += [(False, {})] * (len(NEED) - len(TOLD))  # a need this reader is not told of
    columns.append((True, {h: 1 - held.get(h, 0) / most_held if most_held else 1 for h in homes}))
    columns.append((True, {h: waited(last.get(h)) for h in homes}))
    columns.append((True, {h: 0 if posted.get(h) else 1 for h in homes}))
    whole = sum(weight for weight, (known, _) in zip(weights.of, columns, strict=True) if known)
    lines = []
    for home in homes:
        parts = (
            weight * share[home]
            for weight, (known, share) in zip(weights.of, columns, strict=True)
            if known
        )
        score = Fraction(100 * sum(parts), whole) if whole else Fraction(0)
        demand = counts.get((home, "terbit"))
        lines.append((home, int(score * 10**6 + Fraction(1, 2)), demand))
    return sorted(
        lines, key=lambda line: (-line[1], -(-1 if line[2] is None else line[2]), line[0])
    )


def effort(offices):
    """The larger of two counts: sessions that served the village, sessions that name it."""
    counts = [Counter({code: len(ids) for code, ids in grouped(sql, offices).items()})
              for sql in (SERVED, REACHED)]  # fmt: skip
    return {code: max(count[code] for count in counts) for code in counts[0] | counts[1]}


def grouped(sql, offices):
    found = {}
    for code, session, _ in asked(sql, offices):
        found.setdefault(code, set()).add(session)
    return found


def last_visits(offices):
    year = (MONTHS.last_day - timedelta(days=365)).replace(day=1)
    found = {}
    for code, _, day in [*asked(SERVED, offices, year), *asked(REACHED, offices, year)]:
        found[code] = max(found.get(code, date.min), day)
    return found


def waited(last):
    if last is None:
        return Fraction(1)
    return Fraction(min(max((MONTHS.last_day - last).days, 0), 365), 365)


def of_factor(**weights):
    return Weights(tuple(weights.get(factor.key, 0) for factor in FACTORS))


CHOSEN = {
    "usual": Weights(),
    "refusals before all": of_factor(penolakan=9, permintaan=1, kunjungan=1),
    "nothing but demand": of_factor(permintaan=1),
    "no weight at all": of_factor(),
}


@pytest.mark.parametrize("weights", CHOSEN.values(), ids=CHOSEN)
def test_scores_order_and_places_are_those_of_fractions_over_the_facts(world, weights):
    seen, tied = 0, 0
    for offices in readers().values():
        expected = second_way(offices, weights)
        usual = [code for code, *_ in second_way(offices, Weights())]
        lines = ranked(Slice(offices, MONTHS), weights, today=TODAY).lines
        assert [(line.region_id, round(line.score * 10**6), line.counts[0]) for line in lines] == [
            *expected
        ]
        assert [line.place for line in lines] == list(range(1, len(expected) + 1))
        assert [line.usual_place for line in lines] == [
            usual.index(line.region_id) + 1 for line in lines
        ]
        seen += len(lines)
        tied += len(expected) - len({score for _, score, _ in expected})
    assert seen > 50
    assert tied > 5


def test_a_page_of_the_list_is_that_part_of_the_whole_also_amid_equal_villages(world):
    offices = max(readers().values(), key=len)
    asked_for = Slice(offices, MONTHS)
    for weights in CHOSEN.values():
        whole = ranked(asked_for, weights, today=TODAY).lines
        for skip in range(0, len(whole), 5):
            page = ranked(asked_for, weights, today=TODAY, limit=5, skip=skip)
            assert page.lines == whole[skip : skip + 5]
            assert page.villages == len(whole)


def test_the_world_tells_villages_by_one_breakdown_of_each_outcome(world):
    """Else the second way, which adds up whatever names a village, would count twice."""
    rows = PassportStatistic.objects.current().exclude(home_region=None)
    rows = rows.filter(period_start__gte=MONTHS.first_day)
    assert set(rows.values_list("outcome", "grain").distinct()) <= {
        ("terbit", "month:home,purpose"), ("penolakan", "month:home"),
    }  # fmt: skip
