"""Whether a sheet of passport statistics has the columns it needs, before any row is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reports.imports.changes import Problem
from reports.imports.layout import FIGURE
from reports.imports.offices import OfficeBook
from reports.imports.recognising import Table


def structural_problems(table: Table, offices: OfficeBook) -> Iterator[Problem]:
    """Columns that are missing or stand there twice. With one of these no row can be understood."""
    for message in (*_missing(table, offices), *_doubled(table)):
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
    if not table.has("Keperluan"):
        yield "Kolom Keperluan tidak ada: angka dicatat untuk semua keperluan."
    if table.tail:
        first, last = table.tail[0].number, table.tail[-1].number
        rows = f"Baris {first}" if first == last else f"Baris {first}–{last}"
        yield f"{rows} di bawah jumlah tidak memuat {FIGURE.lower()} dan tidak dibaca."
