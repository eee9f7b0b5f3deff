"""Editions as four CSV files: the npm package idn-area-data, and a folder that looks like it.

The package's data are published under the Open Database License (ODbL), its code under MIT:
https://github.com/fityannugroho/idn-area-data. The portal reads the files where npm put them and
passes none of them on. The license stands beside them in `data/LICENSE.md`.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from django.conf import settings

from villages.editions.source import BrokenEdition, EditionSource

FILES = ("provinces", "regencies", "districts", "villages")
PACKAGE = settings.BASE_DIR / "node_modules" / "idn-area-data" / "data"
LOUD = 2  # provinces and regencies of 2022 are written in capitals


def _read(folder: Path) -> dict[str, str]:
    """{dotted code: name} of every level. BrokenEdition names the file and the line."""
    names: dict[str, str] = {}
    for path in _files(folder):
        for line, code, name in _lines(path):
            if code in names:
                raise BrokenEdition(f"{path.name} baris {line}: kode {code} sudah ada di atas.")
            names[code] = _readable(code, name)
    return names


def _lines(path: Path) -> Iterator[tuple[int, str, str]]:
    """(line, code, name): the code with its dots, also where a file leaves them out."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in (rows := csv.DictReader(file)):
                yield rows.line_num, dotted(row["code"].strip()), row["name"].strip()
    except (KeyError, AttributeError, UnicodeDecodeError, csv.Error) as fault:
        raise BrokenEdition(
            f"{path.name} tidak terbaca: kolom code dan name harus ada di setiap baris."
        ) from fault


def dotted(code: str) -> str:
    """ "3275031006" is 32.75.03.1006; a code with dots stays as it is."""
    if "." in code:
        return code
    parts = code[:2], code[2:4], code[4:6], code[6:]
    return ".".join(part for part in parts if part)


def _readable(code: str, name: str) -> str:
    """ "KABUPATEN ACEH SELATAN" as a person writes it; names of villages are left alone."""
    if code.count(".") >= LOUD or not name.isupper():
        return name
    return name.title().replace("Dki ", "DKI ")


def _files(folder: Path) -> list[Path]:
    files = [folder / f"{name}.csv" for name in FILES]
    missing = [path.name for path in files if not path.is_file()]
    if missing:
        hint = " Jalankan make setup." if folder == PACKAGE else ""
        raise BrokenEdition(f"Berkas {', '.join(missing)} tidak ada di {folder}.{hint}")
    return files


def _fingerprint(folder: Path) -> str:
    return " ".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in _files(folder))


def in_folder(folder: Path, **facts) -> EditionSource:
    """The edition in the CSV files of `folder`; the other facts as EditionSource names them."""
    return EditionSource(
        read=partial(_read, folder), fingerprint=partial(_fingerprint, folder), **facts
    )


KEMENDAGRI_2022 = in_folder(
    PACKAGE,
    code="kemendagri-2022-11",
    name="Kode wilayah November 2022",
    decree="Kepmendagri 100.1.1-6117 Tahun 2022",
    source="Paket npm idn-area-data 3.1.2 (data: lisensi ODbL)",
    effective_on=date(2022, 11, 9),
)
