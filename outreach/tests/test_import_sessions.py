"""An office brings in the sessions of last year from its own list."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from officers.imports.findings import Findings
from officers.imports.resource import Touched
from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach.actions.corrections import open_correction
from outreach.actions.follow_ups import complete_follow_up
from outreach.actions.review import approve_session
from outreach.defaults import load_defaults
from outreach.models import FollowUp, Institution, Session, Venue
from outreach.tests import lists
from outreach.tests.factories import InstitutionFactory
from outreach.tests.lists import HEAD, LATER, brought_in, faults, read, taken_back
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory, RegionFactory

pytestmark = pytest.mark.django_db
Status = Session.Status
DAY = date(2025, 10, 31)
PLAIN = [DAY, "Sosialisasi bahaya TPPO", "Harapan Jaya", "Balai RW 05", 60, "Warga paham."]


@pytest.fixture(autouse=True)
def words_and_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_defaults()


@pytest.fixture
def office():
    office = OfficeFactory()
    JurisdictionFactory(office=office)
    return office


@pytest.fixture
def clerk(office):
    return UserFactory(office=office)


@pytest.fixture
def verifier(office):
    return UserFactory(office=office, role=Role.VERIFIER)


@pytest.fixture(autouse=True)
def harapanjaya(office):
    region = RegionFactory(code="32.75.03.1006", name="Harapanjaya")
    return GuidedVillageFactory(region=region, office=office)


@pytest.fixture(autouse=True)
def teluk_pucung():
    """A kelurahan next door that is no Desa Binaan."""
    return RegionFactory(code="32.75.03.1004", name="Teluk Pucung")


def one(**row):
    """A heading and a row of one column each: one(Topik="TPPO") beside the plain ones."""
    return [[*HEAD, *row], [*PLAIN, *row.values()]]


# What a row comes to


def test_a_row_becomes_a_reported_session_that_waits_for_the_verifier(clerk, office, harapanjaya):
    run = brought_in(clerk, HEAD, PLAIN)
    session = Session.objects.get()
    assert (session.office, session.held_on, session.title) == (office, DAY, PLAIN[1])
    assert (session.kind.code, session.participants) == ("sosialisasi", 60)
    assert (session.place, session.result) == ("Balai RW 05", "Warga paham.")
    assert list(session.villages.all()) == [harapanjaya]
    assert (session.status, session.reported_by) == (Status.REPORTED, clerk)
    assert not Session.objects.approved().exists()
    assert session.source == "kegiatan 2025.xlsx, lembar Kegiatan 2025, baris 2"
    assert run.lines.get().written == str(session.pk)


def test_checking_writes_nothing(clerk):
    run, found = read(clerk, HEAD, PLAIN)
    assert (found.rows, found.counts, run.state) == (1, {"new": 1}, "preview")
    assert not Session.objects.exists()
    assert any("menunggu tinjauan verifikator" in said for said in found.cautions)


def test_every_column_an_office_keeps_finds_its_place(clerk, office):
    budi = OfficerFactory(office=office, name="Budi Contoh")
    brought_in(
        clerk,
        *one(
            Waktu="09.00–11.30 WIB",
            Materi="Pencegahan TPPO dan TPPM; Syarat paspor",
            Kecamatan="Bekasi Utara",
            Narasumber="Siti Contoh (BP3MI Jawa Barat)",
            Perempuan=34,
            Warga=45,
            CPMI="15 orang",
            PIMPASA="Budi Contoh, S.H.",
            Pertanyaan="Berapa lama paspor jadi?",
            RTL="1. Menempel poster\n2. Mengulang di RW 06",
            Penyelenggara="Kelurahan",
        ),
        title="REKAP KEGIATAN DESA BINAAN TAHUN 2025",
    )
    session = Session.objects.get()
    assert (session.starts_at, session.ends_at) == (time(9), time(11, 30))
    topics = set(session.topics.values_list("code", flat=True))
    assert topics == {"tppo", "tppm", "paspor"}
    [speaker] = session.speakers.all()
    assert (speaker.name, speaker.institution.name) == ("Siti Contoh", "BP3MI Jawa Barat")
    assert session.women == 34
    assert dict(session.audiences.values_list("group__code", "count")) == {"warga": 45, "cpmi": 15}
    assert list(session.officers.all()) == [budi]
    assert session.questions == "Berapa lama paspor jadi?"
    tasks = [(row.task, row.owner) for row in session.follow_ups.order_by("pk")]
    assert tasks == [
        ("Menempel poster", "Belum ditentukan"),
        ("Mengulang di RW 06", "Belum ditentukan"),
    ]


def test_a_desa_binaan_is_served_and_its_neighbour_reached(clerk, harapanjaya, teluk_pucung):
    brought_in(clerk, HEAD, [DAY, PLAIN[1], "Harapan Jaya dan Kel. Teluk Pucung", *PLAIN[3:]])
    session = Session.objects.get()
    assert list(session.villages.all()) == [harapanjaya]
    assert [row.region for row in session.regions_reached.all()] == [teluk_pucung]


def test_a_whole_city_is_every_village_of_it(clerk, teluk_pucung):
    other = RegionFactory(code="32.75.01.1001", name="Bekasi Jaya")
    RegionFactory(code="32.16.01.2001", name="Di Luar Kota")
    brought_in(clerk, HEAD, [DAY, PLAIN[1], "Lurah se-Kota Bekasi", *PLAIN[3:]])
    session = Session.objects.get()
    assert {row.region for row in session.regions_reached.all()} == {other, teluk_pucung}
    assert session.villages.count() == 1


def test_a_meeting_of_the_office_needs_no_village(clerk):
    brought_in(
        clerk, HEAD, [DAY, "Rapat TIMPORA semester II", None, "Hotel Contoh", 60, "Sepakat."]
    )
    session = Session.objects.get()
    assert (session.kind.code, session.villages.count()) == ("rapat-timpora", 0)


def test_a_list_of_visits_without_titles_is_named_by_kind_and_village(clerk):
    brought_in(
        clerk,
        ["Tanggal", "Jenis Kegiatan", "Kelurahan", "Hasil"],
        [DAY, "Sambang desa", "Harapan Jaya", "Warga bertanya."],
    )
    session = Session.objects.get()
    assert (session.title, session.place) == ("Sambang desa di Harapanjaya", "Harapanjaya")


def test_men_and_women_add_up_where_no_total_stands(clerk):
    brought_in(
        clerk,
        ["Tanggal", "Kegiatan", "Tempat", "L", "P"],
        [DAY, "Sosialisasi TPPO", "Balai RW 05", 26, 34],
    )
    session = Session.objects.get()
    assert (session.participants, session.women) == (60, 34)


def test_a_row_that_says_nothing_yet_only_took_place(clerk):
    run = brought_in(clerk, HEAD, [DAY, *PLAIN[1:4], None, None])
    assert Session.objects.get().status == Status.HELD
    assert "belum dilaporkan" in run.lines.get().messages[0]


def test_a_day_to_come_is_a_plan(clerk):
    brought_in(clerk, HEAD, [date(2026, 3, 2), *PLAIN[1:]])
    assert Session.objects.get().status == Status.PLANNED


# What is pointed out


def test_a_weekday_that_does_not_fit_its_date_is_pointed_out(clerk):
    run, found = read(clerk, HEAD, ["Selasa, 11 Oktober 2025", *PLAIN[1:]])
    [said] = faults(run)
    assert said.startswith("Tanggal: 11 Oktober 2025 jatuh pada hari Sabtu, bukan Selasa.")
    assert not found.may_be_committed


def test_a_weekday_in_a_column_of_its_own_counts_too(clerk):
    run, _ = read(clerk, *one(Hari="Selasa"))
    assert faults(run)[0].startswith("Hari: 31 Oktober 2025 jatuh pada hari Jumat, bukan Selasa.")
    brought_in(clerk, *one(Hari="Jum'at"))


def test_every_fault_of_a_row_is_told_at_once(clerk):
    run, _ = read(clerk, HEAD, [None, None, "Harapan Jaya", "Balai", "enam puluh", "x"])
    assert {said.split(":")[0] for said in faults(run)} == {"Jumlah Peserta", "Tanggal", "Judul"}
    run, _ = read(clerk, *one(Hari="Selasa", Topik="Memasak", Petugas="Siapa Itu"))
    assert [said.split(":")[0] for said in faults(run)] == ["Hari", "Topik", "Petugas"]


def test_a_nik_never_comes_in(clerk):
    run, _ = read(clerk, HEAD, [*PLAIN[:5], "Sdri. Siti 3275031234560001 dirujuk."])
    assert "tampak seperti NIK" in faults(run)[0]


def test_the_same_session_twice_in_a_list_is_one_too_many(clerk):
    run, found = read(clerk, HEAD, PLAIN, PLAIN)
    assert found.counts == {"new": 1, "error": 1}
    assert "baris 2" in faults(run)[0]


def test_a_year_nobody_means_is_refused(clerk):
    run, _ = read(clerk, HEAD, [date(2052, 10, 31), *PLAIN[1:]])
    assert "Periksa tahunnya" in faults(run)[0]


def test_a_list_without_dates_is_no_list_of_sessions(clerk):
    with pytest.raises(ValueError, match="judul kolom yang dikenal"):
        read(clerk, ["Kegiatan", "Desa"], ["Sosialisasi", "Harapan Jaya"])


# What is asked


def asked(found: Findings):
    [question] = found.open_questions
    return question


def answer(found: Findings, code: str) -> dict[str, str]:
    return {asked(found).asked: code}


def test_an_unknown_kind_is_asked_with_the_nearest_words_first(clerk):
    rows = (
        ["Tanggal", "Jenis", "Judul", "Tempat", "Hasil"],
        [DAY, "Penyuluan", "TPPO", "Balai", "x"],
    )
    _, found = read(clerk, *rows)
    assert asked(found).candidates[0].code == "penyuluhan"
    brought_in(clerk, *rows, answers=answer(found, "penyuluhan"))
    assert Session.objects.get().kind.code == "penyuluhan"


def test_an_answer_holds_for_the_offices_next_list(clerk):
    head = ["Tanggal", "Jenis", "Judul", "Tempat", "Hasil"]
    _, found = read(clerk, head, [DAY, "Penyuluan", "TPPO", "Balai", "x"])
    given = answer(found, "penyuluhan")
    brought_in(clerk, head, [DAY, "Penyuluan", "TPPO", "Balai", "x"], answers=given)
    _, found = read(clerk, head, [date(2025, 11, 3), "Penyuluan", "TPPM", "Balai", "x"])
    assert not found.questions
    _, found = read(UserFactory(), head, [DAY, "Penyuluan", "TPPO", "Balai", "x"])
    assert asked(found).value == "Penyuluan"


def test_a_topic_of_another_world_may_stay_out(clerk):
    _, found = read(clerk, *one(Topik="Cara bertanam jahe"))
    assert asked(found).candidates[-1].code == "tanpa"
    brought_in(clerk, *one(Topik="Cara bertanam jahe"), answers=answer(found, "tanpa"))
    assert Session.objects.get().topics.count() == 0


def test_an_institution_very_like_a_known_one_is_asked_and_not_doubled(clerk):
    known = InstitutionFactory(name="BP3MI Banten")
    _, found = read(clerk, *one(Narasumber="BP3MI Bantn"))
    assert asked(found).candidates[0].code == f"i{known.pk}"
    brought_in(clerk, *one(Narasumber="BP3MI Bantn"), answers=answer(found, f"i{known.pk}"))
    assert list(Institution.objects.all()) == [known]


def test_another_spelling_of_an_institution_is_no_question(clerk):
    known = InstitutionFactory(name="BP3MI Banten")
    brought_in(clerk, *one(Narasumber="B.P.3.M.I. BANTEN"))
    assert list(Institution.objects.all()) == [known]


def test_a_new_institution_is_listed_once_however_often_it_speaks(clerk):
    head = [*HEAD, "Instansi"]
    brought_in(
        clerk,
        head,
        [*PLAIN, "Disnaker Kota Bekasi"],
        [date(2025, 11, 3), *PLAIN[1:], "DISNAKER  Kota Bekasi"],
    )
    assert Institution.objects.count() == 1


def test_two_spellings_in_one_list_are_asked_about(clerk):
    head = [*HEAD, "Instansi"]
    rows = [*PLAIN, "BP3MI Banten"], [date(2025, 11, 3), *PLAIN[1:], "BP3MI Bantn"]
    _, found = read(clerk, head, *rows)
    assert asked(found).candidates[0].name == "BP3MI Banten"


def test_a_speaker_without_institution_is_asked(clerk):
    _, found = read(clerk, *one(Narasumber="Budi Contoh"))
    assert "instansi narasumber “Budi Contoh” tidak disebut" in asked(found).message


def test_two_officers_of_one_name_are_told_apart_by_asking(clerk, office):
    OfficerFactory(office=office, name="Budi Contoh", position="Analis")
    meant = OfficerFactory(office=office, name="Budi  Contoh, S.H.", position="Pengawas")
    _, found = read(clerk, *one(Petugas="Budi Contoh"))
    assert {each.code for each in asked(found).candidates} >= {str(meant.pk), "tanpa"}
    brought_in(clerk, *one(Petugas="Budi Contoh"), answers=answer(found, str(meant.pk)))
    assert list(Session.objects.get().officers.all()) == [meant]


def test_an_officer_of_another_office_is_nobody_here(clerk):
    OfficerFactory(name="Budi Contoh")
    _, found = read(clerk, *one(Petugas="Budi Contoh"))
    assert [each.code for each in asked(found).candidates] == ["tanpa"]


def test_a_total_that_is_not_men_and_women_together_is_asked(clerk):
    rows = one(L=20, P=35)
    _, found = read(clerk, *rows)
    assert [each.code for each in asked(found).candidates] == ["60", "55"]
    brought_in(clerk, *rows, answers=answer(found, "55"))
    assert Session.objects.get().participants == 55


# Again, and changed


def test_the_same_list_again_changes_nothing(clerk):
    rows = one(Topik="TPPO", Narasumber="BP3MI Banten", RTL="Menempel poster", Warga=45)
    brought_in(clerk, *rows)
    _, found = read(clerk, *rows)
    assert (found.counts, found.to_write) == ({"unchanged": 1}, 0)


def test_a_changed_cell_is_shown_old_and_new(clerk):
    brought_in(clerk, HEAD, PLAIN)
    run, _ = read(clerk, HEAD, [*PLAIN[:4], 75, PLAIN[5]])
    line = run.lines.get()
    assert (line.state, line.values, line.before) == (
        "changed",
        {"participants": 75},
        {"participants": 60},
    )
    [shown] = lists.shown(run)
    assert shown.what == PLAIN[1]
    assert [(cell.label, cell.before, cell.value) for cell in shown.cells] == [
        ("Peserta", "60", "75")
    ]
    brought_in(clerk, HEAD, [*PLAIN[:4], 75, PLAIN[5]])
    assert Session.objects.get().participants == 75


def test_a_blank_cell_takes_nothing_away(clerk):
    brought_in(clerk, *one(RTL="Menempel poster", Warga=45))
    complete_follow_up(follow_up=FollowUp.objects.get(), done_on=date(2025, 11, 5), by=clerk)
    brought_in(clerk, *one(RTL="Mengulang di RW 06", Warga=None, PKK=15))
    session = Session.objects.get()
    assert session.follow_ups.get(task="Menempel poster").done_on
    assert session.follow_ups.count() == 2
    assert dict(session.audiences.values_list("group__code", "count")) == {"warga": 45, "pkk": 15}


def test_what_was_approved_is_locked_and_says_so(clerk, verifier):
    brought_in(clerk, HEAD, PLAIN)
    approve_session(session=Session.objects.get(), by=verifier, at=LATER)
    run, found = read(clerk, HEAD, [*PLAIN[:4], 75, PLAIN[5]])
    assert found.counts == {"locked": 1}
    assert "Buka koreksi" in run.lines.get().messages[0]
    _, found = read(clerk, HEAD, PLAIN)
    assert found.counts == {"unchanged": 1}


def test_another_title_on_the_same_day_in_the_same_village_is_asked(clerk):
    brought_in(clerk, HEAD, PLAIN)
    other = HEAD, [DAY, "Sosialisasi TPPO dan TPPM", *PLAIN[2:]]
    _, found = read(clerk, *other)
    session = Session.objects.get()
    assert [each.code for each in asked(found).candidates] == [str(session.pk), "baru"]
    run, found = read(clerk, *other, answers=answer(found, str(session.pk)))
    assert run.lines.get().before == {"title": PLAIN[1]}
    _, found = read(clerk, *other)
    brought_in(clerk, *other, answers=answer(found, "baru"))
    assert Session.objects.count() == 2


def test_the_same_title_in_another_village_is_another_session(clerk):
    brought_in(clerk, HEAD, PLAIN)
    _, found = read(clerk, HEAD, [*PLAIN[:2], "Teluk Pucung", *PLAIN[3:]])
    assert found.counts == {"new": 1}


def test_a_session_recorded_meanwhile_is_not_written_twice(clerk):
    first, _ = read(clerk, HEAD, PLAIN)
    brought_in(clerk, HEAD, PLAIN)
    with pytest.raises(ValidationError, match="berubah sejak berkas ini diperiksa"):
        lists.commit_run(run=first, by=clerk, at=LATER)
    assert Session.objects.count() == 1


def test_confirming_twice_writes_once(clerk):
    run = brought_in(clerk, HEAD, PLAIN)
    lists.commit_run(run=run, by=clerk, at=LATER)
    assert Session.objects.count() == 1
    assert AuditEvent.objects.filter(action="officers.import.committed").count() == 1


def test_one_office_cannot_write_anothers_sessions(clerk):
    other = OfficeFactory()
    run, _ = read(clerk, *one(Kantor=other.code))
    assert "tidak ada di antara kantor" in faults(run)[0]


# Undo


def test_undo_removes_exactly_what_the_list_made(clerk, harapanjaya):
    mine = InstitutionFactory(name="Polres Contoh")
    run = brought_in(clerk, *one(Narasumber="BP3MI Banten; Polres Contoh"))
    assert (Institution.objects.count(), Venue.objects.count()) == (2, 1)
    taken_back(run, clerk)
    assert not Session.objects.exists()
    assert list(Institution.objects.all()) == [mine]
    assert not Venue.objects.exists()
    line = AuditEvent.objects.get(action="outreach.session.withdrawn")
    assert line.changes["title"] == PLAIN[1]


def test_undo_gives_a_changed_session_its_words_back(clerk):
    first = brought_in(clerk, *one(Topik="TPPO", RTL="Menempel poster"))
    before = lists.everything()
    run = brought_in(
        clerk, *one(Topik="TPPO; paspor", RTL="Mengulang", Warga=45, Instansi="Polres")
    )
    assert lists.everything() != before
    taken_back(run, clerk)
    assert lists.everything() == before
    taken_back(first, clerk)
    assert not Session.objects.exists()


def refused(run, user) -> str:
    with pytest.raises(Touched) as caught:
        taken_back(run, user)
    assert Session.objects.exists()
    return " ".join(caught.value.messages)


def test_what_was_approved_since_is_not_undone(clerk, verifier):
    run = brought_in(clerk, HEAD, PLAIN, [date(2025, 11, 3), *PLAIN[1:]])
    approve_session(session=Session.objects.get(held_on=DAY), by=verifier, at=LATER)
    assert "sudah disetujui" in refused(run, clerk)
    assert Session.objects.count() == 2


def test_what_was_changed_since_is_not_undone(clerk):
    run = brought_in(clerk, HEAD, PLAIN)
    brought_in(clerk, HEAD, [*PLAIN[:4], 75, PLAIN[5]])
    assert "Baris 2: “Sosialisasi bahaya TPPO” (31 Oktober 2025) sudah diubah" in refused(
        run, clerk
    )


def test_a_task_ticked_off_since_keeps_its_session(clerk):
    run = brought_in(clerk, *one(RTL="Menempel poster"))
    complete_follow_up(follow_up=FollowUp.objects.get(), done_on=date(2025, 11, 5), by=clerk)
    assert "sudah punya tindak lanjut yang sudah ditandai" in refused(run, clerk)


def test_a_corrected_session_is_not_undone(clerk, verifier):
    run = brought_in(clerk, HEAD, PLAIN)
    session = approve_session(session=Session.objects.get(), by=verifier, at=LATER)
    open_correction(session=session, reason="Peserta salah.", by=clerk, at=LATER)
    assert "sudah disetujui" in refused(run, clerk)
