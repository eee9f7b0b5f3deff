"""Marks of a chart: each figure names itself and leads on, in the page only."""

import re

import pytest
from defusedxml.ElementTree import fromstring

from dbi_portal.lib import charts
from dbi_portal.lib.chart_links import linked, words_of
from dbi_portal.lib.months import Month

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = {"title": "Paspor PMI", "sentence": "Naik."}
SPRING = list(Month(2025, 3).until(Month(2025, 5)))


def grouped(rows):
    return charts.grouped_bars(**ABOUT, headers=("Kantor", "Mei 2025", "April 2025"), rows=rows)


def trend(*values):
    return charts.trend_chart(**ABOUT, months=SPRING, series={"Terbit": values})


def drawn(chart, link=lambda row, column: f"/telusuri/?baris={row}&kolom={column}"):
    return fromstring(linked(charts.page_svg(chart), chart, link))


def marks(root):
    return {
        each.get("aria-label"): each.get("href")
        for each in root.iter()
        if each.get("class") == "chart-mark"
    }


def test_every_bar_names_office_month_and_figure_and_leads_on():
    root = drawn(grouped([("Bekasi", (1310, 1204)), ("Bogor", (20, 0))]))
    assert marks(root) == {
        "Bekasi, Mei 2025: 1.310": "/telusuri/?baris=0&kolom=0",
        "Bekasi, April 2025: 1.204": "/telusuri/?baris=0&kolom=1",
        "Bogor, Mei 2025: 20": "/telusuri/?baris=1&kolom=0",
        "Bogor, April 2025: 0": "/telusuri/?baris=1&kolom=1",
    }


def test_a_short_bar_is_as_easy_to_hit_as_a_long_one():
    root = drawn(grouped([("Bekasi", (1310, 1)), ("Bogor", (0, 3))]))
    areas = [each.get("d") for each in root.iter(f"{SVG}path") if each.get("class") == "reach"]
    assert len({re.search(r"h([\d.]+)", area)[1] for area in areas}) == 1


def test_what_is_not_known_has_no_mark():
    assert list(marks(drawn(trend(5, None, 7)))) == [
        "Maret 2025, Terbit: 5",
        "Mei 2025, Terbit: 7",
    ]
    assert len(marks(drawn(grouped([("Bekasi", (None, 3))])))) == 1


def test_a_mark_that_leads_nowhere_is_still_reached_by_keyboard():
    root = drawn(trend(5, 6, 7), link=lambda row, column: "" if row else "/telusuri/")
    first, second, _ = [each for each in root.iter() if each.get("class") == "chart-mark"]
    assert (first.tag, first.get("tabindex")) == (f"{SVG}a", None)
    assert (second.tag, second.get("tabindex"), second.get("role")) == (f"{SVG}g", "0", "img")


def test_without_script_the_browser_shows_each_figure_itself():
    root = drawn(trend(5, 6, 7))
    for mark in (each for each in root.iter() if each.get("class") == "chart-mark"):
        assert mark.find(f"{SVG}title").text == mark.get("aria-label")


def test_a_picture_with_links_is_a_group_and_no_image():
    chart = trend(5, 6, 7)
    root = drawn(chart)
    assert root.get("role") == "group"
    assert root.find(f"{SVG}title").text == chart.title
    assert fromstring(charts.svg(chart)).get("role") == "img"


@pytest.mark.parametrize("width", [charts.SCREEN, charts.PHONE])
def test_paper_gets_the_same_picture_without_the_areas(width):
    for chart in (trend(5, 6, 7), grouped([("Bekasi", (1, 2))])):
        plain, page = charts.svg(chart, width), charts.page_svg(chart, width)
        assert "data-mark" not in plain
        bare = re.sub(r'<g class="[^"]*marks_marks">.*?</g>', "", page)
        assert bare.replace('role="group"', 'role="img"') == plain


def test_what_somebody_typed_stays_text_in_a_mark():
    hostile = '"><script>alert(1)</script><path aria-label="0.0"'
    chart = grouped([(hostile, (1, 2))])
    root = drawn(chart, link=lambda row, column: '/telusuri/?nama="><script>')
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg", "title", "desc", "g", "path", "text", "a",
    }  # fmt: skip
    assert len(marks(root)) == 2
    assert words_of(chart, 0, 1) == f"{hostile}, April 2025: 2"


def test_a_point_tells_both_its_figures():
    chart = charts.scatter_chart(
        **ABOUT,
        headers=("Desa", "Paspor", "Kegiatan"),
        points=[("Harapan Jaya", 1310, 2), ("Tiban", 40, 0)],
        highlight={"Harapan Jaya"},
    )
    assert marks(drawn(chart)) == {
        "Harapan Jaya: Paspor 1.310, Kegiatan 2": "/telusuri/?baris=0&kolom=0",
        "Tiban: Paspor 40, Kegiatan 0": "/telusuri/?baris=1&kolom=0",
    }
    shown = [
        text
        for each in fromstring(charts.svg(chart)).iter(f"{SVG}text")
        for text in each.itertext()
    ]
    assert {"Harapan Jaya", "Paspor", "Kegiatan"} <= set(shown)
    assert "Tiban" not in shown


def test_a_target_is_a_line_and_no_figure_of_any_month():
    chart = charts.target_chart(
        **ABOUT, labels=SPRING, values=[40.5, None, 87], target=90, measure="Sesi", unit="%"
    )
    assert list(marks(drawn(chart))) == [
        "Maret 2025, Sesi: 40,5\N{NO-BREAK SPACE}%",
        "Mei 2025, Sesi: 87\N{NO-BREAK SPACE}%",
    ]
    assert chart.table_headers == ("Bulan", "Sesi", "Target")
    assert chart.table_rows[0] == ("Maret 2025", 40.5, 90)
    assert "Target 90\N{NO-BREAK SPACE}%" in charts.svg(chart)


def test_periods_other_than_months_are_named_whole():
    chart = charts.target_chart(
        **ABOUT, labels=["Triwulan I 2025", "Triwulan II 2025"], values=[3, 4], target=None
    )
    assert chart.table_headers == ("Periode", "Capaian")
    shown = fromstring(charts.svg(chart)).iter(f"{SVG}tspan")
    assert [each.text for each in shown][:3] == ["Triwulan", "I", "2025"]


def heights(chart):
    areas = [each for each in drawn(chart).iter(f"{SVG}path") if each.get("class") == "reach"]
    return {float(re.search(r",([\d.]+)\)", each.get("transform"))[1]) for each in areas}


def test_points_that_are_all_nought_stand_on_the_axis():
    about = ABOUT | {"headers": ("Desa", "Paspor", "Kegiatan")}
    flat = charts.scatter_chart(**about, points=[("Tiban", 40, 0), ("Duta", 9, 0)])
    tall = charts.scatter_chart(**about, points=[("Tiban", 40, 0), ("Duta", 9, 5)])
    assert heights(flat) == {max(heights(tall))}


def test_names_of_points_never_stand_on_one_another():
    points = [(f"Desa {number}", 100 + number, 0) for number in range(12)]
    chart = charts.scatter_chart(
        **ABOUT, headers=("Desa", "Paspor", "Kegiatan"), points=points,
        highlight={name for name, *_ in points},
    )  # fmt: skip
    places = [
        each.get("transform")
        for each in fromstring(charts.svg(chart, charts.PHONE)).iter(f"{SVG}text")
        if each.text and each.text.startswith("Desa ")
    ]
    lines = [place.split(",")[1] for place in places]
    assert 1 < len(places) <= 3  # as many as there are lines; the others tell their name themselves
    assert len(set(lines)) == len(lines)
    assert len(marks(drawn(chart))) == 12


@pytest.mark.parametrize("most", [0, 1, 3, 9])
def test_steps_of_an_axis_of_counts_are_whole(most):
    about = ABOUT | {"headers": ("Desa", "Paspor", "Kegiatan")}
    chart = charts.scatter_chart(**about, points=[("Tiban", 40, 0), ("Duta", 9, most)])
    shown = [each.text for each in fromstring(charts.svg(chart)).iter(f"{SVG}text")]
    upwards = shown[shown.index("Paspor") + 1 : shown.index("Kegiatan")]
    assert len(set(upwards)) == len(upwards) >= 3


@pytest.mark.parametrize("most", [1, 2, 3])
def test_small_counts_of_a_trend_are_written_once_each(most):
    shown = [each.text for each in fromstring(charts.svg(trend(0, most, 0))).iter(f"{SVG}text")]
    assert [text for text in shown if text and text.isdigit()] == [*map(str, range(most + 1))]
