"""A data set as a file: CSV for people and spreadsheets, JSON with its metadata for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

from dbi_portal.public.datasets import Dataset
from dbi_portal.public.metadata import metadata

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(value: object) -> object:
    """As it stands in a file: days in ISO 8601, yes and no in words."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return value.isoformat() if isinstance(value, date) else value


def as_csv(dataset: Dataset, today: date) -> Iterator[str]:
    """RFC 4180, UTF-8 with its mark so that spreadsheets read it; what is not known stays empty."""
    return _lines([column.name for column in dataset.columns], dataset.content(today).rows)


def _lines(names: list[str], rows: list[tuple]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    for row in (names, *rows):
        writer.writerow([_cell(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _cell(value: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    value = plain(value)
    risky = isinstance(value, str) and value.startswith(FORMULA)
    return f"'{value}" if risky else value


def as_json(dataset: Dataset, today: date) -> str:
    names = [column.name for column in dataset.columns]
    rows = [dict(zip(names, map(plain, row), strict=True)) for row in dataset.content(today).rows]
    return json.dumps({"metadata": metadata(dataset, today), "data": rows}, ensure_ascii=False)
