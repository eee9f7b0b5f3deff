"""`manage.py import_sheet`: one JSON document, exit 0 done, exit 2 refused."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from officers.models import ImportRun
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.models import PassportStatistic
from reports.tests.factories import StatisticFactory
from reports.tests.sheets import csv_file, xlsx_file
from villages.models import Jurisdiction
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
PLAIN = ["Bulan", "Keperluan", "Hasil", "Jumlah"]
AUGUST = ["2025-08", "PMI", "Terbit"]
KEYS = {
    "run", "state", "rows", "new", "changed", "unchanged", "locked", "skipped", "errors",
    "questions", "discrepancies", "notices", "seconds",
}  # fmt: skip


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def office():
    load_real_regions("21.71.03")
    office = OfficeFactory(code="kanim-batam")
    Jurisdiction.objects.create(office=office, region_id="21.71", starts_on=date(2020, 1, 1))
    return office


@pytest.fixture
def clerk(office):
    return UserFactory(office=office, username="operator.batam")


@pytest.fixture
def run(tmp_path, clerk):
    """Run the command on this content; returns the exit code and the one JSON document."""

    def run(content, *more, name="rekap.csv", kind="passport-statistics", office="kanim-batam"):
        file = tmp_path / name
        file.write_bytes(content)
        out, err, code = StringIO(), StringIO(), 0
        command = [kind, str(file), "--office", office, "--json", *more]
        if "--by" not in more:
            command += ["--by", clerk.username]
        try:
            call_command("import_sheet", *command, stdout=out, stderr=err)
        except SystemExit as stopped:
            code = stopped.code
        answer = json.loads(out.getvalue())
        assert answer.keys() == KEYS
        return code, answer

    return run


def test_a_preview_counts_and_writes_nothing(run, office):
    StatisticFactory(office=office, count=1)
    rows = [[*AUGUST, 5], ["2025-07", *AUGUST[1:], 6], ["2025-06", *AUGUST[1:], "-"]]
    code, answer = run(csv_file(["id", *PLAIN], *[[1, *row] for row in rows]))
    assert (code, answer["state"]) == (0, "preview")
    counts = {name: answer[name] for name in ("rows", "new", "changed", "unchanged", "skipped")}
    assert counts == {"rows": 3, "new": 1, "changed": 1, "unchanged": 0, "skipped": 1}
    assert answer["notices"] == ['Kolom "id" diabaikan.']
    assert answer["run"] == ImportRun.objects.get().pk
    assert PassportStatistic.objects.count() == 1


def test_committing_stores_and_committing_again_changes_nothing(run):
    content = csv_file(PLAIN, [*AUGUST, "8.837"])
    code, answer = run(content, "--commit")
    assert (code, answer["state"], answer["new"]) == (0, "committed", 1)
    code, answer = run(content, "--commit")
    assert (code, answer["state"], answer["new"], answer["unchanged"]) == (0, "committed", 0, 1)
    assert PassportStatistic.objects.get().count == 8837


def test_an_error_refuses_the_commit_and_names_sheet_row_column_and_value(run):
    rows = [["2025-07", *AUGUST[1:], 1], [*AUGUST, "seratus"]]
    code, answer = run(xlsx_file(PLAIN, *rows, title="Rekap"), "--commit", name="a.xlsx")
    assert (code, answer["state"]) == (2, "refused")
    assert answer["errors"] == [
        {
            "sheet": "Rekap",
            "row": 3,
            "column": "Jumlah",
            "value": "seratus",
            "message": "Baris 3, kolom Jumlah: harus angka, bukan “seratus”.",
        }
    ]
    assert not PassportStatistic.objects.exists()
    assert run(xlsx_file(PLAIN, *rows), name="a.xlsx")[0] == 0


def test_a_doubtful_village_is_a_question_that_an_answer_settles(run, tmp_path):
    headers = ["Bulan", "Desa", "Keperluan", "Hasil", "Jumlah"]
    content = csv_file(headers, ["2025-08", "Tiban", *AUGUST[1:], 4])
    code, answer = run(content, "--commit")
    [question] = answer["questions"]
    assert (code, answer["errors"]) == (2, [])
    assert (question["id"], question["row"], question["value"]) == ("q1", 2, "Tiban")
    assert question["candidates"][0].keys() == {"code", "name", "path", "score", "why"}
    answers = tmp_path / "jawaban.json"
    answers.write_text(json.dumps({"q1": "21.71.03.1006"}))
    code, answer = run(content, "--commit", "--answers", str(answers))
    assert (code, answer["state"], answer["questions"]) == (0, "committed", [])
    assert PassportStatistic.objects.get().home_region_id == "21.71.03.1006"


def test_a_total_that_does_not_add_up_is_reported_and_stored_all_the_same(run):
    rows = [["2025-07", *AUGUST[1:], 46000], [*AUGUST, 382], ["TOTAL", "", "", 46417]]
    code, answer = run(csv_file(PLAIN, *rows), "--commit")
    assert (code, answer["rows"], answer["new"]) == (0, 2, 2)
    assert answer["discrepancies"] == [
        {"sheet": "CSV", "row": 4, "where": "TOTAL", "printed": 46417, "computed": 46382}
    ]


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (b"%PDF", {}, "dokumen PDF"),
        (b"", {}, "kosong"),
        (b"a;b\n", {}, "judul kolom"),
        (b"a", {"kind": "khayalan"}, "tidak dikenal"),
        (b"a", {"office": "kanim-khayal"}, "Tidak ada kantor"),
    ],
)
def test_what_cannot_be_done_is_refused_and_the_json_says_why(run, content, options, said):
    code, answer = run(content, **options)
    assert (code, answer["state"]) == (2, "refused")
    assert answer["run"] == ImportRun.objects.values_list("pk", flat=True).first()  # or none at all
    assert said in answer["errors"][0]["message"]
    assert answer["errors"][0]["row"] is None


def test_who_may_not_import_or_does_not_exist_is_refused(run, office):
    UserFactory(office=office, username="pimpasa", role=Role.PIMPASA)
    for name, said in (("pimpasa", "tidak berwenang"), ("hantu", "Tidak ada pengguna aktif")):
        code, answer = run(csv_file(PLAIN, [*AUGUST, 1]), "--by", name)
        assert code == 2
        assert said in answer["errors"][0]["message"]


def test_an_office_the_user_does_not_see_is_as_good_as_none(run):
    stranger = OfficeFactory(code="kanim-asing")
    code, answer = run(csv_file(PLAIN, [*AUGUST, 1]), office=stranger.code)
    assert code == 2
    assert "Tidak ada kantor" in answer["errors"][0]["message"]


def test_a_kanwil_imports_for_its_offices_at_once(run):
    kanwil = KanwilFactory(code="kanwil-kepri")
    offices = [OfficeFactory(under=kanwil), OfficeFactory(under=kanwil)]
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    rows = [[office.code, *AUGUST, 5] for office in offices]
    content = csv_file(["Kantor", *PLAIN], *rows)
    code, answer = run(content, "--commit", "--by", supervisor.username, office="kanwil-kepri")
    assert (code, answer["new"]) == (0, 2)


def test_broken_answers_are_refused(run, tmp_path):
    answers = tmp_path / "jawaban.json"
    for text in ("{", "[]", '{"q1": 3}'):
        answers.write_text(text)
        assert run(csv_file(PLAIN, [*AUGUST, 1]), "--answers", str(answers))[0] == 2
