"""Indikator: what the centre and the Kanwil want reached, and how far their offices are."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from dbi_portal.lib.kept import kept
from dbi_portal.lib.months import Month
from dbi_portal.lib.pages import ChangePage, CreatePage, Crumb, HeadMixin
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.as_known import control
from officers import audit
from officers.seen import seen_as
from reports.actions import indicators as actions
from reports.dashboards.drawings import Picture
from reports.dashboards.indicator_words import SUGGESTED
from reports.dashboards.indicators import cards, in_force, indicators_for, picture
from reports.dashboards.view import View
from reports.figures.indicators.readings import read
from reports.forms.indicators import IndicatorChangeForm, IndicatorEndForm, IndicatorForm
from reports.models import Indicator
from reports.views.analysis import around, asked_by
from reports.views.saved_views import saved_views

NO_FILTERS = {"rentang", "kabupaten", "tahap", "hasil", "keperluan", "tujuan"}


def _heard(view: View) -> View:
    """What of the address holds for indicators."""
    return View(month=view.month, office=view.office, known=view.known)


class IndicatorList(ScopedMixin, HeadMixin, TemplateView):
    """GET: bulan, kantor, per. What they measure is fixed, so that other filters do not apply."""

    permission = "reports.view_dashboard"
    template_name = "reports/indicators/page.html"
    title = "Indikator"

    def get(self, request: HttpRequest, *args, **kwargs):
        self.check_permission()
        self.whole = view = View.read(request)
        self.deaf = bool(NO_FILTERS & view.words.keys())
        self.asked = asked_by(request, _heard(view))
        self.may_set = actions.may_set(request.user, self.asked.scope.head)
        return super().get(request, *args, **kwargs)

    def get_parents(self):
        return [Crumb("Beranda", self.whole.link("home"))]

    def get_primary(self):
        if not self.may_set:
            return None
        return self.action("Tetapkan indikator", reverse("reports:indicator-create"), icon="plus")

    def get_context_data(self, **context) -> dict:
        asked, user = self.asked, self.request.user
        then = asked.view.known and asked.view.known.moment
        found = in_force(asked.scope.head, asked.scope.month.last_day, known_at=then)
        name = ("indicators", *seen_as(user), *asked.name)
        content = kept(name, lambda: self.drawn(found))
        # Filters that do not apply here are kept for the page one goes to next.
        whole = replace(asked, view=self.whole)
        return super().get_context_data(
            **around(self.request, whole, here="reports:indicator-list"),
            content=content,
            deaf=self.deaf,
            month=asked.scope.month,
            chosen=asked.view.month is not None,
            suggested=self.suggested(found),
            saved=saved_views(self.request, page="indikator", query=asked.view.query()),
            as_known=control(self.request, asked.view.known),
            **context,
        )

    def drawn(self, found: list[Indicator]) -> str:
        shown = cards(found, self.asked.scope, self.asked.view, today=self.asked.today)
        whole = {"cards": shown, "own": self.request.user.office_id, "may_set": self.may_set}
        return render_to_string("reports/indicators/cards.html", whole)

    def suggested(self, found: list[Indicator]) -> list[tuple[str, dict]]:
        """Our defaults that are not set yet, for who may set them."""
        if not self.may_set:
            return []
        names = {each.name for each in found}
        return [(key, each) for key, each in SUGGESTED.items() if each["name"] not in names]


def of_indicator(request: HttpRequest, view: View, name: str) -> Picture | None:
    """The chart "indikator-7" for the offices of the address."""
    if not request.user.has_perm("reports.view_dashboard"):
        raise PermissionDenied
    asked = asked_by(request, _heard(view))
    number = name.partition("-")[2]
    then = view.known and view.known.moment
    here = in_force(asked.scope.head, asked.scope.month.last_day, known_at=then)
    found = [each for each in here if str(each.pk) == number]
    if not found:
        raise Http404
    scope = asked.scope
    [reading] = read(
        found, scope.now or (scope.head,), scope.month, today=asked.today, known_at=then
    )
    return picture(reading)


@require_safe
@permission_required("reports.view_dashboard", raise_exception=True)
def panel(request: HttpRequest) -> HttpResponse:
    """The panel of Beranda, fetched when the page stands: nothing where nobody set one."""
    view = View.read(request)
    asked = asked_by(request, _heard(view))
    user = request.user
    name = ("indicator panel", *seen_as(user), *asked.name)
    it = kept(name, lambda: indicators_for(asked.scope, asked.view, user=user, today=asked.today))
    return render(request, "reports/dashboard/indicators_panel.html", {"it": it})


class IndicatorPage:
    model = Indicator
    permission = actions.CHANGE
    parents = (("Indikator", "reports:indicator-list"),)

    def get_success_url(self) -> str:
        return reverse("reports:indicator-list")

    def get_cancel_url(self) -> str:
        return reverse("reports:indicator-list")


class IndicatorCreate(IndicatorPage, CreatePage):
    title = "Tetapkan indikator"
    form_class = IndicatorForm
    submit_label = "Tetapkan indikator"
    success_message = "Indikator “{row}” berlaku."

    def check_permission(self) -> None:
        if not actions.may_set(self.request.user, self.request.user.office):
            raise PermissionDenied

    def perform(self, form):
        indicator = form.save(commit=False)
        return actions.set_indicator(indicator=indicator, by=self.request.user, at=timezone.now())


class OwnIndicator(IndicatorPage):
    """Offices beneath read it; only the office that set it changes it."""

    def check_permission(self) -> None:
        if not actions.may_set(self.request.user, self.object.office):
            raise PermissionDenied


class IndicatorChange(OwnIndicator, ChangePage):
    form_class = IndicatorChangeForm
    success_message = "Perubahan pada “{row}” tersimpan."

    def perform(self, form):
        changes = audit.changed_fields(form)
        indicator = form.save(commit=False)
        return actions.change_indicator(indicator=indicator, changes=changes, by=self.request.user)


class IndicatorEnd(OwnIndicator, ChangePage):
    form_class = IndicatorEndForm
    submit_label = "Akhiri indikator"
    success_message = "Masa berlaku “{row}” tersimpan."

    def get_title(self) -> str:
        return f"Akhiri {self.name}"

    def get_initial(self) -> dict:
        return {"ends_on": self.object.ends_on or timezone.localdate()}

    def perform(self, form):
        day = form.cleaned_data["ends_on"]
        return actions.end_indicator(indicator=self.object, on=day, by=self.request.user)


@require_POST
def suggest(request: HttpRequest, key: str):
    """One of our defaults set as it stands, from January of the year that is shown (bulan).

    dipilih: the month was chosen by the reader, and stays so.
    """
    if key not in SUGGESTED:
        raise Http404
    if not actions.may_set(request.user, request.user.office):
        raise PermissionDenied
    now = timezone.now()
    shown = View.of(request.POST).month or Month.of(timezone.localdate(now))
    indicator = Indicator(**SUGGESTED[key], starts_on=shown.first_day.replace(month=1))
    actions.set_indicator(indicator=indicator, by=request.user, at=now)
    messages.success(request, f"Indikator “{indicator}” berlaku. Sesuaikan targetnya bila perlu.")
    chosen = shown if request.POST.get("dipilih") else None
    return redirect(View(month=chosen).link("reports:indicator-list"))
