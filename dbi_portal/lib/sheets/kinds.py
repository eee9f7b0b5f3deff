"""What a file really is, told from its first bytes and not from its name."""

import io
import re
import struct
import zipfile
import zlib

from dbi_portal.lib.sheets.compound import SIGNATURE, Broken, Compound
from dbi_portal.lib.sheets.decoding import decoded, is_table
from dbi_portal.lib.sheets.refusing import Refused

TEXT_SUFFIXES = {".csv", ".txt", ".tsv"}
SIGNATURES = {
    b"%PDF": "dokumen PDF",
    b"\xff\xd8\xff": "gambar",
    b"\x89PNG": "gambar",
    b"GIF8": "gambar",
    b"{\\rtf": "dokumen Word (.rtf)",
    b"Rar!": "arsip RAR",
    b"7z\xbc\xaf": "arsip 7z",
    b"\x1f\x8b": "arsip GZIP",
    b"\x09\x08": "lembar kerja Excel dari masa sebelum 1997",
    b"\x09\x04": "lembar kerja Excel dari masa sebelum 1997",
    b"\x09\x02": "lembar kerja Excel dari masa sebelum 1997",
}
INSIDE_COMPOUND = {  # old Office files, and locked new ones
    "WordDocument": "dokumen Word",
    "PowerPoint Document": "presentasi PowerPoint",
    "__properties_version1.0": "surat Outlook (.msg)",
}
INSIDE_ZIP = {
    "xl/workbook.bin": "lembar kerja Excel biner (.xlsb)",
    "word/document.xml": "dokumen Word",
    "ppt/presentation.xml": "presentasi PowerPoint",
    "content.xml": "dokumen OpenDocument yang bukan lembar kerja",
}
WORKBOOK = re.compile(r"xl/workbook\w*\.xml")  # Excel on the web numbers it
SAMPLE = 65_536  # letters looked at to tell text from anything else
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"  # and its -template


def kind_of(content: bytes, suffix: str) -> str:
    """ "xlsx", "xls", "ods" or "text"; everything else raises Refused."""
    if not content.strip():
        raise Refused("EmptyFile")
    for signature, name in SIGNATURES.items():
        if content.startswith(signature):
            raise Refused("WrongType", name)
    if content.startswith(SIGNATURE):
        return _inside_compound(content)
    if content.startswith(b"PK"):
        return _inside_zip(content)
    return _text(content, suffix)


def _inside_compound(content: bytes) -> str:
    try:
        names = Compound(content).names()
    except (Broken, struct.error, IndexError) as broken:
        raise Refused("DamagedFile") from broken
    if "EncryptedPackage" in names:
        raise Refused("PasswordProtected")
    if names & {"Workbook", "Book"}:
        return "xls"
    found = (kind for name, kind in INSIDE_COMPOUND.items() if name in names)
    raise Refused("WrongType", next(found, "berkas Office lama yang bukan lembar kerja"))


def _inside_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            mimetype = package.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, zlib.error) as broken:
        raise Refused("DamagedFile") from broken
    if any(WORKBOOK.fullmatch(name) for name in names):
        return "xlsx"
    if mimetype.startswith(SPREADSHEET) and "content.xml" in names:
        return "ods"
    for part, name in INSIDE_ZIP.items():
        if part in names:
            raise Refused("WrongType", name)
    raise Refused("WrongType", "arsip ZIP")


def _text(content: bytes, suffix: str) -> str:
    start = content[:4096].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta")):
        raise Refused("WrongType", "halaman web atau XML")
    if start.startswith((b"{", b"[{")):
        raise Refused("WrongType", "data JSON")
    text = decoded(content)
    if _is_binary(text[:SAMPLE]):
        raise Refused("WrongType", "berkas yang tidak dikenal")
    if suffix not in TEXT_SUFFIXES and not is_table(text):
        raise Refused("WrongType", "teks biasa")
    return "text"


def _is_binary(text: str) -> bool:
    """More than a few signs that nobody can type."""
    strange = sum(1 for sign in text if sign < " " and sign not in "\t\n\r\x0b\x0c\x1f")
    return strange * 100 > len(text)
