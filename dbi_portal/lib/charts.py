"""Charts as SVG text drawn on the server: the same picture in the page and on paper.

A chart is a frozen value that knows its title, its one-sentence reading and its figures as a
table; `svg()` draws it. Words and lines take the ink around them (`currentColor`), marks one of
the colours in chart_marks, which a stylesheet may replace: `[fill="#1d4a86"] { fill: … }`.
The colours differ in lightness, so they hold on a black-and-white print and for colour-blind eyes.
"""

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

import vl_convert

from dbi_portal.lib import fonts
from dbi_portal.lib.chart_marks import (
    GOLD,
    MOST_SERIES,
    NAVY,
    PHONE,
    labelled_bars,
    lines,
    series_bars,
    single_bars,
)
from dbi_portal.lib.months import Month

__all__ = [
    "DRAWING",
    "GOLD",
    "NAVY",
    "PHONE",
    "SCREEN",
    "Chart",
    "bar_chart",
    "digest",
    "grouped_bars",
    "slim_bars",
    "svg",
    "trend_chart",
]

SCREEN = 640  # the natural width on an office screen in px; PHONE is the other one
LOCALE = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
DRAWING = 1  # raise when the drawing changes, so that cached pictures are drawn anew


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
    colours = [GOLD if label in highlight else NAVY for label, _ in rows]
    spec = single_bars([(label, [value]) for label, value in rows], colours)
    return Chart(title, sentence, spec, tuple(headers), tuple(map(tuple, rows)))


def slim_bars(
    *,
    title: str,
    sentence: str,
    headers: tuple[str, str],
    rows: Sequence[tuple[str, int | None]],
    unknown: str = "belum ada angka",
) -> Chart:
    """One bar a row with its label beside it: half as high as `bar_chart`, for wide paper.

    `unknown` stands in place of a bar whose figure is None.
    """
    spec = labelled_bars(rows, unknown)
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
    spec = series_bars(rows, series)
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
    spec = lines(points, list(series))
    return Chart(title, sentence, spec, ("Bulan", *series), table)


def svg(chart: Chart, width: int = SCREEN) -> str:
    """The picture as one `<svg class="chart" role="img">` of `width` px: no links, no scripts."""
    register_fonts()
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


@cache
def register_fonts() -> None:
    """Measure words in the face they will be shown in; without it another sans is measured."""
    if folder := fonts.folder():
        vl_convert.register_font_directory(str(folder))
