"""What a table may be broken down by, and what it may count: the words of its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dbi_portal.lib.months import Month
from reports.figures.period import MonthRange


@dataclass(frozen=True)
class Axis:
    """One way to break figures down. `tells`: what a figure's grain must tell (reports/grain.py).

    `column`: of a figure, its column; of sessions, the SQL of `reports/figures/pivot/joins.py`.
    """

    key: str
    label: str
    tells: str = ""
    column: str = ""
    several: bool = False  # a session may stand in more than one row

    @property
    def is_time(self) -> bool:
        return self.key in PERIODS

    @property
    def is_place(self) -> bool:
        return self.key in ("kantor", "kanwil")

    def __str__(self) -> str:
        return self.label


OFFICE, KANWIL = Axis("kantor", "Kantor"), Axis("kanwil", "Kanwil")
MONTH, QUARTER, YEAR = (
    Axis("bulan", "Bulan"), Axis("triwulan", "Triwulan"), Axis("tahun", "Tahun"),
)  # fmt: skip
# From the finest; the SQL writes them as `bucket_of` does.
PERIODS = {"bulan": "YYYY-MM", "triwulan": 'YYYY-"T"Q', "tahun": "YYYY"}
COMMON = (OFFICE, KANWIL, MONTH, QUARTER, YEAR)
OUTCOME, PURPOSE = Axis("hasil", "Hasil"), Axis("keperluan", "Keperluan", "purpose", "purpose")
DESTINATION = Axis("tujuan", "Negara tujuan", "destination", "destination")
# How many characters of a Kemendagri code PP.KK.CC.DDDD name a region of that level.
HOMES = {"provinsi": 2, "kabupaten": 5, "kecamatan": 8, "desa": 13}
STATISTICS = (
    *COMMON,
    OUTCOME,
    PURPOSE,
    DESTINATION,
    Axis("provinsi", "Provinsi asal", "home", "home"),
    Axis("kabupaten", "Kabupaten/kota asal", "home", "home"),
    Axis("kecamatan", "Kecamatan asal", "home", "home"),
    Axis("desa", "Desa/kelurahan asal", "home", "home"),
    Axis("layanan", "Jenis layanan", "service", "service"),
    Axis("paspor", "Jenis paspor", "book", "book_type"),
    Axis("kelamin", "Jenis kelamin", "sex", "sex"),
    Axis("alasan", "Alasan", "reason", "reason"),
)
KIND = Axis("jenis", "Jenis kegiatan")
SESSIONS = (
    *COMMON,
    KIND,
    Axis("topik", "Topik", several=True),
    Axis("tugas", "Tugas PIMPASA", several=True),
    Axis("unsur", "Unsur peserta", several=True),
    Axis("desa-binaan", "Desa Binaan", several=True),
    Axis("kabupaten", "Kabupaten/kota yang dicapai", several=True),
    Axis("instansi", "Instansi narasumber", several=True),
    Axis("tag", "Penanda program", several=True),
)


@dataclass(frozen=True)
class Count:
    """What is counted in a cell. `once`: the thing that counts once however often it occurs."""

    key: str
    label: str
    once: str


APPLICATIONS = Count("jumlah", "Jumlah paspor atau orang", "")
COUNTS = (
    Count("kegiatan", "Jumlah kegiatan", "kegiatan"),
    Count("peserta", "Peserta", "kegiatan"),
    Count("desa", "Desa Binaan dilayani", "desa"),
    Count("instansi", "Instansi narasumber", "instansi"),
)


def bucket_of(month: Month, axis: Axis) -> str:
    """ "2025-08", "2025-T3" or "2025": the period of that axis a month lies in."""
    if axis == MONTH:
        return str(month)
    return f"{month.year}-T{(month.number + 2) // 3}" if axis == QUARTER else str(month.year)


def buckets(months: MonthRange, axis: Axis) -> dict[str, MonthRange]:
    """The periods of a time axis that lie in these months, cut off where the months end."""
    found: dict[str, MonthRange] = {}
    for month in months:
        key = bucket_of(month, axis)
        first = found[key].first if key in found else month
        found[key] = MonthRange(first, month)
    return found


def finest(axes: Iterable[Axis]) -> Axis | None:
    """The finest time axis among these; None when none of them is time."""
    keys = {axis.key for axis in axes}
    return next((axis for axis in (MONTH, QUARTER, YEAR) if axis.key in keys), None)
