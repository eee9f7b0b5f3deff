"""Lines of an import as its page shows them, and errors at the column they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from dbi_portal.lib.days import short_date
from officers.imports.resource import ShownCell
from officers.models import ImportLine
from villages.models.village import Stage

LEFT_OUT = {"region", "office", "log", "derived", "name", "path", "village", "pk"}
NOTHING = "–"


@contextmanager
def at(attribute: str) -> Iterator[None]:
    """An error without a place of its own belongs to this column; a question stays one."""
    try:
        yield
    except ValidationError as refused:
        if hasattr(refused, "error_dict"):
            raise
        raise ValidationError({attribute: refused}) from refused


def cells(
    line: ImportLine, labels: Mapping[str, str], reasons: Mapping[int, str]
) -> Iterator[ShownCell]:
    """Every value the line states by the sheet's own column names, with what it replaces."""
    for name in dict.fromkeys([*line.values, *line.before]):
        if name in LEFT_OUT or name not in labels:
            continue
        value, before = line.values.get(name, ""), line.before.get(name)
        shown = in_words(name, value, reasons)
        was = in_words(name, before, reasons) if name in line.before else None
        yield ShownCell(labels[name], shown, was if line.state == "changed" else None)


def in_words(name: str, value: Any, reasons: Mapping[int, str]) -> str:
    if value in ("", None, []):
        return NOTHING
    if name == "stage":
        return Stage(value).label
    if name == "reasons":
        return ", ".join(reasons.get(pk, NOTHING) for pk in value)
    if name.endswith("_on"):
        return short_date(date.fromisoformat(value))
    if isinstance(value, list):
        return "; ".join(each["name"] if isinstance(each, dict) else str(each) for each in value)
    return str(value)


def held(model: type[Model], lines: Sequence[ImportLine]) -> None:
    """Nobody else changes the rows these lines change until the transaction ends."""
    targets = [line.target for line in lines if line.target]
    rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=targets)
    list(rows.order_by("pk").values_list("pk"))


def existing(model: type[Model], lines: Sequence[ImportLine]) -> set[str]:
    """Numbers of the rows these lines speak of that are still there."""
    wanted = {line.written or line.target for line in lines} - {""}
    found = model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True)
    return set(map(str, found))
