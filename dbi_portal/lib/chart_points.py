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
TURN = 0.55  # of the way to the right: from there a name stands to the left of its point


def points(
    rows: Sequence[tuple[str, float, float]], titles: tuple[str, str], highlight: Collection[str]
) -> dict:
    """A point a row; the highlighted ones in gold, with their name. Axes begin at nought."""
    furthest = max((across for _, across, _ in rows), default=0) or 1
    values = [
        {
            "x": across,
            "y": up,
            "mark": f"{row}.0",
            "ink": GOLD if label in highlight else NAVY,
            "size": 110 if label in highlight else 50,
            "name": label if label in highlight else "",
            "left": across > TURN * furthest,
        }
        for row, (label, across, up) in enumerate(rows)
    ]
    return filled(_points(tuple(titles)), values, [])


@cache
def _points(titles: tuple[str, str]) -> str:
    across, up = titles
    drawn = alt.Chart(alt.Data(values=[VALUES])).encode(
        x=alt.X("x:Q", axis=figures_axis(title=across)),
        y=alt.Y("y:Q", axis=figures_axis(title=up, titleAngle=0, titleAlign="left",
                                         titleAnchor="end", titleY=-12, titleX=0)),
    )  # fmt: skip
    dots = drawn.mark_circle(opacity=0.85).encode(
        color=alt.Color("ink:N", scale=None), size=alt.Size("size:Q", scale=None)
    )
    named = drawn.transform_filter("datum.name != ''").encode(text="name:N")
    right = named.transform_filter("!datum.left").mark_text(align="left", dx=9)
    left = named.transform_filter("datum.left").mark_text(align="right", dx=-9)
    areas = marks(drawn, "circle", size=REACH)
    return json.dumps(finish(alt.layer(dots, right, left, areas), height=HEIGHT))
