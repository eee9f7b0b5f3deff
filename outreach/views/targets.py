"""Targets of a month: what was meant, what is planned, what was held, and what is missing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Action, HeadMixin
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.exports import TYPES, table_response
from dbi_portal.lib.pages.forms import put_errors
from officers import policy
from officers.models import Office
from officers.seen import kept_for
from outreach.actions import targets as actions
from outreach.figures.targets import (
    SETTING,
    OfficeTarget,
    VillageTarget,
    office_targets,
    village_targets,
)
from outreach.forms.targets import TargetChoice, TargetForm, holding_sessions

RIGHT = "outreach.change_target"
COUNTED = ("Target", "Direncanakan", "Terlaksana", "Disetujui", "Kurang")


class TargetPage(ScopedMixin, HeadMixin, TemplateView):
    """GET shows one office with its villages, or all offices one sees side by side."""

    permission = "outreach.view_consultation"
    title = "Target kegiatan"
    parents = [("Kegiatan", "outreach:list")]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.check_permission()
        self.choice = TargetChoice(request.GET, user=request.user)
        self.offices = list(holding_sessions(request.user))
        self.office = self.choice.asked("kantor") or _only(self.offices)
        self.today = in_zone(timezone.now(), request.user.office.time_zone).date()
        self.month = self.choice.asked("bulan") or Month.of(self.today)
        if request.GET.get("unduh") in TYPES:
            return self.download(request.GET["unduh"])
        return self.render_to_response(self.get_context_data())

    def download(self, kind: str) -> HttpResponse:
        """The table as a file: the villages of one office, or the offices side by side."""
        note = f"{self.month.label}, {self.office or 'semua kantor yang dapat Anda lihat'}."
        if self.office:
            lines = village_targets(self.office, self.month)
            named = [(str(line.village), line) for line in lines]
        else:
            lines = office_targets(self.offices, self.month)
            named = [(str(line.office), line) for line in lines]
        return table_response(
            kind,
            title=self.title,
            note=note,
            headers=["Desa Binaan" if self.office else "Kantor", *COUNTED],
            rows=([name, *_counted(line)] for name, line in named),
        )

    def get_others(self) -> list[Action]:
        page = address(self.office, self.month)
        return [
            Action(f"Unduh ({kind.upper()})", f"{page}&unduh={kind}", icon="download")
            for kind in TYPES
        ]

    def get_template_names(self) -> list[str]:
        page = "office" if self.office else "offices"
        return [f"outreach/targets/{page}.html"]

    def get_context_data(self, **context) -> dict:
        seen = self.of_office() if self.office else self.of_offices()
        return super().get_context_data(
            choice=self.choice,
            month=self.month,
            several=len(self.offices) > 1,
            previous=self.near(self.month.previous()),
            following=self.near(self.month.next()),
            **seen,
            **context,
        )

    def near(self, month: Month) -> dict[str, str]:
        return {"label": month.label, "url": address(self.office, month)}

    def of_offices(self) -> dict:
        """The offices side by side as HTML, kept until the data change."""
        name = ("targets", str(self.month))
        return {"content": kept_for(self.request.user, name, self.drawn)}

    def drawn(self) -> str:
        return render_to_string("outreach/targets/offices_content.html", self.side_by_side())

    def side_by_side(self) -> dict:
        rows = office_targets(self.offices, self.month)
        return {
            "month": self.month,
            "rows": [(row, address(row.office, self.month)) for row in rows],
            "target": sum(row.target for row in rows),
            "counted": sum(row.tally.all for row in rows),
            "untouched": sum(row.untouched for row in rows),
        }

    def of_office(self) -> dict:
        (whole,) = office_targets([self.office], self.month)
        lines = village_targets(self.office, self.month)
        form = self.filled(whole, lines)
        user = self.request.user
        return {
            "office": self.office,
            "whole": whole,
            "whole_fields": form.pair(None),
            "lines": [(line, form.pair(line.village.pk), self.plan_url(line)) for line in lines],
            "form": form,
            "default": policy.choice(SETTING, office=self.office, on=self.month.last_day),
            "may_change": user.has_perm(RIGHT),
            "may_plan": user.has_perm("outreach.add_session"),
            "last_month": self.month.previous(),
            "save_url": reverse("outreach:targets-save", args=[self.office.code, self.month]),
            "copy_url": reverse("outreach:targets-copy", args=[self.office.code, self.month]),
        }

    def filled(self, whole, lines) -> TargetForm:
        return TargetForm(user=self.request.user, whole=whole, lines=lines)

    def plan_url(self, line) -> str:
        """The form for a session of that village; on the month's first day that is not over."""
        day = self.today if self.month.contains(self.today) else self.month.first_day
        entries = {"village": line.village.pk, "tanggal": day.isoformat()}
        return f"{reverse('outreach:create')}?{urlencode(entries)}"


def _counted(line: OfficeTarget | VillageTarget) -> list[int]:
    tally = line.tally
    return [line.target, tally.planned, tally.held, tally.approved, line.missing]


class TargetSave(TargetPage):
    """The table sent in; what could not be saved comes back at its field."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str, month: Month) -> HttpResponse:
        self.office, self.month = _office(request, code), month
        self.choice = TargetChoice({"kantor": code, "bulan": str(month)}, user=request.user)
        self.offices = list(holding_sessions(request.user))
        self.today = in_zone(timezone.now(), self.office.time_zone).date()
        (whole,) = office_targets([self.office], month)
        self.form = TargetForm(
            request.POST, user=request.user, whole=whole, lines=village_targets(self.office, month)
        )
        if self.form.is_valid() and self.perform():
            return redirect(address(self.office, month))
        return self.render_to_response(self.get_context_data())

    def filled(self, whole, lines) -> TargetForm:
        return self.form

    def perform(self) -> bool:
        try:
            count = actions.set_targets(
                office=self.office,
                month=self.month,
                wanted=self.form.wanted(),
                seen=self.form.seen(),
                by=self.request.user,
                at=timezone.now(),
            )
        except ValidationError as refused:
            put_errors(self.form, refused)
            # Both versions are in sight now: the next Simpan means what it says.
            self.form.show_stored()
            return False
        told = f"{angka(count)} target tersimpan." if count else "Tidak ada target yang berubah."
        messages.success(self.request, told)
        return True


@require_POST
def copy_last_month(request: HttpRequest, code: str, month: Month) -> HttpResponse:
    office = _office(request, code)
    count = actions.copy_targets(office=office, month=month, by=request.user, at=timezone.now())
    before = month.previous().label
    if count:
        messages.success(request, f"{angka(count)} target {before} disalin.")
    else:
        messages.info(request, f"Tidak ada target {before} yang belum ada di {month.label}.")
    return redirect(address(office, month))


def address(office: Office | None, month: Month) -> str:
    """The page of an office and month, or of all offices."""
    chosen = {"kantor": office.code} if office else {}
    return f"{reverse('outreach:targets')}?{urlencode({'bulan': str(month)} | chosen)}"


def _office(request: HttpRequest, code: str) -> Office:
    """404 for another's office, 403 without the right to set targets."""
    office = get_object_or_404(Office.objects.visible_to(request.user), code=code)
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    return office


def _only(offices: list[Office]) -> Office | None:
    return offices[0] if len(offices) == 1 else None
