"""Bring an edition of the Kemendagri codes into the database. Deletes nothing; repeats freely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from django.db import connection, transaction

from villages.editions import EditionSource, Row
from villages.models import Region, RegionEdition

ONE_LOADER = 0x0DB1_5EED  # any number, the same for all: two machines starting up do not race
READ = ("code", "name", "level", "kind", "parent_id", "path", "key", "search")
COMPARED = READ[1:]


@dataclass(frozen=True)
class LoadResult:
    """How many regions were new, changed and unchanged, and how long it took."""

    new: int
    changed: int
    unchanged: int
    seconds: float


def load(edition_source: EditionSource) -> LoadResult:
    """Load every region of the edition. An edition already loaded is recognised by its digest.

    Regions the edition no longer lists stay as they are: what a second edition retires, renames
    and splits is shown first (`changes/`) and written by `actions/editions.py`.
    """
    started = perf_counter()
    with transaction.atomic():
        wait_for_my_turn()
        digest = edition_source.digest
        if RegionEdition.objects.filter(code=edition_source.code, digest=digest).exists():
            counts = 0, 0, Region.objects.count()
        else:
            counts = write(edition_of(edition_source), edition_source.rows())
    return LoadResult(*counts, seconds=round(perf_counter() - started, 2))


def edition_of(source: EditionSource) -> RegionEdition:
    """The edition's row, as its source describes it now."""
    facts = {
        "name": source.name,
        "decree": source.decree,
        "source": source.source,
        "digest": source.digest,
        "effective_on": source.effective_on,
    }
    return RegionEdition.objects.update_or_create(code=source.code, defaults=facts)[0]


def write(edition: RegionEdition, rows: Iterable[Row]) -> tuple[int, int, int]:
    """Bring the regions in: how many were new, changed and unchanged. Parents come first."""
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
        _copy(cursor, rows)
        cursor.execute("ANALYZE read_regions")
        total, new = _count(cursor)
        with _search_index_afterwards(cursor):
            cursor.execute(UPSERT, {"edition": edition.pk})
            changed = cursor.rowcount - new
        cursor.execute("DROP TABLE read_regions")
    return new, changed, total - new - changed


def _copy(cursor, rows: Iterable[Row]) -> None:
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    lines.seek(0)
    cursor.copy_expert(COPY, lines)


def _count(cursor) -> tuple[int, int]:
    cursor.execute(
        "SELECT count(*), count(*) FILTER (WHERE region.code IS NULL) "
        "FROM read_regions LEFT JOIN villages_region region USING (code)"
    )
    return cursor.fetchone()


@contextmanager
def _search_index_afterwards(cursor) -> Iterator[None]:
    """Into an empty table: build the trigram index in one go, three times as fast as row by row."""
    if Region.objects.exists():
        yield
        return
    index = next(index for index in Region._meta.indexes if index.name == "region_search")
    with connection.schema_editor() as editor:
        editor.remove_index(Region, index)
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else PostgreSQL refuses the new index
        editor.add_index(Region, index)


def wait_for_my_turn() -> None:
    """Until the transaction ends nobody else loads regions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_LOADER])


def _columns(prefix: str = "", *, of: Iterable[str] = COMPARED) -> str:
    return ", ".join(f"{prefix}{column}" for column in of)


ROOM = f"""
    CREATE TEMP TABLE read_regions ON COMMIT DROP AS
    SELECT {_columns(of=READ)} FROM villages_region WITH NO DATA
"""  # noqa: S608 -- column names only

# In the CSV a province has neither parent nor path: the one is NULL, the other an empty text.
COPY = (
    f"COPY read_regions ({_columns(of=READ)}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (path))"
)

# Rows that are already so are left alone: no new row version, no index entry, no count as changed.
UPSERT = f"""
    INSERT INTO villages_region AS region ({_columns(of=READ)}, edition_id)
    SELECT {_columns(of=READ)}, %(edition)s FROM read_regions
    ON CONFLICT (code) DO UPDATE SET
        ({_columns()}, edition_id) = ({_columns("excluded.")}, excluded.edition_id)
    WHERE ({_columns("region.")}) IS DISTINCT FROM ({_columns("excluded.")})
"""  # noqa: S608 -- column names only
