"""OpenDocument sheets made for tests, as LibreOffice writes them."""

import io
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = (
    f'xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" '
    f'xmlns:text="{OASIS}:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def ods(*rows, **sheets):
    """A workbook with a sheet “Rekap” of `rows`, and more by name."""
    return ods_package(
        "".join(
            f'<table:table table:name="{name}">{"".join(map(row, lines))}</table:table>'
            for name, lines in {"Rekap": rows, **sheets}.items()
        )
    )


def row(cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(map(cell, cells))}</table:table-row>"


def cell(value):
    """One cell; text that begins with "<" is taken for XML of its own."""
    match value:
        case None | "":
            return "<table:table-cell/>"
        case bool():
            return _cell(f'boolean" office:boolean-value="{str(value).lower()}', value)
        case int() | float():
            return _cell(f'float" office:value="{value!r}', value)
        case datetime() | date():
            return _cell(f'date" office:date-value="{value.isoformat()}', value)
        case str() if value.startswith("<"):
            return value
    return _cell("string", value)


def _cell(kind, value):
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="{kind}">{lines}</table:table-cell>'


def ods_package(tables, *, before="", manifest="", content=""):
    """A workbook whose spreadsheet holds exactly this XML; `content` replaces all of it."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content
        or f"{before}<office:document-content {SPACES}>{body}</office:document-content>",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="'
        f'{OASIS}:manifest:1.0">{manifest}</manifest:manifest>',
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return written.getvalue()
