"""A chart as a page shows it: words and figures at once, the picture by a request of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

from dbi_portal.lib import charts
from dbi_portal.lib.chart_drawing import figure
from dbi_portal.lib.months import Month
from dbi_portal.lib.pages.parts import Action

WIDE, NARROW = 560, charts.PHONE
TARGET, POINTS = "sasaran", "sebar"  # shapes that the rows do not tell by themselves
Ask = Mapping[str, str]  # what a mark leads to, in the words of an address (`View`)
FILES = {"png": "Gambar (PNG)", "svg": "Gambar (SVG)", "csv": "Angka (CSV)"}


@dataclass(frozen=True)
class Picture:
    """Title, sentence and figures of a chart. With `months`, its rows are points of a line.

    `asks`: for each row what each of its figures is drilled down to; None leads nowhere. A picture
    of the shape POINTS has one for the whole row.
    """

    name: str
    title: str
    sentence: str
    headers: tuple[str, ...]
    rows: tuple[tuple, ...]
    months: tuple[Month, ...] = ()
    made_up: str = ""
    asks: tuple[tuple[Ask | None, ...], ...] = ()
    shape: str = ""
    target: float | None = None
    unit: str = ""
    highlight: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Names exactly these words, figures and leads, so that the drawing may be kept for good.

        Made without the drawing library: the page asks for it on every view.
        """
        content = [
            charts.DRAWING, self.name, self.title, self.sentence, self.headers, self.rows,
            self.shape, self.target, self.unit, self.highlight, [*map(_plain, self.asks)],
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]

    def svg(self, width: int) -> str:
        """The picture with an area over each figure; `chart_links.linked` makes links of them."""
        return charts.page_svg(self.chart, width=width)

    @cached_property
    def chart(self) -> charts.Chart:
        words = {"title": self.title, "sentence": self.sentence}
        if self.shape == POINTS:
            points = {"points": self.rows, "headers": self.headers, "highlight": self.highlight}
            return charts.scatter_chart(**words, **points)
        if self.shape == TARGET:
            return self._beside_target(words)
        if self.months:
            columns = list(zip(*self.rows, strict=True))[1:]
            series = dict(zip(self.headers[1:], columns, strict=True))
            return charts.trend_chart(**words, months=self.months, series=series)
        rows = [(label, values) for label, *values in self.rows]
        return charts.grouped_bars(**words, headers=self.headers, rows=rows)

    def _beside_target(self, words: dict) -> charts.Chart:
        labels = self.months or [label for label, *_ in self.rows]
        return charts.target_chart(
            **words, labels=labels, values=[values[0] for _, *values in self.rows],
            target=self.target, measure=self.headers[1], unit=self.unit,
        )  # fmt: skip

    def ask(self, row: int, column: int) -> Ask | None:
        """What that figure is drilled down to; nothing where it was not said."""
        asks = self.asks[row] if row < len(self.asks) else ()
        return asks[column] if column < len(asks) else None


def _plain(asks: tuple[Ask | None, ...]) -> list[dict | None]:
    return [ask and dict(ask) for ask in asks]


@dataclass(frozen=True)
class Cell:
    """One figure of the table behind a chart."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart on the page: its words, its table, and where picture and files are fetched from."""

    picture: Picture
    query: str  # the filters of the page, as in its address
    drill: Callable[[Ask], str]

    @classmethod
    def of(cls, picture: Picture, query: str) -> Drawing:
        return cls(picture, query, drill_from(query))

    @property
    def wide(self) -> str:
        return chart_address(self.picture, self.query, lebar=WIDE)

    @property
    def narrow(self) -> str:
        return chart_address(self.picture, self.query, lebar=NARROW)

    @property
    def files(self) -> list[Action]:
        """Picture and figures to be saved."""
        return [
            Action(label, chart_address(self.picture, self.query, kind=kind), "download")
            for kind, label in FILES.items()
        ]

    def rows(self) -> Iterator[tuple[str, list[Cell]]]:
        """The table behind the picture; each figure leads where its mark leads."""
        for row, (label, *values) in enumerate(self.picture.rows):
            yield label, [self._cell(row, *each) for each in enumerate(values)]

    def _cell(self, row: int, column: int, value: float | None) -> Cell:
        ask = self.picture.ask(row, column)
        text = "" if value is None else figure(value, self.picture.unit)
        return Cell(text, self.drill(ask) if ask else "")


def chart_address(picture: Picture, query: str, *, kind: str = "", **more: object) -> str:
    """Where the picture is drawn, or saved as a file of that `kind`."""
    asked = QueryDict(query, mutable=True)
    for name, value in more.items():
        asked[name] = str(value)
    name = "reports:chart-file" if kind else "reports:chart"
    path = reverse(name, args=[picture.name, picture.digest, *([kind] if kind else [])])
    return f"{path}?{asked.urlencode()}" if asked else path


def drill_from(query: str) -> Callable[[Ask], str]:
    """From the filters of a page to the address that breaks one of its figures down."""
    try:
        path = reverse("reports:drill")
    except NoReverseMatch:
        return lambda _: ""

    def address(ask: Ask) -> str:
        asked = QueryDict(query, mutable=True)
        for name, value in ask.items():
            asked[name] = value
        return f"{path}?{asked.urlencode()}"

    return address
