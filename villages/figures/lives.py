"""A life as spans of time, to be drawn to scale: an officer's, or a village's officers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from officers.models import OfficerPost
from villages.models import Assignment, Decree, StepOfficer

WHOLE = 1000  # the drawing is so many units wide
LEAST = 12  # a single day is still to be seen


@dataclass(frozen=True)
class Span:
    """Something that held from one day to another; None is not known, or not over yet.

    `kind` is post, posting, badge or paper; `left` and `width` are shares of the drawing.
    """

    kind: str
    label: str
    starts_on: date | None
    ends_on: date | None = None
    note: str = ""
    url: str = ""
    left: int = 0
    width: int = WHOLE

    @property
    def is_a_day(self) -> bool:
        return self.kind == "badge"


@dataclass(frozen=True)
class Life:
    """Spans within first..last, the earliest first."""

    first: date
    last: date
    spans: tuple[Span, ...]


def life(spans: Iterable[Span], *, today: date) -> Life | None:
    """The spans to scale, from the first known day to today or the last known one after it."""
    spans = sorted(spans, key=lambda span: (span.starts_on or date.min, span.kind != "post"))
    if not spans:
        return None
    known = [day for span in spans for day in (span.starts_on, span.ends_on) if day]
    first, last = min([*known, today]), max([*known, today])
    return Life(first, last, tuple(_to_scale(span, first, last) for span in spans))


def _to_scale(span: Span, first: date, last: date) -> Span:
    length = max((last - first).days, 1)
    begins = WHOLE * ((span.starts_on or first) - first).days // length
    ends = WHOLE * ((span.ends_on or last) - first).days // length
    width = max(ends - begins, LEAST)
    return replace(span, left=min(begins, WHOLE - width), width=width)


def of_posts(posts: Iterable[OfficerPost]) -> list[Span]:
    return [
        Span("post", post.position or "Petugas", post.starts_on, post.ends_on, str(post.office))
        for post in posts
    ]


def of_postings(
    postings: Iterable[Assignment], *, of_village: bool, opens: bool = True
) -> list[Span]:
    """Postings, by officer on a village's page and by village on an officer's."""
    return [
        Span(
            "posting",
            str(posting.officer if of_village else posting.village),
            posting.starts_on,
            posting.ends_on,
            _paper_of(posting) or ("" if of_village else posting.village.region.path),
            posting.get_absolute_url() if opens else "",
        )
        for posting in postings
    ]


def of_badges(pinned: Iterable[StepOfficer], *, of_village: bool) -> list[Span]:
    return [
        Span(
            "badge",
            f"Penyematan {badge.officer}" if of_village else "Penyematan",
            badge.step.happened_on,
            badge.step.happened_on,
            badge.step.place if of_village else str(badge.step.village),
        )
        for badge in pinned
    ]


def of_papers(decrees: Iterable[Decree]) -> list[Span]:
    return [
        Span(
            "paper",
            decree.number,
            decree.signed_on,
            decree.ends_on,
            f"{decree.get_kind_display()}: {decree.title}",
            decree.get_absolute_url(),
        )
        for decree in decrees
    ]


def _paper_of(posting: Assignment) -> str:
    return f"Dasar: {posting.decree.number}" if posting.decree else ""
