"""From a chart's definition to its picture: SVG in the ink of whatever stands around it."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from html import escape

import vl_convert

from dbi_portal.lib import fonts
from dbi_portal.lib.chart_marks import MARKS, NO_BREAK
from dbi_portal.lib.numbers import angka, desimal

SCREEN = 640  # the natural width on an office screen in px; PHONE is the other one
LOCALE = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
DRAWING = 4  # raise when the drawing changes, so that cached pictures are drawn anew
# A picture is one image with a title; marks that call themselves symbols would each need a name.
ROLES = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")')
# What somebody typed cannot look like this: its quotes and brackets are written as entities.
MARK = re.compile(r'<path aria-label="(\d+\.\d+)"')
AREAS = re.compile(rf'<g class="[^"]* {MARKS}_marks">.*?</g>', re.DOTALL)


@dataclass(frozen=True)
class Chart:
    """What is shown, in three forms: a picture (`spec`, Vega-Lite), a sentence, and a table."""

    title: str
    sentence: str
    spec: dict
    table_headers: tuple[str, ...]
    table_rows: tuple[tuple, ...]
    unit: str = ""  # "%": stands behind every figure
    speaks_in_rows: bool = False  # one mark shows all figures of its row, as a point does


def figure(value: float | None, unit: str = "") -> str:
    """ "1.310", "87,5 %"; at most two decimals."""
    if value is None:
        return "belum ada angka"
    whole = value == int(value)
    text = angka(int(value)) if whole else desimal(value, 2).rstrip("0")
    return f"{text}{NO_BREAK}{unit}" if unit else text


def svg(chart: Chart, width: int = SCREEN) -> str:
    """The picture as one `<svg class="chart" role="img">` of `width` px: no links, no scripts."""
    return AREAS.sub("", _drawn(chart, width, role="img"))


def page_svg(chart: Chart, width: int = SCREEN) -> str:
    """The same with an area over each figure, `<path data-mark="3.1" …/>`: row and column."""
    return MARK.sub(r'<path data-mark="\1"', _drawn(chart, width, role="group"))


def plain_spec(chart: Chart) -> dict:
    """The definition without the areas that only a page needs."""
    return chart.spec | {
        "layer": [each for each in chart.spec["layer"] if each.get("name") != MARKS]
    }


def _drawn(chart: Chart, width: int, *, role: str) -> str:
    register_fonts()
    drawn = vl_convert.vegalite_to_svg(
        chart.spec | {"width": width}, format_locale=LOCALE, allowed_base_urls=[]
    )
    drawn = ROLES.sub("", drawn)
    opening, body = re.match(r"(<svg[^>]*>)(.*)", drawn, re.DOTALL).groups()
    size = " ".join(re.findall(r'\b(?:width|height|viewBox)="[^"]*"', opening))
    name = f"chart-{digest(chart)}-{width}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="{role}" {size} '
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
