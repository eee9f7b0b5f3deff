"""A row's own page."""

from __future__ import annotations

from collections.abc import Sequence

from django.views.generic import DetailView

from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.head import HeadMixin
from dbi_portal.lib.pages.parts import Fact


class DetailPage(ScopedMixin, HeadMixin, DetailView):
    """One row. Override `get_facts`, and extend pages/detail.html for panels of one's own."""

    template_name = "pages/detail.html"
    facts_title: str = "Keterangan"

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        self.check_permission()
        return row

    def get_title(self) -> str:
        return str(self.object)

    def get_facts(self) -> Sequence[Fact]:
        return ()

    def get_context_data(self, **context) -> dict:
        return super().get_context_data(
            facts=self.get_facts(), facts_title=self.facts_title, **context
        )
