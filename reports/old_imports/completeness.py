"""Whether a sheet of passport statistics has the columns it needs, before any row is read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reports.old_imports.changes import Problem
from reports.old_imports.layout import FIGURE
from reports.old_imports.offices import OfficeBook
from reports.old_imports.recognising import Table
from reports.old_imports.vocabulary import is_purpose

ABOUT_MIGRANTS = re.compile(r"\b(?:c?pmi|pekerja migran|c?tki)\b", re.IGNORECASE)
ALL_PURPOSES = "Angka akan dicatat untuk semua keperluan, bukan khusus PMI."


def structural_problems(table: Table, offices: OfficeBook) -> Iterator[Problem]:
    """Columns that are missing or stand there twice. With one of these no row can be understood."""
    for message in (
        *_missing(table, offices),
        *_undecided(table),
        *_unsaid_purpose(table),
        *_doubled(table),
    ):
        yield Problem(message=message, sheet=table.sheet, row=table.header_row)


def _missing(table: Table, offices: OfficeBook) -> Iterator[str]:
    if not table.measures:
        yield "kolom Jumlah tidak ada. Beri judul Jumlah pada kolom yang berisi angka."
    if not table.has("Bulan") and not (table.has("Mulai") and table.has("Sampai")):
        yield "kolom Bulan tidak ada. Tambahkan kolom Bulan, atau kolom Mulai dan Sampai."
    plain = [each for each in table.measures if not each.measure.fixed]
    if plain and not table.has("Hasil"):
        yield (
            "kolom Hasil tidak ada. Tambahkan kolom Hasil (misalnya Terbit), atau beri judul "
            f"Terbit pada kolom {plain[0].text}."
        )
    if not offices.offices:
        yield "tidak ada kantor yang boleh Anda impor di sini."
    elif not offices.only and not table.has("Kantor"):
        yield (
            "kolom Kantor tidak ada, padahal impor ini dapat memuat beberapa kantor. Tambahkan "
            "kolom Kantor, atau pilih kantornya saat mengunggah."
        )


def _undecided(table: Table) -> Iterator[str]:
    """A heading that may mean two things above cells that do not tell which."""
    for heading in table.headings:
        if heading.either:
            example = table.written(heading)[0]
            either = " atau ".join(heading.either)
            yield (
                f"kolom {heading.text} dapat berarti {either}, dan isinya (“{example}”) tidak "
                f"memastikannya. Ganti judulnya menjadi {either}."
            )


def _unsaid_purpose(table: Table) -> Iterator[str]:
    """Without a column Keperluan figures count for every purpose; where the sheet says otherwise,
    that would store them as something they are not.
    """
    if table.has("Keperluan") or any("Keperluan" in each.either for each in table.headings):
        return
    for heading in table.unknown:
        written = table.written(heading)
        if written and all(map(is_purpose, written)):
            yield (
                f"kolom {heading.text} berisi keperluan (“{written[0]}”), tetapi judulnya tidak "
                "dikenal. Ganti judulnya menjadi Keperluan."
            )
            return
    if named := ABOUT_MIGRANTS.search(f"{table.title} {table.sheet}"):
        yield (
            f"judul lembar menyebut {named[0]}, tetapi kolom Keperluan tidak ada. Tambahkan kolom "
            "Keperluan dan isi PMI pada setiap baris yang menghitung paspor PMI."
        )


def _doubled(table: Table) -> Iterator[str]:
    """Two columns taken for the same thing: which of them is meant cannot be known."""
    taken = defaultdict(list)
    for heading in table.headings:
        name = heading.measure.name if heading.measure else heading.column
        if name:
            taken[name].append(heading)
    for name, headings in taken.items():
        if len(headings) > 1:
            listed = " dan ".join(f"{each.letter} (“{each.text}”)" for each in headings)
            yield (
                f"kolom {listed} sama-sama terbaca sebagai {name}. Hapus salah satunya atau ganti "
                "judulnya."
            )


def remarks(table: Table) -> Iterator[str]:
    """What was left out or assumed, said once."""
    for heading in table.unknown:
        yield f'Kolom "{heading.text}" diabaikan.'
    if table.tail:
        first, last = table.tail[0].number, table.tail[-1].number
        rows = f"Baris {first}" if first == last else f"Baris {first}–{last}"
        yield f"{rows} di bawah jumlah tidak memuat {FIGURE.lower()} dan tidak dibaca."


def cautions(tables: Sequence[Table]) -> Iterator[str]:
    """What a person must have read before confirming; stands beside the button."""
    without = [table.sheet for table in tables if not table.has("Keperluan")]
    if without and len(tables) > 1:
        listed = " dan ".join(f"“{sheet}”" for sheet in without)
        yield f"Lembar {listed}: {ALL_PURPOSES[:1].lower()}{ALL_PURPOSES[1:]}"
    elif without:
        yield ALL_PURPOSES
