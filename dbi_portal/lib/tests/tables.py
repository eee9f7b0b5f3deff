"""Sheets in memory and a layout to read them with, for the tests of `tabular`."""

from dataclasses import dataclass, field

from dbi_portal.lib import tabular
from dbi_portal.lib.tabular import Layout, Measure
from dbi_portal.lib.text import squash

OUTCOMES = ("Terbit", "Penolakan", "Penundaan")


def district(line):
    """ "Kecamatan Bekasi Utara" -> "Bekasi Utara" """
    head, _, name = line.partition(" ")
    return name.strip() if head.lower().strip(".") in {"kec", "kecamatan"} and name else None


def purpose(line):
    """ "Keperluan: PMI" -> "PMI" """
    head, colon, value = line.partition(":")
    return value.strip() if colon and head.strip().lower() == "keperluan" else None


FIGURES = Layout(
    spellings={
        "Kantor": ("kanim", "kantor imigrasi"),
        "Bulan": ("periode", "bulan tahun"),
        "Mulai": ("dari tanggal",),
        "Sampai": ("s.d.", "sampai tanggal"),
        "Kode desa": ("kode kemendagri",),
        "Desa": ("kelurahan", "desa/kelurahan", "nama desa"),
        "Kecamatan": ("kec", "nama kecamatan"),
        "Kabupaten/Kota": ("kab/kota", "kota", "kabupaten"),
        "Keperluan": ("tujuan permohonan",),
        "Hasil": ("status permohonan",),
        "Negara tujuan": ("negara",),
        "Jenis kelamin": ("l/p",),
    },
    measures=(
        Measure("Jumlah", (), ("jml", "total", "jumlah paspor")),
        Measure(
            "Terbit", (("Hasil", "Terbit"),), ("diterbitkan", "jumlah terbit", "paspor terbit")
        ),
        Measure("Penolakan", (("Hasil", "Penolakan"),), ("ditolak",)),
        Measure("Penundaan", (("Hasil", "Penundaan"),), ("ditunda",)),
        Measure("L", (("Jenis kelamin", "Laki-laki"),), ("laki-laki",)),
        Measure("P", (("Jenis kelamin", "Perempuan"),), ("perempuan",)),
    ),
    anchors=("Bulan", "Mulai", "Sampai"),
    either={"tujuan": ("Keperluan", "Negara tujuan")},
    tells={
        "Keperluan": lambda word: squash(word) in {"pmi", "umrah"},
        "Negara tujuan": lambda word: squash(word) in {"malaysia", "taiwan"},
    },
    titles={"Keperluan": purpose},
    groups={"Kecamatan": district},
)
VILLAGES = Layout(
    spellings={
        "Desa": ("kelurahan", "nama desa", "desa/kelurahan"),
        "Kecamatan": ("kec",),
        "Kabupaten/Kota": ("kab/kota",),
        "Nomor SK": ("sk",),
    },
    anchors=("Desa",),
    groups={"Kecamatan": district},
)


@dataclass
class Paper:
    """A sheet as the readers of files hand it over. Rows without cells are blank."""

    lines: list
    name: str = "Rekap"
    merged: tuple = ()
    hidden_rows: frozenset = frozenset()
    hidden_columns: frozenset = frozenset()
    first_row: int = 1
    read: int = field(default=0)

    def rows(self):
        for number, cells in enumerate(self.lines, start=self.first_row):
            self.read += 1
            yield number, list(cells)


def table_of(*rows, layout=FIGURES, **about):
    return tabular.find(Paper([list(row) for row in rows], **about), layout)


def tables_of(*rows, layout=FIGURES, **about):
    """Every table of these rows, one after the other."""
    return tabular.tables(Paper([list(row) for row in rows], **about), layout)


def taken(table):
    """Heading -> what it was taken for."""
    return {heading.text: heading.column for heading in table.headings}


def read(*rows, **about):
    """The table of these rows, read to its end, and its rows."""
    table = table_of(*rows, **about)
    return table, list(table.rows())


def figures(table, rows):
    """Every figure with all that is said of it: {(column, value)…} -> count."""
    found = {}
    for row in rows:
        shared = {(each.column, tabular.words.text(row.cell(each))) for each in table.columns}
        for measure in table.measures:
            said = shared | set(measure.measure.fixed) | set(table.fixed.items())
            cell = row.cell(measure)
            if cell is not None:
                found[frozenset(pair for pair in said if pair[1])] = tabular.words.count(cell)
    return found
