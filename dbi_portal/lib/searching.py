"""One searchable column per table, computed by PostgreSQL itself from the words it is made of."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db.models import Func, GeneratedField, TextField

BLANK = " || ' ' || "


class SearchText(Func):
    """The first column squashed into one piece, then the words of all: "sosialisasipmi sosialisasi
    pmi balai rw 05". So "SosialisasiPMI" and "pmi balai" both find the row.

    Only immutable functions: `concat()` is not one, hence `||`.
    """

    output_field = TextField()

    def as_sql(self, compiler, connection, **extra):
        columns = [compiler.compile(each)[0] for each in self.source_expressions]
        known = [f"coalesce({column}, '')" for column in columns]
        pieces = f"regexp_replace({known[0]}, '[^[:alnum:]]+', '', 'g')"
        words = f"regexp_replace({BLANK.join(known)}, '[^[:alnum:]]+', ' ', 'g')"
        return f"lower({pieces} || ' ' || {words})", ()


def search_column(*fields: str) -> GeneratedField:
    """A stored column `search` over `fields`; index it with `search_index`."""
    return GeneratedField(
        expression=SearchText(*fields), output_field=TextField(), db_persist=True, editable=False
    )


def search_index(name: str) -> GinIndex:
    """Trigrams over the column `search`: parts of words and slips are found by index."""
    return GinIndex(fields=["search"], name=name, opclasses=["gin_trgm_ops"])
