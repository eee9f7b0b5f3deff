"""Pages of a register: which rows come first is found out before anything is joined to them."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from dbi_portal.lib.kept import kept_of


class RowsOfPage(Paginator):
    """Sorts bare keys and joins only the page's rows: 25 of 100,000 need no joins for the rest."""

    def page(self, number: int) -> Page:
        page = super().page(number)
        # The slice keeps the order; the outer query repeats it for the few it fetches.
        page.object_list = self.object_list.filter(pk__in=page.object_list.values("pk"))
        return page


class CountedOnce(RowsOfPage):
    """For the longest registers: how many rows there are is kept until the data change."""

    @cached_property
    def count(self) -> int:
        return kept_of(self.object_list, self.object_list.count)
