"""An .xlsx or .xlsm workbook, read by calamine; what calamine leaves out comes from `marks`.

Macros are never run, formulas never calculated and links never followed: only stored cells count.
"""

import posixpath
from collections.abc import Iterator

from defusedxml.ElementTree import fromstring

from dbi_portal.lib.sheets.budget import refuse_many_sheets
from dbi_portal.lib.sheets.calamined import lines, opened
from dbi_portal.lib.sheets.marks import marks_of
from dbi_portal.lib.sheets.packages import Package
from dbi_portal.lib.sheets.refusing import Refused
from dbi_portal.lib.sheets.values import Limits


def read(content: bytes, limits: Limits) -> Iterator[dict | list]:
    """Every worksheet; row 1 of each is the first, however far down its table begins."""
    package = Package(content, limits)
    paths = _paths(package, limits)
    marks = {name: marks_of(package.pieces(path), name) for name, path in paths.items()}
    for name in set(package.names()) - set(paths.values()):
        for _ in package.pieces(name):
            pass  # unpacked once, only to see that it is as large as it says
    del package
    yield from lines(opened(content), marks, limits)


def _paths(package: Package, limits: Limits) -> dict[str, str]:
    """Worksheet name -> path of its XML inside the package."""
    start = _relations(package, "_rels/.rels", "")
    book = next(path for kind, path in start.values() if kind.endswith("/officeDocument"))
    folder, name = posixpath.split(book)
    related = _relations(package, f"{folder}/_rels/{name}.rels", folder)
    sheets = [part for part in fromstring(package.read(book)).iter() if _tag(part) == "sheet"]
    refuse_many_sheets(len(sheets), limits)
    found = {sheet.get("name", ""): related[_relation_id(sheet)] for sheet in sheets}
    if len(found) < len(sheets):
        raise Refused("DamagedFile", "dua lembarnya bernama sama")
    return {name: path for name, (kind, path) in found.items() if kind.endswith("/worksheet")}


def _relations(package: Package, path: str, folder: str) -> dict[str, tuple[str, str]]:
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


def _tag(element) -> str:
    return element.tag.rpartition("}")[2]
