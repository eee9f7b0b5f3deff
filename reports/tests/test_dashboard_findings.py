"""Findings on Beranda: numbers and a deadline, for who may see findings, and for nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from reports.dashboards.attention import attention
from reports.dashboards.facts import gather
from reports.dashboards.links import Links
from reports.dashboards.measures import MONTHS
from reports.dashboards.scope import scope_for
from reports.tests.dashboards import AUGUST, JULY, names_of, opened, panel
from reports.tests.figures_world import LONG_AGO, passports, village
from reports.tests.findings_world import SECRET, K, S, an_august, at, noted

pytestmark = pytest.mark.django_db
REGISTER = reverse("outreach:finding-list")
READERS = (Role.VERIFIER, Role.OFFICE_HEAD)
OTHERS = (Role.PIMPASA, Role.OPERATOR, Role.ADMIN)
IN_AUGUST = {
    "Masuk": (4, "naik 3 dari Juli 2025"),
    "Selesai": (1, "naik 1 dari Juli 2025"),
    "Ditolak": (1, "naik 1 dari Juli 2025"),
    "Masih terbuka": (3, "naik 2 dari Juli 2025"),
    "Lewat tenggat": (2, "naik 1 dari Juli 2025"),
}


@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat")


@pytest.fixture
def office(kanwil):
    office = OfficeFactory(under=kanwil, short_name="Kanim Cianjur")
    village(office, aktif=LONG_AGO)
    passports(office, AUGUST, 812)
    an_august(office)
    return office


def reader(role, office):
    return UserFactory(office=office, role=role)


def rows(page):
    return {row.label: (row.value, row.change.text) for row in panel(page, "findings").rows}


def lines(user, head, *, now):
    """Today's lines about findings, as (strong, text, address, state)."""
    scope = scope_for(user, head, AUGUST, months=MONTHS, today=now.date())
    facts = gather(scope, today=now.date(), findings_at=now)
    found = attention(facts, Links.of(scope, user), user=user, today=now.date())
    return [(e.strong, e.text, e.url, e.state) for e in found if "temuan" in e.strong]


# The panel


@pytest.mark.parametrize("role", READERS)
def test_the_office_sees_its_findings_by_state_and_how_they_changed(client, office, role):
    client.force_login(reader(role, office))
    page = opened(client, AUGUST)
    assert rows(page) == IN_AUGUST
    assert panel(page, "findings").url == f"{REGISTER}?office={office.pk}"
    assert SECRET[:11] not in page.text


def test_a_kanwil_and_the_centre_see_the_sum(client, kanwil, office):
    other = OfficeFactory(under=kanwil)
    noted(other, K.FOREIGNER, (S.SUBMITTED, "2025-08-04 09:00", "2025-08-06 09:00"))
    elsewhere = OfficeFactory(under=KanwilFactory())
    noted(elsewhere, K.FOREIGNER, (S.SUBMITTED, "2025-08-04 09:00", "2025-08-06 09:00"))
    for role, head, number in ((Role.SUPERVISOR, kanwil, 5), (Role.MONEV, CentreFactory(), 6)):
        client.force_login(reader(role, head))
        page = opened(client, AUGUST)
        assert rows(page)["Masuk"][0] == number
        assert rows(page)["Masih terbuka"][0] == number - 1
        assert panel(page, "findings").url == REGISTER


@pytest.mark.parametrize("role", OTHERS)
def test_whoever_may_not_see_findings_sees_no_number_of_them(client, office, role):
    client.force_login(reader(role, office))
    page = opened(client, AUGUST)
    assert "findings" not in names_of(page)
    assert not [each for each in page.dashboard.todo if "temuan" in each.strong]
    assert 'id="temuan-angka"' not in page.text


def test_a_month_without_any_finding_has_no_panel(client, office):
    client.force_login(reader(Role.VERIFIER, office))
    assert "findings" not in names_of(opened(client, JULY.plus(-2)))


def test_filters_that_findings_do_not_know_are_said(client, office):
    client.force_login(reader(Role.OFFICE_HEAD, office))
    page = opened(client, AUGUST, keperluan="umrah")
    assert rows(page) == IN_AUGUST
    assert panel(page, "findings").said == "Menurut kantor: tidak disaring menurut keperluan."


def test_a_past_day_shows_what_was_known_then_and_no_register(client, office):
    client.force_login(reader(Role.OFFICE_HEAD, office))
    page = opened(client, AUGUST, per="2025-08-20")
    assert rows(page)["Masuk"][0] == 2
    assert (rows(page)["Masih terbuka"][0], rows(page)["Lewat tenggat"][0]) == (1, 1)
    assert panel(page, "findings").url == ""
    assert page.dashboard.todo is None


# Today's work


def test_findings_past_their_deadline_are_counted_since_the_first_of_them(kanwil, office):
    """On 2 September at noon: the verified one of 20 August, and the one of 00.30 on 1 September.

    The incident of 31 August has time until 2 September at 23.30.
    """
    head = reader(Role.OFFICE_HEAD, office)
    [overdue, unread] = lines(head, office, now=at("2025-09-02 12:00"))
    where = f"{REGISTER}?office={office.pk}&keadaan="
    text = "lewat tenggat, sejak 20 Agustus 2025."
    assert overdue == ("2 temuan", text, f"{where}lewat-tenggat", "bad")
    text = "menunggu verifikasi, tanggal 31 Agustus 2025."
    assert unread == ("1 temuan", text, f"{where}diajukan", "warn")
    # Whoever reads and does not verify is told of deadlines alone, of his whole Kanwil.
    [overdue] = lines(reader(Role.SUPERVISOR, kanwil), kanwil, now=at("2025-09-03 12:00"))
    assert overdue[:3] == (
        "3 temuan", "lewat tenggat, sejak 20 Agustus 2025.", f"{REGISTER}?keadaan=lewat-tenggat"
    )  # fmt: skip


def test_what_is_overdue_stands_before_what_only_waits(office):
    head = reader(Role.OFFICE_HEAD, office)
    scope = scope_for(head, office, AUGUST, months=MONTHS, today=date(2025, 9, 2))
    facts = gather(scope, today=date(2025, 9, 2), findings_at=at("2025-09-02 12:00"))
    found = attention(facts, Links.of(scope, head), user=head, today=date(2025, 9, 2))
    states = [each.state for each in found]
    assert states == sorted(states, key=lambda state: state != "bad")
    told = {each.strong: each.state for each in found}
    assert (told["2 temuan"], told["1 temuan"]) == ("bad", "warn")


def test_the_line_leads_to_the_findings_it_counts(client, office):
    client.force_login(reader(Role.VERIFIER, office))
    page = opened(client, AUGUST)
    [line] = [each for each in page.dashboard.todo if "temuan" in each.strong]
    assert line.strong == "3 temuan"  # by now the incident's deadline has passed as well
    assert client.get(line.url).context["paginator"].count == 3
