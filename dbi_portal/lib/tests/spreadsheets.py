"""Spreadsheets made for tests, plain ones and hostile ones."""

import io
import struct
import zipfile
import zlib

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def xlsx(*rows, hidden=False):
    """A workbook as Excel writes it, with one sheet “Rekap” (and a hidden copy)."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name in ["Rekap", "Arsip"][: 1 + hidden]:
            sheet = book.add_worksheet(name)
            sheet.default_date_format = day
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    _write(sheet, number, column, value, day)
        if hidden:
            book.get_worksheet_by_name("Arsip").hide()
    return content.getvalue()


def _write(sheet, row, column, value, day):
    if isinstance(value, tuple):  # a formula and the result Excel had kept
        sheet.write_formula(row, column, value[0], value=value[1])
    elif hasattr(value, "year"):
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write(row, column, value)


def package(sheet_data, *, shared="", prefix="", before="", head="", after="", book=""):
    """A workbook whose sheet holds exactly this XML; `prefix` as some programs write tags,
    `before` what stands ahead of the XML, `head` and `after` around the rows, `book` the whole
    of workbook.xml."""
    colon = f"{prefix}:" if prefix else ""
    space = f'xmlns:{prefix}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": book
        or f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="Rekap" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": f"{before}<{colon}worksheet {space}>"
        f"{head}<{colon}sheetData>{sheet_data}</{colon}sheetData>{after}</{colon}worksheet>",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def archive(*names):
    """A zip that holds files of these names, as other office programs do."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package_:
        for name in names:
            package_.writestr(name, "isi")
    return content.getvalue()


def with_part(content, name, part, *, before=False):
    """The same package with one part more, or with bytes put `before` what that part holds."""
    written = io.BytesIO()
    if before:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            parts = {info.filename: old.read(info) for info in old.infolist()}
        parts[name] = part + parts.get(name, b"<x/>")
    else:
        written.write(content)
        parts = {name: part}
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as package_:
        for path, bytes_ in parts.items():
            package_.writestr(path, bytes_)
    return written.getvalue()


def reporting_size(content, name, size):
    """The same package whose table of contents says that part `name` unpacks to `size` bytes."""
    changed = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package_:
        struct.pack_into("<I", changed, package_.getinfo(name).header_offset + 22, size)
        start = content.index(b"PK\1\2")
    while changed[start : start + 4] == b"PK\1\2":
        lengths = struct.unpack_from("<HHH", changed, start + 28)
        if changed[start + 46 : start + 46 + lengths[0]] == name.encode():
            struct.pack_into("<I", changed, start + 24, size)
        start += 46 + sum(lengths)
    return bytes(changed)


def stored_as_deflated(content, name, raw, text):
    """The same package with a part more whose bytes in the zip are exactly `raw`."""
    written = io.BytesIO(content)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_STORED) as package_:
        package_.writestr(name, raw)
        part = package_.getinfo(name)
        part.compress_type, part.file_size = zipfile.ZIP_DEFLATED, len(text)
        part.CRC = zlib.crc32(text)
    return written.getvalue()
