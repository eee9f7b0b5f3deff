"""Story 5, walked by hand: Cilegon teaches those who teach, a whole city in one session."""

from io import BytesIO

import docx
import pytest

from dbi_portal.tests.walks.people import squashed
from dbi_portal.tests.walks.sessions import SENT, approve, begin, name_speakers, to_sessions
from dbi_portal.tests.walks.start import account, two_offices
from officers.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PREPARED = "Rapat persiapan diseminasi"
TITLE = "Diseminasi “PMI Legal dan Terlindungi di Luar Negeri”"
OPENER = "Kepala Bidang Dokumen Perjalanan Kanwil Banten"
PROGRAMME = "13 program akselerasi Menteri Imigrasi dan Pemasyarakatan"
BP3MI, DISNAKER = "BP3MI Banten", "Disnaker Kota Cilegon"
SECTION = "Seksi Lalu Lintas Keimigrasian Kanim Cilegon"
TASK = "Menyebarkan materi migrasi aman kepada RT/RW dan warga"
MARKED = ("Bagendung", "Bendungan", "Ciwaduk")


@pytest.fixture
def cilegon():
    """Where the story starts: two offices, their people, and the regions of the city."""
    kanwil, office = two_offices(
        kanwil={
            "code": "kanwil-banten",
            "name": "Kantor Wilayah Direktorat Jenderal Imigrasi Banten",
            "short_name": "Kanwil Banten",
            "city": "Serang",
        },
        kanim={
            "code": "kanim-cilegon",
            "name": "Kantor Imigrasi Kelas II TPI Cilegon",
            "short_name": "Kanim Cilegon",
            "city": "Cilegon",
        },
        regencies=("Kota Cilegon",),
    )
    account("operator.cilegon", Role.OPERATOR, office)
    account("verifikator.cilegon", Role.VERIFIER, office)
    account("supervisor.banten", Role.SUPERVISOR, kanwil)


def test_cilegon_teaches_the_lurah_of_a_whole_city(cilegon, come):
    operator, verifier = come("operator.cilegon"), come("verifikator.cilegon")
    prepare(operator)
    teach(operator)
    approve(verifier, TITLE)
    institutions_did_not_grow(operator)
    lurah_report_back(operator)
    read_the_minutes(operator)
    coverage_shows_the_whole_city(come("supervisor.banten"))


def prepare(operator):
    """A week before: the institutions are written down for the first time."""
    begin(
        operator,
        kind="Rapat koordinasi TIMPORA",
        title=PREPARED,
        day="2025-05-14",
        weekday="Rabu",
        place="Kanim Cilegon",
    )
    name_speakers(operator, (BP3MI, "", ""), (DISNAKER, "", ""))
    operator.fill("Hasil", "Pembagian materi disepakati.")
    operator.press("Kirim laporan").sees(f"“{PREPARED}” {SENT}")


def teach(operator):
    begin(
        operator,
        kind="Diseminasi informasi",
        title=TITLE,
        day="2025-05-21",
        weekday="Rabu",
        place="Aston Anyer Beach Hotel",
    )
    operator.fill("Dibuka oleh", OPENER)
    # The first spelling is the same name, the second is only very like it: that is asked.
    name_speakers(
        operator,
        ("B.P.3.M.I. banten", "Kepala", "Bekerja ke luar negeri secara resmi"),
        ("Disnakr Kota Cilegon", "Kepala Dinas", "Pasar kerja"),
        (SECTION, "Kepala Seksi", "Dokumen perjalanan"),
    )
    # A kecamatan is called the same; the city is the one that lies in Banten itself.
    operator.choose("Semua desa/kelurahan di …", ("Cilegon", "· Banten"))
    operator.tick("Camat", "Lurah atau kepala desa", PROGRAMME)
    operator.tick("Bekerja ke luar negeri secara prosedural", "Bahaya TPPO")
    ask_of_each_lurah(operator)
    operator.fill("Hasil", "Camat dan lurah menerima materi jalur resmi bekerja di luar negeri.")
    operator.press("Kirim laporan").sees(f"Maksud Anda “{DISNAKER}”?")
    operator.within("Narasumber 2").fill("Instansi", DISNAKER)
    operator.press("Kirim laporan").sees(f"“{TITLE}” {SENT}", OPENER, PROGRAMME)
    operator.sees("43 desa/kelurahan di 8 kecamatan", "0 dari 43", "3 narasumber dari 3 instansi")


def ask_of_each_lurah(operator):
    row = operator.within("Tindak lanjut 1")
    row.fill("Yang disepakati", TASK).fill("Penanggung jawab", "Lurah")
    row.fill("Batas waktu", "2025-06-20")
    row.tick("Di setiap desa/kelurahan yang dicapai kegiatan ini")


def institutions_did_not_grow(operator):
    """Each once, however it was spelled, with how often it sent a speaker."""
    to_sessions(operator).follow("Instansi")
    rows = [(row[0], row[1]) for row in operator.read_table()]
    assert rows == [(BP3MI, "2"), (DISNAKER, "2"), (SECTION, "1")]


def lurah_report_back(operator):
    """Three of the 43 are marked together, with one day and one note."""
    to_sessions(operator).follow("Tindak lanjut")
    operator.unfold("0 dari 43 wilayah selesai").tick(*MARKED)
    operator.fill("Selesai pada", "2025-06-10").fill("Keterangan", "Lewat rapat RW")
    operator.press("Tandai selesai").sees("3 tindak lanjut ditandai selesai.")
    operator.unfold("3 dari 43 wilayah selesai").sees("selesai 10 Jun 2025")


def read_the_minutes(operator):
    to_sessions(operator).follow(TITLE).within("Tindak lanjut").sees("3 dari 43")
    letter = operator.read_paper("PDF : Notulen")
    written = docx_words(operator.download("DOCX : Notulen"))
    for told in (
        "NOTULEN",
        "Rabu, 21 Mei 2025",
        "Aston Anyer Beach Hotel",
        OPENER,
        BP3MI,
        DISNAKER,
        SECTION,
        "43 desa/kelurahan di 8 kecamatan",
        "Camat, Lurah atau kepala desa",
        TASK,
        "Pimpinan Kanim Cilegon (contoh)",
    ):
        assert told in letter, told
        assert told in written, told
    assert "disnakr" not in (letter + written).casefold()


def coverage_shows_the_whole_city(supervisor):
    to_sessions(supervisor).follow("Cakupan")
    supervisor.sees("43 dari 43", "100 %, 0 belum", "Belum pernah dijangkau: tidak ada")
    supervisor.sees("Setiap desa dan kelurahan di sini pernah dijangkau.")
    lacking = supervisor.within("Unsur mana belum ikut di mana").read()
    assert "Belum di mana pun" in lacking
    assert "PKK" in lacking.split("Belum di mana pun")[1]


def docx_words(content):
    """Everything a reader of the document sees, tables and all, on one line."""
    body = docx.Document(BytesIO(content)).element.body
    paragraphs = body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    return squashed(" ".join("".join(p.itertext()) for p in paragraphs))
