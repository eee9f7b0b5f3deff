"""`manage.py build_reports`, as scripts and cron jobs lean on it."""

import io
import json

import pytest
from django.core.management import call_command

from reports.figures.monthly.office import monthly_figures_of
from reports.models import MonthlyReport
from reports.tests.factories import StatisticFactory
from reports.tests.months import AUGUST, small_kanwil

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


def test_all_offices_come_before_their_kanwil_and_the_centre_last(place, tmp_path):
    answer = run("--month", "2025-08", "--all", "--out", str(tmp_path))
    assert [report["kind"] for report in answer["reports"]] == ["kanim", "kanim", "kanwil", "pusat"]
    assert (tmp_path / "pusat" / "2025-08.pdf").exists()
    assert all(report["held"] == [] for report in answer["reports"])


def test_a_quarter_is_named_by_its_first_month(place, tmp_path):
    code = place.bekasi.code
    run("--month", "2025-08", "--office", code, "--out", str(tmp_path))
    arguments = ["--month", "2025-08", "--office", code, "--span", "triwulan"]
    [report] = run(*arguments, "--out", str(tmp_path))["reports"]
    assert report["files"] == [f"{code}/2025-07-triwulan.pdf", f"{code}/2025-07-triwulan.xlsx"]


def test_a_sent_report_is_given_as_it_is(place, tmp_path):
    code, arguments = place.bekasi.code, ["--month", "2025-08", "--all", "--out", str(tmp_path)]
    run(*arguments)
    MonthlyReport.objects.filter(office=place.bekasi).update(status="sent")
    StatisticFactory(office=place.bekasi, month=AUGUST, count=7, purpose="umrah")
    before = MonthlyReport.objects.get(office=place.bekasi).revision.digest
    [report] = [each for each in run(*arguments)["reports"] if each["office"] == code]
    assert (report["status"], report["hash"]) == ("sent", before)


def test_a_kanwil_costs_no_second_computing_of_its_offices(place, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "reports.actions.run.monthly_figures_of",
        lambda **about: asked.append(len(about["offices"])) or monthly_figures_of(**about),
    )
    run("--month", "2025-08", "--all", "--out", str(tmp_path))
    assert asked == [2]


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
