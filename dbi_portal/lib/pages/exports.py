"""What one sees in a list, as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.columns import Column
from dbi_portal.lib.workbooks import simple_table

MAX_ROWS = 50_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_response(title: str, columns: Sequence[Column], queryset: QuerySet) -> HttpResponse:
    """The rows as .xlsx to save, at most MAX_ROWS of them; when there are more, it says so."""
    found = [[column.raw(row) for column in columns] for row in queryset[: MAX_ROWS + 1]]
    headers = [column.label for column in columns]
    heading = title
    if len(found) > MAX_ROWS:
        heading = f"{title} ({angka(MAX_ROWS)} baris pertama; persempit saringan untuk sisanya)"
    content = simple_table(heading, headers, found[:MAX_ROWS])
    name = f"{slugify(title) or 'daftar'}-{timezone.localdate():%Y-%m-%d}.xlsx"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
