"""What one sees in a list, as a file: every row of it, however many there are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.text import slugify

from dbi_portal.lib.days import long_date
from dbi_portal.lib.long_tables import write_csv, write_xlsx
from dbi_portal.lib.pages.columns import Column

CHUNK = 2_000  # rows fetched at a time, with all that is prefetched for them
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
}


def export_response(
    kind: str, *, title: str, note: str, columns: Sequence[Column], queryset: QuerySet
) -> FileResponse:
    """The rows of a register as a file to save; see `table_response`."""
    headers = [column.label for column in columns]
    rows = values(columns, queryset)
    return table_response(kind, title=title, note=note, headers=headers, rows=rows)


def table_response(
    kind: str, *, title: str, note: str, headers: Sequence[str], rows: Iterable[Sequence]
) -> FileResponse:
    """The rows as a file to save, "xlsx" or "csv", kept by nobody on the way.

    It is written whole before the first byte leaves: a file that breaks off would look like a
    shorter list. `note` says in words which rows these are; a .csv has no place for it.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    try:
        _write(kind, file, title=title, note=note, headers=headers, rows=rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = f"{slugify(title) or 'daftar'}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[kind])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _write(kind: str, file: BinaryIO, *, title: str, note: str, headers, rows) -> None:
    if kind == "csv":
        write_csv(file, headers=headers, rows=rows)
    else:
        write_xlsx(file, title=title, note=note, headers=headers, rows=rows)


def values(columns: Sequence[Column], queryset: QuerySet) -> Iterator[list]:
    """Each row's cells, fetched chunk by chunk through a cursor of the database."""
    for row in queryset.iterator(chunk_size=CHUNK):
        yield [column.raw(row) for column in columns]


def in_words(active: Sequence) -> str:
    """ "Saringan: Kantor Kanim Bekasi; Tahap aktif. Diunduh 31 Oktober 2025."."""
    filters = "; ".join(f"{each.label}: {each.text}" for each in active)
    told = f"Saringan: {filters}." if filters else "Semua yang dapat Anda lihat."
    return f"{told} Diunduh {long_date(timezone.localdate())}."
