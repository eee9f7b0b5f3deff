"""Lines of a check on their way into the database, a chunk at a time by COPY."""

from __future__ import annotations

import io
import json
from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import blake2b
from typing import Any, Self

from django.db import connection

from officers.imports.resource import Draft
from officers.models import ImportLine, ImportRun

COLUMNS = (
    *("run_id", "sheet", "position", "row", "column", "state", "key", "target"),
    *("values", "before", "messages", "question", "said", "written"),
)
QUOTED = ", ".join(f'"{name}"' for name in COLUMNS)
COPY = f"COPY officers_importline ({QUOTED}) FROM STDIN"
NOTHING, NO_MESSAGES, NULL, TAB = "{}", "[]", r"\N", "\t"
NOTHING_MORE = "\t\t\t\n"  # question, said and written
LONGEST = 80  # letters of a sheet's or a column's name
ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
# What `json.dumps` makes anew for every call; a sheet asks a hundred thousand times.
_parts = json.encoder.c_make_encoder(
    None,
    None,
    json.encoder.c_encode_basestring,
    None,
    ":",
    ",",
    False,  # noqa: FBT003
    False,  # noqa: FBT003
    False,  # noqa: FBT003
)


def clear(run: ImportRun) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM officers_importline WHERE run_id = %s", [run.pk])


class Copying:
    """Sends a chunk's lines to the database while the next chunk is read.

    The connection is the caller's own, within his transaction, so whatever else is asked of it
    meanwhile waits until the lines are there.
    """

    def __init__(self):
        self.helper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="copy")
        self.under_way: Future | None = None
        self.guarded = connection.execute_wrapper(self._after_waiting)

    def __enter__(self) -> Self:
        self.guarded.__enter__()
        return self

    def __exit__(self, *failure) -> None:
        self.guarded.__exit__(*failure)
        self.helper.shutdown(wait=True)

    def keep(self, lines: Collection[str]) -> None:
        """Lines as `drafted` and `told` make them."""
        self.wait()
        if lines:
            paper = io.BytesIO("".join(lines).encode())
            connection.ensure_connection()
            self.under_way = self.helper.submit(_copy, connection.connection, paper)

    def wait(self) -> None:
        """Until the lines are there; raises what the database said of them."""
        under_way, self.under_way = self.under_way, None
        if under_way:
            with connection.wrap_database_errors:
                under_way.result()

    def _after_waiting(self, execute, sql, params, many, context):
        self.wait()
        return execute(sql, params, many, context)


def _copy(session: Any, paper: io.BytesIO) -> None:
    with session.cursor() as cursor:
        cursor.copy_expert(COPY, paper, size=1024**2)


def place(run_id: int, sheet: str, heading: str) -> tuple[str, str]:
    """What all lines of one column of figures begin with, and what stands behind their row."""
    return f"{run_id}\t{_text(sheet)}\t", f"\t{_text(heading)}\t"


def drafted(where: tuple[str, str], position: int, row: int, draft: Draft) -> str:
    """A line with something to compare; `where` comes from `place`."""
    before = _json(draft.before) if draft.before else NOTHING
    messages = _json(draft.messages) if draft.messages else NO_MESSAGES
    told = (draft.state, key_of(draft.key), draft.target, _json(draft.values), before, messages)
    return f"{where[0]}{position}\t{row}{where[1]}{TAB.join(told)}{NOTHING_MORE}"


def told(
    where: tuple[str, str],
    position: int,
    row: int,
    state: str,
    messages: list[dict[str, Any]],
    *,
    question: str = "",
    said: str = "",
) -> str:
    """A line in error, in question or left out, with what there is to say about it."""
    words = (state, NULL, "", NOTHING, NOTHING, _json(messages), question, said.translate(ESCAPED))
    return f"{where[0]}{position}\t{row}{where[1]}{TAB.join(words)}\t\n"


def _text(words: str) -> str:
    return words[:LONGEST].translate(ESCAPED)


def _json(value: Any) -> str:
    """JSON within a line of COPY: what it writes of its own accord holds no tab and no newline."""
    return "".join(_parts(value, 0)).replace("\\", r"\\")


def key_of(key: tuple) -> str:
    """Sixteen bytes of what the line speaks of, as a UUID."""
    return blake2b(repr(key).encode(), digest_size=16).hexdigest()


TWICE = """
    UPDATE officers_importline AS line
    SET state = %(error)s, "values" = '{}', key = NULL, messages = jsonb_build_array(
        jsonb_build_object('column', line."column", 'value', '', 'message', format(
            %(message)s, found.first_row, found.first_sheet)))
    FROM (
        SELECT id, row_number() OVER places AS number,
               first_value(row) OVER places AS first_row,
               first_value(sheet) OVER places AS first_sheet
        FROM officers_importline WHERE run_id = %(run)s AND key = ANY(%(keys)s::uuid[])
        WINDOW places AS (PARTITION BY key ORDER BY position)
    ) AS found
    WHERE found.id = line.id AND found.number > 1
"""
FIND_TWICE = """
    SELECT key FROM officers_importline WHERE run_id = %s AND key IS NOT NULL
    GROUP BY key HAVING count(*) > 1
"""


def mark_twice(run: ImportRun, message: str) -> int:
    """Of lines that speak of the same thing the first stands, the others are in error.

    `message` is formatted by PostgreSQL: %1$s is the first one's row, %2$s its sheet.
    """
    with connection.cursor() as cursor:
        cursor.execute(FIND_TWICE, [run.pk])
        keys = [str(key) for (key,) in cursor]
        if not keys:
            return 0
        given = {"run": run.pk, "keys": keys, "message": message, "error": ImportLine.State.ERROR}
        cursor.execute(TWICE, given)
        return cursor.rowcount
