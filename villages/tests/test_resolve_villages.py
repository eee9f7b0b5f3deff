import json
from datetime import date

import pytest
from django.core.management import call_command

from officers.tests.factories import KanwilFactory, OfficeFactory
from villages.models import Jurisdiction
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
HEAD = "village,district,regency\n"


@pytest.fixture
def office():
    load_real_regions("32.75", "21.71")
    made = OfficeFactory(code="kanim-bekasi", under=KanwilFactory(code="kanwil-jawa-barat"))
    Jurisdiction.objects.create(office=made, region_id="32.75", starts_on=date(2020, 1, 1))
    return made


def resolved(capsys, tmp_path, text, *options, encoding="utf-8"):
    path = tmp_path / "desa.csv"
    path.write_bytes(text.encode(encoding))
    call_command("resolve_villages", str(path), *options, "--json")
    return json.loads(capsys.readouterr().out)


def test_a_list_comes_back_as_one_document_with_every_key(office, capsys, tmp_path):
    text = HEAD + "Harapan Jaya,,Kota Bekasi\nTiban,,\nEntah,,Kota Batam\n"
    document = resolved(capsys, tmp_path, text)
    assert set(document) == {"rows", "seconds"}
    sure, asked, unknown = document["rows"]
    assert sure == {
        "line": 2,
        "status": "matched",
        "code": "32.75.03.1006",
        "candidates": [
            {
                "code": "32.75.03.1006",
                "name": "Harapanjaya",
                "path": "Bekasi Utara, Kota Bekasi, Jawa Barat",
                "score": 0.98,
                "why": "spasi",
            }
        ],
    }
    assert (asked["status"], asked["code"], len(asked["candidates"])) == ("ask", None, 3)
    assert (unknown["status"], unknown["code"], unknown["candidates"]) == ("unknown", None, [])


@pytest.mark.parametrize("code", ["kanim-bekasi", "kanwil-jawa-barat"])
def test_the_work_area_of_an_office_tells_where_to_look(office, capsys, tmp_path, code):
    text = HEAD + "Mustika Jaya,,\nTeluk Tering,,\n"
    rows = resolved(capsys, tmp_path, text, "--office", code)["rows"]
    assert [row["code"] for row in rows] == ["32.75.11.1003", None]


def test_lines_are_those_of_the_file_and_blank_ones_are_left_out(office, capsys, tmp_path):
    text = HEAD + ',,\n"Harapan\nJaya",,Kota Bekasi\nPerwira,,Kota Bekasi\n'
    rows = resolved(capsys, tmp_path, text)["rows"]
    assert [row["line"] for row in rows] == [3, 5]


def test_indonesian_headings_semicolons_and_windows_letters_are_read(office, capsys, tmp_path):
    text = "No;Kecamatan;Desa/Kelurahan\n1;Bekasi Utara;Harapan Jaya –\n"
    rows = resolved(capsys, tmp_path, text, encoding="cp1252")["rows"]
    assert rows[0]["code"] == "32.75.03.1006"


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("nama,tempat\nHarapan Jaya,Bekasi\n", (), "Kolom village"),
        (HEAD, ("--office", "kanim-entah"), "kanim-entah"),
        (HEAD + "Harapan\x00Jaya,,\n", (), "bukan CSV"),
        (HEAD + f'"{"x" * 200_000}",,\n', (), "baris 2"),
        ("", (), "Kolom village"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    office, tmp_path, capsys, text, options, said
):
    path = tmp_path / "desa.csv"
    path.write_text(text)
    with pytest.raises(SystemExit) as stopped:
        call_command("resolve_villages", str(path), *options, "--json")
    output = capsys.readouterr()
    assert stopped.value.code == 2
    assert said in json.loads(output.out)["error"]
    assert said in output.err
