import json
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from villages.editions import KEMENDAGRI_2025, EditionSource, kind_of, search_words
from villages.loading import load
from villages.models import Region, RegionEdition

pytestmark = pytest.mark.django_db

NAMES = {
    "32": "Jawa Barat",
    "32.75": "Kota Bekasi",
    "32.75.03": "Bekasi Utara",
    "32.75.03.1006": "Harapanjaya",
    "91": "Papua",
    "91.03": "Kabupaten Jayapura",
    "91.03.01": "Sentani",
    "91.03.01.3007": "Desa Adat Yoboi",
}


def edition(names=None, **facts):
    names = NAMES if names is None else names
    source = EditionSource(
        code="uji",
        name="Edisi uji",
        decree="Keputusan uji",
        source="Data uji",
        effective_on=date(2025, 4, 25),
        read=lambda: names,
        fingerprint=lambda: json.dumps(names),
    )
    return replace(source, **facts)


def counts(result):
    return result.new, result.changed, result.unchanged


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("32", Region.Kind.PROVINCE),
        ("32.16", Region.Kind.REGENCY),
        ("32.75", Region.Kind.CITY),
        ("32.75.03", Region.Kind.DISTRICT),
        ("32.75.03.1006", Region.Kind.KELURAHAN),
        ("32.16.01.2001", Region.Kind.DESA),
        ("91.03.01.3007", Region.Kind.ADAT),
    ],
)
def test_the_code_tells_the_kind(code, kind):
    assert kind_of(code) == kind


def test_a_region_knows_where_it_lies():
    load(edition())
    village = Region.objects.get(code="32.75.03.1006")
    assert village.path == "Bekasi Utara, Kota Bekasi, Jawa Barat"
    assert village.parent_id == "32.75.03"
    assert (village.level, village.key) == (Region.Level.VILLAGE, "harapanjaya")
    assert village.full_name == "Kelurahan Harapanjaya, Bekasi Utara, Kota Bekasi, Jawa Barat"


def test_a_city_is_not_called_kota_twice():
    load(edition())
    assert Region.objects.get(code="32.75").full_name == "Kota Bekasi, Jawa Barat"
    assert Region.objects.get(code="91.03.01.3007").full_name.startswith("Desa Adat Yoboi, Sentani")
    assert Region.objects.get(code="32").full_name == "Provinsi Jawa Barat"


def test_a_name_of_two_words_is_also_searched_in_one_piece():
    assert search_words("Tiban Baru", "Sekupang, Kota Batam").startswith("tibanbaru tiban baru ")
    assert search_words("Perwira", "Kota Bekasi") == "perwira kota bekasi"


def test_loading_again_changes_nothing():
    assert counts(load(edition())) == (8, 0, 0)
    assert counts(load(edition())) == (0, 0, 8)
    assert RegionEdition.objects.count() == 1


def test_only_what_differs_is_written():
    load(edition())
    before = row_versions()
    result = load(edition(NAMES | {"32.75.03.1006": "Harapan Jaya", "32.75.03.1002": "Perwira"}))
    assert counts(result) == (1, 1, 7)
    assert {code for code, version in row_versions().items() if version != before.get(code)} == {
        "32.75.03.1002",
        "32.75.03.1006",
    }


def test_a_renamed_city_changes_the_path_of_everything_in_it():
    load(edition())
    assert counts(load(edition(NAMES | {"32.75": "Kota Bekasi Raya"}))) == (0, 3, 5)
    assert "Kota Bekasi Raya" in Region.objects.get(code="32.75.03.1006").path


def test_a_village_missing_from_a_later_edition_is_not_deleted():
    load(edition())
    fewer = {code: name for code, name in NAMES.items() if not code.startswith("91.03.01")}
    assert counts(load(edition(fewer))) == (0, 0, 6)
    assert Region.objects.filter(code="91.03.01.3007").exists()


def test_an_edition_without_a_parent_is_refused_and_leaves_nothing_behind():
    with pytest.raises(KeyError):
        load(edition({"32.75.03.1006": "Harapanjaya"}))
    assert not RegionEdition.objects.exists()
    assert not Region.objects.exists()


def test_the_search_index_is_back_after_the_first_load():
    load(edition())
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, "villages_region")
    assert indexes["region_search"]["type"] == "gin"


def test_the_first_edition_says_where_it_comes_from():
    load(KEMENDAGRI_2025.only("21.71"))
    known = RegionEdition.objects.get()
    assert known.decree == "Kepmendagri 300.2.2-2138 Tahun 2025"
    assert "MIT" in known.source
    assert Region.objects.villages().count() == 64


def test_every_village_of_the_country_is_loaded_by_one_command():
    first, again = run("--json"), run("--json")
    assert [first[key] for key in ("provinces", "regencies", "districts", "villages")] == [
        38,
        514,
        7285,
        83_762,
    ]
    assert first["new"] == again["unchanged"] == 91_599
    assert (again["new"], again["changed"]) == (0, 0)
    assert run() is None
    kinds = Region.objects.villages().values_list("kind", flat=True)
    assert {kind: list(kinds).count(kind) for kind in set(kinds)} == {
        Region.Kind.KELURAHAN: 8_496,
        Region.Kind.DESA: 75_252,
        Region.Kind.ADAT: 14,
    }


def run(*arguments):
    printed = StringIO()
    call_command("load_regions", *arguments, stdout=printed, stderr=StringIO())
    return json.loads(printed.getvalue()) if printed.getvalue() else None


def row_versions():
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, ctid::text FROM villages_region")
        return dict(cursor.fetchall())
