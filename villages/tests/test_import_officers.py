"""An office brings in its officers, and which villages each of them serves."""

from datetime import date

import pytest

from officers.actions.officers import add_officer
from officers.imports.resource import Overtaken, Touched
from officers.imports.running import commit_run
from officers.models import Officer
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory
from villages.actions import assign_officer
from villages.defaults import load_defaults
from villages.models import Assignment, Decree, GuidedVillage
from villages.models.village import Stage
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory, RegionFactory
from villages.tests.importing import LATER, NOW, imported, look, sheet, taken_back

pytestmark = pytest.mark.django_db
NIP = "199001012015011001"
LETTER = "W.11-0001.KP.04.01 Tahun 2024"
HEAD = [
    "No", "Nama", "NIP", "Pangkat/Jabatan", "No. HP", "Email", "Desa Binaan", "Surat Tugas",
    "Tgl Surat", "Mulai", "Sampai",
]  # fmt: skip
PLACES = {
    "nip": 2, "jabatan": 3, "hp": 4, "email": 5, "desa": 6, "surat": 7, "tgl": 8, "mulai": 9,
    "sampai": 10,
}  # fmt: skip


@pytest.fixture(autouse=True)
def words_and_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_defaults()


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    office = OfficeFactory(under=kanwil)
    JurisdictionFactory(office=office)
    return office


@pytest.fixture
def clerk(office):
    return UserFactory(office=office)


@pytest.fixture(autouse=True)
def village(office):
    region = RegionFactory(code="32.75.03.1006", name="Harapanjaya")
    return GuidedVillageFactory(region=region, office=office)


@pytest.fixture(autouse=True)
def other_village(office):
    region = RegionFactory(code="32.75.03.1003", name="Kaliabang Tengah")
    return GuidedVillageFactory(region=region, office=office)


def row(name="Budi Santoso", **said):
    cells = [1, name, *[None] * 9]
    for column, value in said.items():
        cells[PLACES[column]] = value
    return cells


def listed(*rows):
    return sheet(HEAD, *rows, above=[["DAFTAR PETUGAS PIMPASA"], []])


def known(office, name="Budi Santoso", **facts):
    officer = Officer(office=office, name=name, **facts)
    return add_officer(officer=officer, by=None)


def served():
    rows = Assignment.objects.order_by("village__region__name", "starts_on")
    return [
        (str(each.village), each.officer.name, str(each.starts_on), str(each.ends_on or ""))
        for each in rows
    ]


# Who is new


def test_an_officer_comes_with_his_number_his_post_and_his_village(office, clerk):
    imported(
        "officers",
        listed(
            row(
                nip=NIP, jabatan="Analis Keimigrasian", hp="0812 3456 7890", desa="Harapan Jaya",
                surat=LETTER, tgl=date(2024, 5, 27), mulai=date(2024, 6, 1),
            )
        ),
        clerk,
    )  # fmt: skip
    officer = Officer.objects.get()
    assert (officer.employee_number, officer.position, officer.office) == (
        NIP, "Analis Keimigrasian", office,
    )  # fmt: skip
    assert officer.phone == "+62 812-3456-7890"
    assert officer.posts.get().position == "Analis Keimigrasian"
    posting = Assignment.objects.get()
    assert (posting.starts_on, posting.decree.number) == (date(2024, 6, 1), LETTER)
    assert posting.decree.kind == Decree.Kind.ORDER
    assert posting.decree.officers.get() == officer


def test_several_villages_in_one_cell_are_served_each(clerk):
    content = listed(row(desa="1. Harapan Jaya\n2. Kali Abang Tengah", mulai=date(2024, 6, 1)))
    imported("officers", content, clerk)
    assert served() == [
        ("Harapanjaya", "Budi Santoso", "2024-06-01", ""),
        ("Kaliabang Tengah", "Budi Santoso", "2024-06-01", ""),
    ]


def test_rows_below_a_name_written_once_belong_to_it(clerk):
    rows = [
        row(nip=NIP, desa="Harapan Jaya", mulai=date(2024, 6, 1)),
        row(name=None, desa="Kali Abang Tengah", mulai=date(2025, 1, 1)),
    ]
    imported("officers", listed(*rows), clerk)
    assert Officer.objects.count() == 1
    assert [starts for _, _, starts, _ in served()] == ["2024-06-01", "2025-01-01"]


def test_a_row_with_a_village_alone_goes_on_with_the_officer_above_and_says_so(clerk):
    rows = [row(nip=NIP, desa="Harapan Jaya", mulai=date(2024, 6, 1))]
    more = [*[None] * 6, "Kali Abang Tengah", *[None] * 4]
    seen = look("officers", listed(*rows, more), clerk)
    assert seen.states == ["new", "new"]
    assert seen.lines[1].messages == [
        "Nama tidak tertulis; baris ini dibaca sebagai lanjutan Budi Santoso di atasnya."
    ]
    imported("officers", listed(*rows, more), clerk)
    assert [starts for _, _, starts, _ in served()] == ["2024-06-01"] * 2


def test_a_name_merged_over_its_villages_begins_with_all_of_them(clerk):
    rows = [row(nip=NIP, desa="Harapan Jaya", mulai=date(2024, 6, 1))]
    seen = look("officers", listed(*rows, row(nip=NIP, desa="Kali Abang Tengah")), clerk)
    assert seen.states == ["new", "new"]
    assert seen.lines[1].messages == [
        "Mulai tidak tertulis; diambil dari baris pertama petugas ini."
    ]


def test_a_row_without_a_name_but_with_a_number_of_its_own_is_nobodys_continuation(clerk):
    rows = [
        row(nip=NIP, desa="Harapan Jaya", mulai=date(2024, 6, 1)),
        row(name=None, nip=f"{NIP[:-1]}2", desa="Kali Abang Tengah", mulai=date(2024, 6, 1)),
    ]
    seen = look("officers", listed(*rows), clerk)
    assert seen.states == ["new", "error"]
    assert seen.sentences == ["Baris 5, kolom Nama: harus diisi dengan nama petugas."]


def test_one_officer_in_several_rows_is_entered_once(office, clerk):
    perwira = RegionFactory(code="32.75.03.1004", name="Perwira")
    GuidedVillageFactory(region=perwira, office=office)
    rows = [
        row("Budi Santoso, S.H.", desa="Harapan Jaya", mulai=date(2024, 6, 1)),
        row(
            "Budi Santoso, S.H.",
            desa="Perwira",
            mulai=date(2024, 6, 1),
            hp="0812 3456 7890",
        ),
        row("Citra Dewi", desa="Harapan Jaya", mulai=date(2024, 6, 1)),
    ]
    imported("officers", listed(*rows), clerk)
    assert Officer.objects.count() == 2
    assert Officer.objects.get(name="Budi Santoso, S.H.").phone == "+62 812-3456-7890"
    assert Assignment.objects.count() == 3


def test_two_new_people_of_one_name_stay_two(clerk):
    second = f"{NIP[:-1]}2"
    rows = [
        row(nip=NIP, desa="Harapan Jaya", mulai=date(2024, 6, 1)),
        row(nip=second, desa="Harapan Jaya", mulai=date(2024, 6, 1)),
    ]
    imported("officers", listed(*rows), clerk)
    assert set(Officer.objects.values_list("employee_number", flat=True)) == {NIP, second}
    assert look("officers", listed(*rows), clerk).states == ["unchanged", "unchanged"]


def test_an_officer_without_a_village_is_entered_all_the_same(clerk):
    imported("officers", listed(row()), clerk)
    assert Officer.objects.get().name == "Budi Santoso"


def test_a_posting_of_the_past_ends_where_the_sheet_says(clerk):
    content = listed(row(desa="Harapan Jaya", mulai=date(2024, 2, 1), sampai=date(2024, 12, 31)))
    imported("officers", content, clerk)
    assert served() == [("Harapanjaya", "Budi Santoso", "2024-02-01", "2024-12-31")]


def test_the_letters_day_stands_for_a_beginning_nobody_wrote(clerk):
    content = listed(row(desa="Harapan Jaya", surat=LETTER, tgl=date(2024, 5, 27)))
    seen = look("officers", content, clerk)
    assert seen.lines[0].messages == [
        "Mulai tidak tertulis; dicatat 27 Mei 2024, tanggal suratnya."
    ]


# Who is the same


def test_a_name_very_like_a_known_one_is_asked_and_never_doubled(office, clerk):
    officer = known(office, "Muhammad Rizki")
    seen = look("officers", listed(row("M. Rizki")), clerk)
    assert seen.states == ["question"]
    assert "Orang yang sama?" in seen.sentences[0]
    (question,) = seen.findings.questions
    assert [choice.code for choice in question.candidates] == [str(officer.pk), "baru"]
    answers = {question.asked: str(officer.pk)}
    assert look("officers", listed(row("M. Rizki")), clerk, answers=answers).states == ["unchanged"]
    imported("officers", listed(row("M. Rizki")), clerk, answers={question.asked: "baru"})
    assert Officer.objects.count() == 2


def test_titles_do_not_make_another_person(office, clerk):
    known(office, "Drs. Budi Santoso, M.H.")
    assert look("officers", listed(row()), clerk).states == ["unchanged"]


def test_a_number_finds_the_officer_whatever_the_spelling(office, clerk):
    known(office, "Budi Santosa", employee_number=NIP)
    seen = look("officers", listed(row(nip=f"{NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}")), clerk)
    assert seen.states == ["changed"]
    assert seen.lines[0].before == {"name": "Budi Santosa"}


def test_a_number_that_is_somebody_elses_is_pointed_out(office, clerk):
    known(office, "Citra Dewi", employee_number=NIP)
    seen = look("officers", listed(row(nip=NIP)), clerk)
    assert "milik Citra Dewi" in seen.sentences[0]


def test_a_colleague_of_another_office_is_not_taken_over(clerk):
    known(OfficeFactory(), employee_number=NIP)
    seen = look("officers", listed(row(nip=NIP)), clerk)
    assert "sudah dipakai petugas kantor lain" in seen.sentences[0]


def test_a_number_stored_as_a_figure_has_lost_its_end(clerk):
    seen = look("officers", listed(row(nip=int(NIP))), clerk)
    assert "kolom NIP: tersimpan sebagai bilangan" in seen.sentences[0]


def test_rows_that_contradict_each_other_about_a_person_are_said(clerk):
    rows = [
        row(hp="0812 3456 7890", desa="Harapan Jaya", mulai=date(2024, 6, 1)),
        row(hp="0812 3456 7891"),
    ]
    seen = look("officers", listed(*rows), clerk)
    assert seen.states == ["new", "error"]
    assert "tidak sama dengan baris lain" in seen.sentences[0]


# What changes


def test_the_same_list_again_changes_nothing(clerk):
    rows = listed(
        row("Budi Santoso", nip=NIP, jabatan="Analis", desa="Harapan Jaya; Kali Abang Tengah",
            surat=LETTER, tgl=date(2024, 5, 27)),
        row("Citra Dewi", desa="Harapan Jaya", mulai=date(2024, 6, 1), sampai=date(2025, 1, 1)),
    )  # fmt: skip
    imported("officers", rows, clerk)
    assert look("officers", rows, clerk, at=LATER).states == ["unchanged", "unchanged"]


def test_what_is_new_about_a_known_officer_is_shown_old_and_new(office, village, clerk):
    officer = known(office, position="Analis", phone="+62 812-3456-7890")
    assign_officer(officer=officer, village=village, starts_on=date(2024, 6, 1), by=clerk)
    content = listed(
        row(
            nip=NIP, jabatan="Kepala Seksi", hp="0812 3456 7891", desa="Harapan Jaya",
            mulai=date(2024, 6, 1), sampai=date(2025, 10, 31),
        )
    )  # fmt: skip
    shown = look("officers", content, clerk).shown()
    assert shown["NIP"] == (NIP, "–")
    assert shown["Jabatan"] == ("Kepala Seksi", "Analis")
    assert shown["Telepon"] == ("+62 812-3456-7891", "+62 812-3456-7890")
    assert shown["Sampai"] == ("31 Okt 2025", "–")
    imported("officers", content, clerk)
    officer.refresh_from_db()
    assert (officer.employee_number, officer.position) == (NIP, "Kepala Seksi")
    assert [post.position for post in officer.posts.all()] == ["Analis", "Kepala Seksi"]
    assert served() == [("Harapanjaya", "Budi Santoso", "2024-06-01", "2025-10-31")]


def test_whoever_stops_leaves_his_villages_too(office, village, clerk):
    officer = known(office)
    assign_officer(officer=officer, village=village, starts_on=date(2024, 6, 1), by=clerk)
    content = sheet(["Nama", "Berhenti"], ["Budi Santoso", date(2025, 9, 30)])
    run = imported("officers", content, clerk)
    officer.refresh_from_db()
    assert officer.left_on == date(2025, 9, 30)
    assert served()[0][3] == "2025-09-30"
    taken_back(run, clerk)
    officer.refresh_from_db()
    assert officer.left_on is None
    assert officer.posts.get().ends_on is None
    assert served()[0][3] == ""


# What is refused


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (row(nip="1990"), "kolom NIP: “1990” bukan NIP. NIP terdiri dari 18 angka."),
        (row(hp="12"), "kolom No. HP: “12” bukan nomor telepon"),
        (row(email="budi@"), "kolom Email: “budi@” bukan alamat surel"),
        (row(desa="Harapan Jaya"), "kolom Mulai: harus diisi: sejak kapan"),
        (row(desa="Harapan Jaya", surat=LETTER), "kolom Tgl Surat: harus diisi"),
        (
            row(desa="Harapan Jaya", mulai=date(2023, 6, 1)),
            "kolom Mulai: Pada 1 Juni 2023 desa ini belum tercatat dibina",
        ),
        (
            row(desa="Harapan Jaya", mulai=date(2024, 6, 1), sampai=date(2024, 5, 1)),
            "kolom Sampai: Tanggal selesai tidak boleh sebelum tanggal mulai",
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_cell(clerk, cells, said):
    seen = look("officers", listed(cells), clerk)
    assert seen.states == ["error"]
    assert said in " ".join(seen.sentences)


def test_a_row_without_a_name_is_said_too(clerk):
    seen = look("officers", listed(row(), row(None, nip=NIP, jabatan="Analis")), clerk)
    assert seen.sentences == ["Baris 5, kolom Nama: harus diisi dengan nama petugas."]


def test_a_village_that_is_no_desa_binaan_yet_says_what_to_do(office, clerk):
    RegionFactory(code="32.75.03.1004", name="Perwira")
    seen = look("officers", listed(row(desa="Perwira", mulai=date(2024, 6, 1))), clerk)
    (said,) = seen.sentences
    assert said == (
        f"Baris 4, kolom Desa Binaan: Perwira belum menjadi Desa Binaan {office}. Impor dahulu "
        "daftar Desa Binaan, atau daftarkan desanya di halaman Desa Binaan."
    )


def test_a_candidate_has_no_officer_yet(office, clerk):
    region = RegionFactory(code="32.75.03.1004", name="Perwira")
    GuidedVillageFactory(region=region, office=office, stage=Stage.CANDIDATE)
    seen = look("officers", listed(row(desa="Perwira", mulai=date(2024, 6, 1))), clerk)
    assert "Perwira masih calon. Catat dahulu SK" in seen.sentences[0]


def test_a_verifier_may_not_import_officers(office):
    verifier = UserFactory(office=office, role=Role.VERIFIER)
    assert not verifier.has_perms(["villages.import_officers"])
    for role in (Role.OPERATOR, Role.ADMIN):
        assert UserFactory(office=office, role=role).has_perms(
            ["villages.import_officers", "villages.import_villages"]
        )


def test_what_changed_since_the_check_is_not_overwritten(office, clerk):
    officer = known(office)
    seen = look("officers", listed(row(hp="0812 3456 7890")), clerk)
    Officer.objects.filter(pk=officer.pk).update(phone="+62 812-0000-0000")
    with pytest.raises(Overtaken):
        commit_run(run=seen.run, by=clerk, at=NOW)


# Taking back


def test_undo_leaves_no_new_officer_posting_or_letter(clerk):
    rows = [
        row(nip=NIP, desa="Harapan Jaya", surat=LETTER, tgl=date(2024, 5, 27)),
        row("Citra Dewi", desa="Harapan Jaya; Kali Abang Tengah", surat=LETTER),
    ]
    rows[1][PLACES["tgl"]] = date(2024, 5, 27)
    run = imported("officers", listed(*rows), clerk)
    assert Decree.objects.get().officers.count() == 2
    taken_back(run, clerk)
    for model in (Officer, Assignment, Decree):
        assert not model.objects.exists()
    assert GuidedVillage.objects.count() == 2


def test_undo_gives_a_known_officer_his_former_facts(office, village, clerk):
    officer = known(office, position="Analis", joined_on=date(2023, 1, 1))
    posting = assign_officer(officer=officer, village=village, starts_on=date(2024, 6, 1), by=clerk)
    content = sheet(
        ["Nama", "NIP", "Jabatan", "Menjadi PIMPASA sejak", "Desa", "Mulai", "Sampai"],
        ["Budi Santoso", NIP, "Kepala Seksi", date(2023, 2, 1), "Harapan Jaya", date(2024, 6, 1),
         date(2025, 10, 31)],
    )  # fmt: skip
    run = imported("officers", content, clerk)
    taken_back(run, clerk)
    officer.refresh_from_db()
    posting.refresh_from_db()
    assert (officer.employee_number, officer.position) == ("", "Analis")
    assert officer.joined_on == officer.posts.get().starts_on == date(2023, 1, 1)
    assert posting.ends_on is None


def test_undo_names_what_rests_on_the_officer_by_now(other_village, clerk):
    run = imported("officers", listed(row()), clerk)
    officer = Officer.objects.get()
    assign_officer(officer=officer, village=other_village, starts_on=date(2025, 1, 1), by=clerk)
    with pytest.raises(Touched) as refused:
        taken_back(run, clerk)
    assert refused.value.messages == [
        "Budi Santoso: dipakai 1 penugasan yang dicatat setelah impor ini."
    ]


def test_undo_refuses_once_somebody_changed_the_officer(clerk):
    run = imported("officers", listed(row()), clerk)
    Officer.objects.update(phone="+62 812-3456-7890")
    with pytest.raises(Touched, match="diubah setelah impor ini"):
        taken_back(run, clerk)


def test_undo_refuses_once_somebody_changed_the_posting(clerk):
    run = imported("officers", listed(row(desa="Harapan Jaya", mulai=date(2024, 6, 1))), clerk)
    Assignment.objects.update(ends_on=date(2025, 1, 1))
    with pytest.raises(Touched, match="diubah setelah impor ini"):
        taken_back(run, clerk)
    assert OfficerFactory._meta.model.objects.count() == 1
