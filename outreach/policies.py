"""What an office may choose about its sessions and findings.

No official figures were found: all are defaults. Those of findings are one Kanwil's proposal.
"""

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
    Spec(
        "finding_verify_hours",
        "Verifikasi temuan dalam",
        "Sejak diajukan. Nilai bawaan adalah usul satu Kanwil, bukan aturan resmi.",
        48,
        unit="jam",
        low=1,
        high=720,
        group="Temuan",
    ),
    Spec(
        "finding_handle_hours",
        "Tindak lanjuti temuan dalam",
        "Sejak diverifikasi. Nilai bawaan adalah usul satu Kanwil, bukan aturan resmi.",
        72,
        unit="jam",
        low=1,
        high=2160,
        group="Temuan",
    ),
    Spec(
        "finding_urgent_hours",
        "Verifikasi dan tindak lanjuti indikasi TPPO atau TPPM dalam",
        "Sejak diajukan, untuk keduanya. Nilai bawaan adalah usul satu Kanwil, bukan aturan resmi.",
        6,
        unit="jam",
        low=1,
        high=168,
        group="Temuan",
    ),
    Spec(
        "finding_reminder_hours",
        "Ingatkan sebelum tenggat temuan",
        "Verifikator diingatkan sekian jam sebelumnya, untuk TPPO dan TPPM paling awal saat "
        "sepertiga waktunya tersisa.",
        6,
        unit="jam",
        low=1,
        high=72,
        group="Temuan",
    ),
    Spec(
        "finding_escalation_hours",
        "Beri tahu Kanwil bila tenggat temuan lewat lebih dari",
        "Kepala kantor diberi tahu begitu tenggatnya lewat, supervisor Kanwil sekian jam kemudian.",
        24,
        unit="jam",
        low=0,
        high=720,
        group="Temuan",
    ),
)
