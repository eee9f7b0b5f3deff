"""The head of a page: title, breadcrumbs, chips, one primary action."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from dbi_portal.lib.pages.parts import Action, Chip, Crumb, PageHead


class HeadMixin:
    """Gives a view its `page`. Override attributes, or methods where they depend on the row."""

    title: str = ""
    lead: str = ""
    home: tuple[str, str] = ("Beranda", "home")
    parents: Sequence[tuple[str, str]] = ()  # (label, url name), from the outside in

    def get_title(self) -> str:
        return self.title

    def get_parents(self) -> list[Crumb]:
        """Breadcrumbs above this page, without the page itself."""
        return [Crumb(label, reverse(name)) for label, name in (self.home, *self.parents)]

    def get_chips(self) -> Sequence[Chip | None]:
        """What stands beside the title; None is left out."""
        return ()

    def get_primary(self) -> Action | None:
        return None

    def get_others(self) -> Sequence[Action | None]:
        """What stands quietly beside the primary action; None (not allowed) is left out."""
        return ()

    def get_page(self) -> PageHead:
        title = self.get_title()
        return PageHead(
            title=title,
            lead=self.lead,
            crumbs=[*self.get_parents(), Crumb(title)],
            chips=[chip for chip in self.get_chips() if chip],
            primary=self.get_primary(),
            others=[act for act in self.get_others() if act],
        )

    def get_context_data(self, **context) -> dict:
        return super().get_context_data(page=self.get_page(), **context)

    def action(self, label: str, url: str, *, permission: str = "", **look) -> Action | None:
        """An Action, or None when this reader may not do it."""
        if permission and not self.request.user.has_perm(permission):
            return None
        return Action(label, url, **look)
