"""What the office writes beside the figures of a draft: remark, letter, photos of the annex."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from officers import audit
from officers.models import User
from outreach.models import SessionPhoto
from reports.actions.paper import redraw
from reports.models import MonthlyReport, ReportRevision
from reports.workflow import drafted_anew, may_word

FEWEST, MOST = 2, 5  # photos of a session in the annex
WORDS = ("remark", "letter_number", "copies_to")


@transaction.atomic
def write_words(
    *,
    report: MonthlyReport,
    remark: str,
    letter_number: str,
    copies_to: str,
    by: User | None,
    at: datetime,
) -> MonthlyReport:
    """Remark, letter number and copies ("tembusan", one a line) of a draft; it is drawn again."""
    report, revision = _draft(report, by=by)
    said = {"remark": remark, "letter_number": letter_number, "copies_to": copies_to}
    changes = {
        name: [getattr(revision, name), said[name].strip()]
        for name in WORDS
        if getattr(revision, name) != said[name].strip()
    }
    if not changes:
        return report
    for name, (_, new) in changes.items():
        setattr(revision, name, new)
    redraw(revision, at=at)
    audit.record("reports.report.worded", by=by, target=report, **changes)
    return report


@transaction.atomic
def choose_photos(
    *, report: MonthlyReport, photos: Collection[int] | None, by: User | None, at: datetime
) -> MonthlyReport:
    """Which photos (ids of SessionPhoto) stand in the annex; None: as the portal chooses.

    Two to five of a session, all of one that has fewer, or none of it.
    """
    report, revision = _draft(report, by=by)
    if photos is not None:
        photos = _sorted_out(photo_candidates(revision), set(photos))
    if photos == report.chosen_photos:
        return report
    before, report.chosen_photos = report.chosen_photos, photos
    report.save(update_fields=["chosen_photos"])
    if photos is not None:  # the portal's own choice comes with the next drafting
        redraw(revision, at=at)
    counts = [len(each) if each is not None else None for each in (before, photos)]
    audit.record("reports.report.photos_chosen", by=by, target=report, chosen_photos=counts)
    return report


def photo_candidates(revision: ReportRevision) -> list[SessionPhoto]:
    """Every photo of the sessions the revision names, by day."""
    ids = [session["id"] for session in revision.snapshot["sessions"]]
    photos = SessionPhoto.objects.filter(session__client_id__in=ids).select_related("session")
    return list(photos.order_by("session__held_on", "session", "position", "pk"))


def _sorted_out(candidates: list[SessionPhoto], chosen: set[int]) -> list[int]:
    """The chosen ones in the order of the annex; raises ValidationError with the session's name."""
    if chosen - {photo.pk for photo in candidates}:
        raise ValidationError(
            "Ada foto yang tidak lagi termasuk kegiatan laporan ini. Muat ulang, lalu pilih lagi."
        )
    there = Counter(photo.session for photo in candidates)
    taken = Counter(photo.session for photo in candidates if photo.pk in chosen)
    for session, count in taken.items():
        if not min(FEWEST, there[session]) <= count <= MOST:
            raise ValidationError(
                f"Pilih {FEWEST} sampai {MOST} foto kegiatan “{session.title}”, "
                f"atau tidak sama sekali; sekarang terpilih {count}."
            )
    return [photo.pk for photo in candidates if photo.pk in chosen]


def _draft(report: MonthlyReport, *, by: User | None) -> tuple[MonthlyReport, ReportRevision]:
    rows = MonthlyReport.objects.select_for_update(of=("self",)).select_related("office", "job")
    report = rows.get(pk=report.pk)
    revision = report.revision
    if revision is None:
        raise ValidationError("Laporan belum disusun. Susun dahulu.")
    if not drafted_anew(report):
        raise ValidationError(f"{report} sudah ditandatangani dan tidak berubah lagi.")
    if by is not None and not may_word(report, by):
        raise PermissionDenied
    return report, revision
