"""From a file to a change-set: what is understood, what is refused, and where."""

from datetime import date

import pytest

from dbi_portal.lib.months import Month
from dbi_portal.lib.sheets import SheetError
from officers.imports.checking import NotUsable
from officers.imports.findings import Findings
from officers.models import ImportRun, OfficeAlias
from officers.roles import OfficeKind, Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.models import PassportStatistic
from reports.tests.factories import StatisticFactory
from reports.tests.importing import PLAIN, look
from reports.tests.sheets import csv_file, xlsx_file
from villages.models import Jurisdiction, Region
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
PMI = ["2025-08", "PMI", "Terbit"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    """Kanim Bekasi: it serves the city and the regency."""
    load_real_regions("32.75", "32.16", "21.71.03", "32.01.01")
    office = OfficeFactory(code="kanim-bekasi", short_name="Kanim Bekasi", under=kanwil)
    for code in ("32.75", "32.16"):
        Jurisdiction.objects.create(office=office, region_id=code, starts_on=date(2020, 1, 1))
    return office


@pytest.fixture
def clerk(office):
    return UserFactory(office=office)


def test_story_one_five_kelurahan_over_eight_months_come_to_8837(clerk):
    names = ["Mustika Jaya", "Teluk Pucung", "Harapan Jaya", "Kali Abang Tengah", "Ciketing Udik"]
    months = [f"2025-{number:02}" for number in range(1, 9)]
    counts = [221] * 39 + [218]
    places = [(month, name) for month in months for name in names]
    rows = [[m, n, "PMI", "Terbit", c] for (m, n), c in zip(places, counts, strict=True)]
    content = xlsx_file(
        ["REKAPITULASI PASPOR PMI"],
        ["Kantor Imigrasi Bekasi, Januari–Agustus 2025"],
        [],
        ["Bulan", "Kelurahan", "Keperluan", "Hasil", "Jml"],
        *rows,
        [],
        ["TOTAL", None, None, None, 8837],
        ["Sumber: catatan kantor"],
    )
    found = look(content, clerk, name="Rekap PMI.xlsx")
    assert found.sentences == []
    assert (found.findings.rows, found.counts) == (40, {"new": 40})
    [total] = found.findings.totals
    assert (total.printed, total.computed, total.agrees, total.row) == (8837, 8837, True, 46)
    [added] = found.findings.sums
    assert (added.total, added.lines, added.detail) == (8837, 40, "Terbit")
    assert added.label == "per bulan, dirinci menurut desa/kelurahan asal dan keperluan"
    first = found.lines[0]
    assert (first.row, first.column, first.sheet) == (5, "Jml", "Rekap")
    assert first.values["home_region_id"] == "32.75.11.1003"
    assert first.values["said"] == "Mustika Jaya"
    assert found.findings.notices == (
        "Baris 47 bukan baris data (keterangan atau judul) dan tidak dibaca.",
    )


def test_all_errors_are_said_at_once_each_at_its_row_and_column(clerk):
    content = csv_file(
        PLAIN,
        ["2025-08", "PMI", "Terbit", "seratus"],
        ["Agustus", "PMI", "lulus", "delapan"],
        ["2025-07", "jalan-jalan", "", "-3"],
    )
    said = look(content, clerk).sentences
    assert "Baris 2, kolom Jumlah: harus angka, bukan “seratus”." in said
    assert [line.split(":")[0] for line in said] == [
        "Baris 2, kolom Jumlah",
        *("Baris 3, kolom Bulan", "Baris 3, kolom Hasil", "Baris 3, kolom Jumlah"),
        *("Baris 4, kolom Keperluan", "Baris 4, kolom Jumlah", "Baris 4, kolom Hasil"),
    ]


def test_errors_carry_the_sheets_own_heading_and_its_name_when_there_are_several(clerk):
    lines = [["Periode", "Keperluan", "Terbit"], ["2025-08", "PMI", "seratus"]]
    found = look(xlsx_file(*lines, title="Jan", Feb=lines), clerk, name="a.xlsx")
    assert found.sentences == [
        "Lembar “Jan”, baris 2, kolom Terbit: harus angka, bukan “seratus”.",
        "Lembar “Feb”, baris 2, kolom Terbit: harus angka, bukan “seratus”.",
    ]


def test_the_same_figure_in_two_sheets_names_the_other_sheet(clerk):
    lines = [PLAIN, [*PMI, 5]]
    found = look(xlsx_file(*lines, title="Jan", Feb=lines), clerk, name="a.xlsx")
    [said] = found.sentences
    assert said.startswith("Lembar “Feb”, baris 2, kolom Jumlah")
    assert "sudah ada di baris 2 lembar “Jan”" in said


def test_8837_with_a_comma_is_asked_in_a_sheet_that_writes_points(clerk):
    found = look(csv_file(PLAIN, [*PMI, "8.837"], ["2025-07", "PMI", "Terbit", "8,837"]), clerk)
    assert [figure["count"] for figure in found.figures] == [8837]
    assert "Baris 3, kolom Jumlah: “8,837” dapat dibaca dua cara" in found.sentences[0]


def test_a_dash_is_left_out_nihil_is_nought_and_a_blank_is_missing(clerk):
    rows = [["2025-06", *PMI[1:], "-"], ["2025-07", *PMI[1:], "nihil"], [*PMI, ""]]
    found = look(csv_file(PLAIN, *rows), clerk)
    assert [figure["count"] for figure in found.figures] == [0]
    assert (found.findings.skipped_rows, found.counts["skipped"]) == (1, 1)
    assert found.sentences == ["Baris 4, kolom Jumlah: harus diisi angka; tulis 0 bila nihil."]


def test_two_rows_of_the_same_key_name_each_other(clerk):
    found = look(csv_file(PLAIN, [*PMI, 5], ["Agustus 2025", "pmi", "TERBIT", 6]), clerk)
    [said] = found.sentences
    assert said.startswith("Baris 3, kolom Jumlah: periode dan rincian yang sama")
    assert "baris 2" in said


def test_a_known_figure_is_the_same_a_different_one_is_a_correction(office, clerk):
    july = StatisticFactory(office=office, month=Month(2025, 7), count=150)
    StatisticFactory(office=office, count=153)
    rows = [["2025-07", *PMI[1:], 151], [*PMI, 153], ["2025-06", *PMI[1:], 9]]
    found = look(csv_file(PLAIN, *rows), clerk)
    assert found.counts == {"new": 1, "changed": 1, "unchanged": 1}
    changed = found.run.lines.get(state="changed")
    assert (changed.before, changed.values["count"]) == ({"count": 150}, 151)
    assert changed.target == str(july.pk)


def test_january_to_august_is_another_grain_than_its_months(clerk):
    headers = ["Mulai", "Sampai", "Bulan", "Keperluan", "Hasil", "Jumlah"]
    rows = [["01/01/2025", "31/08/2025", "", *PMI[1:], 8837], ["", "", *PMI, 1000]]
    found = look(csv_file(headers, *rows), clerk)
    assert {(each.label.split(",")[0], each.total) for each in found.findings.sums} == {
        ("per rentang tanggal", 8837),
        ("per bulan", 1000),
    }


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["", "", ""], "kolom Bulan: harus diisi"),
        (["01/01/2025", "", ""], "kolom Sampai: harus diisi, karena Mulai diisi"),
        (["31/08/2025", "01/08/2025", ""], "kolom Sampai: tidak boleh sebelum Mulai"),
        (["01/07/2025", "31/07/2025", "2025-08"], "kolom Bulan: tidak sama dengan Mulai–Sampai"),
        (["01/01/2025", "31/12/2099", ""], "kolom Sampai: tahun 2099 terlalu jauh"),
        (["", "", "2025-11"], "kolom Bulan: November 2025 belum tiba"),
        (["Selasa 11 Oktober 2025", "12/10/2025", ""], "kolom Mulai: 11 Oktober 2025 jatuh pada"),
    ],
)
def test_a_period_that_cannot_be_is_refused(clerk, cells, said):
    headers = ["Mulai", "Sampai", "Bulan", "Keperluan", "Hasil", "Jumlah"]
    found = look(csv_file(headers, [*cells, "PMI", "Terbit", 1]), clerk)
    assert f"Baris 2, {said}" in found.sentences[0]


def test_columns_terbit_and_ditolak_hold_a_figure_each_and_jumlah_adds_them_up(clerk):
    headers = ["Bulan", "Keperluan", "Terbit", "Ditolak", "Jumlah"]
    found = look(
        csv_file(headers, ["2025-08", "PMI", 100, 3, 104], ["Total", "", 100, 3, ""]), clerk
    )
    assert [
        (each.values["outcome"], each.values["count"], each.column) for each in found.lines
    ] == [
        ("terbit", 100, "Terbit"),
        ("penolakan", 3, "Ditolak"),
    ]
    [wrong] = found.findings.discrepancies
    assert (wrong.row, wrong.where, wrong.printed, wrong.computed) == (2, "kolom Jumlah", 104, 103)
    assert {(c.where, c.agrees) for c in found.findings.totals if c.row == 3} == {
        ("Total, kolom Terbit", True),
        ("Total, kolom Ditolak", True),
    }


def test_a_printed_total_that_is_35_short_is_shown_and_stops_nothing(clerk):
    rows = [["2025-07", "PMI", "Terbit", 46000], [*PMI, 382]]
    found = look(csv_file(PLAIN, *rows, ["JUMLAH", "", "", "46.417"]), clerk)
    [difference] = found.findings.discrepancies
    assert (difference.where, difference.difference) == ("JUMLAH", 35)
    assert found.findings.may_be_committed


def test_subtotals_count_their_own_rows_and_the_total_all_of_them(clerk):
    def row(month, count):
        return [f"2025-0{month}", "PMI", "Terbit", count]

    found = look(
        csv_file(
            PLAIN,
            *(row(1, 1), row(2, 2), ["Subtotal", "", "", 3]),
            *(row(3, 4), ["Sub total", "", "", 5], ["TOTAL", "", "", 7]),
        ),
        clerk,
    )
    assert [(check.printed, check.computed) for check in found.findings.totals] == [
        (3, 3),
        (5, 4),
        (7, 7),
    ]
    assert found.counts == {"new": 3}


def test_a_name_that_fits_several_villages_is_asked_with_codes_and_once(clerk):
    headers = ["Bulan", "Desa", "Kabupaten/Kota", "Keperluan", "Hasil", "Jumlah"]
    rows = [[m, "Tiban", "Kota Batam", "PMI", "Terbit", 1] for m in ("2025-07", "2025-08")]
    content = csv_file(headers, *rows)
    found = look(content, clerk)
    [question] = found.findings.questions
    assert (question.id, question.row, question.rows) == ("q1", 2, 2)
    assert question.column == "Desa"
    assert {each.name for each in question.candidates} >= {"Tiban Indah", "Tiban Baru"}
    assert found.sentences[0] == (
        "Baris 2, kolom Desa: “Tiban” di Kota Batam belum pasti desa yang mana. "
        "Pilih yang dimaksud, atau isi kolom Kode desa."
    )
    assert "21.71.03.1006" in [each.code for each in question.candidates]
    assert not found.findings.may_be_committed
    assert look(content, clerk, answers={"q1": "21.71.03.1006"}).counts == {"new": 2}
    skipped = look(content, clerk, answers={"q1": "skip"})
    assert (skipped.counts, skipped.findings.skipped_rows) == ({"skipped": 2}, 2)
    assert skipped.findings.may_be_committed
    assert "sesuai jawaban" in skipped.lines[0].messages[0]["message"]


def test_an_answer_keeps_its_question_however_few_are_answered(clerk):
    rows = [["2025-08", name, "PMI", "Terbit", 1] for name in ("Harapan", "Mustika", "Zzyzx")]
    content = csv_file(["Bulan", "Desa", "Keperluan", "Hasil", "Jumlah"], *rows)
    asked = look(content, clerk).findings.questions
    answered = look(content, clerk, answers={asked[0].id: "skip", "q9": "skip"}).findings
    assert [question.id for question in answered.open_questions] == [each.id for each in asked[1:]]
    assert any(said.startswith("Jawaban q9 tidak dipakai") for said in answered.notices)


@pytest.mark.parametrize("answer", ["32.75.03", "99.99.99.9999", "entah"])
def test_an_answer_that_is_no_village_is_refused(clerk, answer):
    content = csv_file(
        ["Bulan", "Desa", "Keperluan", "Hasil", "Jumlah"],
        ["2025-08", "Harapan", "PMI", "Terbit", 1],
    )
    found = look(content, clerk, answers={"q1": answer})
    assert "bukan kode desa" in found.sentences[0]


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("32.75.03.1006", "Harapan Jaya", None),
        (3275031006, "", None),
        (
            "32.75.03.1006",
            "Mustika Jaya",
            "kolom Kode desa: kode 32.75.03.1006 adalah Kelurahan Harapanjaya",
        ),
        ("32.75.03", "", "bukan kode desa"),
        ("32.75.03.9999", "", "tidak ada dalam daftar"),
    ],
)
def test_a_code_is_certain_unless_the_name_says_another_village(clerk, code, name, said):
    headers = ["Bulan", "Kode desa", "Desa", "Keperluan", "Hasil", "Jumlah"]
    content = xlsx_file(headers, ["2025-08", code, name, "PMI", "Terbit", 1])
    found = look(content, clerk, name="a.xlsx")
    if said:
        assert said in found.sentences[0]
    else:
        assert found.figures[0]["home_region_id"] == "32.75.03.1006"


def test_a_village_that_is_gone_is_refused_for_later_months_only(clerk):
    Region.objects.filter(pk="32.75.03.1006").update(retired_on=date(2025, 8, 1))
    headers = ["Bulan", "Kode desa", "Keperluan", "Hasil", "Jumlah"]
    rows = [[month, "32.75.03.1006", "PMI", "Terbit", 1] for month in ("2025-07", "2025-08")]
    found = look(csv_file(headers, *rows), clerk)
    [said] = found.sentences
    assert "Baris 3" in said
    assert "tidak berlaku lagi sejak 1 Agustus 2025" in said


def test_a_district_without_a_village_is_not_taken_for_the_whole_office(clerk):
    headers = ["Bulan", "Desa", "Kecamatan", "Keperluan", "Hasil", "Jumlah"]
    found = look(csv_file(headers, ["2025-08", "", "Bekasi Utara", "PMI", "Terbit", 1]), clerk)
    assert "kolom Desa: harus diisi" in found.sentences[0]


def test_an_office_is_known_by_code_name_and_alias(office, kanwil):
    OfficeAlias.objects.create(office=office, text="Imigrasi Bekasi")
    OfficeFactory(under=kanwil)
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    months = ("2025-05", "2025-06", "2025-07", "2025-08")
    written = ("kanim-bekasi", office.name.upper(), "Kanim  Bekasi", "IMIGRASI BEKASI")
    rows = [[name, month, "PMI", "Terbit", 1] for name, month in zip(written, months, strict=True)]
    found = look(csv_file(["Kantor", *PLAIN], *rows), supervisor)
    assert found.sentences == []
    assert {figure["office_id"] for figure in found.figures} == {office.pk}


def test_rows_of_an_office_one_does_not_see_are_refused_as_unknown_ones_are(office, clerk):
    stranger = OfficeFactory(name="Kantor Imigrasi Batam", short_name="Kanim Batam")
    rows = [[name, *PMI, 1] for name in (stranger.name, "Kantor Khayalan")]
    found = look(csv_file(["Kantor", *PLAIN], *rows), clerk)
    said = [
        line.replace(stranger.name, "…").replace("Kantor Khayalan", "…") for line in found.sentences
    ]
    assert said[0].replace("Baris 2", "") == said[1].replace("Baris 3", "")
    assert not found.findings.may_be_committed


def test_a_supervisor_must_say_which_office(office, kanwil):
    OfficeFactory(under=kanwil)
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    content = csv_file(PLAIN, [*PMI, 1])
    assert "kolom Kantor tidak ada" in look(content, supervisor).sentences[0]
    assert look(content, supervisor, within=office).figures[0]["office_id"] == office.pk
    blank = look(csv_file(["Kantor", *PLAIN], ["", *PMI, 1]), supervisor)
    assert "kolom Kantor: harus diisi" in blank.sentences[0]


def test_an_import_for_one_office_takes_no_rows_of_another_one(office, kanwil):
    other = OfficeFactory(under=kanwil)
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    content = csv_file(["Kantor", *PLAIN], [other.code, *PMI, 1])
    assert look(content, supervisor).counts == {"new": 1}
    assert "tidak ada di antara kantor" in look(content, supervisor, within=office).sentences[0]


def test_columns_the_sheet_should_not_have_are_ignored_with_a_notice(office, clerk):
    theirs = StatisticFactory()
    headers = ["id", "is_superuser", "No", *PLAIN]
    found = look(csv_file(headers, [theirs.pk, 1, 1, *PMI, 5]), clerk)
    assert found.findings.notices == ('Kolom "id" diabaikan.', 'Kolom "is_superuser" diabaikan.')
    [line] = found.lines
    assert (line.state, line.values["office_id"]) == ("new", office.pk)


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (["Bulan", "Keperluan", "Hasil"], "kolom Jumlah tidak ada"),
        (["Desa", "Hasil", "Jumlah"], "kolom Bulan tidak ada"),
        (["Bulan", "Desa", "Kelurahan", "Terbit"], "B (“Desa”) dan C (“Kelurahan”) sama-sama"),
        (["Bulan", "Terbit", "Jumlah Terbit"], "sama-sama terbaca sebagai Terbit"),
    ],
)
def test_a_sheet_whose_columns_do_not_do_is_refused_as_a_whole(clerk, headers, said):
    found = look(csv_file(["Judul"], headers, ["x"] * len(headers)), clerk)
    assert said in found.sentences[0]
    assert all(problem.row == 2 for problem in found.findings.problems)
    assert (found.findings.rows, found.lines) == (1, [])


@pytest.mark.parametrize("rows", [[["a", "b"], ["c", "d"]], [PLAIN], [["Bulan"], ["2025-08"]]])
def test_a_file_without_a_table_is_not_usable(clerk, rows):
    with pytest.raises(NotUsable, match="judul"):
        look(csv_file(*rows), clerk)


def test_an_empty_file_has_a_sentence_of_its_own(clerk):
    with pytest.raises(SheetError, match="kosong"):
        look(b"", clerk)


def test_hidden_and_unrelated_sheets_are_left_out_with_a_word(clerk):
    content = xlsx_file(PLAIN, [*PMI, 1], Catatan=[["halo", "dunia"]], Contoh=[PLAIN, [*PMI, 9]])
    found = look(content, clerk, name="a.xlsx")
    assert found.counts == {"new": 1}
    assert found.findings.notices == (
        "Lembar “Catatan” tidak dibaca: judul kolomnya tidak dikenal.",
    )


def test_five_thousand_rows_cost_a_few_queries_a_chunk(clerk, django_assert_max_num_queries):
    headers = ["Bulan", "Desa", "Keperluan", "Hasil", "Negara tujuan", "Jumlah"]
    rows = [
        ["2025-08", "Harapan Jaya", "PMI", "Terbit", f"Negara {number}", number]
        for number in range(5000)
    ]
    with django_assert_max_num_queries(60):
        found = look(csv_file(headers, *rows), clerk)
    assert found.counts == {"new": 5000}
    assert found.findings.seconds < 10


def test_what_was_found_comes_back_from_the_run_as_it_went(office, clerk):
    StatisticFactory(office=office, count=153)
    headers = ["Bulan", "Desa", "Keperluan", "Hasil", "Jumlah"]
    rows = [[*PMI[:1], "", *PMI[1:], 1], ["2025-07", "Tiban", *PMI[1:], 2], ["x", "", "", "", "y"]]
    found = look(csv_file(headers, *rows, ["TOTAL", "", "", "", 4]), clerk)
    kept = ImportRun.objects.get(pk=found.run.pk).outcome
    assert Findings.from_json(kept) == found.findings


def test_checking_writes_nothing(clerk):
    look(csv_file(PLAIN, [*PMI, 1]), clerk)
    assert not PassportStatistic.objects.exists()


def test_a_kanwil_itself_has_no_figures(kanwil, office):
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    found = look(csv_file(["Kantor", *PLAIN], [kanwil.code, *PMI, 1]), supervisor)
    assert kanwil.kind == OfficeKind.KANWIL
    assert "tidak ada di antara kantor" in found.sentences[0]


def test_a_formula_without_a_stored_result_is_told_apart_from_a_broken_one(clerk):
    rows = [["2025-07", "#REF!", "Terbit", 1], ["#RUMUS", "PMI", "Terbit", "#RUMUS"]]
    found = look(csv_file(PLAIN, *rows), clerk)
    said = found.sentences
    assert "Baris 2, kolom Keperluan: berisi galat rumus #REF!" in said[0]
    assert [line.split(". ")[0] for line in said[1:]] == [
        "Baris 3, kolom Bulan: hasil rumusnya belum tersimpan",
        "Baris 3, kolom Jumlah: hasil rumusnya belum tersimpan",
    ]
    told = [said["value"] for line in found.lines for said in line.messages]
    assert "#RUMUS" not in "".join([*told, *(line.said for line in found.lines)])


TUJUAN = ["No", "Kelurahan", "Bulan", "Tujuan", "Terbit"]


def under_tujuan(*values, title="REKAPITULASI PASPOR PMI"):
    rows = [[n, "Mustika Jaya", f"2025-0{n}", value, 5] for n, value in enumerate(values, start=1)]
    return xlsx_file([title], [], TUJUAN, *rows)


@pytest.mark.parametrize("values", [("PMI", "Umrah"), ("PMI", "Lainnya"), ("tki", "haji")])
def test_tujuan_above_purposes_is_the_purpose(clerk, values):
    found = look(under_tujuan(*values), clerk, name="a.xlsx")
    assert found.sentences == []
    assert found.figures[0]["purpose"] == "pmi"
    assert [each.column for each in found.findings.columns if each.heading == "Tujuan"] == [
        "Keperluan"
    ]
    assert found.findings.cautions == ()


@pytest.mark.parametrize("values", [("Malaysia", "Hongkong"), ("Arab Saudi", "Lainnya")])
def test_tujuan_above_countries_is_the_destination(clerk, values):
    found = look(under_tujuan(*values, title="REKAP"), clerk, name="a.xlsx")
    assert [figure["destination"] for figure in found.figures] == list(values)
    assert not any("purpose" in figure for figure in found.figures)


@pytest.mark.parametrize("values", [("PMI", "Malaysia"), ("jalan-jalan", "dinas")])
def test_tujuan_that_may_be_either_is_an_error_and_never_ignored(clerk, values):
    found = look(under_tujuan(*values), clerk, name="a.xlsx")
    [said] = found.sentences
    assert said.startswith("Baris 3: kolom Tujuan dapat berarti Keperluan atau Negara tujuan")
    assert "Keperluan atau Negara tujuan?" in [each.column for each in found.findings.columns]
    assert found.lines == []


def test_a_sheet_whose_title_says_pmi_is_asked_once_whether_all_its_figures_are(clerk):
    rows = [["2025-07", 4], ["2025-08", 5]]
    titled = xlsx_file(["Paspor Pekerja Migran Indonesia"], ["Bulan", "Terbit"], *rows)
    found = look(titled, clerk, name="a.xlsx")
    [question] = found.findings.questions
    assert (found.counts, question.rows) == ({"question": 2}, 2)
    assert "judul lembar menyebut Pekerja Migran, tetapi kolom Keperluan tidak ada" in (
        question.message
    )
    yes = look(titled, clerk, name="a.xlsx", answers={"q1": "pmi"})
    assert [figure["purpose"] for figure in yes.figures] == ["pmi", "pmi"]
    assert yes.findings.may_be_committed
    no = look(titled, clerk, name="a.xlsx", answers={"q1": "semua"})
    assert [figure["grain"] for figure in no.figures] == ["month:", "month:"]


def test_a_column_of_purposes_without_a_known_heading_is_never_left_out(clerk):
    unnamed = csv_file(["Bulan", "Kategori", "Terbit"], ["2025-08", "PMI", 5])
    [said] = look(unnamed, clerk).sentences
    assert "kolom Kategori berisi keperluan (“PMI”)" in said


def test_a_sheet_without_purposes_says_what_will_be_written_before_it_is(clerk):
    found = look(csv_file(["Bulan", "Tujuan", "Terbit"], ["2025-08", "", 5]), clerk)
    assert found.findings.cautions == (
        "Angka akan dicatat untuk semua keperluan, bukan khusus PMI.",
    )
    assert found.findings.cautions[0] in found.findings.notices
    assert look(csv_file(PLAIN, [*PMI, 5]), clerk).findings.cautions == ()
