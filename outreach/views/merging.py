"""Rows that are one: choose them, see what hangs on each, say which stays."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import View

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.head import HeadMixin
from outreach.actions.refusals import Refused

MOST = 12


@dataclass(frozen=True)
class Candidate:
    """A row that may be merged, with what hangs on it in words."""

    row: Model
    note: str
    hangs: str


class MergePage(ScopedMixin, HeadMixin, View):
    """`?baris=3&baris=7` are the rows; `?q=` looks for more. Works without script.

    A subclass says how rows are found, counted, described and merged.
    """

    title, noun = "Gabungkan", "baris"
    words: dict[str, str] = {}  # what a relation's rows are called: {"speakers": "narasumber"}

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.check_permission()
        self.chosen = list(self.rows().filter(pk__in=self._numbers("baris")).order_by("pk"))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        stays = next((row for row in self.chosen if row.pk in self._numbers("tetap")), None)
        gone = [row for row in self.chosen if row != stays]
        if stays is None or not gone:
            return self.show(f"Pilih {self.noun} yang tetap dipakai dan paling sedikit satu lagi.")
        try:
            self.merge(stays, gone)
        except Refused as refused:
            return self.show(refused.message)
        names = ", ".join(f"“{row}”" for row in gone)
        messages.success(request, f"{names} digabungkan ke “{stays}”.")
        return redirect(stays)

    def show(self, error: str = "") -> HttpResponse:
        asked = self._asked().get("q", "").replace("\0", "").strip()[:100]
        offered = self.offered(asked).exclude(pk__in=[row.pk for row in self.chosen])[:MOST]
        context = {
            "page": self.get_page(),
            "noun": self.noun,
            "asked": asked,
            "error": error,
            "chosen": [self.candidate(row) for row in self.chosen],
            "offered": [self.candidate(row) for row in offered],
            "stays": self._stays(),
        }
        return render(self.request, "outreach/merge.html", context)

    def candidate(self, row: Model) -> Candidate:
        told = [
            f"{angka(number)} {self.words.get(name, name)}"
            for name, number in self.hanging(row).items()
        ]
        return Candidate(row, self.note(row), ", ".join(told) or "belum dipakai")

    def offered(self, asked: str) -> QuerySet:
        raise NotImplementedError

    def hanging(self, row: Model) -> dict[str, int]:
        raise NotImplementedError

    def note(self, row: Model) -> str:
        return ""

    def merge(self, stays: Model, gone: list[Model]) -> None:
        raise NotImplementedError

    def _stays(self) -> int | None:
        """Which one is ticked: the one that was, else the first, from whose page one came."""
        ticked = self._numbers("tetap") or self._numbers("baris")
        return ticked[0] if ticked else None

    def _asked(self):
        return self.request.POST if self.request.method == "POST" else self.request.GET

    def _numbers(self, name: str) -> list[int]:
        return [int(each) for each in self._asked().getlist(name) if each.isdecimal()][:MOST]
