"""What speaks against a month's being nil: figures, sessions, consultations, findings."""

from __future__ import annotations

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from officers.models import Office
from outreach.figures.findings import finding_counts
from outreach.models import Consultation, Session
from reports.figures.measure import Measure
from reports.figures.period import MonthRange
from reports.figures.sums import ledgers
from reports.models import PassportStatistic
from reports.models.statistic import Outcome

EVERYTHING = tuple(Measure(outcome) for outcome in Outcome)


def speaking_against(office: Office, month: Month) -> list[str]:
    """ "12 angka paspor", "2 kegiatan yang disetujui", "3 konsultasi"; empty: it is nil indeed.

    A nought is no figure in this sense: a sheet that says nil says just that.
    """
    counts = {
        "angka paspor": _figures(office, month),
        "kegiatan yang disetujui": Session.objects.filter(office=office)
        .approved()
        .in_month(month)
        .count(),
        "konsultasi": Consultation.objects.filter(office=office).in_month(month).count(),
        "temuan": finding_counts([office], [month]).over().total,
    }
    return [f"{angka(number)} {what}" for what, number in counts.items() if number]


def _figures(office: Office, month: Month) -> int:
    """Figures of the month itself; of an office that prints running totals, their differences."""
    current = PassportStatistic.objects.filter(office=office, count__gt=0).current()
    own = current.filter(period_start__gte=month.first_day, period_end__lte=month.last_day)
    return own.count() or _differences(office, month)


def _differences(office: Office, month: Month) -> int:
    books = ledgers([office.pk], MonthRange.of(month), EVERYTHING)
    return sum(bool(book.month(office.pk, month).value) for book in books.values())
