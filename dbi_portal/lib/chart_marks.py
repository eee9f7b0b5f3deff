"""How a chart is drawn: Altair definitions, as Vega-Lite specifications in plain dicts."""

import json
from collections.abc import Sequence
from functools import cache

import altair as alt

from dbi_portal.lib.numbers import angka

NAVY, GOLD, STONE, SLATE = "#1d4a86", "#b07d1a", "#dfe4ea", "#6b7a8a"
BAR_INKS = (NAVY, GOLD, STONE)  # dark, middle, light; a thin outline holds the light one
LINE_INKS = (NAVY, GOLD, SLATE)
DASHES = ([1, 0], [6, 4], [2, 3])  # a second way to tell lines apart
MOST_SERIES = 3
PHONE = 340  # the narrowest a chart is drawn, in px
TYPEFACE = "Plus Jakarta Sans, Plus Jakarta Sans Variable, sans-serif"

SIDE, SIDE_LEAST, SLIM_PITCH = 240, 110, 22  # px: a label at the most, at the least; a row

VALUES, ORDER = "@values@", "@order@"  # where a chart's figures and their order go

LABEL_HEIGHT, BAR_HEIGHT, PITCH, GAP = 20, 12, 16, 10

WORDS = {"labelColor": "currentColor", "labelFont": TYPEFACE, "labelFontSize": 12}
# A plain dict, not Altair's classes: their schema knows neither currentColor nor no background.
LOOK = {
    "aria": False,
    "background": None,
    "font": TYPEFACE,
    "view": {"stroke": None, "fill": None},
    "axis": WORDS
    | {"gridColor": "currentColor", "gridOpacity": 0.14, "domain": False, "ticks": False}
    | {"labelPadding": 6},
    "legend": WORDS | {"symbolStrokeWidth": 2.5},
    "text": {"font": TYPEFACE, "fontSize": 13, "fill": "currentColor", "baseline": "middle"},
}


def single_bars(rows: list[tuple[str, list]], colours: list[str]) -> dict:
    """A bar a row, each in its own colour."""
    return _bars(rows, lambda row, _: {"colour": colours[row]}, alt.Color("colour:N", scale=None))


def series_bars(rows: list[tuple[str, list]], series: list[str]) -> dict:
    """Bars side by side in every row, one for each of `series`."""
    scale = alt.Scale(domain=series, range=list(BAR_INKS[: len(series)]))
    colour = alt.Color("series:N", scale=scale, legend=_legend(series, "square"))
    return _bars(rows, lambda _, place: {"series": series[place]}, colour)


def labelled_bars(rows: Sequence[tuple[str, int | None]], unknown: str) -> dict:
    """A bar a row, its label to the left of it and its figure behind it."""
    names = [label for label, _ in rows]
    values = [
        {
            "label": label,
            "value": value or 0,
            "shown": unknown if value is None else angka(value),
        }
        for label, value in rows
    ]
    return _filled(_labelled_bars(), values, names) | {"height": SLIM_PITCH * len(rows)}


@cache
def _labelled_bars() -> str:
    axis = alt.Axis(labelLimit=SIDE, labelPadding=8, minExtent=SIDE_LEAST)
    drawn = alt.Chart(alt.Data(values=[VALUES])).encode(
        x=alt.X("value:Q", axis=None, scale=alt.Scale(nice=False, zero=True)),
        y=alt.Y("label:N", sort=[ORDER], title=None, axis=axis,
                scale=alt.Scale(paddingInner=0.35, paddingOuter=0.1)),
    )  # fmt: skip
    bars = drawn.mark_bar(color=NAVY)
    figures = drawn.mark_text(align="left", dx=6, fontWeight=600).encode(text="shown:N")
    return json.dumps(_finish(alt.layer(bars, figures), height=SLIM_PITCH))


def _bars(rows, about, colour: alt.Color) -> dict:
    """Each row is its label on a line of its own and its bars beneath, so no name is cut short."""
    marks, labels, top = [], [], 0
    for row, (label, values) in enumerate(rows):
        labels.append({"label": label, "y": top + LABEL_HEIGHT / 2})
        top += LABEL_HEIGHT
        for place, value in enumerate(values):
            shown = "belum ada angka" if value is None else angka(value)
            box = {"y": top, "y2": top + BAR_HEIGHT, "middle": top + BAR_HEIGHT / 2}
            marks.append({"value": value or 0, "shown": shown} | box | about(row, place))
            top += PITCH
        top += GAP
    longest = max((len(mark["shown"]) for mark in marks if mark["value"]), default=1)
    room = 1 - (7.5 * longest + 12) / PHONE  # what the printed value leaves to the longest bar
    limit = max((mark["value"] for mark in marks), default=0) / room or 1
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, limit], nice=False))
    start = alt.value(0)
    y = alt.Y("middle:Q", scale=None, axis=None)
    drawn = alt.Chart(alt.Data(values=marks))
    bars = drawn.mark_bar(stroke=SLATE, strokeWidth=0.75).encode(
        x=x, x2=start, y=alt.Y("y:Q", scale=None, axis=None), y2="y2:Q", color=colour
    )
    values = drawn.mark_text(align="left", dx=6, fontWeight=600).encode(x=x, y=y, text="shown:N")
    names = (
        alt.Chart(alt.Data(values=labels))
        .mark_text(align="left", limit=alt.ExprRef("width"))
        .encode(x=start, y=alt.Y("y:Q", scale=None, axis=None), text="label:N")
    )
    return _finish(alt.layer(bars, values, names), height=max(top - GAP, 1))


def lines(points: list[dict], series: list[str]) -> dict:
    """Lines over months; points are {"month": "Agu 2025", "value": 1310, "series": …}."""
    months = list(dict.fromkeys(point["month"] for point in points))
    return _filled(_lines(tuple(series)), points, months)


def _filled(shape: str, values: list[dict], order: list[str]) -> dict:
    """The definition with its figures in place: Altair takes longer to say it than Vega to draw."""
    for place, filling in ((VALUES, values), (ORDER, order)):
        shape = shape.replace(json.dumps([place]), json.dumps(filling))
    return json.loads(shape)


@cache
def _lines(series: tuple[str, ...]) -> str:
    """The definition for these series as JSON, made once a process."""
    series = list(series)
    inks, dashes = list(LINE_INKS[: len(series)]), list(DASHES[: len(series)])
    year_once = (
        "datum.index == 0 || substring(datum.label, 0, 3) == 'Jan' "
        "? split(datum.label, ' ') : [substring(datum.label, 0, 3), '']"
    )
    key = None if len(series) == 1 else _legend(series, "stroke")
    drawn = alt.Chart(alt.Data(values=[VALUES])).encode(
        x=alt.X("month:O", sort=[ORDER], title=None,
                axis=alt.Axis(labelAngle=0, labelExpr=year_once, grid=False, labelOverlap=True)),
        y=alt.Y("value:Q", title=None, axis=alt.Axis(format=",d", tickMinStep=1, tickCount=5)),
        color=alt.Color("series:N", scale=alt.Scale(domain=series, range=inks), legend=key),
    )  # fmt: skip
    dash = alt.StrokeDash("series:N", scale=alt.Scale(domain=series, range=dashes), legend=key)
    line = drawn.mark_line(strokeWidth=2.5).encode(strokeDash=dash)
    dots = drawn.mark_circle(size=44, opacity=1)
    return json.dumps(_finish(alt.layer(line, dots), height=220))


def _legend(series: list[str], symbol: str) -> alt.Legend:
    beside = len("".join(series)) < 34  # longer names stand one under the other on a phone
    return alt.Legend(
        orient="top",
        title=None,
        offset=12,
        columns=0 if beside else 1,
        symbolType=symbol,
        symbolSize=400 if symbol == "stroke" else 110,
    )


def _finish(chart: alt.LayerChart, *, height: int) -> dict:
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    drawn = chart.properties(height=height, padding=4, autosize=fit)
    # Checking against Vega-Lite's schema costs more than the drawing; the tests do it once.
    return drawn.to_dict(validate=False) | {"config": LOOK}
