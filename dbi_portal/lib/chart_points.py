"""Two figures of every row against each other, as points: who needs much and gets little."""

import json
from collections.abc import Collection, Sequence
from functools import cache

import altair as alt

from dbi_portal.lib.chart_marks import (
    GOLD,
    NAVY,
    REACH,
    VALUES,
    figures_axis,
    filled,
    finish,
    marks,
)

HEIGHT = 280
LEAST = 4  # an axis of counts never ends below it: its steps are whole
TURN = 0.55  # of the way to the right: from there a name stands to the left
FURTHEST, TOP = '"@furthest@"', '"@top@"'  # where the ends of the axes go
# Names stand one to three lines above their points; as wide as they are on a phone.
LEVELS, LINE, LETTER, PHONE_PLOT = (1, 2, 3), 16, 7, 290


def points(
    rows: Sequence[tuple[str, float, float]], titles: tuple[str, str], highlight: Collection[str]
) -> dict:
    """A point a row; the highlighted ones in gold, named where there is room. Axes begin at 0."""
    whole = all(value == int(value) for _, *pair in rows for value in pair)
    furthest = max((across for _, across, _ in rows), default=0)
    top = max((up for *_, up in rows), default=0)
    furthest, top = (max(end, LEAST if whole else 0) or 1 for end in (furthest, top))
    levels = _levels(rows, highlight, furthest, top)
    values = [
        {
            "x": across,
            "y": up,
            "mark": f"{row}.0",
            "ink": GOLD if label in highlight else NAVY,
            "size": 110 if label in highlight else 50,
            "name": label if row in levels else "",
            "left": across > TURN * furthest,
            "level": levels.get(row, 0),
        }
        for row, (label, across, up) in enumerate(rows)
    ]
    shape = _points(tuple(titles), whole=whole)
    shape = shape.replace(FURTHEST, json.dumps(furthest)).replace(TOP, json.dumps(top))
    return filled(shape, values, [])


def _levels(rows: Sequence, highlight: Collection[str], furthest: float, top: float) -> dict:
    """How many lines above its point each name stands; a name that fits nowhere is left out."""
    found, taken = {}, []
    for row, (label, across, up) in enumerate(rows):
        if label not in highlight:
            continue
        at, width = across / furthest * PHONE_PLOT, LETTER * len(label) + 9
        start = at - width if across > TURN * furthest else at
        for level in LEVELS:
            line = up / top * HEIGHT + level * LINE
            if not any(
                abs(line - other) < LINE and start < end and begin < start + width
                for other, begin, end in taken
            ):
                taken.append((line, start, start + width))
                found[row] = level
                break
    return found


@cache
def _points(titles: tuple[str, str], *, whole: bool) -> str:
    across, up = titles
    over = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleY": -12, "titleX": 0}
    drawn = alt.Chart(alt.Data(values=[VALUES])).encode(
        x=alt.X("x:Q", axis=figures_axis(whole=whole, title=across), scale=_from_nought(FURTHEST)),
        y=alt.Y("y:Q", axis=figures_axis(whole=whole, title=up, **over), scale=_from_nought(TOP)),
    )
    dots = drawn.mark_circle(opacity=0.85).encode(
        color=alt.Color("ink:N", scale=None), size=alt.Size("size:Q", scale=None)
    )
    named = drawn.transform_filter("datum.name != ''").encode(text="name:N")
    names = [
        named.transform_filter(f"{side} && datum.level == {level}").mark_text(
            align=align, dx=shift, dy=-LINE * level
        )
        for side, align, shift in (("!datum.left", "left", -4), ("datum.left", "right", 4))
        for level in LEVELS
    ]
    areas = marks(drawn, "circle", size=REACH)
    return json.dumps(finish(alt.layer(dots, *names, areas), height=HEIGHT))


def _from_nought(end: str) -> alt.Scale:
    """Figures that are all nought stand on the axis and not in the middle of nowhere."""
    return alt.Scale(domain=[0, json.loads(end)], nice=True)
