"""Borders from a GeoJSON file: known regions, true degrees, all or nothing, and not the memory."""

import json
import subprocess
import sys
from datetime import date

import pytest
from django.core.management import call_command

from villages.borders import doubts
from villages.models import Region, RegionBoundary
from villages.tests.factories import RegionFactory

pytestmark = pytest.mark.django_db
SQUARE = [[106.8, -6.4], [107.2, -6.4], [107.2, -6.1], [106.8, -6.1], [106.8, -6.4]]


def feature(code="32.75", ring=SQUARE, name="kode", **geometry):
    geometry = {"type": "Polygon", "coordinates": [ring]} | geometry
    return {"type": "Feature", "properties": {name: code}, "geometry": geometry}


@pytest.fixture(autouse=True)
def regions():
    RegionFactory(code="32.75.03.1006")


@pytest.fixture
def load(tmp_path, capsys):
    """Loads features (or a text) as a file; gives exit code and the JSON document."""

    def run(*features, text=None):
        path = tmp_path / "batas.geojson"
        collection = {"type": "FeatureCollection", "features": features}
        path.write_text(json.dumps(collection) if text is None else text, encoding="utf-8")
        code = 0
        try:
            call_command("load_boundaries", str(path), "--json")
        except SystemExit as ended:
            code = ended.code
        return code, json.loads(capsys.readouterr().out)

    return run


def test_borders_are_stored_with_their_extent_and_again_without_change(load):
    code, told = load(feature(), feature("32.75.03"))
    assert (code, told["state"], told["new"]) == (0, "loaded", 2)
    kept = RegionBoundary.objects.get(region="32.75")
    assert (kept.west, kept.south, kept.east, kept.north) == (106.8, -6.4, 107.2, -6.1)
    assert load(feature(), feature("32.75.03"))[1]["unchanged"] == 2
    moved = [[x + 0.1, y] for x, y in SQUARE]
    assert load(feature(ring=moved))[1]["changed"] == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [("code", "32.75"), ("KODE", "3275"), ("kode_kemendagri", 3275), ("KDPKAB", "32.75")],
)
def test_the_code_is_found_under_its_usual_names(load, name, code):
    assert load(feature(code, name=name))[0] == 0
    assert RegionBoundary.objects.filter(region="32.75").exists()


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (feature("99.99"), r"Fitur 2 (99.99): kodenya tidak dikenal"),
        (feature("32.75"), "sudah ada di fitur 1"),
        (feature("x", name="nama"), "Fitur 2: tidak menyebut kode Kemendagri"),
        (feature("32.75.03", ring=SQUARE[:4]), "tidak tertutup"),
        (feature("32.75.03", ring=[[700000, 9300000]] * 4), "Ubah proyeksi berkas ke WGS 84"),
        (feature("32.75.03", ring=[[y, x] for x, y in SQUARE]), "bukan derajat"),
        (feature("32.75.03", ring=[[x - 100, y] for x, y in SQUARE]), "di luar Indonesia"),
        (feature("32.75.03", type="LineString"), "bukan “LineString”"),
        ({"type": "Feature", "properties": None, "geometry": None}, "tidak menyebut kode"),
        (7, "tidak menyebut kode"),
    ],
)
def test_one_bad_feature_keeps_the_whole_file_out_and_is_named(load, bad, words):
    code, told = load(feature(), bad)
    (error,) = told["errors"]
    assert (code, told["state"], error["feature"]) == (2, "refused", 2)
    assert words in error["message"]
    assert not RegionBoundary.objects.exists()


def test_a_retired_regions_border_is_refused(load):
    RegionFactory(code="32.76", name="Kota Lama", retired_on=date(2025, 1, 1))
    _, told = load(feature("32.76"))
    assert "kode Kota Lama ini tidak berlaku lagi" in told["errors"][0]["message"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "bukan GeoJSON yang utuh"),
        ("kode,lat,lng\n", "bukan GeoJSON yang utuh"),
        ('{"type": "FeatureCollection", "features": []}', "bukan FeatureCollection"),
        ('{"type": "Topology", "objects": {}}', "bukan FeatureCollection"),
        (json.dumps({"features": [feature()]})[:-4], "rusak setelah fitur ke-"),
    ],
)
def test_what_is_no_collection_is_refused_and_a_torn_file_leaves_nothing(load, text, words):
    code, told = load(text=text)
    assert code == 2
    assert words in told["errors"][0]["message"]
    assert not RegionBoundary.objects.exists()


def test_a_border_of_many_corners_is_thinned_to_a_hundred_metres(load):
    step = 0.4 / 5000
    coast = [[106.8 + step * at, -6.1 - 0.00005 * (at % 2)] for at in range(5001)]
    load(feature(ring=[*coast, [107.2, -6.4], [106.8, -6.4], coast[0]]))
    ((ring,),) = RegionBoundary.objects.get().geometry["coordinates"]
    assert len(ring) < 20


def test_a_point_beyond_its_regencys_border_is_doubted_and_one_within_is_not(load):
    village = Region.objects.get(pk="32.75.03.1006")
    assert doubts(village, -6.9, 107.6) == ["Titik ini 100 km dari pusat Kota Bekasi."]
    assert doubts(village, -6.23, 106.99) == []
    load(feature())
    assert doubts(village, -6.5, 107.0) == ["Titik ini di luar batas Kota Bekasi yang dimuat."]
    assert doubts(village, -6.2, 107.0) == []


def test_the_smallest_border_that_is_known_decides(load):
    small = [[107.0, -6.2], [107.1, -6.2], [107.1, -6.15], [107.0, -6.15], [107.0, -6.2]]
    load(feature(), feature("32.75.03", ring=small))
    village = Region.objects.get(pk="32.75.03.1006")
    assert doubts(village, -6.3, 107.0) == ["Titik ini di luar batas Bekasi Utara yang dimuat."]


WEIGHED = """
import resource, sys
from pathlib import Path
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "dbi_portal.settings"
import django
django.setup()
from villages.forms import border_files
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for _ in border_files._features(Path(sys.argv[1]).open("rb")))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_large_file_takes_no_more_memory_than_its_largest_region(tmp_path):
    path = tmp_path / "besar.geojson"
    ring = [[106.8 + at / 100_000, -6.1] for at in range(20_000)]
    one = json.dumps(feature(ring=ring))
    with path.open("w") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        file.write(",".join([one] * 60))
        file.write("]}")
    size = path.stat().st_size
    done = subprocess.run(
        [sys.executable, "-c", WEIGHED, str(path)], capture_output=True, text=True, check=True,
    )  # fmt: skip
    count, kilobytes = map(int, done.stdout.split())
    assert count == 60
    assert kilobytes * 1024 < size / 2
