"""Cells that calamine shows as blank though they are not: errors, and formulas never calculated.

A blank would mean "no figure"; these mean "look here". Only sheets that hold one are parsed.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator

from defusedxml.ElementTree import fromstring, iterparse

CHUNK, OVERLAP = 1024**2, 256
SUSPICIOUS = re.compile(
    rb"""\bt=["']e["']"""  # an error cell
    rb"""|</(?:\w+:)?f>\s*(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v></)"""  # no result
    rb"""|<(?:\w+:)?f\b[^>]*/>\s*(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v></)"""
)
NOT_CALCULATED = "#RUMUS"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def parts_of(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> path of its XML inside the package. KeyError when the package is incomplete."""
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    parts = {}
    for element in fromstring(package.read("xl/workbook.xml")).iter():
        if _tag(element) == "sheet":
            target = relations[element.get(RELATION_ID) or element.get(STRICT_RELATION_ID)]
            parts[element.get("name", "")] = posixpath.normpath(
                posixpath.join("xl", target)
            ).lstrip("/")
    return parts


def marks_of(package: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """(row, column) counted from 0 -> "#REF!" and the like, or "#RUMUS"."""
    if not _is_suspicious(package, part):
        return {}
    with package.open(part) as stream:
        return dict(_marks(stream))


def _is_suspicious(package: zipfile.ZipFile, part: str) -> bool:
    with package.open(part) as stream:
        kept = b""
        while chunk := stream.read(CHUNK):
            if SUSPICIOUS.search(kept + chunk):
                return True
            kept = chunk[-OVERLAP:]
    return False


def _marks(stream) -> Iterator[tuple[tuple[int, int], str]]:
    row = column = -1
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        tag = _tag(element)
        if event == "start" and tag == "row":
            row, column = int(element.get("r", row + 2)) - 1, -1
        elif event == "start" and tag == "c":
            column = _column(element.get("r")) if element.get("r") else column + 1
        elif event == "end" and tag == "c" and (text := _mark(element)):
            yield (row, column), text
        elif event == "end" and tag == "row":
            element.clear()


def _mark(cell) -> str | None:
    children = {_tag(child): child.text for child in cell}
    if cell.get("t") == "e":
        return children.get("v") or NOT_CALCULATED
    # A formula whose result is an empty text says so: t="str".
    if "f" in children and not children.get("v") and cell.get("t") != "str":
        return NOT_CALCULATED
    return None


def _column(reference: str) -> int:
    """ "AB12" -> 27"""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1


def _tag(element) -> str:
    return element.tag.rpartition("}")[2]
