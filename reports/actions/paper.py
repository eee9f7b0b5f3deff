"""What people add to a report's figures: remark, letter, photos; and the next revision of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from officers.models import User
from outreach.models import SessionPhoto
from reports.actions.drawing import put_down
from reports.figures.monthly.content import MonthlyFigures, Paper, Photo
from reports.models import MonthlyReport, ReportRevision
from reports.photos import kept
from reports.workflow import recipient_of


def dressed(
    figures: MonthlyFigures, *, report: MonthlyReport, revision: ReportRevision | None
) -> MonthlyFigures:
    """The figures with what people wrote beside them, and with the photos they chose."""
    figures = replace(figures, paper=paper_of(report, revision))
    chosen = chosen_photos(report)
    return figures if chosen is None else replace(figures, photos=chosen)


def paper_of(report: MonthlyReport, revision: ReportRevision | None) -> Paper:
    """A draft's paper: addressed to the office above, not signed yet."""
    above = recipient_of(report)
    paper = Paper(recipient=above.name if above else "", recipient_city=above.city if above else "")
    if revision is None:
        return paper
    return replace(
        paper,
        remark=revision.remark,
        letter_number=revision.letter_number,
        copies_to=tuple(lines_of(revision.copies_to)),
    )


def lines_of(text: str) -> Iterable[str]:
    """One of them a line, without empty ones."""
    return filter(None, (line.strip() for line in text.splitlines()))


def chosen_photos(report: MonthlyReport) -> tuple[Photo, ...] | None:
    """The annex as somebody chose it, by day and session; None: nobody has chosen."""
    if report.chosen_photos is None:
        return None
    rows = SessionPhoto.objects.filter(pk__in=report.chosen_photos).select_related("session")
    return tuple(map(kept, rows.order_by("session__held_on", "session", "position", "pk")))


def redraw(revision: ReportRevision, *, at: datetime) -> None:
    """Draw a draft again with what was written beside its figures; the figures stay."""
    figures = MonthlyFigures.from_json(revision.snapshot)
    drafted = revision.built_at, revision.built_by
    figures = dressed(figures, report=revision.report, revision=revision)
    put_down(revision, figures, at=at, by=revision.built_by)
    revision.built_at, revision.built_by = drafted
    revision.save()


def open_next_revision(report: MonthlyReport, *, by: User | None, at: datetime) -> ReportRevision:
    """A draft that says what the frozen revision says, to be worked on; `report` is not saved.

    What the frozen one says stays as it is, and can be read and downloaded for ever.
    """
    frozen = report.revision
    report.revision_number += 1
    draft = ReportRevision(
        report=report,
        office=report.office,
        number=report.revision_number,
        remark=frozen.remark,
        letter_number=frozen.letter_number,
        copies_to=frozen.copies_to,
    )
    figures = MonthlyFigures.from_json(frozen.snapshot)
    put_down(draft, dressed(figures, report=report, revision=draft), at=at, by=by)
    draft.save()
    return draft
