"""Saved views: a page's choices under a name, opened again with whoever's own data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from dbi_portal.lib.pages import ChangePage, ConfirmPage, CreatePage
from officers import audit
from reports.actions import saved_views as actions
from reports.forms.saved_views import SavedViewForm
from reports.models import SavedView

# The slug of a page that can be kept, and its URL name.
PAGES = {
    "beranda": "home",
    "pivot": "reports:pivot",
    "indikator": "reports:indicator-list",
    "peta": "reports:map",
    "desa-berikutnya": "reports:next-villages",
    "mutu": "reports:data-quality",
    "telusuri": "reports:drill",
}
PASSING = ("page", "unduh")  # what an address says about one visit, not about the choice
LONGEST = 2000
MOST = 50  # views listed on a page


@dataclass(frozen=True)
class Opened:
    """A saved view as the page lists it."""

    view: SavedView
    url: str
    own: bool


@dataclass(frozen=True)
class Saved:
    """What `reports/dashboard/saved_views.html` draws."""

    page: str
    query: str
    views: Sequence[Opened]


def saved_views(request: HttpRequest, *, page: str, query: str) -> Saved:
    """The reader's own and shared views of that page; `query`: what would be kept now."""
    user = request.user
    rows = SavedView.objects.visible_to(user).filter(page=page).select_related("owner")[:MOST]
    found = [Opened(row, address_of(row), row.owner_id == user.pk) for row in rows]
    return Saved(page, query, sorted(found, key=lambda each: not each.own))


def address_of(view: SavedView) -> str:
    """The page with these choices; Beranda for a page that is no more."""
    try:
        path = reverse(PAGES.get(view.page, "home"))
    except NoReverseMatch:
        path = reverse("home")
    return f"{path}?{view.query}" if view.query else path


@require_safe
@permission_required("reports.view_dashboard", raise_exception=True)
def view_list(request: HttpRequest) -> HttpResponse:
    """GET: untuk, pilihan as for keeping one. For a page that fetches the list when it stands."""
    page, query = request.GET.get("untuk"), request.GET.get("pilihan", "")
    if page not in PAGES:
        raise Http404
    saved = saved_views(request, page=page, query=choices_in(query))
    return render(request, "reports/dashboard/saved_views.html", {"saved": saved})


class ViewSave(CreatePage):
    """GET and POST: page (a slug of PAGES), query (what stands behind the `?`)."""

    permission = "reports.view_dashboard"
    form_class = SavedViewForm
    title = "Simpan tampilan"
    parents = ()
    submit_label = "Simpan tampilan"
    success_message = "Tampilan “{row}” tersimpan."

    @property
    def asked(self) -> SavedView:
        """The page and choices to keep, from the form or the address that led here."""
        sent = self.request.POST or self.request.GET
        if sent.get("untuk") not in PAGES:
            raise Http404
        return SavedView(page=sent["untuk"], query=choices_in(sent.get("pilihan", "")))

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"instance": self.asked}

    def get_hidden(self) -> dict[str, str]:
        return super().get_hidden() | {"untuk": self.asked.page, "pilihan": self.asked.query}

    def perform(self, form: SavedViewForm) -> SavedView:
        view = form.save(commit=False)
        return actions.save_view(view=view, by=self.request.user, at=timezone.now())

    def get_cancel_url(self) -> str:
        return address_of(self.asked)

    def get_success_url(self) -> str:
        return address_of(self.object)


def choices_in(query: str) -> str:
    """The choices of an address, without what belongs to one visit and what is too long to keep."""
    told = [(name, text) for name, text in parse_qsl(query) if name not in PASSING]
    written = urlencode(told)
    return written if len(written) <= LONGEST else ""


class OwnView:
    """Colleagues see a shared view and leave it as it is."""

    model = SavedView
    permission = "reports.view_dashboard"
    parents = ()

    def check_permission(self) -> None:
        super().check_permission()
        if self.object.owner_id != self.request.user.pk:
            raise PermissionDenied

    def get_cancel_url(self) -> str:
        return address_of(self.object)

    def get_success_url(self) -> str:
        return address_of(self.object)


class ViewChange(OwnView, ChangePage):
    form_class = SavedViewForm
    success_message = "Perubahan pada “{row}” tersimpan."

    def perform(self, form: SavedViewForm) -> SavedView:
        changes = audit.changed_fields(form)
        view = form.save(commit=False)
        return actions.change_view(view=view, changes=changes, by=self.request.user)


class ViewRemove(OwnView, ConfirmPage):
    submit_label = "Hapus tampilan"
    question = "Hapus tampilan “{row}”?"
    consequence = "Rekan sekantor yang memakainya juga tidak melihatnya lagi. Datanya tetap ada."
    success_message = "Tampilan “{row}” dihapus."

    def perform(self, form) -> SavedView:
        return actions.remove_view(view=self.object, by=self.request.user)
