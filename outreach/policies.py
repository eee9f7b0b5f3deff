"""What an office may choose about its sessions. No official figures were found: all defaults."""

from officers.policy import Spec, declare

declare(
    Spec(
        "session_reminder_days",
        "Ingatkan sebelum kegiatan",
        "Berapa hari sebelumnya petugas dan pencatat diingatkan. 0: hanya pada paginya.",
        1,
        unit="hari",
        high=14,
        group="Kegiatan",
    ),
    Spec(
        "unreported_reminder_days",
        "Ingatkan kegiatan yang belum dilaporkan",
        "Berapa hari setelah kegiatan pencatat diingatkan; dua kali selama itu, juga verifikator.",
        3,
        unit="hari",
        low=1,
        high=30,
        group="Kegiatan",
    ),
    Spec(
        "follow_up_reminder_days",
        "Ingatkan sebelum batas tindak lanjut",
        "Berapa hari sebelum batas waktu tindak lanjut pencatat kegiatan diingatkan.",
        3,
        unit="hari",
        high=30,
        group="Kegiatan",
    ),
    Spec(
        "session_target_per_village",
        "Target kegiatan per Desa Binaan tiap bulan",
        "Berlaku untuk desa yang belum diberi target sendiri pada bulan itu.",
        1,
        unit="kegiatan",
        high=31,
        group="Kegiatan",
    ),
)
