"""Desa berikutnya: need beside effort, weighed as anybody likes. Figures are counted by hand."""

from datetime import date

import pytest

from officers.tests.factories import OfficeFactory
from outreach.models import RegionReached, SessionVillage
from outreach.tests.factories import SessionFactory
from reports.figures.made_up import MadeUp
from reports.figures.need.factors import FACTORS, Weights
from reports.figures.need.ranked import ranked
from reports.figures.period import MonthRange
from reports.figures.slices import Slice
from reports.models import HomeSum
from reports.models.statistic import Outcome
from reports.tests.dashboards import AUGUST, JULY
from reports.tests.figures_world import passports, region, running_total, village
from villages.tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 10)
A, B, C = "32.75.01.1001", "32.75.01.1002", "32.75.02.1001"


@pytest.fixture
def bekasi():
    return OfficeFactory(short_name="Kanim Bekasi", code="kanim-bekasi")


def weighed(**weights):
    """Nought for every factor that is not named."""
    return Weights(tuple(weights.get(factor.key, 0) for factor in FACTORS))


def listed(*offices, weights=None, months=AUGUST, today=TODAY, **how):
    narrower = {name: how.pop(name) for name in ("regency", "homes") if name in how}
    ids = tuple(office.pk for office in offices)
    asked = Slice(offices=ids, months=MonthRange.of(months), **narrower)
    return ranked(asked, weights or Weights(), today=today, **how)


def home(office, code, count, month=AUGUST, **values):
    return passports(office, month, count, home_region=region(f"Desa {code[-4:]}", code), **values)


def refused(office, code, count, **values):
    return home(office, code, count, outcome=Outcome.REFUSED, purpose="", **values)


def held(office, day, **values):
    return SessionFactory(office=office, approved=True, held_on=day, **values)


def places(ranking):
    return [line.region_id for line in ranking.lines]


def test_demand_alone_puts_the_village_with_most_passports_first(bekasi):
    for code, count in ((A, 20), (B, 80), (C, 40)):
        home(bekasi, code, count)
    ranking = listed(bekasi, weights=weighed(permintaan=5))
    assert places(ranking) == [B, C, A]
    assert [line.score for line in ranking.lines] == [100, 50, 25]
    assert [line.demand_place for line in ranking.lines] == [1, 2, 3]
    assert {line.demanded for line in ranking.lines} == {3}


def test_a_score_is_the_weighted_mean_of_shares_of_the_largest(bekasi):
    home(bekasi, A, 50)
    home(bekasi, B, 100)
    refused(bekasi, A, 8)
    refused(bekasi, B, 2)
    ranking = listed(bekasi, weights=weighed(permintaan=1, penolakan=3))
    # A: (1 × 50/100 + 3 × 8/8) / 4 = 87,5. B: (1 × 100/100 + 3 × 2/8) / 4 = 43,75.
    assert [(line.region_id, line.score) for line in ranking.lines] == [(A, 87.5), (B, 43.75)]
    assert ranking.lines[0].counts[:2] == (50, 8)


def test_outcomes_stand_in_columns_of_their_own_and_are_never_added_up(bekasi):
    home(bekasi, A, 50)
    for number, outcome in enumerate(
        (Outcome.REFUSED, Outcome.DELAYED, Outcome.SUSPENDED, Outcome.CANCELLED,
         Outcome.REFUSED_OR_DELAYED, Outcome.DEPARTURE_DELAY), start=3,
    ):  # fmt: skip
        home(bekasi, A, number, outcome=outcome, purpose="")
    [line] = listed(bekasi).lines
    assert line.counts == (50, 3, 4, 5, 6, 7, 8, None)  # findings: not asked for


def test_findings_are_one_more_need_and_no_finding_is_none(bekasi):
    """A: 100 of 100 at weight 10; B: 80 of 100, and 2 of 2 findings at weight 3."""
    home(bekasi, A, 100)
    home(bekasi, B, 80)
    weights = weighed(permintaan=10, temuan=3)
    elsewhere = "32.75.09.1009"  # nobody asks for passports from there: it is not on the list
    ranking = listed(bekasi, weights=weights, findings={B: 2, elsewhere: 9})
    assert [(line.region_id, line.counts[-1]) for line in ranking.lines] == [(B, 2), (A, 0)]
    assert [line.score for line in ranking.lines] == [
        pytest.approx(100 * 11 / 13, abs=1e-4), pytest.approx(100 * 10 / 13, abs=1e-4)
    ]  # fmt: skip
    without = listed(bekasi, weights=weights)
    assert [(line.region_id, line.score) for line in without.lines] == [(A, 100), (B, 80)]


def test_what_nobody_tells_by_village_is_unknown_and_weighs_nothing(bekasi):
    home(bekasi, A, 50)
    home(bekasi, B, 25)
    passports(bekasi, AUGUST, 41, outcome=Outcome.REFUSED, purpose="")
    ranking = listed(bekasi, weights=weighed(permintaan=1, penolakan=9))
    assert ranking.told == (True, *[False] * 7)
    assert [line.counts[1] for line in ranking.lines] == [None, None]
    assert [line.score for line in ranking.lines] == [100, 50]


def test_a_village_nobody_mentioned_is_unknown_beside_those_that_were(bekasi):
    home(bekasi, A, 50)
    home(bekasi, B, 50)
    refused(bekasi, B, 4)
    by_code = {line.region_id: line for line in listed(bekasi).lines}
    assert (by_code[A].counts[1], by_code[B].counts[1]) == (None, 4)
    assert by_code[A].shares[1] is None


def test_a_village_with_refusals_alone_is_listed_and_its_demand_is_unknown(bekasi):
    home(bekasi, A, 50)
    refused(bekasi, B, 4)
    ranking = listed(bekasi, weights=weighed(penolakan=1))
    first = ranking.lines[0]
    assert (first.region_id, first.counts[0], first.demanded) == (B, None, 1)


def test_months_add_up_and_a_span_printed_beside_them_does_not(bekasi):
    home(bekasi, A, 30, month=JULY)
    home(bekasi, A, 12)
    span = MonthRange(JULY, AUGUST)
    running_total(bekasi, span, 99, home_region=region("Desa 1001", A))
    assert listed(bekasi, months=span).lines[0].counts[0] == 42
    assert listed(bekasi).lines[0].counts[0] == 12


def test_figures_of_two_grains_are_counted_once(bekasi):
    home(bekasi, A, 81)
    home(bekasi, A, 40, destination="Malaysia")
    assert listed(bekasi).lines[0].counts[0] == 81


def test_residents_who_went_to_two_offices_are_one_villages(bekasi):
    other = OfficeFactory()
    home(bekasi, A, 30)
    home(other, A, 12, made_up=True)
    [line] = listed(bekasi, other).lines
    assert (line.counts[0], line.made_up) == (42, MadeUp.SOME)
    assert listed(bekasi).lines[0].counts[0] == 30


def test_effort_counts_sessions_that_served_or_named_the_village(bekasi):
    home(bekasi, A, 50)
    home(bekasi, B, 50)
    binaan = village(bekasi, "Desa 1001", A, aktif=date(2025, 1, 1))
    both = held(bekasi, date(2025, 8, 12), participants=30)
    SessionVillage.objects.create(session=both, village=binaan)
    for session in (both, held(bekasi, date(2025, 8, 20), participants=9)):
        RegionReached.objects.create(session=session, region_id=A)
    ranking = listed(bekasi, weights=weighed(kegiatan=1))
    assert places(ranking) == [B, A]
    line = ranking.lines[1]
    assert (line.served, line.people, line.reached, line.last_on) == (1, 30, 2, date(2025, 8, 20))
    assert line.sessions == 2
    assert [each.score for each in ranking.lines] == [100, 0]
    # Eleven days before the month's end: 11 of 365.
    waited = listed(bekasi, weights=weighed(kunjungan=1)).lines
    assert [round(each.score, 4) for each in waited] == [100, round(100 * 11 / 365, 4)]


def test_a_village_with_an_officer_waits_behind_one_without(bekasi):
    home(bekasi, A, 50)
    home(bekasi, B, 50)
    binaan = village(bekasi, "Desa 1001", A, aktif=date(2025, 1, 1))
    AssignmentFactory(village=binaan, starts_on=date(2025, 1, 1))
    ranking = listed(bekasi, weights=weighed(petugas=1))
    assert [(line.region_id, line.officers) for line in ranking.lines] == [(B, 0), (A, 1)]


def test_equal_villages_stand_in_the_order_of_their_codes_on_every_page(bekasi):
    for code in (C, A, B):
        home(bekasi, code, 50)
    assert places(listed(bekasi)) == [A, B, C]
    assert places(listed(bekasi, limit=2)) == [A, B]
    second = listed(bekasi, limit=2, skip=2)
    assert (places(second), second.villages, second.lines[0].place) == ([C], 3, 3)


def test_moved_weights_say_how_far_a_village_rose_from_the_usual_ones(bekasi):
    home(bekasi, A, 100)
    home(bekasi, B, 60)
    home(bekasi, C, 20)
    refused(bekasi, C, 9)
    ranking = listed(bekasi, weights=weighed(penolakan=5))
    assert [(line.region_id, line.rise) for line in ranking.lines] == [(C, 2), (A, -1), (B, -1)]
    assert {line.rise for line in listed(bekasi).lines} == {0}


def test_all_weights_at_nought_leave_the_order_of_demand(bekasi):
    home(bekasi, A, 20)
    home(bekasi, B, 80)
    ranking = listed(bekasi, weights=weighed())
    assert [(line.region_id, line.score) for line in ranking.lines] == [(B, 0), (A, 0)]


def test_a_regency_and_a_status_narrow_the_list_and_what_its_shares_are_of(bekasi):
    home(bekasi, A, 20)
    home(bekasi, B, 10)
    home(bekasi, "32.16.01.2001", 500)
    within = listed(bekasi, weights=weighed(permintaan=1), regency="32.75")
    assert [(line.region_id, line.score) for line in within.lines] == [(A, 100), (B, 50)]
    assert places(listed(bekasi, homes=(B,))) == [B]
    assert listed(bekasi, homes=()).lines == ()


def test_villages_that_were_proposed_can_be_left_out_and_still_count_in_the_rank_of_demand(
    bekasi,
):
    home(bekasi, A, 80)
    home(bekasi, B, 40)
    home(bekasi, C, 10)
    village(bekasi, "Desa 1001", A, diusulkan=date(2025, 1, 1))
    village(bekasi, "Desa 1002", B, calon=date(2025, 1, 1))
    first, second = listed(bekasi, ahead=True).lines
    assert (first.region_id, first.place, first.demand_place, first.demanded) == (B, 1, 2, 3)
    assert (first.stage, second.stage) == ("calon", "")
    assert listed(bekasi).lines[0].stage == "diusulkan"


def test_withdrawn_figures_leave_nothing_behind(bekasi):
    home(bekasi, A, 80)
    HomeSum.objects.update(figures=0, total=0)
    assert listed(bekasi).lines == ()


def test_an_address_that_means_no_weight_is_the_usual_one():
    asked = {"bobot_permintaan": "4", "bobot_penolakan": "-1", "bobot_petugas": "99", "x": "1"}
    weights = Weights.read(asked)
    assert weights.of == (4, *Weights().of[1:-1], 10)
    assert weights.words == {"bobot_permintaan": "4", "bobot_petugas": "10"}
    assert not Weights.read({}).moved
