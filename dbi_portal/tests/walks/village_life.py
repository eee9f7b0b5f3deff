"""What persons of several stories do with a village, from candidate to Desa Binaan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dbi_portal.tests.walks.people import Person, stands_in_order

SCAN = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


def register(
    operator: Person, typed: str, official: str, *, reason: str, said: str, day: str
) -> None:
    """A candidate; typed as it is spelt, taken as the portal offers it."""
    operator.follow("Desa", "Tambah calon")
    operator.choose("Desa atau kelurahan", (typed, official))
    operator.fill("Menjadi calon sejak", day).tick(reason)
    operator.fill(f"Angka atau keterangan: {reason}", said).press("Simpan calon")
    operator.sees(f"{official} terdaftar sebagai calon.", f"{reason}: {said}")


def employ(operator: Person, name: str, *, user: str = "") -> None:
    operator.follow("Desa", "Petugas", "Tambah petugas")
    operator.fill("Nama", name).fill("Jabatan", "Analis Keimigrasian")
    operator.fill("Menjadi PIMPASA sejak", "2024-01-08")
    if user:
        operator.choose("Akun portal", user)
    operator.press("Simpan petugas").sees(f"Petugas {name} tersimpan.")


def talk(operator: Person, name: str, day: str) -> None:
    """From the village's page, where registering it has led."""
    operator.follow("Catat tahap")
    operator.tick("Penjajakan").fill("Tanggal", day)
    operator.fill("Tempat", f"Kantor Kelurahan {name}").press("Simpan tahap")
    operator.sees(f"{name} tercatat penjajakan.")


def propose(
    operator: Person, names: Sequence[str], *, number: str, day: str, attached: str = ""
) -> str:
    """One proposal: written, its letter read, then sent. The words of the letter that went out."""
    operator.follow("Desa", "Usul", "Tulis usul")
    operator.fill("Tanggal surat", day).tick(*names)
    operator.press("Simpan konsep").sees("Konsep usul tersimpan.")
    assert "KONSEP" in operator.read_paper("Surat (PDF)")
    if attached:
        operator.follow("Lampirkan berkas").attach("Berkas", "berita-acara.pdf", SCAN)
        operator.fill("Nama", attached).press("Lampirkan")
        operator.within("Lampiran").sees(attached)
    operator.follow("Kirim ke Kanwil").fill("Nomor surat", number).press("Kirim usul")
    operator.sees("dikirim ke Kanwil.", "menunggu jawaban")
    letter = operator.read_paper("Surat (PDF)")
    assert "KONSEP" not in letter
    assert stands_in_order(letter, [number, "Yth. Kepala Kantor Wilayah", "Dengan hormat"])
    assert all(name in letter for name in names)
    return letter


def answer(
    head: Person,
    number: str,
    *,
    approved: Sequence[str],
    day: str,
    returned: Mapping[str, str] | None = None,
) -> None:
    """The Kanwil's answer, village by village; what is returned has its note."""
    head.follow("Desa", "Usul")
    head.at_row(number).sees("menunggu jawaban").follow(number)
    head.follow("Jawab usul").fill("Tanggal jawaban", day)
    for name in approved:
        head.within(name).tick("Setujui")
    for name, note in (returned or {}).items():
        head.within(name).tick("Kembalikan").fill(f"Catatan untuk {name}", note)
    head.press("Simpan jawaban").sees("sudah dijawab")


def decree(
    supervisor: Person,
    number: str,
    *,
    office: str,
    day: str,
    villages: Sequence[str],
    officers: Sequence[str],
) -> None:
    """One SK for all villages that wait for it and for the officers, with its scan."""
    supervisor.follow("Desa", "SK", "Catat SK").select("Kantor penerbit", office)
    supervisor.fill("Nomor", number).fill("Tentang", "Penetapan Desa Binaan Imigrasi (contoh)")
    supervisor.fill("Tanggal ditetapkan", day).attach("Hasil pindai (PDF)", "sk.pdf", SCAN)
    for name in villages:
        assert supervisor.part.get_by_role("checkbox", name=name).is_checked(), name
    supervisor.choose("Petugas yang disebut", *officers)
    supervisor.press("Simpan SK").sees(f"SK {number} tersimpan.", *villages, *officers)
    assert supervisor.download("Unduh pindaian (PDF)") == SCAN


def inaugurate(operator: Person, *, day: str, place: str, badges: Mapping[str, str]) -> None:
    """One ceremony for the villages of `badges`, on one page: who gets the badge of which."""
    operator.follow("Desa", next(iter(badges)), "Kukuhkan").tick(*badges)
    for village, officer in badges.items():
        operator.choose(f"Petugas yang disemati di {village}", officer)
    operator.fill("Tanggal", day).fill("Tempat", place)
    operator.fill("Dikukuhkan oleh", "Kepala Kantor Wilayah")
    operator.tick("Pembinaan langsung berjalan: desa menjadi aktif tanggal itu")
    operator.press("Simpan pengukuhan").sees(f"{len(badges)} desa tercatat dikukuhkan.")
