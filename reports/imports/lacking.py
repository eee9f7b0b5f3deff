"""Whether a sheet of passport statistics has the columns it needs, before its rows are read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from dbi_portal.lib.tabular import Table
from officers.imports.offices import OfficeBook
from reports.imports.vocabulary import is_purpose

ABOUT_MIGRANTS = re.compile(r"\b(?:c?pmi|pekerja migran|c?tki)\b", re.IGNORECASE)
ALL_PURPOSES = "Angka akan dicatat untuk semua keperluan, bukan khusus PMI."


def sentences(table: Table, offices: OfficeBook) -> Iterator[str]:
    """Columns that are missing or stand there twice. With one of these no row can be understood."""
    yield from _missing(table, offices)
    yield from _undecided(table)
    yield from _unsaid_purpose(table)
    yield from _doubled(table)


def _missing(table: Table, offices: OfficeBook) -> Iterator[str]:
    if not table.measures:
        yield "kolom Jumlah tidak ada. Beri judul Jumlah pada kolom yang berisi angka."
    if not says(table, "Bulan") and not (says(table, "Mulai") and says(table, "Sampai")):
        yield (
            "kolom Bulan tidak ada. Tambahkan kolom Bulan, atau kolom Mulai dan Sampai, atau sebut "
            "bulannya di judul lembar."
        )
    plain = [each for each in table.measures if "Hasil" not in dict(each.measure.fixed)]
    if plain and not says(table, "Hasil"):
        yield (
            "kolom Hasil tidak ada. Tambahkan kolom Hasil (misalnya Terbit), atau beri judul "
            f"Terbit pada kolom {plain[0].text}."
        )
    if not offices.offices:
        yield "tidak ada kantor yang boleh Anda impor di sini."
    elif not offices.only and not says(table, "Kantor"):
        yield (
            "kolom Kantor tidak ada, padahal impor ini dapat memuat beberapa kantor. Tambahkan "
            "kolom Kantor, atau pilih kantornya saat mengunggah."
        )


def says(table: Table, column: str) -> bool:
    """Whether the sheet tells this of every figure: in a column, a heading, or its title."""
    if column in table.fixed or any(each.column == column for each in table.columns):
        return True
    headed = [column in dict(each.measure.fixed) for each in table.measures]
    return bool(headed) and all(headed)


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
    if says(table, "Keperluan") or any("Keperluan" in each.either for each in table.headings):
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
        measure = heading.measure
        name = measure.name if measure else heading.column
        if name:
            taken[name, measure.fixed if measure else ()].append(heading)
    for (name, _), headings in taken.items():
        if len(headings) > 1:
            listed = " dan ".join(f"{each.letter} (“{each.text}”)" for each in headings)
            yield (
                f"kolom {listed} sama-sama terbaca sebagai {name}. Hapus salah satunya atau ganti "
                "judulnya."
            )


def cautions(table: Table) -> Iterator[str]:
    """What a person must have read before confirming; stands beside the button."""
    if not says(table, "Keperluan"):
        yield ALL_PURPOSES
