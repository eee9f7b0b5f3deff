"""A chart as a file: title, sentence and source stand on it, in inks of its own."""

import re
import struct

import pytest
from defusedxml.ElementTree import fromstring

from dbi_portal.lib import chart_files, charts
from dbi_portal.lib.months import Month

SVG = "{http://www.w3.org/2000/svg}"
NOTE = "Sumber: Portal Desa Binaan Imigrasi, Kanim Bekasi."


@pytest.fixture
def chart():
    return charts.trend_chart(
        title="Paspor PMI terbit",
        sentence="Mei 2025 tertinggi: 1.310.",
        months=list(Month(2025, 3).until(Month(2025, 5))),
        series={"Terbit": [900, None, 1310]},
    )


def words(svg):
    return " ".join(text for each in fromstring(svg).iter(f"{SVG}text") for text in each.itertext())


def test_a_saved_picture_says_what_it_shows_and_where_from(chart):
    said = words(chart_files.standalone_svg(chart, NOTE))
    for text in (chart.title, chart.sentence, NOTE, "Mei", "1.000"):
        assert text in said


def test_a_saved_picture_needs_no_page_around_it(chart):
    svg = chart_files.standalone_svg(chart, NOTE)
    assert "currentColor" not in svg
    inks = {text.get("fill") for text in fromstring(svg).iter(f"{SVG}text")}
    assert inks == {chart_files.INK, chart_files.QUIET}
    assert f'fill="{chart_files.GROUND}"' in svg
    assert all("Plus Jakarta Sans" in face for face in re.findall(r'font-family="([^"]*)"', svg))


def test_a_saved_picture_has_no_links_and_fetches_nothing(chart):
    root = fromstring(chart_files.standalone_svg(chart, NOTE))
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg", "g", "path", "text", "tspan", "line", "rect",
    }  # fmt: skip
    assert not [name for each in root.iter() for name in each.attrib if "href" in name]


def test_a_picture_for_slides_is_sharp(chart):
    png = chart_files.png(chart, NOTE)
    width, height = struct.unpack(">II", png[16:24])  # of the IHDR chunk
    assert png.startswith(b"\x89PNG")
    assert width == chart_files.SCALE * chart_files.WIDTH
    assert height > 500


def test_a_long_sentence_stands_in_lines_that_fit(chart):
    long = charts.bar_chart(
        title="Paspor " * 30, sentence="Terbanyak Bekasi. " * 30, headers=("Kantor", "Terbit"),
        rows=[("Bekasi", 3)],
    )  # fmt: skip
    root = fromstring(chart_files.standalone_svg(long, NOTE))
    lines = ["".join(each.itertext()) for each in root.iter(f"{SVG}tspan")]
    assert max(map(len, lines)) <= chart_files.LINE
    assert root.get("width") == str(chart_files.WIDTH)
