"""Story 2, walked by hand: Batam forms two Desa Binaan because of trafficking cases."""

from datetime import date

import pytest

from dbi_portal.lib.days import day_name
from dbi_portal.tests.walks import village_life as life
from dbi_portal.tests.walks.people import stands_in_order
from dbi_portal.tests.walks.sessions import SENT, approve, begin, begin_like, to_sessions
from dbi_portal.tests.walks.start import account, two_offices
from officers.roles import Role
from outreach.defaults import DUTIES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TPPO = "Ada kasus TPPO yang menonjol"
TIBAN = ["Tiban Baru", "Tiban Indah", "Tiban Lama"]
CHOSEN = "Tiban Lama"  # the article leaves open which; somebody has to say it
VILLAGES = ["Teluk Tering", CHOSEN]
OFFICER = "Dewi Petugas (contoh)"
PROPOSAL, SK = "W.5.IMI.2-UM.01.01-77", "W.5-GR.03.05 Tahun 2024 (contoh)"
VISIT, NOTE = "Sambang warga Tiban", "Hitung lagi dari daftar hadir."
FIRST_DUTY, *OTHER_DUTIES = DUTIES.values()


@pytest.fixture
def batam():
    """Where the story starts: a Kanim under its Kanwil, their people, and Kota Batam."""
    kanwil, office = two_offices(
        kanwil={
            "code": "kanwil-kepulauan-riau",
            "name": "Kantor Wilayah Direktorat Jenderal Imigrasi Kepulauan Riau",
            "short_name": "Kanwil Kepulauan Riau",
            "city": "Tanjungpinang",
        },
        kanim={
            "code": "kanim-batam",
            "name": "Kantor Imigrasi Kelas I Khusus TPI Batam",
            "short_name": "Kanim Batam",
            "city": "Batam",
        },
        regencies=("Kota Batam",),
    )
    account("operator.batam", Role.OPERATOR, office)
    account("pimpasa.batam", Role.PIMPASA, office)
    account("verifikator.batam", Role.VERIFIER, office)
    account("supervisor.kepri", Role.SUPERVISOR, kanwil)
    account("kepala.kepri", Role.KANWIL_HEAD, kanwil)
    return office


def test_batam_walks_from_trafficking_cases_to_officers_at_work(batam, come):
    operator = come("operator.batam")
    tiban_is_asked_never_guessed(operator)
    form_two_villages(operator, come("kepala.kepri"), come("supervisor.kepri"))
    two_measures_are_never_one_sum(operator)

    officer, verifier = come("pimpasa.batam"), come("verifikator.batam")
    plan_hold_and_report(officer)
    send_back(verifier)
    send_again(officer)
    approve(verifier, VISIT)
    one_activity_for_each_duty(officer)
    the_officers_page_counts_what_was_approved(officer)


def tiban_is_asked_never_guessed(operator):
    operator.follow("Desa", "Tambah calon")
    offered = operator.offered("Desa atau kelurahan", "Tiban")
    assert sorted(line.partition(" Kelurahan")[0] for line in offered) == TIBAN
    operator.fill("Menjadi calon sejak", "2024-10-07").tick(TPPO)
    operator.press("Simpan calon").sees("Desa atau kelurahan: Harus diisi.")
    operator.choose("Desa atau kelurahan", ("Tiban", CHOSEN)).press("Simpan calon")
    operator.sees(f"{CHOSEN} terdaftar sebagai calon.", TPPO)
    life.talk(operator, CHOSEN, "2024-10-14")


def form_two_villages(operator, head, supervisor):
    """From trafficking cases through talks, proposal and SK to a village with an officer."""
    said = "Beberapa kasus yang menonjol"
    life.register(
        operator, "Teluk Tering", "Teluk Tering", reason=TPPO, said=said, day="2024-10-07"
    )
    life.talk(operator, "Teluk Tering", "2024-10-14")
    life.employ(operator, OFFICER, user="Pimpasa Batam (contoh)")
    letter = life.propose(operator, VILLAGES, number=PROPOSAL, day="2024-10-21")
    assert letter.count(TPPO) == len(VILLAGES)
    life.answer(head, PROPOSAL, approved=VILLAGES, day="2024-11-04")
    told = {"villages": VILLAGES, "officers": [OFFICER]}
    life.decree(supervisor, SK, office="Kanwil Kepulauan Riau", day="2024-11-11", **told)
    badges = dict.fromkeys(VILLAGES, OFFICER)
    life.inaugurate(operator, day="2024-11-20", place="Kantor Camat Sekupang", badges=badges)


def two_measures_are_never_one_sum(operator):
    """767 people stopped, 12 applications refused or delayed; 12 was mistyped at first."""
    write(operator, "Penundaan keberangkatan", "767").sees("767 orang")
    write(operator, "Ditolak atau ditunda (tidak dipisah)", "21").follow("Koreksi")
    operator.fill("Jumlah yang benar", "12").fill("Alasan koreksi", "Tertukar: 12, bukan 21.")
    operator.press("Simpan koreksi").sees("Angka lama tetap dapat dilihat.")
    known = operator.within("Yang diketahui portal dari masa ke masa").read()
    assert stands_in_order(known, [" 21 ", " 12 sebelumnya 21", "Tertukar: 12, bukan 21."])

    beside = operator.follow("Beranda").sees("November 2024").within("Selain paspor PMI terbit")
    rows = {label.partition(" belum")[0]: value for label, value in beside.read_table()}
    assert rows == {
        "Ditolak atau ditunda (tidak dipisah)": "12 permohonan",
        "Penundaan keberangkatan": "767 orang",
    }
    beside.sees("Masing-masing hal tersendiri dan tidak dijumlahkan")
    operator.misses("779")


def write(operator, outcome, count):
    operator.follow("Data", "Catat angka").fill("Bulan", "2024-11").select("Hasil", outcome)
    operator.fill("Jumlah", count).fill("Dasar angka", "Keterangan pers, November 2024")
    return operator.press("Simpan angka").sees("Angka tersimpan.")


def plan_hold_and_report(officer):
    when = {"day": "2024-11-27", "weekday": "Rabu"}
    begin(officer, kind="Sambang desa", title=VISIT, place="Balai warga", **when)
    officer.choose("Desa Binaan yang dilayani", CHOSEN).choose("Petugas", OFFICER)
    officer.press("Simpan sebagai rencana").sees(f"Rencana “{VISIT}” tersimpan.")
    officer.press("Tandai terlaksana").sees("Tercatat terlaksana.")
    officer.follow("Ubah").fill("Jumlah peserta", "42").tick("Warga", FIRST_DUTY)
    officer.fill("Hasil", "Warga tahu ke mana bertanya sebelum berangkat.")
    officer.press("Kirim laporan").sees("tersimpan dan menunggu tinjauan.")


def send_back(verifier):
    to_sessions(verifier).follow(VISIT).unfold("Ada yang harus diperbaiki?")
    row = verifier.within("Catatan per isian 1")
    row.select("Isian", "Jumlah peserta").fill("Catatan", NOTE)
    verifier.press("Kembalikan").sees("dikembalikan dengan catatan Anda.")


def send_again(officer):
    to_sessions(officer).follow(VISIT).within("Tinjauan").sees("Jumlah peserta", NOTE)
    officer.follow("Ubah").within("Peserta").sees(NOTE)
    officer.fill("Jumlah peserta", "24").press("Simpan dan kirim lagi")
    officer.sees("tersimpan dan menunggu tinjauan.")


def one_activity_for_each_duty(officer):
    """The other four duties, each "seperti sesi lalu"; the register finds each by its duty."""
    titles = {FIRST_DUTY: VISIT}
    for month, duty in enumerate(OTHER_DUTIES, start=1):
        day, titles[duty] = date(2025, month, 13), f"Sambang warga {month}"
        when = {"day": day.isoformat(), "weekday": day_name(day)}
        told = {"kind": "Sambang desa", "title": titles[duty], "place": "Balai warga"}
        begin_like(officer, VISIT, **told, **when).untick(FIRST_DUTY).tick(duty)
        officer.fill("Hasil", "Warga bertanya, petugas menjawab.")
        officer.press("Kirim laporan").sees(SENT)
    to_sessions(officer).unfold("Saringan")
    for duty, title in titles.items():
        officer.select("Tugas PIMPASA", duty).press("Terapkan").sees("1 dari 5 kegiatan")
        assert [row[0] for row in officer.read_table()] == [f"{title} Sambang desa"]


def the_officers_page_counts_what_was_approved(officer):
    officer.follow("Desa", "Petugas", OFFICER).within("Penugasan").sees(*VILLAGES)
    done = officer.within("Kegiatan selama bertugas").sees("Peserta").read_table()
    assert done == [["2024", "Kanim Batam", "1", "24", "0"]]
