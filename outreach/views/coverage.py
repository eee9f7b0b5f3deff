"""Cakupan: what has been reached and what not, from the city down to RT and RW."""

from __future__ import annotations

from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from dbi_portal.lib.pages import Action, HeadMixin
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.address import changed
from dbi_portal.lib.pages.exports import TYPES, table_response
from officers.models import Office
from officers.roles import OfficeKind
from officers.seen import kept_for
from outreach.documents import coverage
from outreach.figures.area import GUIDED as STANDING
from outreach.figures.area import Area, guided_only, region_area, work_area
from outreach.figures.coverage import never
from outreach.figures.reach import Question
from outreach.figures.survey import survey
from outreach.forms.coverage import GUIDED, CoverageForm, span_of
from outreach.models import Session
from outreach.views.coverage_figures import drawn_matrix, headline
from outreach.views.coverage_links import Links, left_out
from outreach.views.coverage_rows import sections
from villages.models import GuidedVillage


class CoveragePage(ScopedMixin, HeadMixin, TemplateView):
    permission = "outreach.view_consultation"
    template_name = "outreach/coverage/page.html"
    title = "Cakupan"
    parents = [("Kegiatan", "outreach:list")]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.check_permission()
        self.today = timezone.localdate()
        self.form = CoverageForm(request.GET, user=request.user, on=self.today)
        self.span = span_of(self.form.asked("periode") or "", on=self.today)
        if request.GET.get("unduh") in TYPES:
            return self.download(request.GET["unduh"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def guided(self):
        return GuidedVillage.objects.visible_to(self.request.user)

    @cached_property
    def whole_area(self) -> Area:
        """The region or the office asked for, else all that this reader's offices serve."""
        region, office, user = (
            self.form.asked("wilayah"),
            self.form.asked("kantor"),
            self.request.user,
        )
        if region:
            return region_area(region)
        if office:
            below = Office.objects.visible_to(user).under(office, on=self.today)
            offices = [office.pk, *below.values_list("pk", flat=True)]
            return work_area(offices, title=f"wilayah kerja {office}", on=self.today)
        offices = Office.objects.visible_to(user).exclude(kind=OfficeKind.CENTRE)
        title = f"wilayah kerja {user.office}"
        return work_area(offices.values_list("pk", flat=True), title=title, on=self.today)

    @cached_property
    def area(self) -> Area:
        if self.form.asked("lingkup") != GUIDED:
            return self.whole_area
        return guided_only(self.whole_area, self.guided)

    @cached_property
    def question(self) -> Question:
        seen = Session.objects.visible_to(self.request.user)
        return Question(seen, self.area, self.today, self.span.start, self.span.end)

    @cached_property
    def survey(self):
        return survey(self.question, self.request.user)

    @cached_property
    def shown(self) -> dict:
        """The page's content as HTML, kept until the data change: it counts every session."""
        name = ("coverage", self.request.GET.urlencode(), self.today)
        return kept_for(self.request.user, name, self.drawn)

    def get_primary(self) -> Action | None:
        if not self.shown["has_area"]:
            return None
        return Action("Unduh (XLSX)", changed(self.request.GET, unduh="xlsx"), icon="download")

    def get_others(self) -> list[Action | None]:
        url, right = reverse("outreach:create"), "outreach.add_session"
        csv = self.action("Unduh (CSV)", changed(self.request.GET, unduh="csv"), icon="download")
        return [
            csv if self.shown["has_area"] else None,
            self.action("Rencanakan kegiatan", url, permission=right, icon="calendar"),
            self.action("Jumlah RT/RW", reverse("villages:units-list"), icon="list"),
        ]

    def get_context_data(self, **context) -> dict:
        return super().get_context_data(content=self.shown["content"], **context)

    def drawn(self) -> dict:
        parts = {"form": self.form, "area": self.area, "span": self.span, "today": self.today}
        if self.area.codes and self.survey.place.villages:
            parts |= self.parts()
        content = render_to_string("outreach/coverage/content.html", parts)
        return {"content": content, "has_area": bool(self.area.codes)}

    def parts(self) -> dict:
        """What the page shows of an area that has villages."""
        found, area = self.survey, self.area
        links = Links(self.request.GET, self.span, area.codes, area.only is not None, self.today)
        parts = sections(
            found.place, links, listed=found.listed, guided=self.guided_here(), on=self.today
        )
        lacking = never(found.place)
        return {
            "place": found.place,
            "listed": found.listed,
            "figures": headline(found.place, links, on=self.today),
            "never": lacking,
            "never_count": sum(len(left) for _, left in lacking),
            "sections": parts,
            "matrices": [
                drawn_matrix(found.topics, links, "topic", "Topik apa belum sampai di mana"),
                drawn_matrix(found.groups, links, "group", "Unsur mana belum ikut di mana"),
            ],
            "left_out": left_out(self.question, self.form, links),
        }

    def guided_here(self) -> frozenset[str]:
        """Codes of the Desa Binaan the reader sees: they are marked in the lists."""
        standing = self.guided.filter(stage__in=STANDING)
        return frozenset(standing.values_list("region_id", flat=True))

    def download(self, kind: str) -> HttpResponse:
        """The workbook with topics and groups beside the regions, or the regions alone as .csv."""
        if kind == "csv":
            rows = coverage.rows_of(self.survey.place, on=self.today)
            words = {"title": self.title, "note": "", "headers": coverage.HEADERS}
            return table_response(kind, **words, rows=rows)
        content = coverage.workbook(self.survey, self.area, self.span.label, on=self.today)
        name = f"cakupan-{self.today:%Y-%m-%d}.xlsx"
        disposition = f'attachment; filename="{name}"'
        return HttpResponse(content, TYPES[kind], headers={"Content-Disposition": disposition})
