"""A file of points: all of it or nothing, and every refusal names row and column."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from dbi_portal.lib.long_tables import write_xlsx
from officers.models import AuditEvent
from villages.models import RegionPoint
from villages.tests.factories import RegionFactory

pytestmark = pytest.mark.django_db
BEKASI, OTHER = "32.75.03.1006", "32.75.03.1007"


@pytest.fixture(autouse=True)
def regions():
    for code in (BEKASI, OTHER):
        RegionFactory(code=code)


@pytest.fixture
def load(tmp_path, capsys):
    """Loads a text (or a path) as a file; gives exit code and the JSON document."""

    def run(content, name="titik.csv"):
        path = content
        if isinstance(content, str):
            path = tmp_path / name
            path.write_text(content, encoding="utf-8")
        code = 0
        try:
            call_command("load_points", str(path), "--json")
        except SystemExit as ended:
            code = ended.code
        return code, json.loads(capsys.readouterr().out)

    return run


def stored():
    return {row.region_id: (row.latitude, row.longitude) for row in RegionPoint.objects.all()}


def test_a_file_of_points_is_stored_and_loading_it_again_changes_nothing(load):
    text = f"code,lat,lng\n{BEKASI},-6.2216,106.9998\n{OTHER},-6.23,107.01\n"
    code, told = load(text)
    assert (code, told["state"], told["new"], told["errors"]) == (0, "loaded", 2, [])
    assert stored() == {BEKASI: (-6.2216, 106.9998), OTHER: (-6.23, 107.01)}
    code, told = load(text)
    assert (code, told["new"], told["changed"], told["unchanged"]) == (0, 0, 0, 2)
    assert AuditEvent.objects.filter(action="villages.points.loaded").count() == 1


def test_a_later_file_corrects_what_it_names_and_leaves_the_rest(load):
    load(f"code,lat,lng\n{BEKASI},-6.2216,106.9998\n{OTHER},-6.23,107.01\n")
    _, told = load(f"code,lat,lng\n{BEKASI},-6.25,106.99\n")
    assert (told["new"], told["changed"]) == (0, 1)
    assert stored() == {BEKASI: (-6.25, 106.99), OTHER: (-6.23, 107.01)}


def test_decimal_commas_headings_in_indonesian_and_codes_without_dots_are_read(load):
    title = "Titik Desa Binaan;;;\n"
    text = f"{title}Kode Desa;Nama;Lintang;Bujur\n3275031006;Harapan Jaya;-6,2216;106,9998\n"
    assert load(text)[0] == 0
    assert stored() == {BEKASI: (-6.2216, 106.9998)}


def test_a_workbook_is_read_like_a_csv(load, tmp_path):
    path = tmp_path / "titik.xlsx"
    with path.open("wb") as file:
        rows = [[BEKASI, -6.2216, 106.9998]]
        write_xlsx(file, title="Titik", note="", headers=["kode", "lat", "lng"], rows=rows)
    assert load(path)[0] == 0
    assert stored() == {BEKASI: (-6.2216, 106.9998)}


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (f"{BEKASI},106.9998,-6.2216", "lat", "tertukar"),
        (f"{BEKASI},6.2216,-106.9998", "lat", "di luar Indonesia"),
        (f"{BEKASI},0,0", "lat", "di luar Indonesia"),
        (f"{BEKASI},,106.9", "lat", "harus diisi"),
        (f"{BEKASI},-6.2,timur", "lng", "bukan “timur”"),
        (f"{BEKASI},-6.2,1069998", "lng", "harus derajat desimal"),
        ("99.99.99.1001,-6.2,106.9", "code", "tidak dikenal"),
        ("Harapan Jaya,-6.2,106.9", "code", "tidak dikenal"),
        (",-6.2,106.9", "code", "harus diisi kode Kemendagri"),
        (f"{OTHER},-6.2,106.9", "code", "sudah ada di baris 2"),
    ],
)
def test_one_bad_row_keeps_the_whole_file_out_and_is_named(load, row, column, words):
    code, told = load(f"code,lat,lng\n{OTHER},-6.23,107.01\n{row}\n")
    (error,) = told["errors"]
    assert (code, told["state"], error["row"], error["column"]) == (2, "refused", 3, column)
    assert error["message"].startswith(f"Baris 3, kolom “{column}”: ")
    assert words in error["message"]
    assert stored() == {}


def test_a_code_that_was_retired_is_refused_by_its_name(load):
    RegionFactory(code="32.75.03.1900", name="Lama Jaya", retired_on=date(2025, 4, 1))
    code, told = load("code,lat,lng\n32.75.03.1900,-6.2,106.9\n")
    assert code == 2
    assert "32.75.03.1900 (Lama Jaya) tidak berlaku lagi" in told["errors"][0]["message"]


def test_every_bad_cell_is_told_at_once(load):
    _, told = load("code,lat,lng\nx,y,z\n,,\n99,-6.2,106.9\n")
    assert [(each["row"], each["column"]) for each in told["errors"]] == [
        (2, "code"), (2, "lat"), (2, "lng"), (4, "code"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nama,alamat\nHarapan Jaya,Bekasi\n", "harus memuat code, lat, dan lng"),
        ("code,lat,lng\n", "tidak berisi satu titik pun"),
        ("", "kosong"),
    ],
)
def test_a_file_without_points_says_what_it_should_hold(load, text, words):
    code, told = load(text)
    assert code == 2
    assert words in told["errors"][0]["message"]


def test_a_file_that_is_not_there_is_refused(load, tmp_path):
    code, told = load(tmp_path / "hilang.csv")
    assert (code, told["errors"][0]["message"]) == (2, "Berkas hilang.csv tidak ada.")
