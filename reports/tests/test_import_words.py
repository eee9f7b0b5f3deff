"""The words of the passport sheet: in its cells, and above its columns."""

from dataclasses import dataclass

import pytest

from dbi_portal.lib import tabular
from reports.imports.vocabulary import BOOK_TYPES, LAYOUT, OUTCOMES, PURPOSES, SERVICES, SEXES
from reports.models import PassportStatistic


@dataclass
class Sheet:
    lines: list
    name: str = "Rekap"
    merged: tuple = ()
    hidden_rows: frozenset = frozenset()
    hidden_columns: frozenset = frozenset()

    def rows(self):
        return iter(enumerate(map(list, self.lines), start=1))


def table_of(*lines):
    return tabular.find(Sheet(list(lines)), LAYOUT)


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (OUTCOMES, "TERBIT", "terbit"),
        (OUTCOMES, "Ditolak", "penolakan"),
        (OUTCOMES, "ditolak atau ditunda", "ditolak-atau-ditunda"),
        (OUTCOMES, "Penolakan / Penundaan", "ditolak-atau-ditunda"),
        (OUTCOMES, "Penundaan Keberangkatan", "penundaan-keberangkatan"),
        (PURPOSES, "PMI", "pmi"),
        (PURPOSES, "Pekerja Migran Indonesia", "pmi"),
        (PURPOSES, "Umroh", "umrah"),
        (SERVICES, "Ganti hilang", "hilang"),
        (BOOK_TYPES, "E-Paspor", "elektronik"),
        (SEXES, "L", "laki-laki"),
        (SEXES, "", ""),
    ],
)
def test_a_word_of_a_list_is_known_by_its_spellings(read, cell, value):
    assert read(cell) == value


def test_a_word_that_is_not_in_the_list_is_answered_with_the_list():
    with pytest.raises(ValueError, match=r"“lulus” tidak dikenal. Pilih: Terbit"):
        OUTCOMES("lulus")


def test_no_two_outcomes_and_no_two_purposes_share_a_word():
    """ "Ditolak" is never "ditolak atau ditunda": a spelling belongs to one value alone."""
    for words, choices in (
        (OUTCOMES, PassportStatistic.Outcome),
        (PURPOSES, PassportStatistic.Purpose),
        (SERVICES, PassportStatistic.Service),
    ):
        for value, label in choices.choices:
            assert words(label) == words(value) == value


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        *(("BULAN", "Bulan"), ("Periode", "Bulan"), ("Desa / Kelurahan", "Desa")),
        *(("Nama  Desa", "Desa"), ("Asal Pemohon", "Desa"), ("Kab./Kota", "Kabupaten/Kota")),
        *(("KODE KEMENDAGRI", "Kode desa"), ("Negara Tujuan", "Negara tujuan")),
        *(("L/P", "Jenis kelamin"), ("Kantor Imigrasi", "Kantor"), ("Satuan Kerja", "Kantor")),
        *(("s.d.", "Sampai"), ("Jml", "Jumlah"), ("Jumlah\nTerbit", "Jumlah")),
        *(("Penerbitan Paspor", "Jumlah"), ("Ditolak", "Jumlah"), ("Keterangan", "")),
        *(("is_superuser", ""), ("office_id", ""), ("import_run", ""), ("grain", "")),
        *(("recorded", ""), ("id", "")),
    ],
)
def test_a_heading_is_known_by_its_other_names(heading, column):
    table = table_of([heading, "Hasil", "Mulai", "Total"], ["a", "b", "c", 1])
    taken = {each.index: each.column for each in table.headings}
    assert taken[0] == column


@pytest.mark.parametrize(
    ("heading", "outcome"),
    [
        *(("Terbit", "Terbit"), ("Jumlah Ditolak", "Penolakan"), ("Tunda", "Penundaan")),
        *(("Ditangguhkan", "Penangguhan"), ("Paspor Pembatalan", "Pembatalan")),
        ("Ditolak/Ditunda", "Ditolak atau ditunda (tidak dipisah)"),
    ],
)
def test_a_heading_above_figures_says_what_became_of_them(heading, outcome):
    [measure] = table_of(["Bulan", "Keperluan", heading], ["2025-08", "PMI", 1]).measures
    assert dict(measure.measure.fixed)["Hasil"] == outcome


def test_months_side_by_side_are_the_periods_of_their_figures():
    table = table_of(["Kelurahan", "Terbit Juli 2025", "Terbit Agustus 2025"], ["A", 1, 2])
    assert [dict(each.measure.fixed) for each in table.measures] == [
        {"Bulan": "2025-07", "Hasil": "Terbit"},
        {"Bulan": "2025-08", "Hasil": "Terbit"},
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [["Nama", "Alamat kantor"], ["a", "b"]],
        [["Jumlah"], [5]],
        [["Hasil", "Keperluan", "Kantor"], ["Terbit", "PMI", "x"]],
        [],
    ],
)
def test_a_sheet_without_headings_of_ours_has_no_table(lines):
    assert table_of(*lines) is None
