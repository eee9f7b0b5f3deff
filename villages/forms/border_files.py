"""Borders out of a GeoJSON file, one region at a time: 100 MB are never in memory at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ijson

from dbi_portal.lib.coordinates import EAST, NORTH, SOUTH, WEST
from dbi_portal.lib.geometry import NotABorder, border, bounds, geometry, simpler
from dbi_portal.lib.outlines import Bounds
from dbi_portal.lib.text import squash
from villages.actions.borders import Bordered, WrongBorder
from villages.forms.point_sheets import code_of
from villages.models import Region

MOST_BYTES = 300 * 1024 * 1024
STEP = 0.001  # degrees: a border is kept to some 100 m, as fine as a map of the portal shows it
# What a regional code is called, squashed, the likeliest first; the last four are BIG's.
CODES = ("kode", "code", "kodekemendagri", "kodewilayah", "kodebps", "kdepum", "kdcpum", "kdpkab",
         "kdppum")  # fmt: skip
INDONESIA = Bounds(WEST, SOUTH, EAST, NORTH)


class NotGeoJson(ValueError):
    """The file is no FeatureCollection; the message is an Indonesian sentence."""


def read_borders(path: Path) -> Iterator[Bordered | WrongBorder]:
    """Each feature of the file as a border of a known region, or what is wrong with it.

    Raises NotGeoJson for a file that is none or breaks off, after the features before.
    """
    if path.stat().st_size > MOST_BYTES:
        raise NotGeoJson(f"Berkas {path.name} lebih dari 300 MB. Muat per provinsi.")
    seen: dict[str, int] = {}
    number = 0
    try:
        with path.open("rb") as opened:
            for number, feature in enumerate(_features(opened), start=1):
                yield _bordered(number, feature, seen)
    except (ijson.JSONError, UnicodeDecodeError) as broken:
        raise NotGeoJson(
            f"Berkas {path.name} bukan GeoJSON yang utuh: rusak setelah fitur ke-{number}."
        ) from broken
    if not number:
        raise NotGeoJson(f"Berkas {path.name} bukan FeatureCollection yang berisi fitur.")


def _features(opened) -> Iterator[object]:
    return ijson.items(opened, "features.item", use_float=True)


def _bordered(number: int, feature: object, seen: dict[str, int]) -> Bordered | WrongBorder:
    feature = feature if isinstance(feature, dict) else {}
    properties = feature.get("properties")
    code = _code(properties if isinstance(properties, dict) else {})
    named = f"Fitur {number} ({code})" if code else f"Fitur {number}"
    wrong = _wrong_code(code, seen)
    if wrong:
        return WrongBorder(number, code, f"{named}: {wrong}")
    seen[code] = number
    try:
        polygons = border(feature.get("geometry"))
        around = bounds(polygons)
        _refuse_elsewhere(around)
    except NotABorder as refused:
        return WrongBorder(number, code, f"{named}: {refused}")
    return Bordered(code, geometry(simpler(polygons, STEP)), around)


def _code(properties: dict) -> str:
    told = {squash(str(name)): value for name, value in properties.items()}
    return next((code_of(told[name]) for name in CODES if told.get(name)), "")


def _wrong_code(code: str, seen: dict[str, int]) -> str:
    if not code:
        return "tidak menyebut kode Kemendagri. Isi properti “kode” atau “code”."
    if code in seen:
        return f"kode ini sudah ada di fitur {seen[code]}. Gabungkan menjadi satu MultiPolygon."
    region = Region.objects.filter(pk=code).first()
    if region is None:
        return "kodenya tidak dikenal. Pakai kode Kemendagri, misalnya 32.75."
    if region.retired_on:
        return f"kode {region.name} ini tidak berlaku lagi. Pakai kode penggantinya."
    return ""


def _refuse_elsewhere(around: Bounds) -> None:
    if not around.meets(INDONESIA):
        raise NotABorder(
            "batasnya terletak di luar Indonesia. Pastikan bujur ditulis sebelum lintang."
        )
