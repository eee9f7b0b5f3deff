"""What a file really is, told from its first bytes and not from its name."""

import io
import re
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office files, and locked new ones
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
TEXT_SUFFIXES = {".csv", ".txt", ".tsv"}
SIGNATURES = {
    b"%PDF": "dokumen PDF",
    b"\xff\xd8\xff": "gambar",
    b"\x89PNG": "gambar",
    b"GIF8": "gambar",
    b"{\\rtf": "dokumen Word (.rtf)",
    b"Rar!": "arsip RAR",
    b"7z\xbc\xaf": "arsip 7z",
}
INSIDE_ZIP = {
    "xl/workbook.bin": "lembar kerja Excel biner (.xlsb)",
    "word/document.xml": "dokumen Word",
    "ppt/presentation.xml": "presentasi PowerPoint",
    "content.xml": "dokumen OpenDocument (.ods atau .odt)",
}
WORKBOOK = re.compile(r"xl/workbook\w*\.xml")  # Excel on the web numbers it
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Refused(Exception):
    """The file cannot be read: the name of a class in `failures` and its detail."""

    def __init__(self, failure: str, detail: str = ""):
        self.failure, self.detail = failure, detail
        super().__init__(failure, detail)


def kind_of(content: bytes, suffix: str) -> str:
    """ "xlsx" or "text"; everything else raises Refused."""
    if not content.strip():
        raise Refused("EmptyFile")
    for signature, name in SIGNATURES.items():
        if content.startswith(signature):
            raise Refused("WrongType", name)
    if content.startswith(OLE):
        raise Refused("PasswordProtected") if ENCRYPTED in content else _old_office(content)
    if content.startswith(b"PK"):
        return _inside_zip(content)
    return _text(content, suffix)


def _old_office(content: bytes) -> Refused:
    is_word = "WordDocument".encode("utf-16-le") in content
    return Refused("WrongType", "dokumen Word" if is_word else "lembar kerja Excel lama (.xls)")


def _inside_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as broken:
        raise Refused("DamagedFile") from broken
    if any(WORKBOOK.fullmatch(name) for name in names):
        return "xlsx"
    for part, name in INSIDE_ZIP.items():
        if part in names:
            raise Refused("WrongType", name)
    raise Refused("WrongType", "arsip ZIP")


def _text(content: bytes, suffix: str) -> str:
    start = content[:4096].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta")):
        raise Refused("WrongType", "halaman web atau XML")
    if b"\0" in content and not content.startswith(UTF16_MARKS):
        raise Refused("WrongType", "berkas yang tidak dikenal")
    if suffix not in TEXT_SUFFIXES:
        raise Refused("WrongType", "teks biasa")
    return "text"
