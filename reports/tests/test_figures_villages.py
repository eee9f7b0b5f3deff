"""A village counts for the office that held it that day, at the stage it had reached by then."""

from datetime import date

import pytest

from dbi_portal.lib.months import Month
from officers.tests.factories import OfficeFactory
from reports.figures import villages
from reports.figures.made_up import MadeUp
from reports.figures.villages import Stage
from reports.tests.figures_world import village
from villages.models import GuidedVillage, Tenure

pytestmark = pytest.mark.django_db
JULY, AUGUST = Month(2025, 7), Month(2025, 8)


@pytest.fixture
def office():
    return OfficeFactory()


def test_the_stage_is_that_of_the_months_end_and_not_todays(office):
    village(office, calon=date(2025, 7, 5), diusulkan=date(2025, 8, 31), aktif=date(2025, 9, 1))
    assert villages.by_stage([office], JULY.last_day)[Stage.CANDIDATE] == 1
    assert dict(villages.by_stage([office], AUGUST.last_day)) == {Stage.PROPOSED: 1}
    assert villages.by_stage([office], Month(2025, 6).last_day).total == 0


def test_two_steps_on_one_day_leave_the_later_one(office):
    village(office, ditetapkan=date(2025, 8, 1), aktif=date(2025, 8, 1))
    assert dict(villages.by_stage([office], AUGUST.last_day)) == {Stage.ACTIVE: 1}


def test_figures_agree_with_the_models_own_way_of_asking(office):
    for number in range(1, 5):
        code = f"32.75.01.100{number}"
        steps = {"calon": date(2025, 1, 1)} if number % 2 else {"aktif": date(2025, 2, 1)}
        village(office, f"Desa {number}", code, **steps)
    day = AUGUST.last_day
    rows = GuidedVillage.objects.held_by([office], on=day).with_stage_on(day)
    assert villages.by_stage([office], day).total == rows.count() == 4
    assert villages.by_stage([office], day)[Stage.ACTIVE] == 2
    assert GuidedVillage.objects.held_by([office], on=day).active_on(day).count() == 2


def test_a_village_that_changed_hands_counts_for_whoever_held_it_then(office):
    other = OfficeFactory()
    moved = village(office, aktif=date(2025, 1, 1))
    moved.tenures.update(ends_on=date(2025, 7, 31))
    Tenure.objects.create(village=moved, office=other, starts_on=date(2025, 8, 1))
    counts = villages.stage_counts(
        {month.last_day: [office.pk, other.pk] for month in (JULY, AUGUST)}
    )
    held = {(each.day, each.office_id): each.villages for each in counts}
    assert held == {(JULY.last_day, office.pk): 1, (AUGUST.last_day, other.pk): 1}


def test_each_day_asks_only_the_offices_told_for_it(office, django_assert_num_queries):
    village(office, aktif=date(2025, 1, 1))
    with django_assert_num_queries(1):
        counts = villages.stage_counts({JULY.last_day: [], AUGUST.last_day: [office.pk]})
    assert [each.day for each in counts] == [AUGUST.last_day]
    assert villages.stage_counts({}) == ()


def test_made_up_villages_mark_their_figure(office):
    village(office, "A", "32.75.01.1001", aktif=date(2025, 1, 1))
    GuidedVillage.objects.update(made_up=True)
    assert villages.by_stage([office], AUGUST.last_day).made_up is MadeUp.ALL
