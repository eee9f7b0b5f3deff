"""What an open data set says about itself, and all of them as one catalogue (DCAT)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.urls import reverse

from dbi_portal.lib.months import Month
from dbi_portal.public import tables
from dbi_portal.public.datasets import DATASETS, OFFICE_CODES, Content, Dataset
from villages.models import RegionEdition

Absolute = Callable[[str], str]  # a path as a whole address
FORMATS = {"csv": ("CSV", "text/csv"), "json": ("JSON", "application/json")}
MADE_UP = "Portal ini memuat data contoh: angka yang tidak disebut dalam berita adalah rekaan."
FREQUENCIES = {"Bulanan": "MONTHLY", "Harian": "DAILY"}


def file_path(dataset: Dataset, ending: str) -> str:
    return reverse("open-data-file", args=[dataset.slug, ending])


def period(dataset: Dataset, content: Content) -> tuple[date, date]:
    """First and last day it speaks of: to the last month anything is known of."""
    if not dataset.periodic:
        return content.day, content.day
    months = tables.span(content.day)
    last = Month.parse(content.until) if content.until else months.last
    return months.first_day, last.last_day


def reference_codes() -> dict[str, str]:
    """Whose codes stand in the data, and which edition of them."""
    edition = RegionEdition.objects.first()
    named = edition.name if edition else "belum dimuat"
    decree = f" ({edition.decree})" if edition and edition.decree else ""
    return {
        "Kode wilayah Kemendagri": f"{named}{decree}",
        OFFICE_CODES: "Daftar kantor portal, ada di berkas ini juga.",
    }


def metadata(dataset: Dataset, today: date) -> dict:
    """Everything beside the rows, with Indonesian keys; dates as ISO 8601 text."""
    content = dataset.content(today)
    first, last = period(dataset, content)
    return {
        "judul": dataset.title,
        "keterangan": dataset.says,
        "standar_data": {"konsep_dan_cara_hitung": dataset.standard, "satuan": dataset.unit},
        "periode": {"mulai": first.isoformat(), "sampai": last.isoformat()},
        "frekuensi": dataset.frequency,
        "cakupan_wilayah": "Indonesia",
        "kode_referensi": reference_codes(),
        "produsen_data": settings.OPEN_DATA_PRODUCER,
        "kontak": settings.OPEN_DATA_CONTACT,
        "lisensi": settings.OPEN_DATA_LICENCE,
        "pembaruan_terakhir": content.day.isoformat(),
        "data_contoh": content.made_up,
        "kolom": [
            {"nama": each.name, "jenis": each.kind, "arti": each.says, "kode_referensi": each.codes}
            for each in dataset.columns
        ],
    }


def catalogue(today: date, absolute: Absolute) -> dict:
    """The catalogue in the words of DCAT 3 (JSON-LD), which other portals read."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": absolute(reverse("open-data-catalogue")),
        "@type": "dcat:Catalog",
        "dct:title": "Data terbuka Desa Binaan Imigrasi",
        "dct:description": "Menurut prinsip Satu Data Indonesia (Perpres 39 Tahun 2019).",
        "dct:language": "id",
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": settings.OPEN_DATA_PRODUCER},
        "dcat:dataset": [_entry(dataset, today, absolute) for dataset in DATASETS],
    }


def _entry(dataset: Dataset, today: date, absolute: Absolute) -> dict:
    said = metadata(dataset, today)
    code = FREQUENCIES[dataset.frequency]
    return {
        "@id": absolute(reverse("open-data-set", args=[dataset.slug])),
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.slug,
        "dct:title": dataset.title,
        "dct:description": f"{dataset.says} {dataset.standard}",
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": said["produsen_data"]},
        "dcat:contactPoint": said["kontak"],
        "dct:license": said["lisensi"],
        "dct:modified": said["pembaruan_terakhir"],
        "dct:accrualPeriodicity": f"http://publications.europa.eu/resource/authority/frequency/{code}",
        "dct:spatial": said["cakupan_wilayah"],
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": said["periode"]["mulai"],
            "dcat:endDate": said["periode"]["sampai"],
        },
        "metadata": said,
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:format": label,
                "dcat:mediaType": kind,
                "dcat:downloadURL": absolute(file_path(dataset, ending)),
            }
            for ending, (label, kind) in FORMATS.items()
        ],
    }
