"""A chart to be saved: the picture with its title and its source on it, in inks of its own.

A file leaves the page behind, so what the page says around a chart is drawn onto it: title,
sentence, and where the figures come from. Paper is white, whatever the reader's screen.
"""

from __future__ import annotations

import json
import textwrap

import vl_convert

from dbi_portal.lib.chart_drawing import LOCALE, ROLES, Chart, plain_spec, register_fonts
from dbi_portal.lib.chart_marks import TYPEFACE

INK, QUIET, GROUND = "#14202e", "#44546a", "#ffffff"
WIDTH, SCALE = 720, 2  # px; a picture of 2 px to the px stays sharp on paper and on a phone
LINE = 100  # letters of the sentence that fit beside each other
PNG_TYPE, SVG_TYPE = "image/png", "image/svg+xml; charset=utf-8"


def png(chart: Chart, note: str) -> bytes:
    """The picture for slides and messages; `note` says whose figures they are and of when."""
    register_fonts()
    return vl_convert.vegalite_to_png(
        _spec(chart, note), scale=SCALE, format_locale=LOCALE, allowed_base_urls=[]
    )


def standalone_svg(chart: Chart, note: str) -> str:
    """The same to scale at will: colours and typeface named in it, nothing fetched, no links."""
    register_fonts()
    drawn = vl_convert.vegalite_to_svg(
        _spec(chart, note), format_locale=LOCALE, allowed_base_urls=[]
    )
    return ROLES.sub("", drawn)


def _spec(chart: Chart, note: str) -> dict:
    below = [*textwrap.wrap(chart.sentence, LINE), *textwrap.wrap(note, LINE)]
    title = {
        "text": textwrap.wrap(chart.title, 70),
        "subtitle": below,
        "anchor": "start",
        "frame": "bounds",
        "offset": 18,
        "font": TYPEFACE,
        "fontSize": 17,
        "fontWeight": 700,
        "color": INK,
        "subtitleFont": TYPEFACE,
        "subtitleFontSize": 12,
        "subtitleColor": QUIET,
        "subtitlePadding": 8,
        "subtitleLineHeight": 17,
    }
    spec = plain_spec(chart) | {"title": title, "width": WIDTH, "padding": 24}
    own = json.loads(json.dumps(spec).replace('"currentColor"', f'"{INK}"'))
    own["config"]["background"] = GROUND
    return own
