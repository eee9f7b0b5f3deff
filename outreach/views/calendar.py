"""The calendar: a month at a glance, and the week as a message ready to send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from dbi_portal.lib.days import DAY_NAMES, in_zone
from dbi_portal.lib.months import Month
from dbi_portal.lib.pages import Action, Chip, HeadMixin
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.address import changed
from outreach import agenda
from outreach.figures.calendar import Day, month_days
from outreach.forms.calendar import CalendarForm
from outreach.models import Session

Status = Session.Status
LOOKS = {  # short words: a day of the grid is narrow
    Status.PLANNED: Chip("direncanakan", "plain", "calendar"),
    Status.HELD: Chip("belum dilaporkan", "warn", "clock"),
    Status.REPORTED: Chip("ditinjau", "info", "search"),
    Status.RETURNED: Chip("dikembalikan", "warn", "returned"),
    Status.APPROVED: Chip("disetujui", "good", "check"),
    Status.CANCELLED: Chip("dibatalkan", "bad", "x"),
}
LATE = Chip("belum dilaporkan", "warn", "clock")


@dataclass(frozen=True)
class Event:
    """A session as the calendar shows it."""

    session: Session
    chip: Chip
    hours: str


@dataclass(frozen=True)
class DrawnDay:
    day: Day
    events: list[Event]
    column: int  # 1 for Monday
    is_today: bool
    plan_url: str
    list_url: str
    due_url: str


class CalendarPage(ScopedMixin, HeadMixin, TemplateView):
    permission = "outreach.view_session"
    template_name = "outreach/calendar.html"
    title = "Kalender"
    parents = [("Kegiatan", "outreach:list")]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.check_permission()
        self.form = CalendarForm(request.GET, user=request.user)
        self.office = self.form.office()
        zone = (self.office or request.user.office).time_zone
        self.today = in_zone(timezone.now(), zone).date()
        self.month = self.form.month(self.today)
        return super().get(request, *args, **kwargs)

    def get_primary(self) -> Action | None:
        return self.action(
            "Rencanakan kegiatan",
            self.plan_url(self.today),
            permission="outreach.add_session",
            icon="plus",
        )

    def get_others(self):
        return [self.action("Langganan kalender", reverse("outreach:feeds"), icon="calendar")]

    def get_context_data(self, **context) -> dict:
        days = month_days(self.form.sessions(), self.form.follow_ups(), self.month)
        drawn = [self.drawn(day) for day in days]
        return super().get_context_data(
            form=self.form,
            month=self.month,
            days=drawn,
            weekdays=DAY_NAMES,
            is_empty=all(day.day.is_empty or not (day.events or day.day.due) for day in drawn),
            may_plan=self.request.user.has_perm("outreach.add_session"),
            several_offices=self.office is None,
            **self.neighbours(),
            **self.message(),
            **context,
        )

    def drawn(self, day: Day) -> DrawnDay:
        span = {"dari": day.on, "sampai": day.on}
        office = {"office": self.office.pk} if self.form.asked("kantor") else {}
        return DrawnDay(
            day=day,
            events=[event(session, self.today) for session in day.sessions],
            column=day.on.isoweekday(),
            is_today=day.on == self.today,
            plan_url=self.plan_url(day.on),
            list_url=_listed("outreach:list", "tanggal", span, office) if day.more else "",
            due_url=_listed("outreach:follow-up-list", "batas", span, office) if day.due else "",
        )

    def plan_url(self, day: date) -> str:
        """The form for a new session on that day; of the office looked at when one was chosen."""
        office = self.form.asked("kantor")
        chosen = {"office": office.pk} if office else {}
        return f"{reverse('outreach:create')}?{urlencode({'tanggal': day.isoformat()} | chosen)}"

    def neighbours(self) -> dict[str, object]:
        """The months before and after, where the calendar goes on."""
        query = self.request.GET
        return {
            "previous": self.near(-1),
            "following": self.near(1),
            "this_month_url": ""
            if self.month == Month.of(self.today)
            else changed(query, without=["bulan", "pekan"]),
        }

    def near(self, step: int) -> dict[str, str]:
        month = self.month.plus(step)
        url = changed(self.request.GET, without=["pekan"], bulan=str(month))
        return {"label": month.label, "url": url}

    def message(self) -> dict[str, object]:
        """The week's text: the present week, or the first of another month."""
        monday = agenda.monday_of(self.week())
        found = agenda.week_of(self.form.sessions(), monday)
        name = (self.office or self.request.user.office).short_name
        return {"week_text": agenda.week_text(name, found, monday), "weeks": self.weeks(monday)}

    def week(self) -> date:
        asked = self.request.GET.get("pekan", "")
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            return self.today if self.month.contains(self.today) else self.month.first_day
        # A week of this month may begin in the one before.
        near = Month.of(day) in (self.month.previous(), self.month)
        return day if near else self.month.first_day

    def weeks(self, chosen: date) -> list[dict]:
        """The weeks that touch this month, to choose from."""
        first, last = agenda.monday_of(self.month.first_day), self.month.last_day
        mondays = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1, 7)]
        return [
            {
                "monday": monday,
                "url": f"{changed(self.request.GET, pekan=monday.isoformat())}#pesan",
                "current": monday == chosen,
            }
            for monday in mondays
        ]


def event(session: Session, today: date) -> Event:
    chip = LOOKS.get(session.status, LOOKS[Status.PLANNED])
    if session.status == Status.PLANNED and session.held_on < today:
        chip = LATE
    return Event(session, chip, agenda.hours(session).rstrip(", "))


def _listed(name: str, field: str, span: dict, more: dict) -> str:
    days = {f"{field}_{end}": day.isoformat() for end, day in span.items()}
    return f"{reverse(name)}?{urlencode(days | more)}"
