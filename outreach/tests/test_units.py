"""RT and RW as officers write them in a report."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.units import NotUnits, Units, parse_units

A_FEW = st.frozensets(st.integers(1, 40), min_size=1, max_size=6)


@pytest.mark.parametrize(
    "text",
    [
        "RW 05, RT 01–04",
        "rw05 rt01-04",
        "RW. 05 (RT. 1, 2, 3 dan 4)",
        "RW 5: RT 1 s.d. 4",
        "RT 01–04 RW 05",
        "RT 01 s/d 04/RW 05",
        "RT 001/005, 002/005, 003/005, 004/005",
        "RT/RW 01/05, 02/05; RT 03–04 RW 05",
    ],
)
def test_one_fact_has_many_spellings(text):
    units = parse_units(text)
    assert (units.rws, units.rts) == ({5}, {5: {1, 2, 3, 4}})
    assert str(units) == "RW 05, RT 01–04"


def test_rt_01_of_two_rw_are_two():
    units = parse_units("RW 05, RT 01–02; RW 06, RT 01")
    assert units.rts == {5: {1, 2}, 6: {1}}
    assert (units.rw_count, units.rt_count) == (2, 3)


def test_rt_before_their_rw_belong_to_it():
    assert parse_units("RT 01 RW 05 dan RT 02, 03 RW 06").rts == {5: {1}, 6: {2, 3}}


def test_rw_without_rt_leave_their_rt_uncounted():
    units = parse_units("RW 01–08")
    assert (units.rw_count, units.rt_count) == (8, None)
    assert parse_units("RW 03; RW 05, RT 01").rt_count is None


def test_rt_without_rw_are_kept_without_one():
    units = parse_units("RT 1–14")
    assert (units.rw_count, units.rt_count, units.rts) == (None, 14, {None: set(range(1, 15))})
    assert str(units) == "RT 01–14"


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_written_names_nothing(text):
    assert parse_units(text) == Units()
    assert parse_units(text).rt_count is parse_units(text).rw_count is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Blok C", "“Blok” tidak dikenali"),
        ("05", "“05” tidak dikenali sebagai RT atau RW"),
        ("RW 03, semua RT", "“semua” tidak dikenali"),
        ("RW 05, RT", "Nomor RT belum ditulis"),
        ("RW RT 01", "Nomor RW belum ditulis"),
        ("RT 04–01", "terbalik"),
        ("RT 0", "antara 1 dan 999, bukan 0"),
        ("RT 1234567890123", "antara 1 dan 999"),
        ("RW 05–06, RT 01", "RT 01 di RW 05–06 belum jelas milik RW yang mana"),
        ("RT 01 RW 05, RW 06, RT 02", "RT 02 belum jelas"),
        ("RW 05/06", "belum jelas mana RT"),
        ("RT/RW 05", "belum jelas mana RT"),
    ],
)
def test_what_cannot_be_read_is_said(text, sentence):
    with pytest.raises(NotUnits, match=sentence):
        parse_units(text)


def test_a_count_beside_it_must_agree():
    units = parse_units("RW 05, RT 01–04")
    assert units.contradiction(rt_count=4, rw_count=1) is None
    assert units.contradiction(rt_count=None, rw_count=None) is None
    assert units.contradiction(rt_count=4, rw_count=3) == (
        "Yang disebut 1 RW, yang tertulis sebagai jumlah 3. Samakan keduanya."
    )
    assert "4 RT" in units.contradiction(rt_count=5, rw_count=None)


def test_rt_of_an_rw_named_as_a_whole_may_be_more_than_are_named():
    units = parse_units("RW 03; RW 05, RT 01–04")
    assert units.contradiction(rt_count=12, rw_count=2) is None
    assert "4 RT" in units.contradiction(rt_count=3, rw_count=2)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.dictionaries(st.integers(1, 30), A_FEW, max_size=4),
    st.frozensets(st.integers(31, 60), max_size=3),
)
def test_its_own_spelling_reads_back(rts, whole):
    units = Units(whole | rts.keys(), rts)
    assert parse_units(str(units)) == units
