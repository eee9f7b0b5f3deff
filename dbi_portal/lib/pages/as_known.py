"""A page as the portal knew it at the end of a past day: ?per=2025-09-30."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from dbi_portal.lib.days import in_zone, long_date
from dbi_portal.lib.pages.address import changed

NAME = "per"
EARLIEST = date(2000, 1, 1)
HEADING = "Seperti diketahui pada"


class NotAPastDay(ValueError):
    """The message is a sentence for the reader."""


@dataclass(frozen=True)
class KnownOn:
    """A past day, and the moment it ended on the reader's clock."""

    day: date
    moment: datetime

    @classmethod
    def end_of(cls, day: date, zone: str) -> KnownOn:
        return cls(day, datetime.combine(day, time.max, tzinfo=ZoneInfo(zone)))

    @property
    def label(self) -> str:
        return long_date(self.day)


@dataclass(frozen=True)
class Control:
    """What templates/components/as_known.html draws: the day, and what else the address says."""

    known: KnownOn | None
    today: date
    kept: tuple[tuple[str, str], ...]
    back: str

    @property
    def text(self) -> str:
        return f"Angka seperti diketahui portal pada {self.known.label}."


def past_day(text: str, *, zone: str, now: datetime) -> KnownOn | None:
    """The day of an address or a path; None for today, which needs no looking back.

    Raises NotAPastDay for what is no day, lies ahead, or before there were computers for it.
    """
    today = in_zone(now, zone).date()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise NotAPastDay(
            f"“{text[:40]}” bukan tanggal. Tulis seperti 2025-09-30 atau pilih dari kalender."
        ) from error
    if day > today:
        raise NotAPastDay(f"{long_date(day)} belum tiba. Pilih hari yang sudah lewat.")
    if day < EARLIEST:
        raise NotAPastDay(f"{long_date(day)} terlalu lama. Pilih hari sejak {long_date(EARLIEST)}.")
    return None if day == today else KnownOn.end_of(day, zone)


def known_on(request: HttpRequest) -> KnownOn | None:
    """The past day the address asks for. What is none is pointed out, and the page is today's."""
    text = request.GET.get(NAME, "").strip()
    if not text:
        return None
    try:
        return past_day(text, zone=zone_of(request), now=timezone.now())
    except NotAPastDay as refused:
        messages.warning(request, f"{refused} Yang tampil angka hari ini.")
        return None


def control(request: HttpRequest, known: KnownOn | None) -> Control:
    """The control for this page; the rest of the address stays."""
    query: QueryDict = request.GET
    kept = tuple((name, value) for name, value in _kept(query) if value)
    today = in_zone(timezone.now(), zone_of(request)).date()
    return Control(known, today, kept, changed(query, without=[NAME]))


def zone_of(request: HttpRequest) -> str:
    """The clock of the reader's own office."""
    office = getattr(request.user, "office", None)
    return office.time_zone if office else timezone.get_default_timezone_name()


def _kept(query: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name in query
        if name not in (NAME, "page", "unduh")
        for value in query.getlist(name)
    ]
