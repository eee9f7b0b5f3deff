"""What the page is made of, as frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages.parts import Chip
from officers.models import Office
from reports.figures.contacts import Contact


@dataclass(frozen=True)
class Cell:
    """One office and month of the matrix: icon, word, colour; `told` is the whole of it."""

    chip: Chip
    word: str
    told: str
    url: str = ""


@dataclass(frozen=True)
class Row:
    name: str
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Line:
    """One office, or one Kanwil, in the month that is chosen, with what can be done about it."""

    name: str
    chip: Chip
    detail: str
    url: str = ""
    contact: Contact | None = None
    message: str = ""
    field: str = ""  # the id of the field that holds the message
    declare_url: str = ""
    declare_label: str = ""
    withdraw_url: str = ""
    inside_url: str = ""  # where a Kanwil's offices are listed


def page_url(month: Month, head: Office | None = None) -> str:
    asked = {"bulan": str(month)} | ({"kantor": head.code} if head else {})
    return f"{reverse('reports:completeness')}?{urlencode(asked)}"


def report_url(report_id: int | None) -> str:
    return reverse("reports:detail", args=[report_id]) if report_id else ""


def by_name(offices: Iterable[Office]) -> list[Office]:
    return sorted(offices, key=lambda office: office.short_name)
