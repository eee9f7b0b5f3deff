"""An .xlsx or .xlsm workbook, read by calamine; what calamine leaves out comes from `marks`.

Macros are never run, formulas never calculated and links never followed: only stored cells count.
"""

import posixpath
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import python_calamine as calamine
from defusedxml.ElementTree import fromstring

from dbi_portal.lib.sheets.budget import refuse_many_sheets
from dbi_portal.lib.sheets.calamined import lines, opened
from dbi_portal.lib.sheets.marks import Marks, marks_of
from dbi_portal.lib.sheets.packages import Package
from dbi_portal.lib.sheets.refusing import Refused
from dbi_portal.lib.sheets.values import Limits

MOST_INDEX = 4 * 1024**2  # bytes of the list of sheets; 50 of them take a few thousand


def read(content: bytes, limits: Limits) -> Iterator[dict | list]:
    """Every worksheet; row 1 of each is the first, however far down its table begins."""
    package = Package(content, limits)
    paths = paths_of(package, limits)
    with ThreadPoolExecutor(1) as beside:  # calamine leaves the other core free meanwhile
        marks = beside.submit(survey, package, paths)
        try:
            yield from lines(opened(content), lambda name: marks.result()[name], limits)
        except calamine.CalamineError:
            marks.result()  # it may know better why the file cannot be read
            raise


def survey(package: Package, paths: Mapping[str, str]) -> dict[str, Marks]:
    """The marks of each sheet; every other part is unpacked once too, to see its true size."""
    marks = {name: marks_of(package.pieces(path, xml=True), name) for name, path in paths.items()}
    for name in set(package.names()) - set(paths.values()):
        package.weigh(name)
    return marks


def paths_of(package: Package, limits: Limits) -> dict[str, str]:
    """Worksheet name -> path of its XML inside the package."""
    start = _relations(package, "_rels/.rels", "")
    book = next(path for kind, path in start.values() if kind.endswith("/officeDocument"))
    folder, name = posixpath.split(book)
    related = _relations(package, f"{folder}/_rels/{name}.rels", folder)
    sheets = [
        part for part in fromstring(package.read(book, MOST_INDEX)).iter() if _tag(part) == "sheet"
    ]
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
        for relation in fromstring(package.read(path, MOST_INDEX))
    }


def _relation_id(sheet) -> str | None:
    return next((value for name, value in sheet.items() if name.endswith("}id")), None)


def _tag(element) -> str:
    return element.tag.rpartition("}")[2]
