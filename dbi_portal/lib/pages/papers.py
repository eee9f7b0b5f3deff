"""A letter as a file to save: PDF, or DOCX for the office to finish."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from dbi_portal.lib import letters
from dbi_portal.lib.letters import Letter
from dbi_portal.lib.letters_docx import docx

DRAWN = {"pdf": letters.pdf, "docx": docx}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
UNSAFE = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]+')  # what a folder of Windows does not hold
LONGEST = 120  # letters of a name; a folder's own name is added where it is kept


def paper_response(letter: Letter, kind: str) -> HttpResponse:
    """The letter drawn as "pdf" or "docx", under its own name, kept by nobody on the way."""
    return drawn_response(DRAWN[kind](letter), letter.name, kind=kind)


def drawn_response(content: bytes, name: str, *, kind: str) -> HttpResponse:
    """A file that was drawn already; a PDF opens in the browser, a DOCX is saved."""
    disposition = content_disposition_header(kind != "pdf", file_name(name, kind))
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = disposition
    patch_cache_control(response, private=True, no_cache=True)
    return response


def file_name(name: str, kind: str) -> str:
    """ "Undangan Sosialisasi 2025-10-31.pdf": no sign that a folder or a header could not hold.

    The day at the end of a name stays when the rest of it is cut.
    """
    words = " ".join(UNSAFE.sub(" ", name).split()).strip(". ")
    if len(words) > LONGEST:
        head, _, last = words.rpartition(" ")
        cut = head[: LONGEST - len(last[:20])]
        words = f"{cut.rpartition(' ')[0] or cut} {last[:20]}"
    return f"{words or 'naskah'}.{kind}"
