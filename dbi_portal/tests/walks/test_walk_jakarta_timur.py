"""Story 3, walked by hand: Jakarta Timur reaches down from a launch to RT and RW."""

import pytest

from dbi_portal.tests.walks.people import squashed
from dbi_portal.tests.walks.sessions import (
    SENT,
    approve,
    begin,
    begin_like,
    name_speakers,
    name_units,
    to_sessions,
)
from dbi_portal.tests.walks.start import account, two_offices
from officers.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
JOB_OFFERS = "Tawaran kerja palsu di media sosial"
LAUNCH = "Peluncuran Desa Binaan Imigrasi Jakarta Timur"
DISTRICT = "Sosialisasi bagi kelurahan se-Jatinegara"
KELURAHAN = "Sosialisasi di Kelurahan Kampung Melayu"
NEIGHBOURS = "Sambang RW 05 dan RW 06 Kampung Melayu"
LOWEST = "Sambang RW 03 Bidara Cina"
SPEAKERS = (
    ("Kanwil Ditjen Imigrasi Daerah Khusus Jakarta", "Kepala Kantor Wilayah", "Bahaya TPPO"),
    ("Pemerintah Kota Administrasi Jakarta Timur", "Wakil Wali Kota", "Sampai tingkat RT dan RW"),
)
OF_THE_CITY, OF_THE_DISTRICT = 65, 8  # kelurahan


@pytest.fixture
def jakarta_timur():
    """Where the story starts: two offices, their people, and the regions of the city."""
    _, office = two_offices(
        kanwil={
            "code": "kanwil-jakarta",
            "name": "Kantor Wilayah Direktorat Jenderal Imigrasi Daerah Khusus Jakarta",
            "short_name": "Kanwil Jakarta",
            "city": "Jakarta",
        },
        kanim={
            "code": "kanim-jakarta-timur",
            "name": "Kantor Imigrasi Kelas I TPI Jakarta Timur",
            "short_name": "Kanim Jakarta Timur",
            "city": "Jakarta",
        },
        regencies=("Jakarta Timur",),
    )
    account("pimpasa.jaktim", Role.PIMPASA, office)
    account("operator.jaktim", Role.OPERATOR, office)
    account("verifikator.jaktim", Role.VERIFIER, office)
    account("kepala.jaktim", Role.OFFICE_HEAD, office)


def test_jakarta_timur_goes_from_a_launch_down_to_rt_and_rw(jakarta_timur, come):
    officer, verifier = come("pimpasa.jaktim"), come("verifikator.jaktim")
    launch(officer)
    reach_the_district(officer)
    reach_a_kelurahan(officer)
    reach_its_neighbours(officer)
    reach_another(officer)
    for title in (LAUNCH, DISTRICT, KELURAHAN, NEIGHBOURS):
        approve(verifier, title)

    operator, head = come("operator.jaktim"), come("kepala.jaktim")
    count_the_units(operator)
    what_waits_is_not_counted(head)
    approve(verifier, LOWEST)
    coverage_shows_what_is_reached_and_what_is_not(head)


def launch(officer):
    """Monday 24 November 2025: the weekday fits, and the portal says nothing about it."""
    begin(
        officer,
        kind="Pengukuhan atau peluncuran",
        title=LAUNCH,
        day="2025-11-24",
        weekday="Senin",
        place="Aula Kantor Imigrasi Jakarta Timur",
    )
    name_speakers(officer, *SPEAKERS).tick(JOB_OFFERS)
    officer.fill("Hasil", "Sosialisasi berlanjut dari kecamatan ke kelurahan hingga RT/RW.")
    officer.press("Kirim laporan").sees(f"“{LAUNCH}” {SENT}", "Senin, 24 November 2025")
    who = officer.within("Siapa")
    for institution, role, subject in SPEAKERS:
        who.sees(institution, role, f"Materi: {subject}")
    who.sees("2 narasumber dari 2 instansi")


def reach_the_district(officer):
    """Like the launch: speakers and topic are there already; all kelurahan are reached."""
    begin_like(
        officer,
        LAUNCH,
        kind="Sosialisasi",
        title=DISTRICT,
        day="2025-11-27",
        weekday="Kamis",
        place="Kantor Kecamatan Jatinegara",
    )
    assert officer.field(JOB_OFFERS).is_checked()
    assert officer.within("Narasumber 2").field("Instansi").input_value() == SPEAKERS[1][0]
    officer.choose("Semua desa/kelurahan di …", "Jatinegara")
    officer.fill("Jumlah Camat", "1").fill("Jumlah Lurah atau kepala desa", "8")
    officer.press("Kirim laporan").sees(f"“{DISTRICT}” {SENT}", "8 desa/kelurahan")


def reach_a_kelurahan(officer):
    """Like the launch again: one kelurahan of the eight, with its RW."""
    begin_like(
        officer,
        LAUNCH,
        kind="Sosialisasi",
        title=KELURAHAN,
        day="2025-12-04",
        weekday="Kamis",
        place="Kantor Kelurahan Kampung Melayu",
    )
    name_units(officer, 1, "Kampung Melayu", "RW 05, RT 01–04")
    officer.fill("Jumlah Pengurus RT/RW", "20").press("Kirim laporan")
    officer.sees(f"“{KELURAHAN}” {SENT}", "1 desa/kelurahan, 4 RT, 1 RW.", "RW 05, RT 01–04")


def reach_its_neighbours(officer):
    """The same kelurahan once more: RT 04 again, and what is new."""
    begin_like(
        officer,
        KELURAHAN,
        kind="Sambang desa",
        title=NEIGHBOURS,
        day="2025-12-10",
        weekday="Rabu",
        place="Balai RW 06",
    )
    name_units(officer, 1, "Kampung Melayu", "RW 05, RT 04-05; RW 06, RT 02")
    officer.press("Kirim laporan")
    officer.sees(f"“{NEIGHBOURS}” {SENT}", "1 desa/kelurahan, 3 RT, 2 RW.")


def reach_another(officer):
    """A whole RW elsewhere; of the session before, its kelurahan is taken out."""
    begin_like(
        officer,
        NEIGHBOURS,
        kind="Sambang desa",
        title=LOWEST,
        day="2025-12-15",
        weekday="Senin",
        place="Balai RW 03",
    )
    officer.drop("Desa/kelurahan yang dicapai", "Kampung Melayu")
    name_units(officer, 1, "Bidara Cina", "RW 03").press("Kirim laporan")
    officer.sees(f"“{LOWEST}” {SENT}", "1 desa/kelurahan, 1 RW.", "Bidara Cina")


def count_the_units(operator):
    """How many RW and RT there are: what the reached ones are "of"."""
    to_sessions(operator).follow("Cakupan", "Jumlah RT/RW", "Jatinegara")
    operator.fill("Keadaan per", "2025-11-01").fill("Sumber", "Surat kecamatan (contoh)")
    operator.fill("Jumlah RW Kampung Melayu", "8").fill("Jumlah RT Kampung Melayu", "96")
    operator.press("Simpan jumlah").sees("Jumlah RT/RW di Jatinegara tersimpan.")
    operator.at_row("Jatinegara").sees("1 dari 8")


def what_waits_is_not_counted(head):
    to_sessions(head).follow("Cakupan")
    head.sees("1 kegiatan menunggu tinjauan").within("Per wilayah").unfold("Jatinegara")
    assert units_of(head, "Bidara Cina") == ("–", "–")


def coverage_shows_what_is_reached_and_what_is_not(head):
    to_sessions(head).follow("Cakupan")
    head.sees(f"{OF_THE_DISTRICT} dari {OF_THE_CITY}", "Belum pernah dijangkau: 57 desa/kelurahan")
    lacking = head.within("Belum pernah dijangkau: 57 desa/kelurahan").read()
    assert "Cipinang Melayu" in lacking
    assert "Kampung Melayu" not in lacking
    head.within("Per wilayah").unfold("Jatinegara")
    assert units_of(head, "Kampung Melayu") == ("2 dari 8", "6 dari 96")
    assert units_of(head, "Bidara Cina")[0].startswith("1 ")
    topics = head.within("Topik apa belum sampai di mana").read()
    assert f"{JOB_OFFERS} Belum di " in topics
    assert "1 dari 10 kecamatan 8 dari 65 desa/kelurahan" in topics


def units_of(person, kelurahan):
    """RW and RT in a row of the coverage, each with what it is of."""
    cells = person.within("Per wilayah").at_row(kelurahan).part.get_by_role("cell")
    return tuple(squashed(cell) for cell in cells.all_inner_texts()[-2:])
