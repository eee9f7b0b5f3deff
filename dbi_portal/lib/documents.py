"""PDF documents: a typst template plus data, in a folder that holds nothing else.

A template reads its data with `json("/data.json")` and the shared parts with
`#import "/lib/portal.typ": *`. Data reaches it as values, never as markup: a resident who is
called "#import" is printed, not run.
"""

import json
import logging
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from dbi_portal.lib import fonts

logger = logging.getLogger(__name__)
SHARED = Path(__file__).resolve().parent / "typst"


class DocumentError(Exception):
    """A document could not be drawn; the message is an Indonesian sentence for the reader."""


def pdf(template: Path, data: dict, files: Mapping[str, bytes] | None = None) -> bytes:
    """Draw `template` (a .typ file) from `data` (JSON values) as a tagged PDF.

    `data["made_at"]` ("2025-09-05T08:30:00+07:00") becomes the PDF's date: the same data gives
    the same bytes. `files` lie beside the data under their plain names (`image("/foto-1.jpg")`).
    Charts travel inside the data as SVG text. Raises DocumentError.
    """
    with tempfile.TemporaryDirectory(prefix="dokumen-") as folder:
        root = Path(folder)
        shutil.copytree(SHARED, root / "lib")
        shutil.copyfile(template, root / "main.typ")
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for name, content in (files or {}).items():
            (root / Path(name).name).write_bytes(content)
        try:
            return typst.compile(
                root / "main.typ",
                root=root,
                font_paths=_typefaces(),
                timestamp=_moment(data),
                package_path=root / "no-packages",
                package_cache_path=root / "no-packages",
            )
        except typst.TypstError as failure:
            logger.exception("typst could not draw %s", template.name)
            raise DocumentError(
                f"Dokumen “{data.get('title', template.stem)}” tidak dapat dibuat. Datanya tetap "
                f"tersimpan. Beri tahu admin: {failure}"
            ) from failure


def _moment(data: dict) -> datetime:
    """In whole seconds: a PDF knows no smaller part, and typst refuses one."""
    return datetime.fromisoformat(data["made_at"]).replace(microsecond=0)


@cache
def _typefaces() -> typst.Fonts:
    """Only fonts of ours and typst's own: a document looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=fonts.folders())
