"""From every number of a coverage to the sessions it was counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Todo
from dbi_portal.lib.pages.address import changed
from outreach.figures.reach import Question, placeless, reaching
from outreach.forms.coverage import GUIDED, CoverageForm, Span
from outreach.models import Session

Status = Session.Status


@dataclass(frozen=True)
class Links:
    """Addresses that repeat what the coverage was asked for."""

    query: QueryDict
    span: Span
    codes: Sequence[str]  # the whole area
    guided: bool
    today: date

    def deeper(self, code: str) -> str:
        """The coverage of one region beneath this one."""
        return changed(self.query, wilayah=code)

    def sessions(self, code: str = "", **narrower: object) -> str:
        """The approved sessions of the period that reached the region; "" is the whole area."""
        days = {"tanggal_dari": self.span.start, "tanggal_sampai": self.span.end}
        return self._register(code, status=Status.APPROVED, **days, **narrower)

    def planned(self, code: str = "") -> str:
        return self._register(code, status=Status.PLANNED, tanggal_dari=self.today)

    def _register(self, code: str, **asked: object) -> str:
        asked["wilayah"] = [code] if code else list(self.codes)
        asked["lingkup"] = GUIDED if self.guided else None
        known = {name: value for name, value in asked.items() if value}
        return f"{reverse('outreach:list')}?{urlencode(known, doseq=True)}"


def left_out(question: Question, form: CoverageForm, links: Links) -> list[Todo]:
    """What the numbers leave out: sessions nobody has approved yet, and those without a place."""
    held = question.sessions.filter(held_on__lte=question.last_day)
    if question.start:
        held = held.filter(held_on__gte=question.start)
    waiting = held.filter(reaching(question.area, on=question.last_day), status=Status.REPORTED)
    found = [
        _told(waiting.count(), "menunggu tinjauan, belum dihitung di sini.", links, waits=True)
    ]
    if not form.asked("wilayah"):
        office = form.asked("kantor")
        own = held.filter(office=office) if office else held
        nowhere = own.approved().filter(placeless()).count()
        sentence = "disetujui tanpa menyebut desa/kelurahan, jadi tidak terhitung."
        found.append(_told(nowhere, sentence, links, office=office.pk if office else None))
    return [each for each in found if each]


def _told(number: int, sentence: str, links: Links, *, waits: bool = False, office=None):
    if not number:
        return None
    asked = {"tanggal_dari": links.span.start, "tanggal_sampai": links.span.end, "office": office}
    asked |= (
        {"status": Status.REPORTED, "wilayah": list(links.codes)}
        if waits
        else {"status": Status.APPROVED, "lingkup": "tanpa"}
    )
    known = {name: value for name, value in asked.items() if value}
    url = f"{reverse('outreach:list')}?{urlencode(known, doseq=True)}"
    return Todo(
        sentence, url, "Lihat", strong=f"{angka(number)} kegiatan", icon="info", state="info"
    )
