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
# The layer of unseen areas, one over each figure, that a page makes links of. Paper leaves it out.
MARKS = "marks"
REACH = 380  # px² around a point that a pointer may hit

NO_BREAK = "\N{NO-BREAK SPACE}"

LABEL_HEIGHT, BAR_HEIGHT, PITCH, GAP = 20, 12, 16, 10

WORDS = {"labelColor": "currentColor", "labelFont": TYPEFACE, "labelFontSize": 12}
TITLE = {"titleColor": "currentColor", "titleFont": TYPEFACE, "titleFontSize": 12,
         "titleFontWeight": 400, "titlePadding": 10}  # fmt: skip
# A plain dict, not Altair's classes: their schema knows neither currentColor nor no background.
LOOK = {
    "aria": False,
    "background": None,
    "font": TYPEFACE,
    "view": {"stroke": None, "fill": None},
    "axis": WORDS
    | {"gridColor": "currentColor", "gridOpacity": 0.14, "domain": False, "ticks": False}
    | {"labelPadding": 6},
    "axisX": TITLE,
    "axisY": TITLE,
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
            "mark": None if value is None else f"{row}.0",
        }
        for row, (label, value) in enumerate(rows)
    ]
    return filled(_labelled_bars(), values, names) | {"height": SLIM_PITCH * len(rows)}


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
    return json.dumps(finish(alt.layer(bars, figures, _whole_width(drawn)), height=SLIM_PITCH))


def _whole_width(drawn: alt.Chart) -> alt.Chart:
    """A short bar is as easy to hit as a long one."""
    return marks(drawn, "bar").encode(x=alt.value(0), x2=alt.value("width"))


def _bars(rows, about, colour: alt.Color) -> dict:
    """Each row is its label on a line of its own and its bars beneath, so no name is cut short."""
    boxes, labels, top = [], [], 0
    for row, (label, values) in enumerate(rows):
        labels.append({"label": label, "y": top + LABEL_HEIGHT / 2})
        top += LABEL_HEIGHT
        for place, value in enumerate(values):
            shown = "belum ada angka" if value is None else angka(value)
            box = {"y": top, "y2": top + BAR_HEIGHT, "middle": top + BAR_HEIGHT / 2}
            mark = None if value is None else f"{row}.{place}"
            boxes.append(
                {"value": value or 0, "shown": shown, "mark": mark} | box | about(row, place)
            )
            top += PITCH
        top += GAP
    longest = max((len(box["shown"]) for box in boxes if box["value"]), default=1)
    room = 1 - (7.5 * longest + 12) / PHONE  # what the printed value leaves to the longest bar
    limit = max((box["value"] for box in boxes), default=0) / room or 1
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, limit], nice=False))
    start = alt.value(0)
    y = alt.Y("middle:Q", scale=None, axis=None)
    drawn = alt.Chart(alt.Data(values=boxes))
    bars = drawn.mark_bar(stroke=SLATE, strokeWidth=0.75).encode(
        x=x, x2=start, y=alt.Y("y:Q", scale=None, axis=None), y2="y2:Q", color=colour
    )
    values = drawn.mark_text(align="left", dx=6, fontWeight=600).encode(x=x, y=y, text="shown:N")
    names = (
        alt.Chart(alt.Data(values=labels))
        .mark_text(align="left", limit=alt.ExprRef("width"))
        .encode(x=start, y=alt.Y("y:Q", scale=None, axis=None), text="label:N")
    )
    areas = _whole_width(drawn).encode(y=alt.Y("y:Q", scale=None, axis=None), y2="y2:Q")
    return finish(alt.layer(bars, values, names, areas), height=max(top - GAP, 1))


def marks(drawn: alt.Chart, shape: str, **look) -> alt.Chart:
    """The unseen areas over the figures of `drawn`; each tells its field "mark" ("3.1")."""
    known = drawn.transform_filter("datum.mark != null")
    make = known.mark_circle if shape == "circle" else known.mark_bar
    return make(opacity=0, aria=True, **look).encode(description="mark:N").properties(name=MARKS)


def lines(points: list[dict], series: list[str], *, whole: bool = True, unit: str = "") -> dict:
    """Lines over months; points are {"month": "Agu 2025", "value": 1310, "series": …, "mark": …}.

    A point whose mark is None has no dot: a target is a line and no figure of any month.
    """
    months = list(dict.fromkeys(point["month"] for point in points))
    return filled(_lines(tuple(series), unit, whole=whole), points, months)


def filled(shape: str, values: list[dict], order: list[str]) -> dict:
    """The definition with its figures in place: Altair takes longer to say it than Vega to draw."""
    for place, filling in ((VALUES, values), (ORDER, order)):
        shape = shape.replace(json.dumps([place]), json.dumps(filling))
    return json.loads(shape)


@cache
def _lines(series: tuple[str, ...], unit: str, *, whole: bool) -> str:
    """The definition for these series as JSON, made once a process."""
    series = list(series)
    inks, dashes = list(LINE_INKS[: len(series)]), list(DASHES[: len(series)])
    year_once = (  # of months; other periods are written whole
        "datum.index == 0 || !test(/^[A-Z][a-z]{2} [0-9]{4}$/, datum.label) "
        "|| substring(datum.label, 0, 3) == 'Jan' "
        "? split(datum.label, ' ') : [substring(datum.label, 0, 3), '']"
    )
    key = None if len(series) == 1 else _legend(series, "stroke")
    drawn = alt.Chart(alt.Data(values=[VALUES])).encode(
        x=alt.X("month:O", sort=[ORDER], title=None,
                axis=alt.Axis(labelAngle=0, labelExpr=year_once, grid=False, labelOverlap=True)),
        y=alt.Y("value:Q", title=None, axis=figures_axis(unit, whole=whole)),
        color=alt.Color("series:N", scale=alt.Scale(domain=series, range=inks), legend=key),
    )  # fmt: skip
    dash = alt.StrokeDash("series:N", scale=alt.Scale(domain=series, range=dashes), legend=key)
    line = drawn.mark_line(strokeWidth=2.5).encode(strokeDash=dash)
    dots = drawn.transform_filter("datum.mark != null").mark_circle(size=44, opacity=1)
    areas = marks(drawn, "circle", size=REACH)
    return json.dumps(finish(alt.layer(line, dots, areas), height=220))


def figures_axis(unit: str = "", *, whole: bool = False, **look) -> alt.Axis:
    """Round steps; counts have no parts, and a unit stands behind every figure."""
    words = f"datum.label + {json.dumps(NO_BREAK + unit)}" if unit else "datum.label"
    if whole:  # Vega takes half steps where figures are small, and would write 1 twice
        words = f"datum.value == floor(datum.value) ? {words} : ''"
    steps = {"format": ",d" if whole else ",.2~f", "labelExpr": words}
    return alt.Axis(tickCount=5, **steps, **look)


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


def finish(chart: alt.LayerChart, *, height: int) -> dict:
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    drawn = chart.properties(height=height, padding=4, autosize=fit)
    # Checking against Vega-Lite's schema costs more than the drawing; the tests do it once.
    return drawn.to_dict(validate=False) | {"config": LOOK}
