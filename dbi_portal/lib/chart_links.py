"""Marks of a chart that can be pointed at, tabbed to and followed; each says its figure itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from dbi_portal.lib.chart_drawing import Chart, figure

AREA = re.compile(r'<path data-mark="(\d+)\.(\d+)"([^>]*)/>')


def linked(drawn: str, chart: Chart, link: Callable[[int, int], str]) -> str:
    """`drawn` (of `charts.page_svg`) with a link over each figure.

    `link(row, column)` gives an address within the portal, "" where there is none: that mark can
    be tabbed to as well, to hear its figure. Columns count figures, so the label is not one.
    """

    def mark(found: re.Match) -> str:
        row, column = int(found[1]), int(found[2])
        words, address = escape(words_of(chart, row, column)), escape(link(row, column))
        inner = f'<title>{words}</title><path class="reach"{found[3]}/>'
        if address:
            return f'<a class="chart-mark" href="{address}" aria-label="{words}">{inner}</a>'
        return f'<g class="chart-mark" tabindex="0" role="img" aria-label="{words}">{inner}</g>'

    return AREA.sub(mark, drawn)


def words_of(chart: Chart, row: int, column: int) -> str:
    """ "Kanim Bekasi, Agustus 2025: 1.310"; of a point both its figures."""
    label, *figures = chart.table_rows[row]
    heads = chart.table_headers[1:]
    if chart.speaks_in_rows:
        pairs = zip(heads, figures, strict=True)
        told = ", ".join(f"{head} {figure(value, chart.unit)}" for head, value in pairs)
        return f"{label}: {told}"
    return f"{label}, {heads[column]}: {figure(figures[column], chart.unit)}"
