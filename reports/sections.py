"""The sections of a report, in their order. A Kanwil may leave any of them out.

No official template was found (docs/stories.md), so the list is the portal's own.
"""

from __future__ import annotations

SECTIONS: dict[str, str] = {
    "ringkasan": "Ringkasan",
    "kantor": "Kantor pelapor",
    "paspor": "Paspor PMI",
    "keperluan": "Paspor menurut keperluan",
    "tujuan": "Negara tujuan",
    "asal": "Desa asal pemohon",
    "desa": "Desa Binaan dan SK",
    "petugas": "Petugas dan penugasan",
    "kegiatan": "Kegiatan",
    "jangkauan": "Desa yang belum dijangkau",
    "konsultasi": "Konsultasi",
    "temuan": "Temuan",
    "tindak-lanjut": "Tindak lanjut",
    "selisih": "Selisih dan koreksi",
    "foto": "Lampiran foto",
    "sumber": "Sumber data",
}
# What a report cannot do without: whoever reads it must know these.
ALWAYS = ("ringkasan", "paspor", "selisih", "sumber")
