"""An office brings in its list of Desa Binaan as it keeps it."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from officers.imports.resource import Overtaken, Touched
from officers.imports.running import commit_run
from officers.models import AuditEvent, Officer
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory
from villages.actions import advance_village, assign_officer, register_village
from villages.defaults import load_defaults
from villages.models import Assignment, Decree, GuidedVillage, RegionAlias, VillageStep
from villages.models.village import Stage
from villages.tests.factories import (
    DecreeFactory,
    GuidedVillageFactory,
    JurisdictionFactory,
    RegionFactory,
)
from villages.tests.importing import LATER, NOW, imported, look, sheet, taken_back

pytestmark = pytest.mark.django_db
SK = "W.11.IMI.IMI.1.1949-GR.03.05 Tahun 2024"
HEAD = [
    "No", "Desa/Kelurahan", "Kecamatan", "Kab/Kota", "Status", "No. SK", "Tgl SK",
    "Tgl Pengukuhan", "Alasan Terpilih", "PIMPASA", "Ket.",
]  # fmt: skip


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
def region():
    return RegionFactory(code="32.75.03.1006", name="Harapanjaya")


@pytest.fixture(autouse=True)
def neighbour():
    return RegionFactory(code="32.75.03.1003", name="Kaliabang Tengah")


def row(village="Harapan Jaya", **said):
    """A row under HEAD; `said` by the first word of a heading."""
    places = {
        "kecamatan": 2, "kota": 3, "status": 4, "sk": 5, "tgl_sk": 6, "pengukuhan": 7,
        "alasan": 8, "pimpasa": 9, "ket": 10,
    }  # fmt: skip
    cells = [1, village, "Bekasi Utara", "Kota Bekasi", *[None] * 7]
    for name, value in said.items():
        cells[places[name]] = value
    return cells


def listed(*rows):
    return sheet(HEAD, *rows, above=[["DAFTAR DESA BINAAN IMIGRASI"], []])


def old(village="Harapan Jaya", **said):
    """A Desa Binaan as an office's list writes it."""
    usual = {
        "status": "Aktif", "sk": SK, "tgl_sk": date(2024, 3, 1), "pengukuhan": date(2024, 5, 20),
    }  # fmt: skip
    return row(village, **usual | said)


def life(village):
    return [(step.stage, str(step.happened_on)) for step in village.steps.all()]


# What is new


def test_a_row_without_a_status_registers_a_candidate(office, clerk):
    run = imported("villages", listed(row(ket="Usulan rapat")), clerk)
    village = GuidedVillage.objects.get()
    assert (village.office, village.stage, village.note) == (
        office,
        Stage.CANDIDATE,
        "Usulan rapat",
    )
    assert life(village) == [("calon", "2025-12-01")]
    assert village.source == "Impor daftar.xlsx"
    assert AuditEvent.objects.filter(
        action="officers.import.committed", target__endswith=f":{run.pk}"
    )


def test_an_existing_desa_binaan_comes_with_its_sk_and_every_dated_step(office, clerk):
    imported(
        "villages", listed(old(alasan="Permintaan paspor PMI tertinggi; jauh dari kantor")), clerk
    )
    village = GuidedVillage.objects.get()
    assert life(village) == [
        ("calon", "2024-03-01"), ("diusulkan", "2024-03-01"), ("ditetapkan", "2024-03-01"),
        ("dikukuhkan", "2024-05-20"), ("aktif", "2024-05-20"),
    ]  # fmt: skip
    decree = Decree.objects.get()
    assert (decree.number, decree.office, decree.signed_on) == (SK, office, date(2024, 3, 1))
    assert village.steps.get(stage=Stage.APPROVED).decree == decree
    assert decree.villages.get() == village
    assert village.stage == Stage.ACTIVE
    reasons = village.village_reasons.order_by("reason__position").values_list(
        "reason__code", flat=True
    )
    assert list(reasons) == ["permintaan-paspor", "jarak-kantor"]
    assert village.steps.filter(recorded_by=clerk).count() == 5


def test_days_the_sheet_leaves_open_are_said_before_confirming(clerk):
    seen = look("villages", listed(old()), clerk)
    assert [line.messages for line in seen.lines] == [
        [
            "Calon sejak 1 Mar 2024: hari pertama yang disebut baris ini.",
            "Mulai aktif tidak tertulis; dicatat 20 Mei 2024.",
            "Tanggal usul tidak tertulis; dicatat pada tanggal SK.",
        ]
    ]


def test_one_sk_covers_several_villages_and_is_recorded_once(clerk):
    imported("villages", listed(old(), old("Kali Abang Tengah", sk=f" {SK} ")), clerk)
    assert Decree.objects.get().villages.count() == 2


def test_an_sk_already_on_record_is_found_by_its_number(office, clerk):
    known = DecreeFactory(office=office, number=SK, signed_on=date(2024, 3, 1))
    imported("villages", listed(old(sk=SK.lower().replace(" ", "  "), tgl_sk=None)), clerk)
    assert GuidedVillage.objects.get().steps.get(stage=Stage.APPROVED).decree == known


def test_the_kanwils_sk_is_found_too(kanwil, clerk):
    known = DecreeFactory(office=kanwil, number=SK, signed_on=date(2024, 3, 1))
    imported("villages", listed(old()), clerk)
    assert GuidedVillage.objects.get().steps.get(stage=Stage.APPROVED).decree == known
    assert known.villages.count() == 1


def test_a_kanwil_brings_the_list_of_its_offices_and_its_own_sk(kanwil, office):
    admin = UserFactory(office=kanwil, role=Role.ADMIN)
    content = sheet(["Kanim", *HEAD], [office.short_name, *old()])
    imported("villages", content, admin)
    assert GuidedVillage.objects.get().office == office
    assert Decree.objects.get().office == kanwil


def test_a_village_that_ended_keeps_its_reason(clerk):
    content = sheet(
        [*HEAD, "Tidak aktif sejak", "Alasan tidak aktif"],
        [*old(status="Tidak aktif"), date(2025, 6, 30), "Dimekarkan"],
    )
    imported("villages", content, clerk)
    village = GuidedVillage.objects.get()
    assert village.stage == Stage.INACTIVE
    assert village.steps.last().note == "Dimekarkan"


def test_officers_named_in_the_cell_serve_the_village_since_its_ceremony(office, clerk):
    budi = OfficerFactory(office=office, name="Budi Santoso, S.H.")
    citra = OfficerFactory(office=office, name="Citra Dewi")
    imported("villages", listed(old(pimpasa="1. Budi Santoso\n2. Citra Dewi, M.Si.")), clerk)
    rows = Assignment.objects.order_by("officer__name")
    assert [(each.officer, each.starts_on) for each in rows] == [
        (budi, date(2024, 5, 20)), (citra, date(2024, 5, 20)),
    ]  # fmt: skip


# What is asked


def test_an_officer_nobody_knows_is_asked_for_and_entered_only_when_told_so(office, clerk):
    OfficerFactory(office=office, name="Budi Santoso")
    rows = listed(old(pimpasa="Budi Santosa"), old("Kali Abang Tengah", pimpasa="Budi Santosa"))
    (question,) = look("villages", rows, clerk).findings.questions
    assert question.rows == 2
    assert [choice.name for choice in question.candidates] == [
        "Budi Santoso", "Daftarkan Budi Santosa sebagai petugas baru", "Jangan catat petugas ini",
    ]  # fmt: skip
    imported("villages", rows, clerk, answers={question.asked: "baru"})
    assert Officer.objects.filter(name="Budi Santosa").count() == 1
    assert Assignment.objects.filter(officer__name="Budi Santosa").count() == 2


def test_somebody_new_is_not_the_namesake_another_sheet_entered(office, clerk):
    budi = f"pimpasa|budi|{office.pk}"
    imported("villages", listed(old(pimpasa="Budi")), clerk, answers={budi: "baru"})
    Officer.objects.update(name="Budi Lama")
    rows = listed(old("Kali Abang Tengah", pimpasa="Budi"))
    imported("villages", rows, clerk, answers={budi: "baru"})
    assert Officer.objects.count() == 2


def test_a_name_left_out_leaves_the_village_in(office, clerk):
    rows = listed(old(pimpasa="Dedi"))
    imported("villages", rows, clerk, answers={f"pimpasa|dedi|{office.pk}": "tanpa"})
    assert GuidedVillage.objects.get().assignments.count() == 0
    assert not Officer.objects.exists()


def test_a_village_outside_the_work_area_is_asked_for(office, clerk):
    outside = RegionFactory(code="32.16.01.2001", name="Segarajaya")
    cells = [1, "Segarajaya", outside.parent.name, outside.parent.parent.name, *[None] * 7]
    seen = look("villages", listed(cells), clerk)
    assert seen.states == ["question"]
    assert "di luar wilayah kerja" in seen.sentences[0]
    imported("villages", listed(cells), clerk, answers={seen.findings.questions[0].asked: "ya"})
    assert GuidedVillage.objects.get().region == outside


def test_a_name_that_fits_several_is_asked_and_the_answer_remembered(office, clerk):
    for number, name in enumerate(("Tiban Indah", "Tiban Baru", "Tiban Lama"), start=1):
        RegionFactory(code=f"32.75.03.200{number}", name=name)
    seen = look("villages", listed(row("Tiban")), clerk)
    assert seen.states == ["question"]
    answers = {seen.findings.questions[0].asked: "32.75.03.2002"}
    imported("villages", listed(row("Tiban")), clerk, answers=answers)
    alias = RegionAlias.objects.get()
    assert (alias.text, alias.region_id, alias.office, alias.said_by) == (
        "Tiban", "32.75.03.2002", office, clerk,
    )  # fmt: skip
    assert look("villages", listed(row("Tiban")), clerk).states == ["unchanged"]


def test_an_answer_is_forgotten_with_the_import_it_was_given_in(clerk):
    for number, name in enumerate(("Tiban Indah", "Tiban Baru"), start=1):
        RegionFactory(code=f"32.75.03.200{number}", name=name)
    asked = look("villages", listed(row("Tiban")), clerk).findings.questions[0].asked
    run = imported("villages", listed(row("Tiban")), clerk, answers={asked: "32.75.03.2002"})
    taken_back(run, clerk)
    assert not RegionAlias.objects.exists()


def test_an_office_written_unclearly_is_asked_and_remembered(kanwil):
    for name in ("Kanim Bekasi Utara", "Kanim Bekasi Selatan"):
        JurisdictionFactory(office=OfficeFactory(under=kanwil, short_name=name, name=name))
    admin = UserFactory(office=kanwil, role=Role.ADMIN)
    content = sheet(["Kantor", *HEAD], ["Kanim Bekasi", *row()])
    (question,) = look("villages", content, admin, within=kanwil).findings.questions
    assert {choice.name for choice in question.candidates} == {
        "Kanim Bekasi Utara", "Kanim Bekasi Selatan",
    }  # fmt: skip
    chosen = {question.asked: question.candidates[0].code}
    imported("villages", content, admin, within=kanwil, answers=chosen)
    assert look("villages", content, admin, within=kanwil).states == ["unchanged"]


def test_a_reason_nobody_listed_is_asked(clerk):
    seen = look("villages", listed(row(alasan="Dekat pelabuhan")), clerk)
    assert seen.states == ["question"]
    assert len(seen.findings.questions[0].candidates) == 6


# By a script


def test_a_script_imports_the_list_by_the_same_contract(office, clerk, tmp_path, capsys):
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(listed(old(), row("Entah Di Mana")))
    said = ["import_sheet", "villages", str(path), "--office", office.code, "--by", clerk.username]
    with pytest.raises(SystemExit) as refused:
        call_command(*said, "--commit", "--json")
    assert refused.value.code == 2
    answer = json.loads(capsys.readouterr().out)
    assert (answer["state"], answer["rows"], answer["new"]) == ("refused", 2, 1)
    assert not GuidedVillage.objects.exists()
    path.write_bytes(listed(old()))
    call_command(*said, "--commit", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["state"], answer["new"], answer["errors"]) == ("committed", 1, [])


# What is there already


def test_the_same_list_again_changes_nothing(clerk):
    rows = listed(old(alasan="TPPO", ket="Ramai"), row("Kali Abang Tengah"))
    imported("villages", rows, clerk)
    assert look("villages", rows, clerk, at=LATER).states == ["unchanged", "unchanged"]


def test_a_status_further_on_is_a_change_of_old_and_new(office, clerk):
    register_village(
        region=RegionFactory(code="32.75.03.1006"), office=office, on=date(2024, 1, 5), by=clerk,
        at=NOW,
    )  # fmt: skip
    seen = look("villages", listed(old()), clerk)
    assert seen.states == ["changed"]
    assert seen.shown()["Status"] == ("Aktif", "Calon")
    assert seen.shown()["Nomor SK"] == (SK, "–")
    imported("villages", listed(old()), clerk)
    assert [stage for stage, _ in life(GuidedVillage.objects.get())] == [
        "calon", "diusulkan", "ditetapkan", "dikukuhkan", "aktif",
    ]  # fmt: skip


def test_other_words_and_days_are_shown_cell_by_cell(clerk):
    imported("villages", listed(old(ket="Lama")), clerk)
    again = listed(old(ket="Baru", pengukuhan=date(2024, 5, 19)))
    seen = look("villages", again, clerk, at=LATER)
    shown = seen.shown()
    assert shown["Keterangan"] == ("Baru", "Lama")
    assert shown["Tanggal pengukuhan"] == ("19 Mei 2024", "20 Mei 2024")
    assert shown["Nomor SK"] == (SK, None)
    imported("villages", again, clerk, at=LATER)
    village = GuidedVillage.objects.get()
    assert village.note == "Baru"
    assert village.steps.get(stage=Stage.INAUGURATED).happened_on == date(2024, 5, 19)
    kept = VillageStep.trace.get(voided_at__isnull=False)
    assert (kept.happened_on, kept.void_reason) == (date(2024, 5, 20), "Menurut Impor daftar.xlsx")


def test_an_empty_cell_erases_nothing(clerk):
    imported("villages", listed(old(ket="Ramai", alasan="TPPO")), clerk)
    assert look("villages", listed(row()), clerk).states == ["unchanged"]


# What is refused


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            row(status="Aktif"),
            "kolom No. SK: harus diisi: desa berstatus Aktif ditetapkan dengan SK",
        ),
        (row(status="Ditetapkan", sk=SK), "kolom Tgl SK: harus diisi untuk status Ditetapkan"),
        (row(status="Diusulkan"), "kolom Status: Diusulkan dicatat di portal"),
        (row(status="Mantap"), "kolom Status: “Mantap” tidak dikenal"),
        (old(status="Calon"), "diisi, padahal statusnya Calon"),
        (old(tgl_sk=date(2026, 3, 1)), "kolom Tgl SK: Tanggal 1 Maret 2026 belum tiba"),
        (old(pengukuhan=date(2024, 1, 1)), "kolom Tgl Pengukuhan: Tanggal tidak boleh sebelum"),
        (old("Bekasi Utara"), "kolom Desa/Kelurahan"),
        (row(pimpasa="Budi"), "kolom PIMPASA"),
    ],
)
def test_what_cannot_be_is_said_at_its_cell(clerk, cells, said):
    seen = look("villages", listed(cells), clerk)
    assert seen.states in (["error"], ["question"])
    assert said in " ".join(seen.sentences)
    assert not GuidedVillage.objects.exists()


def test_nothing_goes_backwards(clerk):
    imported("villages", listed(old()), clerk)
    seen = look("villages", listed(row(status="Calon")), clerk, at=LATER)
    (said,) = seen.sentences
    assert said == (
        "Baris 4, kolom Status: desa ini sudah tercatat Aktif; impor tidak memundurkannya ke "
        "Calon. Perbaiki sel ini, atau batalkan tahapnya di halaman desa."
    )


def test_a_village_of_another_office_stays_where_it_is(region, clerk):
    GuidedVillageFactory(region=region)
    seen = look("villages", listed(old()), clerk)
    assert "sudah dibina kantor lain" in seen.sentences[0]


def test_a_village_whose_proposal_waits_is_not_approved_around_the_kanwil(office, clerk):
    village = register_village(
        region=RegionFactory(code="32.75.03.1006"), office=office, on=date(2024, 1, 5), by=clerk,
        at=NOW,
    )  # fmt: skip
    advance_village(village=village, to=Stage.PROPOSED, on=date(2024, 2, 1), by=clerk, at=NOW)
    seen = look("villages", listed(old()), clerk)
    assert "Kanwil yang menjawab" in seen.sentences[0]


def test_an_sk_of_another_day_is_pointed_out(office, clerk):
    DecreeFactory(office=office, number=SK, signed_on=date(2024, 2, 29))
    seen = look("villages", listed(old()), clerk)
    assert "tercatat ditetapkan 29 Februari 2024" in seen.sentences[0]


def test_another_offices_rows_cannot_be_written(clerk):
    other = OfficeFactory()
    seen = look("villages", sheet(["Kantor", *HEAD], [other.code, *row()]), clerk)
    assert "tidak ada di antara kantor yang boleh Anda impor" in seen.sentences[0]


def test_a_village_listed_twice_is_written_once(clerk):
    seen = look("villages", listed(row(), row("Harapanjaya")), clerk)
    assert seen.states == ["new", "error"]


def test_what_changed_since_the_check_is_not_overwritten(office, clerk, region):
    seen = look("villages", listed(old()), clerk)
    register_village(region=region, office=office, on=date(2024, 1, 5), by=clerk, at=NOW)
    with pytest.raises(Overtaken):
        commit_run(run=seen.run, by=clerk, at=NOW)
    assert GuidedVillage.objects.get().stage == Stage.CANDIDATE


# Taking back


def test_undo_leaves_no_trace_of_new_villages_papers_and_officers(office, clerk):
    answers = {f"pimpasa|budi|{office.pk}": "baru"}
    rows = listed(old(pimpasa="Budi"), old("Kali Abang Tengah"))
    run = imported("villages", rows, clerk, answers=answers)
    taken_back(run, clerk)
    for model in (GuidedVillage, Decree, Assignment, Officer):
        assert not model.objects.exists()
    assert not VillageStep.trace.exists()
    assert AuditEvent.objects.filter(action="villages.guidedvillage.withdrawn").count() == 2


def test_undo_puts_a_village_back_where_it_stood(office, clerk, region):
    village = register_village(
        region=region, office=office, on=date(2024, 1, 5), by=clerk, at=NOW, note="Lama"
    )
    run = imported("villages", listed(old(ket="Baru", alasan="TPPO")), clerk)
    taken_back(run, clerk)
    village.refresh_from_db()
    assert (village.stage, village.note) == (Stage.CANDIDATE, "Lama")
    assert life(village) == [("calon", "2024-01-05")]
    assert not village.village_reasons.exists()
    assert not Decree.objects.exists()


def test_undo_puts_a_corrected_day_back(clerk):
    imported("villages", listed(old()), clerk)
    run = imported("villages", listed(old(pengukuhan=date(2024, 5, 19))), clerk, at=LATER)
    taken_back(run, clerk)
    step = GuidedVillage.objects.get().steps.get(stage=Stage.INAUGURATED)
    assert step.happened_on == date(2024, 5, 20)


def test_undo_names_what_was_done_later_and_changes_nothing(office, clerk):
    run = imported("villages", listed(old()), clerk)
    village = GuidedVillage.objects.get()
    assign_officer(
        officer=OfficerFactory(office=office), village=village, starts_on=date(2025, 1, 1), by=clerk
    )
    with pytest.raises(Touched) as refused:
        taken_back(run, clerk)
    assert refused.value.messages == [
        "Harapanjaya: dipakai 1 penugasan yang dicatat setelah impor ini."
    ]
    village.refresh_from_db()
    assert village.stage == Stage.ACTIVE


def test_undo_refuses_once_a_later_step_was_taken(clerk):
    run = imported("villages", listed(old()), clerk)
    village = GuidedVillage.objects.get()
    advance_village(
        village=village, to=Stage.INACTIVE, on=date(2025, 11, 1), by=clerk, at=NOW, note="Pindah"
    )
    with pytest.raises(Touched, match="setelah impor ini"):
        taken_back(run, clerk)
