"""What is overdue for other months stands in today's work, whichever month is looked at."""

from datetime import date

import pytest

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.dashboards.attention import attention
from reports.dashboards.facts import gather
from reports.dashboards.links import Links
from reports.dashboards.measures import MONTHS
from reports.dashboards.scope import scope_for
from reports.tests.figures_world import report, village

pytestmark = pytest.mark.django_db
AUGUST = Month(2025, 8)
ACTIVE = date(2025, 6, 2)  # the offices owe June, July, August, …


@pytest.fixture
def supervisor():
    return UserFactory(office=KanwilFactory(), role=Role.SUPERVISOR)


def working(supervisor, name, code="32.75.01.1001"):
    office = OfficeFactory(under=supervisor.office, short_name=name)
    village(office, code=code, aktif=ACTIVE)
    return office


def said(user, *, today):
    scope = scope_for(user, user.office, AUGUST, months=MONTHS, today=today)
    links = Links.of(scope, user)
    found = attention(gather(scope, today=today), links, user=user, today=today)
    return {f"{line.strong} {line.text}": line for line in found if "laporan" in line.text}


def test_an_office_that_owes_other_months_is_told_in_one_line(supervisor):
    office = working(supervisor, "Kanim Cianjur")
    report(office, AUGUST, "sent")
    [(words, line)] = said(supervisor, today=date(2025, 11, 22)).items()
    assert words == (
        "Kanim Cianjur belum mengirim laporan bulan lain: 4 bulan dalam Juni–Oktober 2025."
    )
    assert line.state == "bad"
    assert "bulan=2025-10" in line.url


def test_months_in_a_row_are_named_and_offices_counted(supervisor):
    for name, code in (("Kanim Cianjur", "32.03.01.1001"), ("Kanim Garut", "32.05.01.1001")):
        report(working(supervisor, name, code), AUGUST, "sent")
    words = said(supervisor, today=date(2025, 9, 11))
    assert list(words) == ["2 kantor belum mengirim laporan bulan lain: Juni–Juli 2025."]


def test_what_is_not_due_yet_is_no_month_behind(supervisor):
    office = working(supervisor, "Kanim Cianjur")
    for month in (Month(2025, 6), Month(2025, 7), AUGUST):
        report(office, month, "sent")
    assert said(supervisor, today=date(2025, 10, 2)) == {}
