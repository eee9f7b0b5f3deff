"""`manage.py build_reports`, as scripts and cron jobs lean on it."""

import io
import json

import pytest
from django.core.management import call_command

from reports.tests.months import small_kanwil

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return small_kanwil()


def run(*arguments):
    out = io.StringIO()
    call_command("build_reports", *arguments, "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def refused(*arguments):
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("build_reports", *arguments, "--json", stdout=out, stderr=io.StringIO())
    return ended.value.code, json.loads(out.getvalue())


def test_one_office_gets_its_two_documents(place, tmp_path):
    code = place.bekasi.code
    answer = run("--month", "2025-08", "--office", code, "--out", str(tmp_path))
    [report] = answer["reports"]
    assert set(answer) == {"month", "reports", "seconds"}
    assert report["files"] == [f"{code}/2025-08.pdf", f"{code}/2025-08.xlsx"]
    assert (report["office"], report["kind"], report["status"]) == (code, "kanim", "draft")
    assert (report["revision"], len(report["hash"]), report["held"]) == (1, 64, [])
    for name in report["files"]:
        assert (tmp_path / name).stat().st_size > 1000


def test_a_kanwil_comes_after_its_offices(place, tmp_path):
    answer = run("--month", "2025-08", "--kanwil", place.kanwil.code, "--out", str(tmp_path))
    built = [report["office"] for report in answer["reports"]]
    assert sorted(built[:2]) == sorted([place.bekasi.code, place.cianjur.code])
    assert built[2] == place.kanwil.code


def test_building_again_gives_the_same_hash(place, tmp_path):
    arguments = ["--month", "2025-08", "--all", "--out", str(tmp_path)]
    first, again = run(*arguments), run(*arguments)
    assert [each["hash"] for each in first["reports"]] == [
        each["hash"] for each in again["reports"]
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--month", "2025-13"], "Bulan 13 tahun 2025 tidak ada."),
        (["--month", "Agustus"], "bukan bulan"),
        (["--month", "2025-08", "--office", "kanim-entah"], "Tidak ada kantor dengan kode"),
        (["--month", "2999-01"], "belum dimulai"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(place, tmp_path, arguments, sentence):
    code, answer = refused(*arguments, "--out", str(tmp_path))
    assert code == 2
    assert sentence in answer["refused"]
    assert set(answer) == {"month", "reports", "seconds", "refused"}


def test_a_kanim_is_no_kanwil(place, tmp_path):
    code, answer = refused(
        "--month", "2025-08", "--kanwil", place.bekasi.code, "--out", str(tmp_path)
    )
    assert code == 2
    assert "bukan Kanwil" in answer["refused"]
