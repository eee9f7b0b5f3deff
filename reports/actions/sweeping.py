"""Files no report names: what a worker had written when it died before its transaction committed.

A file is written before the row that names it, so that no row ever names a file that is not
there. The other way round, a file may be left that no row names; it is thrown away here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import Storage, default_storage

from reports.models import ReportRevision

ROOT = "reports"
PHOTOS = "reports/photos"  # named by their content, shared by revisions, and kept
WHILE_WORKING = timedelta(hours=6)  # no transaction lasts longer: what is older is nobody's
FIELDS = ("pdf", "xlsx", "docx", "html")


def sweep_files(*, at: datetime, storage: Storage = default_storage) -> int:
    """Delete documents of reports that no revision names and nobody is writing; returns how many.

    Rows are read after the files, so that a file whose row came in between is seen as named.
    """
    old = [name for name in _files(storage, ROOT) if _is_old(storage, name, at)]
    named = _named() if old else set()
    orphans = [name for name in old if name not in named]
    for name in orphans:
        storage.delete(name)
    return len(orphans)


def _files(storage: Storage, folder: str) -> Iterator[str]:
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        if f"{folder}/{name}" != PHOTOS:
            yield from _files(storage, f"{folder}/{name}")


def _is_old(storage: Storage, name: str, at: datetime) -> bool:
    try:
        return storage.get_modified_time(name) < at - WHILE_WORKING
    except FileNotFoundError:  # a draft drawn anew took it away meanwhile
        return False


def _named() -> set[str]:
    rows = ReportRevision.objects.order_by().values_list(*FIELDS)
    return {name for row in rows.iterator() for name in row if name}
