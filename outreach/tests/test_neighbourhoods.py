"""RT and RW are counted once, however many sessions name them, and never more surely than told."""

import pytest

from outreach.figures.neighbourhoods import Count, Neighbourhoods, Told, reached_in


def test_an_rt_named_by_two_sessions_is_one():
    first, again = Told("RW 05, RT 01–04"), Told("RW 05, RT 03–05; RW 06, RT 01")
    found = reached_in([first, again])
    assert (found.rw.reached, found.rt.reached) == (2, 6)
    assert not found.rw.at_least
    assert not found.rt.at_least


def test_rt_01_of_two_rw_are_two():
    assert reached_in([Told("RT 01/05"), Told("RT 01/06")]).rt.reached == 2


@pytest.mark.parametrize(
    ("visits", "reached"),
    [
        ([Told(rt_count=12), Told(rt_count=9)], 12),  # perhaps the same ones
        ([Told("RW 05, RT 01–04"), Told(rt_count=12)], 12),
        ([Told("RW 05, RT 01–04"), Told(rt_count=3)], 4),
    ],
)
def test_numbers_without_names_are_a_lower_bound(visits, reached):
    rt = reached_in(visits).rt
    assert (rt.reached, rt.at_least) == (reached, True)
    assert rt.number == f"sekurangnya {reached}"


def test_a_number_that_agrees_with_its_names_is_sure():
    found = reached_in([Told("RW 01–08", rt_count=12, rw_count=8)])
    assert (found.rw.reached, found.rw.at_least) == (8, False)
    assert (found.rt.reached, found.rt.at_least) == (12, True)


def test_words_nobody_can_read_still_leave_their_numbers():
    found = reached_in([Told("tiap ketua RT", rt_count=5, rw_count=2)])
    assert (found.rw.reached, found.rt.reached) == (2, 5)


def test_nobody_told_is_not_nought():
    found = reached_in([Told()])
    assert found.rw.reached is None
    assert not found.is_told
    assert reached_in([Told(rt_count=0)]).rt.reached == 0


def test_a_total_nobody_counted_is_said():
    assert reached_in([Told("RW 05")]).rw.of_all == "dari … (jumlahnya belum diketahui)"
    known = reached_in([Told("RW 05")], rw_known=12).rw
    assert (known.number, known.of_all) == ("1", "dari 12")
    both = known + reached_in([Told("RW 01")]).rw
    assert (both.reached, both.of_all) == (2, "dari 12 (1 desa/kelurahan belum dihitung)")


def test_more_reached_than_exist_shows_that_a_number_is_wrong():
    assert reached_in([Told("RW 01–09")], rw_known=8).rw.exceeds
    assert not reached_in([Told("RW 01–08")], rw_known=8).rw.exceeds
    part = reached_in([Told("RW 01–09")], rw_known=8).rw + Count(open_villages=1)
    assert not part.exceeds


def test_villages_add_up_and_stay_a_lower_bound_if_one_is():
    sure, unsure = reached_in([Told("RW 01–02")], rw_known=4), reached_in([Told(rw_count=3)])
    whole = sure + unsure
    assert (whole.rw.reached, whole.rw.at_least, whole.rw.open_villages) == (5, True, 1)
    assert (whole + Neighbourhoods()).rw.reached == 5
