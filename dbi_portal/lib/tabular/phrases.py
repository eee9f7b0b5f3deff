"""How rows begin that are no data: totals, averages, separators, the foot of the paper."""

from __future__ import annotations

import re

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular.counts import says_none

AVERAGE = re.compile(r"(?:rata\s*-?\s*rata|rerata|average|pers?entase|prosentase|%)(?!\w)", re.I)
SEPARATOR = re.compile(r"[-=_*.~+|–—\s]{3,}")
# A first look at a label: none of totals, averages and separators begins otherwise.
NOT_PLAIN = re.compile(
    r"\s*(?:sub|grand|total|jumlah|jml|pindahan|rata|rerata|average|per|pro|%|[-=_*.~+|–—])", re.I
)
COUNTED = re.compile(r"\s*[0-9]+(?:\.0)?\s*[.)]?\s*")  # a running number
COUNT_OF = re.compile(
    r"\s*[0-9]+(?:\.0)?(?:\s+(?:desa|kelurahan|orang|petugas|kegiatan))?\s*", re.I
)
ORDINAL = re.compile(r"\(?([0-9]{1,2})\)?\.?(?:\s*[=(].*)?")
# How lines below a table begin. Many villages are called Sumber Something: only "Sumber:" counts.
FOOT = re.compile(
    r"\s*(?:(?:sumber(?: data)?|catatan|keterangan|ket\.?|note|source|tembusan)\s*[:=]|"
    r"sumber data\b|"
    r"mengetahui\b|menyetujui\b|kepala (?:kantor|seksi|sub|bidang|divisi|bagian|urusan)|"
    r"pl[th]\.? |nip\b|ttd\b|a\.\s?n\.|u\.\s?b\.|dicetak\b|(?:dibuat|disusun|diperiksa) oleh|"
    r"yang membuat|\*|¹|demikian\b|(?:dikeluarkan|ditetapkan) di\b|pada tanggal\b"
    r"|(?!(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)\b)"
    r"[A-Za-z][\w .'-]{2,30},\s*(?:tanggal\s*)?[0-9 .…_]*\s*[a-z]{3,9}\s*20[0-9]{2}\s*$)",
    re.IGNORECASE,
)
# What is told of rows; their numbers stand before it.
APART = (
    " terpisah di bawah tabel dan tidak dibaca. Jika memuat data, hapus baris kosong di atasnya."
)
OTHERWISE = (
    " menyebut waktu atau keperluan lain daripada judul di atas tabel, tetapi judul kolomnya tidak "
    "diulang. Tambahkan kolomnya, atau ulangi judul kolom di bawah baris itu."
)


def is_wordy(cell: Cell) -> bool:
    """Words below a column of figures, "nihil" and the like apart."""
    if cell.__class__ is not str:
        return False
    words = cell.strip()
    if FOOT.match(words):
        return True
    return not says_none(words) and bool(words) and not any(map(str.isdigit, words))
