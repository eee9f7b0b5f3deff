"""Desa berikutnya: need against effort, a list anybody may weigh differently."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from dbi_portal.lib.kept import kept
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.exports import table_response
from reports.dashboards.analysis import analysis_links
from reports.dashboards.drawings import Drawing, Picture
from reports.dashboards.next_asked import AT_ONCE, NextAsked
from reports.dashboards.next_chart import picture
from reports.dashboards.next_export import HEADERS, rows_of
from reports.dashboards.next_villages import Page, sliders
from reports.dashboards.view import View
from reports.figures.need.factors import FACTORS, HEAVIEST, NOTICED
from reports.figures.need.ranked import Ranking
from reports.views.analysis import AnalysisList


class NextVillages(AnalysisList):
    """GET: the filters of every analysis page, bobot_… for each weight, semua=1, hal."""

    asked_class = NextAsked
    template_name = "reports/next/page.html"
    title = "Desa berikutnya"
    lead = "Kebutuhan warga di samping upaya yang sudah dilakukan, desa demi desa."

    def get_context_data(self, **context) -> dict:
        links = analysis_links(self.view_asked, here="reports:next-villages")
        content = kept(("next-villages", *self.asked.name), self.drawn)
        return super().get_context_data(analysis=links, content=content, **context)

    def drawn(self) -> str:
        """Everything beneath the page's head, for everybody of this role and office."""
        asked, found = self.asked, picture(self.asked)
        page, told = Page(asked), asked.ranking.told
        movable = sliders(asked.weights, told, sees_findings=asked.sees_findings)
        context = {
            "it": page,
            "rows": page.rows(),
            "months": asked.slice.months.label,
            "count": counted(asked, asked.ranking),
            "sliders": movable,
            "silent": sum(each.silent for each in movable),
            "heaviest": HEAVIEST,
            "moved": asked.weights.moved,
            "usual_url": f"?{asked.usual_query}",
            "ahead": asked.ahead,
            "notes": list(notes(asked.view)),
            "pages": pages(asked),
            "kept": asked.view.words.items(),
            "bar": self.bar_with(asked.own_words.items()),
            "drawing": found and Drawing.of(found, asked.query(hal=asked.number)),
        }
        return render_to_string("reports/next/content.html", context)

    def download(self, kind: str) -> HttpResponse:
        ranking = self.asked.for_a_file()
        note = (
            f"{self.asked.head}. {counted(self.asked, ranking)}. Bobot: {weighed(self.asked)}. "
            "Sel kosong: tidak diketahui. Tanpa temuan."
        )
        return table_response(
            kind, title=self.title, note=note, headers=HEADERS, rows=rows_of(ranking)
        )


def counted(asked: NextAsked, ranking: Ranking) -> str:
    what = "desa/kelurahan yang belum diusulkan" if asked.ahead else "desa/kelurahan"
    return f"{angka(ranking.villages)} {what}, {asked.slice.months.label}"


def weighed(asked: NextAsked) -> str:
    """The weights of the file's list, which leaves findings out."""
    pairs = zip(FACTORS, asked.weights.of, strict=True)
    return ", ".join(f"{each.label} {weight}" for each, weight in pairs if each is not NOTICED)


def notes(view: View) -> Iterator[str]:
    """What the address asks for and this list cannot obey."""
    if view.known:
        yield "Daftar ini selalu menurut data terkini; “per tanggal” tidak berlaku di sini."
    if view.words.keys() & {"hasil", "keperluan", "tujuan"}:
        yield (
            "Hasil, keperluan, dan tujuan tidak menyaring daftar ini: tiap kolom punya hasilnya "
            "sendiri, dan asal desa belum dirinci menurut tujuan."
        )


def pages(asked: NextAsked) -> dict[str, str]:
    """Addresses of the page before and the one after; empty where there is none."""
    number, last = asked.number, -(-asked.ranking.villages // AT_ONCE)
    return {
        "before": f"?{asked.query(hal=number - 1)}" if number > 1 else "",
        "after": f"?{asked.query(hal=number + 1)}" if number < last else "",
    }


def of_next_villages(request: HttpRequest, view: View, name: str) -> Picture | None:
    """The chart of this page, for `chart_sources`."""
    NextVillages(request=request).check_permission()
    return picture(NextAsked.of(request.user, view, request.GET, today=timezone.localdate()))
