"""Story 4, walked by hand: Soekarno-Hatta meets its partners, for no village."""

import pytest

from dbi_portal.tests.walks.sessions import approve, begin, name_speakers, to_sessions
from dbi_portal.tests.walks.start import account, two_offices
from officers.models import Office
from officers.roles import Role
from villages.models import Region, VillageAccount
from villages.tests.factories import GuidedVillageFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Ngobrol Pintar PIMPASA: Imigrasi Menyapa, Warga Peduli, Negara Terjaga"
HOTEL = "Hotel Fairfield by Marriott Jakarta Soekarno-Hatta Airport"
DAY = "Jumat, 31 Oktober 2025"
# Villagers and their officials are in the portal's list; these the office adds itself.
GROUPS = ("TNI", "Polri", "Pemerintah daerah", "BP3MI")
SPEAKERS = (
    ("Kanwil Ditjen Imigrasi Daerah Khusus Jakarta", "Kepala Kantor Wilayah", "Sinergi pengawasan"),
    ("BP3MI Banten", "Kepala", "Penempatan non-prosedural"),
)


@pytest.fixture
def soekarno_hatta():
    """Where the story starts: an office in Banten under the Jakarta Kanwil, and its people.

    No article gives its work area; Kota Tangerang is ours, and so is the Desa Binaan whose
    official has an account.
    """
    kanwil, office = two_offices(
        kanwil={
            "code": "kanwil-jakarta",
            "name": "Kantor Wilayah Direktorat Jenderal Imigrasi Daerah Khusus Jakarta",
            "short_name": "Kanwil Jakarta",
            "city": "Jakarta",
        },
        kanim={
            "code": "kanim-soekarno-hatta",
            "name": "Kantor Imigrasi Kelas I Khusus TPI Soekarno-Hatta",
            "short_name": "Kanim Soekarno-Hatta",
            "city": "Tangerang",
        },
        regencies=("Kota Tangerang",),
    )
    account("admin.soetta", Role.ADMIN, office)
    account("operator.soetta", Role.OPERATOR, office)
    account("verifikator.soetta", Role.VERIFIER, office)
    account("supervisor.jakarta", Role.SUPERVISOR, kanwil)
    account("monev.pusat", Role.MONEV, Office.objects.get(code="pusat"))
    benda = Region.objects.get(name="Benda", level=Region.Level.VILLAGE)
    village = GuidedVillageFactory(region=benda, office=office)
    official = account("perangkat.benda", Role.VILLAGE_OFFICIAL, office)
    VillageAccount.objects.create(user=official, village=village, office=office)


def test_soekarno_hatta_invites_meets_reports_and_corrects(soekarno_hatta, come):
    add_groups(come("admin.soetta"))
    operator, verifier = come("operator.soetta"), come("verifikator.soetta")
    plan(operator)
    invite(operator)
    report(operator)
    approve(verifier, TITLE)

    supervisor, monev = come("supervisor.jakarta"), come("monev.pusat")
    found_in_the_search_box(supervisor)
    found_in_the_calendar(supervisor)
    counted_once(monev, participants="60")
    no_village_official_sees_it(come("perangkat.benda"), supervisor.page.url)

    correct(operator)
    counted_once(monev, participants="60")
    approve_the_correction(verifier)
    counted_once(monev, participants="61")
    the_old_one_stays_readable(monev)


def add_groups(admin):
    """Words of the office's own, on a page of the portal."""
    admin.follow("Pengaturan", "Daftar kata", "Unsur peserta")
    for name in GROUPS:
        admin.follow("Tambah kata").fill("Kata", name).press("Simpan kata")
        admin.sees(f"“{name}” ditambahkan.")


def plan(operator):
    begin(
        operator,
        kind="Rapat koordinasi TIMPORA",
        title=TITLE,
        day="2025-10-31",
        weekday="Jumat",
        place=HOTEL,
    )
    operator.fill_in(**{"Jam mulai": "09:00", "Jam selesai": "12:00"})
    name_speakers(operator, *SPEAKERS).tick(*GROUPS)
    operator.tick("Pengawasan dan pelaporan orang asing", "Desa Binaan Imigrasi dan PIMPASA")
    operator.press("Simpan sebagai rencana")
    operator.sees(f"Rencana “{TITLE}” tersimpan.", "Kegiatan ini tidak untuk satu desa tertentu.")


def invite(operator):
    """The letter and the sheet to sign come from what was planned."""
    letter = operator.read_paper("PDF : Undangan")
    assert DAY in letter
    assert "09.00–12.00 WIB" in letter
    assert HOTEL in letter
    assert "KANTOR IMIGRASI KELAS I KHUSUS TPI SOEKARNO-HATTA" in letter.upper()
    assert all(name in letter for name in (*GROUPS, "BP3MI Banten"))
    sheet = operator.read_paper("PDF : Daftar hadir")
    assert "DAFTAR HADIR" in sheet
    assert "Tanda tangan" in sheet
    assert "TNI, Polri, Pemerintah daerah, BP3MI" in sheet


def report(operator):
    operator.follow("Ubah").fill("Jumlah peserta", "60")
    operator.fill("Hasil", "Koordinasi lintas sektor diperkuat.").press("Kirim laporan")
    operator.sees(f"“{TITLE}” tersimpan dan menunggu tinjauan.")
    rows = operator.within("Peserta").read_table()
    assert rows == [[name, "–"] for name in GROUPS]  # nobody counted TNI: that is not nought
    operator.within("Peserta").sees("Jumlah tertulis", "60", "4 unsur hadir tanpa dihitung")


def found_in_the_search_box(supervisor):
    supervisor.fill("Cari apa saja", "ngobrol pintr")
    supervisor.within("Hasil pencarian").follow(TITLE, exact=False)
    supervisor.sees(DAY, HOTEL, "disetujui")


def found_in_the_calendar(supervisor):
    to_sessions(supervisor).follow("Kalender").fill("Bulan", "2025-10").press("Terapkan")
    supervisor.sees("Oktober 2025").follow(TITLE, exact=False).sees(DAY)


def counted_once(reader, *, participants):
    """In the register one row that stands, and on the dashboard one session of October."""
    to_sessions(reader)
    approved = [row for row in reader.read_table() if row[-1] == "Disetujui"]
    assert [(row[0], row[3], row[4]) for row in approved] == [
        (f"{TITLE} Rapat koordinasi TIMPORA", "Kanim Soekarno-Hatta", participants)
    ]
    reader.follow("Beranda").sees("Oktober 2025", f"{participants} peserta", "tanpa desa")
    assert f"Rapat koordinasi TIMPORA 1 Peserta {participants} " in reader.read()


def no_village_official_sees_it(official, address):
    """Neither in the register, nor by the search box, nor by an address somebody sent on."""
    to_sessions(official).sees("Belum ada kegiatan").misses(TITLE)
    official.fill("Cari apa saja", "ngobrol pintar")
    official.within("Hasil pencarian").sees("Tidak ada yang cocok")
    assert official.page.goto(address).status == 404


def correct(operator):
    """One more guest was on the sheet: revision 2, while the first one stays in force."""
    to_sessions(operator).follow(TITLE, "Koreksi")
    operator.fill("Yang dikoreksi dan alasannya", "Peserta 61, bukan 60; satu tanda tangan lagi.")
    operator.press("Buka koreksi").sees("Koreksi dibuka.")
    operator.fill("Jumlah peserta", "61").press("Kirim laporan")
    operator.sees("menunggu tinjauan", "Peserta 61, bukan 60")


def approve_the_correction(verifier):
    """The reviewer is shown first what would change."""
    to_sessions(verifier).at_row("Koreksi menunggu").follow(TITLE)
    assert verifier.within("Yang berubah").read_table() == [["Jumlah peserta", "60", "61"]]
    verifier.press("Setujui").sees("disetujui dan masuk hitungan laporan.")


def the_old_one_stays_readable(reader):
    to_sessions(reader).follow(TITLE).within("Revisi").sees("Revisi 2").follow("Revisi 1")
    reader.sees("Sudah digantikan").within("Peserta").sees("60")
