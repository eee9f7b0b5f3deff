"""Charts as SVG text drawn on the server: the same picture in the page and on paper.

A chart is a frozen value that knows its title, its one-sentence reading and its figures as a
table; `svg()` draws it. Words and lines take the ink around them (`currentColor`), marks one of
the colours below, which a stylesheet may replace: `svg.chart [fill="#1d4a86"] { fill: … }`.
The colours differ in lightness, so they hold on a black-and-white print and for colour-blind eyes.
"""

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

import altair as alt
import vl_convert

from dbi_portal.lib import fonts
from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka

NAVY, GOLD, STONE, SLATE = "#1d4a86", "#b07d1a", "#dfe4ea", "#6b7a8a"
BAR_INKS = (NAVY, GOLD, STONE)  # dark, middle, light; a thin outline holds the light one
LINE_INKS = (NAVY, GOLD, SLATE)
DASHES = ([1, 0], [6, 4], [2, 3])  # a second way to tell lines apart
MOST_SERIES = 3
SCREEN, PHONE = 640, 340  # natural widths in px
TYPEFACE = "Plus Jakarta Sans, Plus Jakarta Sans Variable, sans-serif"
LOCALE = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
DRAWING = 1  # raise when the drawing changes, so that cached pictures are drawn anew

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


@dataclass(frozen=True)
class Chart:
    """What is shown, in three forms: a picture (`spec`, Vega-Lite), a sentence, and a table."""

    title: str
    sentence: str
    spec: dict
    table_headers: tuple[str, ...]
    table_rows: tuple[tuple, ...]


def bar_chart(
    *,
    title: str,
    sentence: str,
    headers: tuple[str, str],
    rows: Sequence[tuple[str, int | None]],
    highlight: Collection[str] = (),
) -> Chart:
    """One bar a row, in the order given; labels in `highlight` stand out in gold.

    `headers` name the two columns ("Kantor", "Paspor PMI terbit"). None means not known yet.
    """
    colour = [GOLD if label in highlight else NAVY for label, _ in rows]
    bars = [(label, [value]) for label, value in rows]
    spec = _bars(bars, lambda row, _: {"colour": colour[row]}, alt.Color("colour:N", scale=None))
    return Chart(title, sentence, spec, tuple(headers), tuple(map(tuple, rows)))


def grouped_bars(
    *,
    title: str,
    sentence: str,
    headers: Sequence[str],
    rows: Sequence[tuple[str, Sequence[int | None]]],
) -> Chart:
    """Two or three bars a row, one for each of `headers[1:]` ("Agustus 2025", "Juli 2025")."""
    series = list(headers[1:])
    if not 1 <= len(series) <= MOST_SERIES:
        raise ValueError(f"A grouped chart holds 1 to {MOST_SERIES} series, not {len(series)}.")
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=series, range=list(BAR_INKS[: len(series)])),
        legend=_legend(series, "square"),
    )
    spec = _bars(rows, lambda _, place: {"series": series[place]}, colour)
    table = tuple((label, *values) for label, values in rows)
    return Chart(title, sentence, spec, tuple(headers), table)


def trend_chart(
    *,
    title: str,
    sentence: str,
    months: Sequence[Month],
    series: dict[str, Sequence[int | None]],
) -> Chart:
    """One to three lines over months; each value belongs to the month at its place.

    A month without a figure (None) is a gap in the line, never a nought.
    """
    if not 1 <= len(series) <= MOST_SERIES:
        raise ValueError(f"A trend chart holds 1 to {MOST_SERIES} series, not {len(series)}.")
    points = [
        {"month": month.short_label, "value": value, "series": name}
        for name, values in series.items()
        for month, value in zip(months, values, strict=True)
    ]
    rows = zip(*series.values(), strict=True)
    table = tuple((month.label, *row) for month, row in zip(months, rows, strict=True))
    spec = _lines(points, list(series))
    return Chart(title, sentence, spec, ("Bulan", *series), table)


def svg(chart: Chart, width: int = SCREEN) -> str:
    """The picture as one `<svg class="chart" role="img">` of `width` px: no links, no scripts."""
    _register_fonts()
    drawn = vl_convert.vegalite_to_svg(
        chart.spec | {"width": width}, format_locale=LOCALE, allowed_base_urls=[]
    )
    opening, body = re.match(r"(<svg[^>]*>)(.*)", drawn, re.DOTALL).groups()
    size = " ".join(re.findall(r'\b(?:width|height|viewBox)="[^"]*"', opening))
    name = f"chart-{digest(chart)}-{width}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" {size} '
        # the face's own space runs words together
        f'word-spacing="0.7" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(chart.title)}</title>'
        f'<desc id="{name}-d">{escape(chart.sentence)}</desc>{body}'
    )


def digest(chart: Chart) -> str:
    """Twelve hex digits that change with the figures, the words or the drawing."""
    content = [DRAWING, chart.title, chart.sentence, chart.spec]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def spark(values: Sequence[int | None]) -> str:
    """A small line without axes for beside a figure; "" when there are fewer than two values.

    Purely a picture (`aria-hidden`): the words beside it say the same. A gap stays a gap.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, span = min(known), (max(known) - min(known)) or 1
    step = 116 / (len(values) - 1)
    places = [
        None if value is None else (2 + number * step, 30 - (value - low) / span * 26)
        for number, value in enumerate(values)
    ]
    path, pen = [], "M"
    for place in places:
        if place is not None:
            path.append(f"{pen}{place[0]:.1f} {place[1]:.1f}")
        pen = "M" if place is None else "L"
    last_x, last_y = [place for place in places if place][-1]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="spark" viewBox="0 0 120 34" '
        'width="120" height="34" aria-hidden="true" focusable="false" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{"".join(path)}"/><circle cx="{last_x:.1f}" cy="{last_y:.1f}" r="2.5" '
        'fill="currentColor" stroke="none"/></svg>'
    )


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


def _lines(points: list[dict], series: list[str]) -> dict:
    inks, dashes = list(LINE_INKS[: len(series)]), list(DASHES[: len(series)])
    months = list(dict.fromkeys(point["month"] for point in points))
    year_once = (
        "datum.index == 0 || substring(datum.label, 0, 3) == 'Jan' "
        "? split(datum.label, ' ') : [substring(datum.label, 0, 3), '']"
    )
    legend = None if len(series) == 1 else _legend(series, "stroke")
    drawn = alt.Chart(alt.Data(values=points)).encode(
        x=alt.X("month:O", sort=months, title=None,
                axis=alt.Axis(labelAngle=0, labelExpr=year_once, grid=False, labelOverlap=True)),
        y=alt.Y("value:Q", title=None, axis=alt.Axis(format=",d", tickMinStep=1, tickCount=5)),
        color=alt.Color("series:N", scale=alt.Scale(domain=series, range=inks), legend=legend),
    )  # fmt: skip
    dash = alt.StrokeDash("series:N", scale=alt.Scale(domain=series, range=dashes), legend=legend)
    line = drawn.mark_line(strokeWidth=2.5).encode(strokeDash=dash)
    points_ = drawn.mark_circle(size=44, opacity=1)
    return _finish(alt.layer(line, points_), height=220)


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
    return chart.properties(height=height, padding=4, autosize=fit).to_dict() | {"config": LOOK}


@cache
def _register_fonts() -> None:
    """Measure words in the face they will be shown in; without it another sans is measured."""
    if folder := fonts.folder():
        vl_convert.register_font_directory(str(folder))
