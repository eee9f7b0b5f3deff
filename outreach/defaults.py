"""The portal's own lists. No official ones were found, so each row says it is a default."""

from __future__ import annotations

from django.db import transaction

from officers.models import Term
from outreach.models import AudienceGroup, Duty, ProgrammeTag, SessionKind, Topic

KINDS = {
    "sosialisasi": "Sosialisasi",
    "penyuluhan": "Penyuluhan",
    "diseminasi": "Diseminasi informasi",
    "rapat-timpora": "Rapat koordinasi TIMPORA",
    "pembentukan-dbi": "Sosialisasi pembentukan Desa Binaan",
    "pengukuhan": "Pengukuhan atau peluncuran",
    "sambang-desa": "Sambang desa",
    "bimtek": "Bimbingan teknis perangkat desa",
    "paspor-simpatik": "Layanan paspor simpatik atau jemput bola",
    "konsultasi": "Konsultasi",
    "sekolah-kampus": "Goes to school/campus",
}
DUTIES = {
    "pembinaan": "Membina pemahaman peraturan keimigrasian",
    "kerja-sama": "Bekerja sama dengan perangkat desa, tokoh masyarakat, dan instansi",
    "ajak-serta": "Membimbing warga untuk ikut berperan",
    "kesempatan-pertama": "Memberi pelayanan pada kesempatan pertama",
    "informasi": "Mengumpulkan informasi, saran, dan pendapat",
}
GROUPS = {
    "camat": "Camat",
    "lurah-kades": "Lurah atau kepala desa",
    "perangkat": "Perangkat desa atau kelurahan",
    "rt-rw": "Pengurus RT/RW",
    "tokoh-agama": "Tokoh agama",
    "tokoh-masyarakat": "Tokoh masyarakat",
    "tokoh-pemuda": "Tokoh pemuda",
    "pkk": "PKK",
    "karang-taruna": "Karang Taruna",
    "babinsa": "Babinsa",
    "bhabinkamtibmas": "Bhabinkamtibmas",
    "cpmi": "Calon pekerja migran (CPMI)",
    "purna-pmi": "Purna pekerja migran",
    "pelajar": "Pelajar atau mahasiswa",
    "instansi": "Instansi dan lembaga",
    "warga": "Warga",
}
TOPICS = {
    "tppo": "Bahaya TPPO",
    "tppm": "Bahaya TPPM",
    "pmi-prosedural": "Bekerja ke luar negeri secara prosedural",
    "non-prosedural": "Modus PMI non-prosedural",
    "lowongan-palsu": "Tawaran kerja palsu di media sosial",
    "paspor": "Syarat dan layanan paspor",
    "lalu-lintas": "Lalu lintas keimigrasian",
    "orang-asing": "Pengawasan dan pelaporan orang asing",
    "program-dbi": "Desa Binaan Imigrasi dan PIMPASA",
    "pencegahan-dini": "Deteksi dini di lingkungan",
}
# The wording of the thirteen is not in our papers: the centre fills in the list.
TAGS = {"13-program-akselerasi": "13 program akselerasi Menteri Imigrasi dan Pemasyarakatan"}

LISTS: list[tuple[type[Term], dict[str, str]]] = [
    (SessionKind, KINDS),
    (Duty, DUTIES),
    (AudienceGroup, GROUPS),
    (Topic, TOPICS),
    (ProgrammeTag, TAGS),
]


@transaction.atomic
def load_defaults() -> int:
    """Add what is missing, leave the rest as the centre made it; returns how many were added."""
    return sum(_load(model, words) for model, words in LISTS)


def _load(model: type[Term], words: dict[str, str]) -> int:
    known = set(model.objects.values_list("code", flat=True))
    new = [
        model(code=code, name=name, position=position, is_default=True)
        for position, (code, name) in enumerate(words.items(), start=1)
        if code not in known
    ]
    model.objects.bulk_create(new)
    return len(new)
