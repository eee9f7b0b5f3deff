"""What a Kanwil may choose about its offices' reports. No official rule was found for any of it."""

from officers.policy import Spec, declare
from officers.roles import OfficeKind

GROUP = "Laporan bulanan"
DEADLINE = "report_deadline_working_day"
BUILD_DAY, BUILD_HOUR = "report_build_day", "report_build_hour"
FOR_ALL_ITS_OFFICES = (OfficeKind.CENTRE, OfficeKind.KANWIL)

declare(
    Spec(
        DEADLINE,
        "Tenggat laporan bulanan",
        "Hari kerja bulan berikutnya. Sesudahnya laporan yang belum ada tampil sebagai terlambat.",
        5,
        unit="hari kerja ke-",
        low=1,
        high=20,
        group=GROUP,
        kinds=FOR_ALL_ITS_OFFICES,
    ),
    Spec(
        BUILD_DAY,
        "Tanggal penyusunan laporan",
        "Tanggal bulan berikutnya portal menyusun konsep laporan dengan sendirinya.",
        1,
        unit="tanggal ",
        low=1,
        high=28,
        group=GROUP,
        kinds=FOR_ALL_ITS_OFFICES,
    ),
    Spec(
        BUILD_HOUR,
        "Jam penyusunan laporan",
        "Menurut jam setempat kantor yang melapor.",
        5,
        unit="waktu setempat",
        high=23,
        group=GROUP,
        kinds=FOR_ALL_ITS_OFFICES,
    ),
)
