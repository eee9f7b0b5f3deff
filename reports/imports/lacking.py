"""Whether a sheet of passport statistics has the columns it needs, before its rows are read."""

from __future__ import annotations

from collections.abc import Iterator

from dbi_portal.lib.tabular import Table
from officers.imports.offices import OfficeBook
from reports.imports import titles
from reports.imports.vocabulary import is_purpose

ALL_PURPOSES = "Angka akan dicatat untuk semua keperluan, bukan khusus PMI."


def sentences(table: Table, offices: OfficeBook) -> Iterator[str]:
    """Columns that are missing, or whose meaning a person must say. With one of these no row can be
    understood.
    """
    yield from _missing(table, offices)
    yield from _unsaid_purpose(table)
    yield from _another_time(table)


def _missing(table: Table, offices: OfficeBook) -> Iterator[str]:
    if not table.measures:
        yield "kolom Jumlah tidak ada. Beri judul Jumlah pada kolom yang berisi angka."
    if not _says_when(table):
        yield (
            "kolom Bulan tidak ada. Tambahkan kolom Bulan, atau kolom Mulai dan Sampai, atau sebut "
            "bulannya di judul lembar."
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


def _says_when(table: Table) -> bool:
    """Whether each figure's month or days are told: by a column, the title, or its own heading."""
    if says(table, "Bulan") or (says(table, "Mulai") and says(table, "Sampai")):
        return True
    headed = [dict(each.measure.fixed) for each in table.measures]
    return bool(headed) and all("Bulan" in told or "Sampai" in told for told in headed)


def of_what(table: Table) -> str:
    """ "Jumlah": a column of figures of which neither sheet nor heading says what became of them;
    empty when all do.
    """
    plain = [each for each in table.measures if "Hasil" not in dict(each.measure.fixed)]
    return plain[0].text if plain and not says(table, "Hasil") else ""


def written(table: Table, column: str) -> bool:
    """Whether the sheet has this column and its first rows fill it here or there."""
    return any(table.written(each) for each in table.columns if each.column == column)


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


def about(table: Table) -> dict[str, str]:
    """The purposes that a sheet's title speaks of, where no column tells each figure's: then
    somebody must say whether all of them are for it. Purpose -> the title's words.
    """
    return {} if says(table, "Keperluan") else titles.purposes(table)


def _another_time(table: Table) -> Iterator[str]:
    """A running total under the name of one month would be stored as that month's own."""
    if titles.is_cumulative(table) and table.has("Bulan"):
        yield (
            "judul lembar menyebut angka kumulatif, padahal kolom Bulan menyebut satu bulan. Ganti "
            "kolom Bulan dengan Mulai dan Sampai, atau hapus kata kumulatif dari judul."
        )


def cautions(table: Table) -> Iterator[str]:
    """What a person must have read before confirming; stands beside the button."""
    if not (says(table, "Keperluan") or about(table)):
        yield ALL_PURPOSES
