"""The chosen month one office under the other, with what can be done about each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from dbi_portal.lib.days import with_weekday
from dbi_portal.lib.mail import portal_url
from dbi_portal.lib.months import Month
from officers.models import Office, User
from reports.dashboards.chips import counted, how_far, report_chip
from reports.dashboards.completeness.nudge import nudge
from reports.dashboards.completeness.parts import Line, by_name, page_url, report_url
from reports.dashboards.completeness.register import Register
from reports.figures.contacts import Contact, contacts_of
from reports.figures.reporting import OWED, ReportState, Standing
from reports.figures.tally import tally

DECLARE = "reports.declare_monthlyreport"
ORDER = (*OWED, Standing.EXCUSED, Standing.NIL, Standing.REPORTED, Standing.NOT_OWED)


@dataclass(frozen=True)
class Lines:
    """The lines of one month, for one reader, as of `today`."""

    register: Register
    month: Month
    user: User
    today: date

    def all(self) -> list[Line]:
        """What is owed first, the longest overdue on top; at the centre the Kanwil by name."""
        if self.register.is_centre:
            return self._of_kanwil()
        states = self.register.of(self.month)
        owed = [self.register.offices[state.office_id] for state in states if state.owed]
        contacts = contacts_of(owed, on=self.today)
        return [self._office(state, contacts.get(state.office_id)) for state in _sorted(states)]

    def own(self) -> Line | None:
        """The consolidated report of the Kanwil the page is about."""
        state = self.register.own(self.month, self.register.head.pk)
        if state is None or not self.register.is_kanwil:
            return None
        detail = f"{how_far(state)}. Tenggat ke pusat {with_weekday(state.deadline)}."
        return Line("Laporan gabungan", report_chip(state), detail, report_url(state.report_id))

    def _office(self, state: ReportState, contact: Contact | None) -> Line:
        office = self.register.offices[state.office_id]
        return Line(
            name=office.short_name,
            chip=report_chip(state),
            detail=how_far(state),
            url=report_url(state.report_id),
            contact=contact,
            message=self._nudge(state, office),
            field=f"teks-{office.code}",
            declare_url=self._declare_url(state, office),
            # What was nil only the office itself can know.
            declare_label="Nihil atau berhalangan"
            if office.pk == self.user.office_id
            else "Nyatakan berhalangan",
            withdraw_url=self._withdraw_url(state),
        )

    def _nudge(self, state: ReportState | None, office: Office) -> str:
        """A message to another office; nobody writes one to himself."""
        if state is None or not state.owed or office.pk == self.user.office_id:
            return ""
        base, path = portal_url(), report_url(state.report_id)
        url = f"{base}{path}" if base and path else ""
        return nudge(state, sender=self.user.office.short_name, today=self.today, url=url)

    def _declare_url(self, state: ReportState, office: Office) -> str:
        may = state.owed and not state.report_is_signed and self.user.has_perm(DECLARE)
        return reverse("reports:declare", args=[office.code, self.month]) if may else ""

    def _withdraw_url(self, state: ReportState) -> str:
        may = state.declared and not state.report_is_signed and self.user.has_perm(DECLARE)
        return reverse("reports:withdraw", args=[state.declared.id]) if may else ""

    def _of_kanwil(self) -> list[Line]:
        found, month = self.register, self.month
        own = {pk: found.own(month, pk) for pk in found.kanwil}
        late = [found.kanwil[pk] for pk, state in own.items() if state and state.owed]
        contacts = contacts_of(late, on=self.today)
        lines = [
            self._kanwil(each, own[each.pk], contacts.get(each.pk))
            for each in by_name(found.kanwil.values())
        ]
        if (stray := tally(found.stray(month))).expected:
            words = stray.sentence("kantor")
            lines.append(Line("Kanwil belum tercatat", counted(stray), f"{words}."))
        return lines

    def _kanwil(self, kanwil: Office, own: ReportState | None, contact: Contact | None) -> Line:
        found = tally(self.register.of(self.month, kanwil.pk))
        detail = "Tidak ada kantor yang wajib melapor."
        if found.expected:
            detail = f"{found.sentence('kantor')}."
        if own:
            detail += f" Laporan gabungan: {how_far(own)}, tenggat {with_weekday(own.deadline)}."
        return Line(
            name=kanwil.short_name,
            chip=report_chip(own),
            detail=detail,
            url=report_url(own.report_id) if own else "",
            contact=contact,
            message=self._nudge(own, kanwil),
            field=f"teks-{kanwil.code}",
            inside_url=page_url(self.month, kanwil),
        )


def _sorted(states: Iterable[ReportState]) -> list[ReportState]:
    return sorted(states, key=lambda s: (ORDER.index(s.standing), -s.overdue_by, s.name))
