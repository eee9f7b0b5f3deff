"""Open data: what the files hold, what they leave out, and what they say about themselves."""

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse

from dbi_portal.public.datasets import DATASETS
from dbi_portal.public.files import as_csv, as_json
from dbi_portal.public.metadata import metadata
from dbi_portal.tests.seeded import NOW, filled, load_defaults, small_world
from reports.figures.suppression import LEAST

TODAY = NOW.date()
SLUGS = [dataset.slug for dataset in DATASETS]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, load_defaults, small_world) as (_, world):
        yield world


def dataset_of(slug):
    return next(each for each in DATASETS if each.slug == slug)


def rows_of(slug, today=TODAY):
    text = "".join(as_csv(dataset_of(slug), today)).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("slug", SLUGS)
def test_csv_and_json_hold_the_same(world, db, slug):
    rows = rows_of(slug)
    told = json.loads(as_json(dataset_of(slug), TODAY))
    assert len(rows) == len(told["data"]) > 0
    assert [list(row) for row in rows] == [list(row) for row in told["data"]]
    plain = [{name: "" if v is None else str(v) for name, v in row.items()} for row in told["data"]]
    assert plain == rows


@pytest.mark.parametrize("slug", SLUGS)
def test_metadata_answer_what_satu_data_asks(world, db, slug):
    said = metadata(dataset_of(slug), TODAY)
    for name in (
        "judul", "keterangan", "periode", "frekuensi", "cakupan_wilayah", "kode_referensi",
        "produsen_data", "kontak", "lisensi", "pembaruan_terakhir",
    ):  # fmt: skip
        assert said[name], name
    assert said["standar_data"]["satuan"]
    assert said["standar_data"]["konsep_dan_cara_hitung"]
    assert said["data_contoh"] is True
    assert [each["nama"] for each in said["kolom"]] == list(rows_of(slug)[0])
    assert all(each["arti"].endswith(".") for each in said["kolom"])


@pytest.mark.parametrize("slug", ["kegiatan-per-bulan", "peserta-per-bulan", "paspor-per-bulan"])
def test_no_count_from_one_to_four_leaves_the_portal(world, db, slug):
    column = {"kegiatan-per-bulan": "jumlah_kegiatan", "peserta-per-bulan": "jumlah_peserta"}
    for row in rows_of(slug):
        value = row[column.get(slug, "jumlah")]
        assert value == "" or int(value) == 0 or int(value) >= LEAST
        assert (value == "") == (row["keterangan"] == "disamarkan")


def test_the_nations_sessions_are_told_however_few_a_month_and_kind_has(world, db):
    (nation,) = [
        row for row in rows_of("kegiatan-per-bulan")
        if (row["kode_kanwil"], row["kode_jenis"], row["periode"]) == ("nasional", "semua", "2025")
    ]  # fmt: skip
    assert int(nation["jumlah_kegiatan"]) >= LEAST


def shown(rows, *names):
    return {tuple(row[name] for name in names): row for row in rows}


def test_years_and_the_nation_are_sums_of_what_is_beneath(world, db):
    """Wherever everything is shown; and where one part is hidden, a second one is."""
    rows = [row for row in rows_of("paspor-per-bulan") if row["kode_hasil"] == "terbit"]
    of_purpose = [row for row in rows if row["keperluan"] == "pmi"]
    told = shown(of_purpose, "kode_kanwil", "periode")
    kanwils = {place for place, _ in told} - {"nasional"}
    assert kanwils
    for (place, period), row in told.items():
        if place != "nasional" or not row["jumlah"]:
            continue
        parts = [told[each, period]["jumlah"] for each in kanwils if (each, period) in told]
        blank = parts.count("")
        assert blank != 1
        if not blank:
            assert sum(map(int, parts)) == int(row["jumlah"])


def test_the_catalogue_leads_to_every_file(world, db):
    browser = Client()
    answer = browser.get(reverse("open-data-catalogue"))
    told = answer.json()
    assert told["@type"] == "dcat:Catalog"
    assert [each["dct:identifier"] for each in told["dcat:dataset"]] == SLUGS
    assert not answer.cookies
    for each in told["dcat:dataset"]:
        assert browser.get(each["@id"]).status_code == 200
        for file in each["dcat:distribution"]:
            got = browser.get(file["dcat:downloadURL"])
            assert got.status_code == 200
            assert got["Content-Type"].startswith(file["dcat:mediaType"])
            assert got["Access-Control-Allow-Origin"] == "*"
            assert not got.cookies
            assert b"".join(got.streaming_content)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_of_a_set_says_what_its_columns_mean(world, db, slug):
    text = Client().get(reverse("open-data-set", args=[slug])).content.decode()
    for column in dataset_of(slug).columns:
        assert f"<code>{column.name}</code>" in text
    assert "belum ditetapkan" in text
    assert "Data contoh" in text
