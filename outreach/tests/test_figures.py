import pytest

from outreach.figures import audience_sum, reach_of
from outreach.models import Audience, RegionReached, Session


def groups(*counts):
    return [Audience(count=count) for count in counts]


@pytest.mark.parametrize(
    ("printed", "counts", "counted", "discrepancy", "shown"),
    [
        (60, (20, 40), 60, None, 60),
        (60, (20, 36), 56, 4, 60),
        (50, (20, 40), 60, -10, 50),
        (None, (20, 40), 60, None, 60),
        (60, (None, None), None, None, 60),
        (None, (None,), None, None, None),
        (None, (), None, None, None),
        (0, (0,), 0, None, 0),
    ],
)
def test_groups_are_summed_beside_the_written_total(printed, counts, counted, discrepancy, shown):
    total = audience_sum(Session(participants=printed), groups(*counts))
    assert (total.counted, total.discrepancy, total.shown) == (counted, discrepancy, shown)


def test_groups_nobody_counted_are_told():
    assert audience_sum(Session(), groups(3, None, None)).uncounted_groups == 2


def test_units_nobody_counted_stay_unknown():
    reached = reach_of([RegionReached(rt_count=None, rw_count=None) for _ in range(43)])
    assert (reached.villages, reached.rt, reached.rw) == (43, None, None)


def test_units_are_summed_where_somebody_counted():
    rows = [RegionReached(rt_count=14, rw_count=5), RegionReached(rt_count=None, rw_count=0)]
    reached = reach_of(rows)
    assert (reached.rt, reached.rw) == (14, 5)
