"""Story 1, walked by hand: Bekasi chooses its villages, from first candidate to Desa Binaan."""

from itertools import cycle

import pytest

from dbi_portal.demo.bekasi import PRIORITY
from dbi_portal.lib.months import Month
from dbi_portal.tests.walks import village_life as life
from dbi_portal.tests.walks.people import stands_in_order
from dbi_portal.tests.walks.start import account, two_offices
from officers.roles import Role
from reports.tests.factories import StatisticFactory
from villages.models import Region

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEMAND = "Permintaan paspor PMI tertinggi"
# Spelt as in the article; the official names and the passports of a month are what it leaves open.
MONTHLY = dict(zip(PRIORITY, (240, 230, 220, 210, 200), strict=True))
VILLAGES = ["Mustikajaya", "Teluk Pucung", "Harapanjaya", "Kaliabang Tengah", "Ciketingudik"]
OFFICIAL = dict(zip(PRIORITY, VILLAGES, strict=True))
SENT_BACK, NOTE = "Ciketingudik", "Lampirkan berita acara penjajakan."
OFFICERS = ("Ayu Petugas (contoh)", "Bima Petugas (contoh)")
HEAD = "Pimpinan Kanim Bekasi (contoh)"
FIRST, SECOND = "W.11.IMI.1-UM.01.01-100", "W.11.IMI.1-UM.01.01-104"
SK = "W.11.IMI.IMI.1.1949-GR.03.05 Tahun 2025"


@pytest.fixture
def bekasi():
    """Where the story starts: offices, accounts, regions, and the figures of an imported sheet."""
    kanwil, office = two_offices(
        kanwil={
            "code": "kanwil-jawa-barat",
            "name": "Kantor Wilayah Direktorat Jenderal Imigrasi Jawa Barat",
            "short_name": "Kanwil Jawa Barat",
            "city": "Bandung",
        },
        kanim={
            "code": "kanim-bekasi",
            "name": "Kantor Imigrasi Kelas I Non TPI Bekasi",
            "short_name": "Kanim Bekasi",
            "city": "Bekasi",
        },
        regencies=("Kota Bekasi", "Kabupaten Bekasi"),
    )
    account("operator.bekasi", Role.OPERATOR, office)
    account("pimpasa.bekasi", Role.PIMPASA, office)
    account("supervisor.jabar", Role.SUPERVISOR, kanwil)
    account("kepala.jabar", Role.KANWIL_HEAD, kanwil)
    for name, count in MONTHLY.items():
        region = Region.objects.get(code=PRIORITY[name])
        StatisticFactory(office=office, month=Month(2025, 8), home_region=region, count=count)
    return office


def test_bekasi_walks_from_five_candidates_to_five_desa_binaan(bekasi, come):
    operator = come("operator.bekasi")
    for spelt, official in OFFICIAL.items():
        said = f"{MONTHLY[spelt]} paspor PMI Agustus 2025"
        life.register(operator, spelt, official, reason=DEMAND, said=said, day="2025-09-01")
        life.talk(operator, official, "2025-09-08")
    for name, user in zip(OFFICERS, ("Pimpasa Bekasi (contoh)", ""), strict=True):
        life.employ(operator, name, user=user)
    letter = life.propose(operator, VILLAGES, number=FIRST, day="2025-09-15")
    assert stands_in_order(letter, [f"{DEMAND}: 240 paspor PMI", HEAD, "peringkat 1 dari 5"])

    supervisor, head = come("supervisor.jabar"), come("kepala.jabar")
    a_supervisor_can_only_send_back(supervisor)
    agreed = [name for name in VILLAGES if name != SENT_BACK]
    life.answer(head, FIRST, approved=agreed, returned={SENT_BACK: NOTE}, day="2025-09-22")
    operator.follow("Desa", SENT_BACK).sees(NOTE)
    minutes = "Berita acara penjajakan"
    life.propose(operator, [SENT_BACK], number=SECOND, day="2025-09-25", attached=minutes)
    life.answer(head, SECOND, approved=[SENT_BACK], day="2025-09-29")

    told = {"villages": VILLAGES, "officers": OFFICERS}
    life.decree(supervisor, SK, office="Kanwil Jawa Barat", day="2025-10-06", **told)
    badges = dict(zip(VILLAGES, cycle(OFFICERS), strict=False))
    life.inaugurate(operator, day="2025-10-11", place="Aula Kanim Bekasi", badges=badges)
    a_weekday_that_does_not_fit_is_pointed_out(operator)
    consult(come("pimpasa.bekasi"))
    everything_shows(operator, supervisor)


def a_supervisor_can_only_send_back(supervisor):
    """He finds it on his first page and in the register; approving is his head's."""
    waits = "1 usul Desa Binaan menunggu jawaban Kanwil, tanggal 15 September 2025."
    assert waits in supervisor.within("Perlu perhatian").read()
    supervisor.follow("Desa", "Usul")
    row = supervisor.at_row(FIRST)
    row.sees("Kanim Bekasi", "menunggu jawaban")
    row.follow(FIRST)
    supervisor.sees("240 paspor").follow("Jawab usul")
    choices = supervisor.within("Mustikajaya")
    assert choices.field("Kembalikan").is_enabled()
    assert choices.field("Setujui").count() == 0
    supervisor.agrees().follow("Batal")


def a_weekday_that_does_not_fit_is_pointed_out(operator):
    """The article's “Selasa 11 Oktober 2025” is a Saturday."""
    operator.follow("Kegiatan", "Catat kegiatan")
    operator.select("Jenis kegiatan", "Pengukuhan atau peluncuran")
    operator.fill("Judul", "Pengukuhan lima Desa Binaan").fill("Tempat", "Aula Kanim Bekasi")
    operator.fill("Tanggal", "2025-10-11").select("Hari", "Selasa")
    operator.choose("Desa Binaan yang dilayani", *VILLAGES)
    operator.fill("Hasil", "Lima kelurahan dikukuhkan.")
    operator.press("Kirim laporan").sees("Sabtu, bukan Selasa")
    operator.select("Hari", "Sabtu").press("Kirim laporan")
    operator.sees("“Pengukuhan lima Desa Binaan” terkirim dan menunggu tinjauan.")


def consult(officer):
    """Two residents' questions one after the other; the second keeps village and channel."""
    officer.follow("Kegiatan", "Konsultasi", "Catat konsultasi")
    officer.fill("Tanggal", "2025-10-20")
    officer.tick("Mustikajaya", "Syarat dan layanan paspor")
    officer.press("Simpan dan catat lagi").sees("tersimpan")
    assert officer.field("Mustikajaya").is_checked()
    officer.tick("Bahaya TPPO", "Dirujuk ke instansi lain").fill("Dirujuk ke", "BP3MI Jawa Barat")
    officer.press("Simpan konsultasi").sees("BP3MI Jawa Barat", OFFICERS[0])


def everything_shows(operator, supervisor):
    """A village's page, the registers, an officer's page and the dashboard tell the same."""
    operator.follow("Desa")
    shown = [row[2:5] for row in operator.read_table()]
    assert shown == [["Aktif", "11 Oktober 2025", "1"]] * len(VILLAGES)
    operator.follow("Mustikajaya")
    told = operator.within("Perjalanan desa").read()
    days = ("1 September", "8 September", "15 September", "22 September", "6 Oktober", "11 Oktober")
    assert stands_in_order(told, [f"{day} 2025" for day in days])
    assert f"disemati: {OFFICERS[0]}" in told
    operator.follow("Desa", "Petugas", OFFICERS[0])
    operator.within("Penugasan").sees("Mustikajaya", "Harapanjaya", "Ciketingudik")
    operator.within("Garis waktu").sees("Penyematan", SK)
    supervisor.follow("Beranda", "September ›", "Oktober ›")
    assert supervisor.within("Desa Binaan menurut tahap").read().endswith("Aktif 5")
