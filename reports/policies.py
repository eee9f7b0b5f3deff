"""What a Kanwil may choose about its offices' reports. No official rule was found for any of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from officers import policy
from officers.models import Office
from officers.policy import Spec, declare
from officers.roles import OfficeKind
from reports.sections import ALWAYS, SECTIONS

GROUP = "Laporan bulanan"
DEADLINE = "report_deadline_working_day"
BUILD_DAY, BUILD_HOUR = "report_build_day", "report_build_hour"
KANWIL_DEADLINE = "kanwil_report_deadline_working_day"
RUDENIM_REPORTS = "rudenim_reports"
REMINDER_DAYS = "report_reminder_days"
ESCALATION_DAYS = "report_escalation_days"
FOR_ALL_ITS_OFFICES = (OfficeKind.CENTRE, OfficeKind.KANWIL)
QUALITY = "Mutu data"
QUALITY_SCORE, QUALITY_HISTORY = "quality_outlier_score", "quality_outlier_history"
QUALITY_FACTOR, QUALITY_SIZE = "quality_jump_factor", "quality_jump_size"
QUALITY_LINES = "quality_double_lines"

declare(
    Spec(
        DEADLINE,
        "Tenggat laporan bulanan",
        "Hari kerja bulan berikutnya. Sesudahnya laporan yang belum dikirim tampil sebagai "
        "terlambat.",
        5,
        unit="hari kerja ke-",
        low=1,
        high=20,
        group=GROUP,
        kinds=FOR_ALL_ITS_OFFICES,
    ),
    Spec(
        KANWIL_DEADLINE,
        "Tenggat laporan gabungan Kanwil",
        "Hari kerja bulan berikutnya. Sampai hari itu laporan gabungan Kanwil dikirim ke pusat.",
        10,
        unit="hari kerja ke-",
        low=1,
        high=20,
        group=GROUP,
        kinds=(OfficeKind.CENTRE,),
    ),
    Spec(
        RUDENIM_REPORTS,
        "Rudenim wajib melapor",
        "Jika ya, Rudenim juga ditunggu laporannya tiap bulan, walau tidak membina desa.",
        default=False,
        group=GROUP,
        kinds=FOR_ALL_ITS_OFFICES,
    ),
    Spec(
        REMINDER_DAYS,
        "Ingatkan sebelum tenggat laporan",
        "Berapa hari sebelumnya kantor yang belum mengirim laporan diingatkan. 0: hanya paginya.",
        2,
        unit="hari",
        high=14,
        group=GROUP,
    ),
    Spec(
        ESCALATION_DAYS,
        "Naikkan laporan yang terlambat",
        "Setelah terlambat sekian hari kerja, kepala Kanwil diberi tahu; untuk laporan Kanwil, "
        "Monev pusat.",
        3,
        unit="hari kerja",
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

# From how much on a figure is asked about. All of it is ours: no official rule was found.
declare(
    Spec(
        QUALITY_SCORE,
        "Pencilan: batas skor",
        "Seberapa jauh dari median dua belas bulan sebelumnya (skor z kokoh), dalam persepuluh: "
        "35 berarti 3,5. Makin kecil, makin banyak yang ditanyakan.",
        35,
        unit="persepuluh",
        low=10,
        high=200,
        group=QUALITY,
    ),
    Spec(
        QUALITY_HISTORY,
        "Pencilan: riwayat paling sedikit",
        "Berapa dari dua belas bulan sebelumnya harus ada angkanya agar suatu bulan dinilai.",
        6,
        unit="bulan",
        low=3,
        high=12,
        group=QUALITY,
    ),
    Spec(
        QUALITY_FACTOR,
        "Lonjakan: kelipatan",
        "Berapa kali lipat dari bulan sebelumnya, atau sebaliknya.",
        3,
        unit="kali",
        low=2,
        high=50,
        group=QUALITY,
    ),
    Spec(
        QUALITY_SIZE,
        "Lonjakan: beda paling sedikit",
        "Beda yang lebih kecil tidak ditanyakan, berapa pun kelipatannya.",
        50,
        low=1,
        high=100_000,
        group=QUALITY,
    ),
    Spec(
        QUALITY_LINES,
        "Ganda: baris paling sedikit",
        "Sekian baris yang sama persis pada dua bulan atau dua kantor dianggap ganda.",
        5,
        unit="baris",
        low=2,
        high=1_000,
        group=QUALITY,
    ),
)

# A setting for each section a report can do without, by the section's key.
SECTION_SETTINGS = {
    key: f"report_section_{key.replace('-', '_')}" for key in SECTIONS if key not in ALWAYS
}
SECTION_KEYS = tuple(SECTION_SETTINGS.values())

declare(
    *(
        Spec(
            name,
            f"Bagian “{SECTIONS[key]}”",
            "Jika tidak, laporan yang disusun sesudahnya tidak memuat bagian ini.",
            default=True,
            group="Isi laporan bulanan",
            kinds=FOR_ALL_ITS_OFFICES,
        )
        for key, name in SECTION_SETTINGS.items()
    )
)


def sections_of(office: Office, on: date) -> tuple[str, ...]:
    """Keys of the sections the report of `office` has, in their order."""
    chosen = policy.values_by_key(SECTION_KEYS, office_ids=[office.pk], on=on)
    return sections_kept({key: values[office.pk] for key, values in chosen.items()})


def sections_kept(chosen: Mapping[str, object]) -> tuple[str, ...]:
    """The same, from the value of each setting."""
    settings = SECTION_SETTINGS
    return tuple(key for key in SECTIONS if key not in settings or chosen[settings[key]])
