"""Desa berikutnya: need against effort, a list anybody may weigh differently."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import TemplateView

from dbi_portal.lib.kept import kept
from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Action, HeadMixin
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.exports import TYPES, table_response
from reports.dashboards.analysis import analysis_links
from reports.dashboards.latest import latest_month
from reports.dashboards.next_export import HEADERS, rows_of
from reports.dashboards.next_villages import Page, sliders
from reports.dashboards.scope import Scope, scope_for
from reports.dashboards.view import SPANS, YEAR, View
from reports.figures.need.factors import FACTORS, HEAVIEST, Weights
from reports.figures.need.ranked import Ranking, ranked
from reports.figures.slices import Slice

AT_ONCE = 25
FURTHEST = 10_000  # pages; no list of villages is longer


class NextVillages(ScopedMixin, HeadMixin, TemplateView):
    """GET: the filters of every analysis page, bobot_… for each weight, belum=1, hal."""

    permission = "reports.view_dashboard"
    template_name = "reports/next/page.html"
    title = "Desa berikutnya"
    lead = "Kebutuhan warga di samping upaya yang sudah dilakukan, desa demi desa."

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.check_permission()
        self.today = timezone.localdate()
        self.asked_view = View.read(request)
        self.head = self.asked_view.head(request.user)
        self.weights = Weights.read(request.GET)
        self.unguided = request.GET.get("belum") == "1"
        if request.GET.get("unduh") in TYPES:
            return self.download(request.GET["unduh"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def scope(self) -> Scope:
        """The offices of that month; without a month, of the latest with data."""
        user, this = self.request.user, Month.of(self.today)
        month = self.asked_view.month
        if month is None or month > this:
            month = latest_month(user, self.head, until=this) or this
        return scope_for(user, self.head, month, months=1, today=self.today)

    @cached_property
    def asked(self) -> Slice:
        return self.asked_view.slice(self.scope)

    def ranking(self, *, limit: int | None = AT_ONCE) -> Ranking:
        skip = (self.number - 1) * AT_ONCE if limit else 0
        return ranked(
            self.asked, self.weights, today=self.today,
            limit=limit, skip=skip, unguided=self.unguided,
        )  # fmt: skip

    @cached_property
    def number(self) -> int:
        """Which page of the list; what is no number is the first."""
        text = self.request.GET.get("hal", "")
        known = text.isascii() and text.isdecimal() and len(text) < 6
        return min(max(int(text), 1), FURTHEST) if known else 1

    def get_others(self) -> list[Action]:
        return [
            Action(f"Unduh ({kind.upper()})", self.address(unduh=kind), icon="download")
            for kind in TYPES
        ]

    def address(self, **changes: object) -> str:
        """This page's address with everything that was chosen."""
        words = self.asked_view.words | self.weights.words
        words |= {"belum": "1"} if self.unguided else {}
        words |= {name: str(value) for name, value in changes.items()}
        return f"?{urlencode(words)}"

    def get_context_data(self, **context) -> dict:
        user = self.request.user
        name = (
            "next-villages", user.role, user.office_id, self.head.pk, self.today, self.asked_view,
            self.weights, self.unguided, self.number,
        )  # fmt: skip
        drawn = kept(name, self.drawn)
        return super().get_context_data(
            analysis=analysis_links(self.asked_view, here="reports:next-villages"),
            **drawn,
            **context,
        )

    def drawn(self) -> dict[str, str]:
        ranking = self.ranking()
        page = Page(
            user=self.request.user, view=self.asked_view, head=self.head, asked=self.asked,
            today=self.today, weights=self.weights, ranking=ranking, offices=self.scope.offices,
        )  # fmt: skip
        context = {
            "it": page,
            "rows": page.rows(),
            "months": self.asked.months.label,
            "count": self.counted(ranking),
            "sliders": sliders(self.weights, ranking.told),
            "heaviest": HEAVIEST,
            "moved": self.weights.moved,
            "usual_url": self.usual_url(),
            "unguided": self.unguided,
            "notes": list(self.notes()),
            "head": self.head,
            "pages": self.pages(ranking),
            "form": self.form(),
        }
        return {"content": render_to_string("reports/next/content.html", context)}

    def counted(self, ranking: Ranking) -> str:
        what = "desa/kelurahan yang belum dibina" if self.unguided else "desa/kelurahan"
        return f"{angka(ranking.villages)} {what}, {self.asked.months.label}"

    def usual_url(self) -> str:
        """The same page with the usual weights."""
        words = self.asked_view.words | ({"belum": "1"} if self.unguided else {})
        return f"?{urlencode(words)}"

    def notes(self) -> Iterator[str]:
        """What the address asks for and this list cannot obey."""
        view = self.asked_view
        if view.known:
            yield "Daftar ini selalu menurut data terkini; “per tanggal” tidak berlaku di sini."
        if view.words.keys() & {"hasil", "keperluan", "tujuan"}:
            yield (
                "Saringan hasil, keperluan, dan tujuan tidak berlaku di sini: tiap kolom punya "
                "hasilnya sendiri, dan asal desa belum dirinci menurut tujuan."
            )

    def pages(self, ranking: Ranking) -> dict[str, str]:
        """Addresses of the page before and the one after; empty where there is none."""
        last = -(-ranking.villages // AT_ONCE)
        return {
            "before": self.address(hal=self.number - 1) if self.number > 1 else "",
            "after": self.address(hal=self.number + 1) if self.number < last else "",
        }

    def form(self) -> dict:
        """What the form shows, and what it carries along unseen."""
        shown = {"bulan", "rentang"}
        kept_words = {n: w for n, w in self.asked_view.words.items() if n not in shown}
        spans = [(key, f"Januari–{self.scope.month.name}" if key == YEAR else label)
                 for key, label in SPANS.items()]  # fmt: skip
        return {
            "month": str(self.scope.month),
            "spans": spans,
            "span": self.asked_view.span,
            "kept": kept_words,
        }

    def download(self, kind: str) -> HttpResponse:
        ranking = self.ranking(limit=None)
        note = (
            f"{self.head}. {self.counted(ranking)}. Bobot: {_weighed(self.weights)}. "
            "Sel kosong: tidak diketahui."
        )
        rows = rows_of(ranking)
        return table_response(kind, title=self.title, note=note, headers=HEADERS, rows=rows)


def _weighed(weights: Weights) -> str:
    return ", ".join(f"{f.label} {weight}" for f, weight in zip(FACTORS, weights.of, strict=True))
