"""Cells that calamine shows as blank though they are not: errors, and formulas never calculated.

A blank would mean "no figure"; these mean "look here". Only sheets that hold one are parsed.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator

from defusedxml.ElementTree import fromstring, iterparse

from dbi_portal.lib.sheets.values import NOT_CALCULATED

CHUNK, OVERLAP = 1024**2, 64
# An error cell; a formula without a result (closed at once, or its <v> is empty). Plain searches
# first: over a large sheet they take a tenth of a pattern's time.
SIGNS = (b'="e"', b"='e'", b"f></", b"<v></")
CLOSED_AT_ONCE = re.compile(rb"/></(?:\w+:)?c>")


def parts_of(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> path of its XML inside the package. KeyError when the package is incomplete."""
    start = _relations(package, "_rels/.rels", "")
    book = next(path for kind, path in start.values() if kind.endswith("/officeDocument"))
    folder, name = posixpath.split(book)
    related = _relations(package, f"{folder}/_rels/{name}.rels", folder)
    sheets = (part for part in fromstring(package.read(book)).iter() if _tag(part) == "sheet")
    return {sheet.get("name", ""): related[_relation_id(sheet)][1] for sheet in sheets}


def _relations(package: zipfile.ZipFile, path: str, folder: str) -> dict[str, tuple[str, str]]:
    """Id -> (kind of relation, path inside the package), of targets relative to `folder`."""
    return {
        relation.get("Id"): (
            relation.get("Type", ""),
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in fromstring(package.read(path))
    }


def _relation_id(sheet) -> str | None:
    return next((value for name, value in sheet.items() if name.endswith("}id")), None)


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
            seen = kept + chunk
            if any(sign in seen for sign in SIGNS) or CLOSED_AT_ONCE.search(seen):
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
