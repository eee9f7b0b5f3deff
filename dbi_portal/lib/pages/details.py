"""A row's own page."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse
from django.views.generic import DetailView

from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.head import HeadMixin
from dbi_portal.lib.pages.parts import Fact

HISTORY, HISTORY_RIGHT = "officers:history", "officers.view_history"


class DetailPage(ScopedMixin, HeadMixin, DetailView):
    """One row. Override `get_facts`, and extend pages/detail.html for panels of one's own.

    Beneath it stands the row's history, drawn by the app that keeps the trail, unless `history`
    is False: for rows nobody changes here.
    """

    template_name = "pages/detail.html"
    facts_title: str = "Keterangan"
    history: bool = True

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
            facts=self.get_facts(),
            facts_title=self.facts_title,
            history_url=self.get_history_url(),
            **context,
        )

    def get_history_url(self) -> str:
        """Where the row's history is told; empty for a reader who is not shown it."""
        if not (self.history and self.request.user.has_perm(HISTORY_RIGHT)):
            return ""
        try:
            return reverse(HISTORY, args=[self.object._meta.label_lower, self.object.pk])
        except NoReverseMatch:  # a row without a number, or a site without that app
            return ""
