"""Putting figures down on paper: snapshot, digest, code and the documents drawn from them."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from officers.models import User
from reports.addresses import check_address
from reports.documents.briefing import briefing_html
from reports.documents.check import differences
from reports.documents.monthly import monthly_pdf
from reports.documents.narrative import narrative_docx
from reports.documents.stamp import Stamp
from reports.documents.workbook import monthly_xlsx
from reports.figures.monthly.content import MonthlyFigures
from reports.models import ReportRevision

# Nothing that is read as another sign on a copy of a copy: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
GROUPS = (4, 4, 2)
DRAWN = (
    ("pdf", monthly_pdf),
    ("xlsx", monthly_xlsx),
    ("docx", narrative_docx),
    ("html", briefing_html),
)


def put_down(
    revision: ReportRevision,
    figures: MonthlyFigures,
    *,
    at: datetime,
    by: User | None,
    everything: bool = False,
) -> None:
    """Fill the revision with these figures and the documents drawn from them; does not save.

    The code of a paper stays what it was once it has one. `everything` draws DOCX and HTML too.
    What does not agree with the facts stands in `revision.held` afterwards. Signing the PDF is
    the business of whoever signs the report.
    """
    revision.snapshot = figures.as_json()
    revision.digest = digest_of(revision.snapshot)
    revision.code = revision.code or new_code()
    revision.known_at = datetime.fromisoformat(figures.known_at)
    revision.built_at, revision.built_by = at, by
    drawn = draw(revision.snapshot, stamp_of(revision), everything=everything)
    revision.pdf_digest = hashlib.sha256(drawn["pdf"]).hexdigest()
    revision.held = differences(figures, pdf=drawn["pdf"], xlsx=drawn["xlsx"])
    _put_in_place(revision, drawn)


def draw(snapshot: dict, stamp: Stamp, *, everything: bool = False) -> dict[str, bytes]:
    """The documents by their field's name, from the snapshot alone: no query, no clock."""
    makers = DRAWN if everything else DRAWN[:2]
    return {field: make(snapshot, stamp) for field, make in makers}


def stamp_of(revision: ReportRevision) -> Stamp:
    """What the paper says of itself beside its snapshot."""
    return Stamp(revision.digest, revision.number, revision.code, check_address(revision.code))


def new_code() -> str:
    """Ten letters and digits nobody can guess, in groups: “A7KM-93QT-XH”; on no paper yet."""
    while True:
        code = "-".join("".join(map(_any, range(size))) for size in GROUPS)
        if not ReportRevision.objects.filter(code=code).exists():
            return code


def _any(_: int) -> str:
    return secrets.choice(ALPHABET)


def drawn_anew(revision: ReportRevision, kind: str) -> bytes:
    """A document that was not kept, drawn from the snapshot; "json" is the snapshot itself."""
    if kind == "json":
        return canonical(revision.snapshot)
    return dict(DRAWN)[kind](revision.snapshot, stamp_of(revision))


def digest_of(snapshot: dict) -> str:
    """SHA-256 of the snapshot's canonical JSON."""
    return hashlib.sha256(canonical(snapshot)).hexdigest()


def canonical(snapshot: dict) -> bytes:
    """The snapshot as the one JSON its digest is of: sorted keys, no spaces, UTF-8."""
    text = json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _put_in_place(revision: ReportRevision, drawn: dict[str, bytes]) -> None:
    """The new files in place of the draft's earlier ones, which go once the new ones are saved."""
    for field, _ in DRAWN:
        file = getattr(revision, field)
        if file:
            transaction.on_commit(_removal(file.storage, file.name))
            setattr(revision, field, "")
        if field in drawn:
            getattr(revision, field).save(field, ContentFile(drawn[field]), save=False)


def _removal(storage, name: str) -> Callable[[], None]:
    return lambda: storage.delete(name)
