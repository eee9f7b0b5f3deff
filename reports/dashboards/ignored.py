"""Words of an address that mean nothing are said, on every page that reads one: never a wrong
page in silence. What was put right by hand in an address, or kept in an old link, goes wrong so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.contrib import messages
from django.http import HttpRequest

from dbi_portal.lib.months import Month, NotAMonth
from reports.dashboards.words import listed

LONGEST = 40  # characters of a word that are said back
# The address's words as a reader calls them: the filters, then what single pages choose.
# Weights have a word for each factor.
LABELS = {
    "rentang": "rentang",
    "kabupaten": "kabupaten/kota",
    "tahap": "status desa",
    "hasil": "hasil",
    "keperluan": "keperluan",
    "tujuan": "negara tujuan",
    "apa": "data",
    "menurut": "rincian",
    "data": "data",
    "baris": "baris",
    "kolom": "kolom",
    "ukuran": "yang dihitung",
    "warna": "warna",
    "lapisan": "lapisan",
    "bidang": "wilayah",
    "isi": "isi wilayah",
    "aturan": "aturan",
    "keadaan": "keadaan",
    "semua": "semua",
}


def ignored(query: Mapping[str, str], in_force: Mapping[str, str]) -> Iterator[str]:
    """ "rentang “abc”" for each word of the address that is not what the page goes by."""
    for name, word in in_force.items():
        asked = query.get(name, "").strip()
        if asked and asked != word:
            yield f"{LABELS.get(name, 'bobot')} “{asked[:LONGEST]}”"


def point_out(request: HttpRequest, in_force: Mapping[str, str]) -> None:
    """Say above the page which of these words it does not obey; a file has no room for it."""
    if "unduh" in request.GET:
        return
    if found := list(ignored(request.GET, in_force)):
        messages.warning(request, f"Saringan diabaikan: {listed(found)}. Pilih dari yang ada.")


def point_out_month(request: HttpRequest, today: date) -> None:
    """Say why the address's month is none, if it names one: the latest with data is shown."""
    text = request.GET.get("bulan", "").strip()
    if not text or "unduh" in request.GET:
        return
    try:
        month = Month.parse(text)
        ahead = month > Month.of(today)
        why = f"{month.label} {'belum dimulai' if ahead else 'terlalu lama'}."
    except NotAMonth as refused:
        why = str(refused)
    messages.warning(request, f"{why} Yang tampil bulan terakhir yang ada datanya.")
