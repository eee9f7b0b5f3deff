"""How the audit trail reads: a sentence for each action, a name for what is no column.

Every app has a `history_words.py` of its own that calls `register`; its AppConfig imports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

SENTENCES: dict[str, str] = {}
# What one word of a change is called, by model ("villages.Decree") or, under "", everywhere.
LABELS: dict[str, dict[str, str]] = {}
# Which rows the numbers of such a word stand for: {"villages.Decree": {"villages": model}}.
ROWS: dict[str, dict[str, str]] = {}
# Actions that make something: their values are what was entered, never [old, new].
MAKING: set[str] = set()
# What opens a row's own page, where that is not "app.view_model".
RIGHTS: dict[str, str] = {}
# Words that say nothing to a reader, and what must never be shown.
HIDDEN: set[str] = {"digest", "sha256", "password", "password1", "password2", "supersedes"}

# Where an action has no sentence of its own, as after a change of a list of words.
VERBS = {
    "added": "menambahkan",
    "recorded": "mencatat",
    "registered": "mendaftarkan",
    "created": "membuat",
    "changed": "mengubah",
    "deleted": "menghapus",
    "merged": "menggabungkan",
    "ended": "mengakhiri",
    "cancelled": "membatalkan",
    "retired": "menghentikan",
    "brought_back": "memakai lagi",
    "shared": "memberikan kepada semua kantor",
}
MAKING_VERBS = {"added", "recorded", "registered", "created", "started", "asked", "checked"}


def register(
    sentences: Mapping[str, str],
    *,
    making: Iterable[str] = (),
    labels: Mapping[str, Mapping[str, str]] | None = None,
    rows: Mapping[str, Mapping[str, str]] | None = None,
    hidden: Iterable[str] = (),
    rights: Mapping[str, str] | None = None,
) -> None:
    """Add an app's words. Keys of `labels` and `rows` are model labels, "" stands for all."""
    RIGHTS.update(rights or {})
    SENTENCES.update(sentences)
    MAKING.update(making)
    HIDDEN.update(hidden)
    for table, more in ((LABELS, labels), (ROWS, rows)):
        for model, words in (more or {}).items():
            table.setdefault(model, {}).update(words)


def sentence_for(action: str, noun: str) -> str:
    """ "mengubah data petugas"; from the verb and the model's `noun` when nobody wrote one."""
    return SENTENCES.get(action) or f"{VERBS.get(verb_of(action), 'mencatat')} {noun}".strip()


def makes(action: str) -> bool:
    return action in MAKING or verb_of(action) in MAKING_VERBS


def verb_of(action: str) -> str:
    return action.rpartition(".")[2]


register(
    {
        "officers.officer.added": "menambahkan petugas",
        "officers.officer.changed": "mengubah data petugas",
        "officers.officer.position_changed": "mengubah jabatan petugas",
        "officers.officer.returned": "mencatat petugas kembali bertugas",
        "officers.officer.merged": "menggabungkan dua data petugas",
        "officers.officerpost.changed": "memperbaiki riwayat jabatan",
        "officers.officehead.appointed": "mencatat pimpinan kantor",
        "officers.officehead.changed": "mengubah data pimpinan kantor",
        "officers.officehead.ended": "mengakhiri masa pimpinan kantor",
        "officers.office.added": "menambahkan kantor",
        "officers.office.changed": "mengubah data kantor",
        "officers.office.closed": "menutup kantor",
        "officers.office.reopened": "membuka lagi kantor",
        "officers.office.classified": "mencatat kelas baru kantor",
        "officers.office.moved": "memindahkan kantor ke Kanwil lain",
        "officers.office.named": "mengingat sebutan kantor",
        "officers.office.unnamed": "melupakan sebutan kantor",
        "officers.user.invited": "mengundang orang ini",
        "officers.user.invited_again": "mengirim ulang undangan",
        "officers.user.deactivated": "menonaktifkan akun",
        "officers.user.reactivated": "mengaktifkan lagi akun",
        "officers.user.password_reset": "menyetel ulang kata sandi",
        "officers.user.password_set": "memilih kata sandi baru",
        "officers.user.sessions_ended": "mengeluarkan akun dari semua perangkat",
        "officers.apitoken.made": "membuat token API",
        "officers.apitoken.revoked": "mencabut token API",
        "officers.setting.chosen": "memilih nilai",
        "officers.setting.forgotten": "menghapus pilihan",
        "officers.user.added": "membuat akun",
        "officers.user.changed": "mengubah akun",
        "officers.import.opened": "mengunggah berkas untuk diperiksa",
        "officers.import.refused": "berkas tidak dapat dipakai",
        "officers.import.cancelled": "tidak melanjutkan impor",
        "officers.import.committed": "menyimpan isi berkas",
        "officers.import.undone": "membatalkan impor",
    },
    labels={
        "": {
            "on": "Tanggal",
            "note": "Keterangan",
            "reason": "Alasan",
            "was": "Sebelumnya",
            "file": "Berkas",
            "new": "Angka baru",
            "corrected": "Angka dikoreksi",
            "month": "Bulan",
            "basis": "Dasar",
            "gone": "Data yang digabungkan",
            "filled": "Isian yang dilengkapi",
            "moved": "Yang dipindahkan",
        }
    },
    making=["officers.officehead.appointed", "officers.import.opened", "officers.apitoken.made"],
    rights={"officers.OfficerPost": "officers.view_officer"},
)
