"""A register: search, filters, sorting, pages, and all of it as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import ListView

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.address import changed
from dbi_portal.lib.pages.columns import Column, rows
from dbi_portal.lib.pages.exports import TYPES, export_response, in_words
from dbi_portal.lib.pages.filters import RegisterFilter, unfiltered
from dbi_portal.lib.pages.head import HeadMixin
from dbi_portal.lib.pages.paging import RowsOfPage
from dbi_portal.lib.pages.parts import Action
from dbi_portal.lib.pages.sorting import Sorting

SIZES = (25, 100, 1000)  # rows of a page one may ask for: ?baris=100


class ListPage(ScopedMixin, HeadMixin, ListView):
    """The list of a register. A subclass names model, title, noun, columns and a filterset.

    `default_sort` is a column's key ("nama", "-tanggal"); without one the model's own order holds.
    `noun` is what is counted ("desa"). `add_url` and `add_permission` give the primary action.
    """

    template_name = "pages/list.html"
    paginate_by = SIZES[0]
    paginator_class = RowsOfPage
    columns: Sequence[Column] = ()
    filterset_class: type[RegisterFilter] | None = None
    default_sort: str = ""
    noun: str = "baris"
    add_url: str = ""
    add_label: str = "Tambah"
    add_permission: str = ""
    empty_title: str = "Belum ada isinya"
    empty_text: str = ""
    search_hint: str = "Cari"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.check_permission()
        self.base = self.rows()
        self.filterset = self.make_filterset(self.base)
        self.sorting = Sorting.asked(self.get_columns(), request.GET, self.default_sort)
        self.object_list = self.sorting.applied(self.filterset.qs if self.filterset else self.base)
        if request.GET.get("unduh") in TYPES:
            return self.export(request.GET["unduh"])
        return self.render_to_response(self.get_context_data())

    def export(self, kind: str) -> HttpResponse:
        """Every row one sees, filtered and sorted as on the screen."""
        return export_response(
            kind,
            title=self.get_title(),
            note=in_words(self.filterset.active() if self.filterset else []),
            columns=self.get_export_columns(),
            queryset=self.object_list,
        )

    def get_columns(self) -> Sequence[Column]:
        return self.columns

    def get_export_columns(self) -> Sequence[Column]:
        """The columns of the file: those of the page, unless it holds more."""
        return self.get_columns()

    def make_filterset(self, queryset: QuerySet) -> RegisterFilter | None:
        if not self.filterset_class:
            return None
        filterset = self.filterset_class(self.request.GET, queryset, request=self.request)
        filterset.is_valid()
        return filterset

    def get_paginate_by(self, queryset: QuerySet) -> int:
        """As many rows as the address asks for, if it is a size on offer."""
        asked = self.request.GET.get("baris", "")
        return int(asked) if asked in map(str, SIZES) else self.paginate_by

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple:
        """As Django's, but a page that does not exist shows the nearest one instead of an error."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def row_url(self, row: Any) -> str:
        """Where a row opens; empty when rows have no page."""
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""

    def get_primary(self) -> Action | None:
        if not self.add_url:
            return None
        url = reverse(self.add_url)
        return self.action(self.add_label, url, permission=self.add_permission, icon="plus")

    def get_context_data(self, **context) -> dict:
        context = super().get_context_data(**context)
        query, page = self.request.GET, context["page_obj"]
        active = self.filterset.active() if self.filterset else []
        count = page.paginator.count
        return context | {
            "rows": rows(self.get_columns(), page.object_list, self.row_url),
            "headers": self.sorting.headers(query),
            "sort_choices": self.sorting.choices(),
            "filterset": self.filterset,
            "active": active,
            "count_text": self.count_text(count, filtered=bool(active)),
            "pages": page_links(page, query),
            "sizes": size_links(page, query),
            "size_kept": page.paginator.per_page if query.get("baris") else "",
            "exports": export_links(query),
            "unfiltered_url": unfiltered(query),
            "noun": self.noun,
            "empty_title": self.empty_title,
            "empty_text": self.empty_text,
            "search_hint": self.search_hint,
        }

    def count_text(self, count: int, *, filtered: bool) -> str:
        """ "340 desa", or "12 dari 340 desa" when filters are in force."""
        if not filtered:
            return f"{angka(count)} {self.noun}"
        return f"{angka(count)} dari {angka(self.base.count())} {self.noun}"


def export_links(query) -> list[dict]:
    """The same list as a file: {label, url} of each kind."""
    return [{"label": kind.upper(), "url": changed(query, unduh=kind)} for kind in TYPES]


def page_links(page: Page, query) -> list[dict]:
    """Links to pages: {number, url, current}; number None is a gap. Empty for a single page."""
    if not page.has_other_pages():
        return []
    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [
        {"number": None}
        if number == page.paginator.ELLIPSIS
        else {
            "number": number,
            "url": changed(query, page=number),
            "current": number == page.number,
        }
        for number in around
    ]


def size_links(page: Page, query) -> list[dict]:
    """Links to other sizes of a page: {size, url, current}. Empty while all rows fit the least."""
    if page.paginator.count <= SIZES[0]:
        return []
    now = page.paginator.per_page
    return [
        {
            "size": size,
            "url": changed(query, baris=size if size != SIZES[0] else None),
            "current": size == now,
        }
        for size in SIZES
    ]
