"""Charts as SVG text drawn on the server: the same picture in the page, on paper and in a file.

A chart is a frozen value that knows its title, its one-sentence reading and its figures as a
table. One definition, three outlets: `svg()` draws it for paper, `page_svg()` with an area over
every figure that `chart_links` makes a link of, `chart_files` to be saved. Words and lines take the
ink around them (`currentColor`), marks one of the colours in chart_marks, which a stylesheet may
replace: `[fill="#1d4a86"] { fill: … }`. The colours differ in lightness, so they hold on a
black-and-white print and for colour-blind eyes.
"""

from collections.abc import Collection, Sequence

from dbi_portal.lib.chart_drawing import (
    DRAWING,
    SCREEN,
    Chart,
    digest,
    figure,
    page_svg,
    plain_spec,
    register_fonts,
    svg,
)
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
from dbi_portal.lib.chart_points import points as _scatter
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
    "figure",
    "grouped_bars",
    "page_svg",
    "plain_spec",
    "register_fonts",
    "scatter_chart",
    "slim_bars",
    "svg",
    "target_chart",
    "trend_chart",
]


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
    found = _points(months, series)
    rows = zip(*series.values(), strict=True)
    table = tuple((month.label, *row) for month, row in zip(months, rows, strict=True))
    spec = lines(found, list(series))
    return Chart(title, sentence, spec, ("Bulan", *series), table)


def target_chart(
    *,
    title: str,
    sentence: str,
    labels: Sequence[Month | str],
    values: Sequence[float | None],
    target: float | None,
    measure: str = "Capaian",
    unit: str = "",
) -> Chart:
    """One line over `labels` (months, or other periods by name) beside the dashed line to reach.

    Figures may have decimals; `unit` ("%") stands behind each of them. No target, no such line.
    """
    found = _points(labels, {measure: values})
    aims = [] if target is None else [target] * len(labels)
    name = f"Target {figure(target, unit)}" if aims else ""
    found += [point | {"mark": None} for point in _points(labels, {name: aims})] if aims else []
    known = [value for value in (*values, *aims) if value is not None]
    whole = all(value == int(value) for value in known)
    spec = lines(found, [measure, *filter(None, [name])], whole=whole, unit=unit)
    columns = [values, *([aims] if aims else [])]
    named = [each.label if isinstance(each, Month) else each for each in labels]
    table = tuple(zip(named, *columns, strict=True))
    headers = (
        "Bulan" if named != list(labels) else "Periode",
        measure,
        *(["Target"] if aims else []),
    )
    return Chart(title, sentence, spec, headers, table, unit)


def scatter_chart(
    *,
    title: str,
    sentence: str,
    headers: tuple[str, str, str] = ("Desa", "Kebutuhan", "Upaya"),
    points: Sequence[tuple[str, float, float]],
    highlight: Collection[str] = (),
) -> Chart:
    """A point a row: to the right its first figure, upwards its second.

    Labels in `highlight` stand out in gold and carry their name.
    """
    spec = _scatter(points, headers[1:], highlight)
    return Chart(
        title, sentence, spec, tuple(headers), tuple(map(tuple, points)), speaks_in_rows=True
    )


def _points(labels: Sequence[Month | str], series: dict[str, Sequence]) -> list[dict]:
    short = [each.short_label if isinstance(each, Month) else each for each in labels]
    return [
        {"month": month, "value": value, "series": name, "mark": f"{row}.{column}"}
        for column, (name, values) in enumerate(series.items())
        for row, (month, value) in enumerate(zip(short, values, strict=True))
    ]
