"""The rows behind one cell of the pivot: of one sex, one service, one province, …"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from django.db.models import Q, QuerySet, Sum

from dbi_portal.lib.pages import ListPage
from dbi_portal.lib.pages.as_known import control
from reports.dashboards.pivot.choice import Choice
from reports.dashboards.pivot.naming import heads
from reports.dashboards.view import View
from reports.figures.origins import rows_of
from reports.figures.pivot.axes import Axis
from reports.figures.pivot.passports import origins_of_cell
from reports.views.analysis import Asked, asked_by
from reports.views.origins import IN_ORDER, RowsOfFigure, narrowed


class PivotRows(RowsOfFigure):
    """GET: as the pivot, its rows called menurut; sel: the cell's row, lintang: its column."""

    parents = (("Pivot", "reports:pivot"),)

    @cached_property
    def choice(self) -> Choice:
        query = self.request.GET  # "baris" is how many rows a page of a register has
        return Choice.of({"baris": query.get("menurut", ""), "kolom": query.get("kolom", "")})

    @cached_property
    def asked(self) -> Asked:
        query = self.request.GET
        return asked_by(self.request, self.choice.settled(View.read(self.request), query))

    @cached_property
    def cell(self) -> tuple[str, str | None]:
        query = self.request.GET
        return query.get("sel", ""), query.get("lintang") if self.choice.column else ""

    @cached_property
    def slice(self):
        return self.asked.view.slice(self.asked.scope)

    @cached_property
    def origins(self):
        view, choice = self.asked.view, self.choice
        return origins_of_cell(
            self.slice, choice.row, choice.column, self.cell,
            kanwil=self.asked.scope.kanwil_ids, known_at=view.known and view.known.moment,
            narrowed=choice.narrowed(view),
        )  # fmt: skip

    def refine(self, statistics: QuerySet) -> QuerySet:
        rows = narrowed(rows_of(self.origins, statistics), self.slice).filter(self._of_cell)
        beside = ("office", "home_region", "import_run__uploaded_by", "entered_by")
        return rows.select_related(*beside).order_by(*IN_ORDER)

    @property
    def _of_cell(self) -> Q:
        """What the axes say of the applicants themselves."""
        found = Q()
        for axis, key in self._named:
            if axis.tells == "home":
                found &= Q(home_region__code__startswith=key)
            elif axis.column and axis.tells != "purpose":
                found &= Q(**{axis.column: key})
        return found

    @property
    def _named(self) -> Iterator[tuple[Axis, str]]:
        sides = zip((self.choice.row, self.choice.column), self.cell, strict=True)
        return ((axis, key) for axis, key in sides if axis and key is not None)

    @property
    def subject(self) -> str:
        """ "Paspor PMI terbit menurut jenis kelamin dan bulan: Perempuan, Agustus 2025; …" """
        asked, months = self.asked, self.asked.view.months(self.asked.scope.month)
        names = [
            head.label
            for axis, key in self._named
            for head in heads(axis, [key], {}, asked.scope, months)
            if head.key == key
        ]
        title = f"{self.choice.title(asked.view)}: {', '.join(names)}"
        return f"{title}; {asked.scope.head.short_name}, {months.label}"

    def get_context_data(self, **context) -> dict:
        summed = self.base.order_by().aggregate(total=Sum("counted"))["total"]
        units = {each.measure.unit for each in self.origins}
        return ListPage.get_context_data(
            self, **context, subject=self.subject, value=summed, hidden_text="", computed=(),
            unit=" dan ".join(sorted(units)), as_known=control(self.request, self.asked.view.known),
        )  # fmt: skip
