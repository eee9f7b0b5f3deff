import re
from dataclasses import replace

import altair as alt
import pytest
from defusedxml.ElementTree import fromstring

from dbi_portal.lib import charts
from dbi_portal.lib.months import Month

OFFICES = (("Kanim Cilacap", 12034), ("Kanim Bekasi", 6017), ("Kanim Batam", None))
MONTHS = list(Month(2024, 11).until(Month(2025, 2)))
SVG = "{http://www.w3.org/2000/svg}"


def bars(rows=OFFICES, **more):
    about = {"title": "Paspor PMI menurut kantor", "sentence": "Cilacap terbanyak."} | more
    return charts.bar_chart(headers=("Kantor", "Terbit"), rows=rows, **about)


def trend(values, **more):
    about = {"title": "Paspor PMI per bulan", "sentence": "Naik.", "months": MONTHS} | more
    return charts.trend_chart(series=values, **about)


def words(svg):
    return [text for element in fromstring(svg).iter(f"{SVG}text") for text in element.itertext()]


def widths(svg, colour):
    """Widths in px of the bars of one colour, in their order."""
    drawn = [path for path in fromstring(svg).iter(f"{SVG}path") if path.get("fill") == colour]
    return [float(re.search(r"h([\d.]+)", path.get("d"))[1]) for path in drawn]


def test_bars_are_to_scale_on_the_office_screen_and_on_the_phone():
    for width in (charts.SCREEN, charts.PHONE):
        drawn = charts.svg(bars(), width)
        first, second, unknown = widths(drawn, charts.NAVY)
        assert first == pytest.approx(2 * second)
        assert first > width / 2
        assert unknown == 0
        assert fromstring(drawn).get("width") == str(width)


def test_figures_are_written_the_indonesian_way_and_an_unknown_one_says_so():
    shown = words(charts.svg(bars()))
    assert {"Kanim Cilacap", "12.034", "6.017", "belum ada angka"} <= set(shown)


def test_ones_own_office_stands_out():
    drawn = charts.svg(bars(highlight={"Kanim Bekasi"}))
    assert len(widths(drawn, charts.GOLD)) == 1
    assert len(widths(drawn, charts.NAVY)) == 2


def test_a_chart_brings_its_title_its_sentence_and_its_table():
    chart = bars()
    root = fromstring(charts.svg(chart))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert (title.text, description.text) == (chart.title, chart.sentence)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert chart.table_headers == ("Kantor", "Terbit")
    assert chart.table_rows == OFFICES


def test_a_chart_reaches_nothing_outside_and_runs_nothing():
    hostile = '</text><script>alert(1)</script><a href="http://x">&'
    drawn = charts.svg(bars([(hostile, 1)], title=hostile, sentence=hostile))
    elements = list(fromstring(drawn).iter())
    tags = {element.tag.removeprefix(SVG) for element in elements}
    assert tags <= {"svg", "title", "desc", "g", "path", "text"}
    attributes = {name for element in elements for name in element.attrib}
    assert not [name for name in attributes if re.search("href|style|^on", name)]
    assert fromstring(drawn).find(f"{SVG}title").text == hostile


def test_words_take_the_ink_of_the_page_so_that_light_and_dark_both_read():
    for chart in (bars(), trend({"Terbit": [1, 2, 3, 4]})):
        drawn = charts.svg(chart)
        inks = {text.get("fill") for text in fromstring(drawn).iter(f"{SVG}text")}
        assert inks == {"currentColor"}
        assert "white" not in drawn


def test_a_month_without_a_figure_is_a_gap_in_the_line():
    whole = charts.svg(trend({"Terbit": [10, 20, 30, 40]}))
    broken = charts.svg(trend({"Terbit": [10, 20, None, 40]}))
    assert line(whole).count("M") == 1
    assert line(broken).count("M") == 2


def line(svg):
    paths = fromstring(svg).iter(f"{SVG}path")
    [drawn] = [path for path in paths if path.get("stroke-width") == "2.5"]
    return drawn.get("d")


def test_a_trend_names_its_months_and_its_lines():
    chart = trend({"Tahun ini": [1500, 20, 30, 40], "Tahun lalu": [1, 2, 3, None]})
    shown = words(charts.svg(chart))
    for word in ("Nov", "2024", "Jan", "2025", "Tahun ini", "Tahun lalu", "1.500"):
        assert word in shown
    assert chart.table_headers == ("Bulan", "Tahun ini", "Tahun lalu")
    assert chart.table_rows[-1] == ("Februari 2025", 40, None)
    strokes = re.findall(r'stroke-dasharray="([^"]+)"', charts.svg(chart))
    assert len(set(strokes)) >= 2  # told apart without colour too


def test_groups_of_bars_show_this_month_beside_others():
    chart = charts.grouped_bars(
        title="Bandingan",
        sentence="Naik.",
        headers=("Kantor", "Agustus 2025", "Juli 2025"),
        rows=[("Kanim Bekasi", (1310, 1000)), ("Kanim Batam", (310, None))],
    )
    shown = words(charts.svg(chart))
    assert {"Agustus 2025", "Juli 2025", "1.310", "belum ada angka"} <= set(shown)
    assert chart.table_rows == (("Kanim Bekasi", 1310, 1000), ("Kanim Batam", 310, None))


def test_more_than_three_lines_or_bars_are_refused():
    with pytest.raises(ValueError, match="1 to 3"):
        trend({str(number): [1, 2, 3, 4] for number in range(4)})
    with pytest.raises(ValueError, match="1 to 3"):
        charts.grouped_bars(title="", sentence="", headers=("Kantor",), rows=[])


def test_a_line_has_one_value_for_each_month():
    with pytest.raises(ValueError, match="argument"):
        trend({"Terbit": [1, 2, 3]})


@pytest.mark.parametrize("rows", [[], [("Kanim Bekasi", None)], [("Kanim Bekasi", 0)]])
def test_a_chart_without_figures_is_still_a_picture(rows):
    assert fromstring(charts.svg(bars(rows))).get("role") == "img"


def test_the_address_of_a_chart_changes_with_its_figures_and_words_only():
    assert charts.digest(bars()) == charts.digest(bars())
    assert re.fullmatch("[0-9a-f]{12}", charts.digest(bars()))
    others = [bars([("Kanim Cilacap", 12035)]), replace(bars(), sentence="Lain.")]
    assert len({charts.digest(chart) for chart in [bars(), *others]}) == 3


def test_every_definition_is_one_that_vega_lite_knows():
    months = list(Month(2025, 1).until(Month(2025, 3)))
    words = {"title": "Paspor", "sentence": "Paspor per kantor."}
    drawn = [
        charts.bar_chart(**words, headers=("Kantor", "Terbit"), rows=[("Bekasi", 3)]),
        charts.grouped_bars(
            **words, headers=("Kantor", "Agustus", "Juli"), rows=[("Bekasi", (3, None))]
        ),
        charts.trend_chart(**words, months=months, series={"Terbit": [1, None, 3]}),
    ]
    for chart in drawn:  # the look stays out: "currentColor" is CSS's word, not the schema's
        spec = {name: part for name, part in chart.spec.items() if name != "config"}
        alt.Chart.from_dict(spec, validate=True)
