"""Nobody can work out a hidden count: tried with linear algebra, with bounds, and by exhaustion."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.figures.suppression import LEAST, Axis, add_up, protect

PLACES = Axis({"a": ("negeri",), "b": ("negeri",), "c": ("negeri",)})
MONTHS = Axis({"jan": ("2025",), "feb": ("2025",), "des": ("2024",)})
KINDS = Axis({"x": ("semua",), "y": ("semua",)})


def rows_of(axes, values):
    """Every cell as the set of leaves it sums, worked out without the module's own sums."""
    nodes = [
        {*axis.members, *(total for totals in axis.members.values() for total in totals)}
        for axis in axes
    ]
    table = {}
    for cell in product(*nodes):
        leaves = {
            leaf
            for leaf in values
            if all(
                node == member or node in axis.members[member]
                for node, member, axis in zip(cell, leaf, axes, strict=True)
            )
        }
        if leaves:
            table[cell] = leaves
    return table


def told(protected, axes, values):
    """What a reader of the published table can write down: sums of the leaves he is not told."""
    known = {leaf: values[leaf] for leaf in values if leaf not in protected.hidden}
    return [
        (leaves - known.keys(), protected.cells[cell] - sum(known.get(each, 0) for each in leaves))
        for cell, leaves in rows_of(axes, values).items()
        if cell not in protected.hidden
    ]


def computable(equations, wanted, unknown):
    """Whether the sum of `wanted` follows from the equations: Gaussian elimination in fractions."""
    order = sorted(unknown)
    rows = [[Fraction(leaf in leaves) for leaf in order] for leaves, _ in equations if leaves]
    target = [Fraction(leaf in wanted) for leaf in order]
    for column in range(len(order)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows = [less(row, pivot, column) for row in rows]
        target = less(target, pivot, column)
    return not any(target)


def less(row, pivot, column):
    share = row[column] / pivot[column]
    return [mine - share * theirs for mine, theirs in zip(row, pivot, strict=True)]


def bounds(equations, unknown):
    """What one equation after the other says of each leaf, until none says anything more."""
    low, high = dict.fromkeys(unknown, 1), dict.fromkeys(unknown, 10**9)
    for _ in range(60):
        before = dict(low), dict(high)
        for leaves, value in equations:
            for leaf in leaves:
                others = leaves - {leaf}
                high[leaf] = min(high[leaf], value - sum(low[each] for each in others))
                low[leaf] = max(low[leaf], value - sum(high[each] for each in others))
        if before == (low, high):
            break
    return low, high


def assert_safe(values, axes):
    protected = protect(values, axes)
    equations = told(protected, axes, values)
    unknown = {leaf for leaf in values if leaf in protected.hidden}
    low, high = bounds(equations, unknown)
    table = rows_of(axes, values)
    for cell, value in protected.cells.items():
        assert value == sum(values[leaf] for leaf in table[cell])
        if 0 < value < LEAST:
            assert cell in protected.hidden
    for cell in protected.hidden:
        hidden_part = table[cell] & unknown
        assert hidden_part, f"{cell} is the sum of what is published"
        assert not computable(equations, hidden_part, unknown), f"{cell} can be worked out"
        known = sum(values[leaf] for leaf in table[cell] - unknown)
        assert known + sum(high[leaf] for leaf in hidden_part) >= LEAST
        assert sum(low[leaf] for leaf in hidden_part) < sum(high[leaf] for leaf in hidden_part)
    return protected


def tables(*axes, most):
    leaves = list(product(*(axis.members for axis in axes)))
    counts = st.one_of(st.none(), st.integers(0, 6), st.integers(0, most))
    drawn = st.lists(counts, min_size=len(leaves), max_size=len(leaves))
    return drawn.map(
        lambda values: {
            leaf: value for leaf, value in zip(leaves, values, strict=True) if value is not None
        }
    )


@settings(max_examples=250, deadline=None)
@given(tables(PLACES, MONTHS, most=40))
def test_nobody_works_out_a_hidden_count_of_offices_and_months(values):
    assert_safe(values, [PLACES, MONTHS])


@settings(max_examples=120, deadline=None)
@given(tables(PLACES, MONTHS, KINDS, most=30))
def test_nor_of_offices_months_and_kinds(values):
    assert_safe(values, [PLACES, MONTHS, KINDS])


SMALL = [Axis({"a": ("negeri",), "b": ("negeri",)}), Axis({"jan": ("2025",), "feb": ("2025",)})]


@settings(max_examples=120, deadline=None)
@given(tables(*SMALL, most=12))
def test_every_small_count_might_as_well_be_five_by_trying_all_tables(values):
    protected = protect(values, SMALL)
    unknown = sorted(leaf for leaf in values if leaf in protected.hidden)
    equations = told(protected, SMALL, values)
    table = rows_of(SMALL, values)
    seen = {cell: set() for cell in protected.hidden}
    most = max([LEAST, *values.values()]) + LEAST
    for guess in product(range(1, most), repeat=len(unknown)):
        tried = dict(zip(unknown, guess, strict=True))
        if all(sum(tried[leaf] for leaf in leaves) == value for leaves, value in equations):
            for cell, found in seen.items():
                found.add(sum(tried.get(leaf, values[leaf]) for leaf in table[cell]))
    for cell, found in seen.items():
        assert len(found) > 1, cell
        assert max(found) >= LEAST, cell


def test_one_small_count_takes_a_second_one_with_it():
    values = {("a", "jan"): 3, ("b", "jan"): 20, ("c", "jan"): 90}
    protected = assert_safe(values, [PLACES, MONTHS])
    # b hides a within the nation; the year's sums of both would tell as much, and go too.
    assert ("b", "jan") in protected.hidden
    assert protected.shown(("negeri", "jan")) == 113
    assert protected.shown(("c", "jan")) == 90


def test_two_small_counts_do_not_hide_each_other():
    """1 + 2 = 3: the sum of both would say that each is below five."""
    values = {("a", "x"): 1, ("b", "x"): 2, ("c", "x"): 40, ("a", "y"): 50, ("b", "y"): 60}
    protected = assert_safe(values, [PLACES, KINDS])
    assert {("a", "x"), ("b", "x")} <= protected.hidden


def test_a_square_hides_what_a_row_alone_would_not():
    """The sums of every row and column stay: four cells swap among themselves."""
    values = {
        (place, kind): 4 if (place, kind) == ("a", "x") else 30
        for place, kind in product(PLACES.members, KINDS.members)
    }
    protected = assert_safe(values, [PLACES, KINDS])
    assert len(protected.hidden) == 4
    assert protected.shown(("negeri", "semua")) == 154
    assert protected.shown(("a", "semua")) == 34


def test_zero_points_at_nobody_and_is_told():
    protected = assert_safe({("a", "x"): 0, ("b", "x"): 9, ("a", "y"): 7}, [PLACES, KINDS])
    assert protected.hidden == frozenset()
    assert protected.shown(("a", "x")) == 0


def test_what_is_not_known_is_in_no_sum_and_not_shown():
    protected = protect({("a", "x"): 9}, [PLACES, KINDS])
    assert protected.shown(("b", "x")) is None
    assert ("b", "x") not in protected.hidden


def test_a_lonely_small_count_takes_every_sum_above_it_along():
    protected = assert_safe({("a", "jan"): 2}, [PLACES, MONTHS])
    assert protected.hidden == {
        ("a", "jan"), ("a", "2025"), ("negeri", "jan"), ("negeri", "2025"),
    }  # fmt: skip


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="less than nothing"):
        add_up({("a", "x"): -1}, [PLACES, KINDS])
