"""Figures and deadlines in the admin: looked up by who keeps accounts, set by the centre alone."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from reports.models import ReportSetting
from reports.tests.factories import StatisticFactory

pytestmark = pytest.mark.django_db
FIGURES = "/admin/reports/passportstatistic/"
SETTINGS = "/admin/reports/reportsetting/"


@pytest.fixture
def centre_admin(client):
    admin = UserFactory(office=CentreFactory(), role=Role.ADMIN)
    client.force_login(admin)
    return admin


def test_figures_can_be_looked_up_but_not_changed_there(client, centre_admin):
    figure = StatisticFactory(count=8837)
    assert client.get(FIGURES, {"q": figure.office.name}).status_code == 200
    url = reverse("admin:reports_passportstatistic_change", args=[figure.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"count": 1}).status_code == 403
    assert client.get(reverse("admin:reports_passportstatistic_add")).status_code == 403


def test_an_offices_admin_looks_up_its_own_figures_only(client):
    office = OfficeFactory()
    client.force_login(UserFactory(office=office, role=Role.ADMIN))
    mine, theirs = StatisticFactory(office=office), StatisticFactory()
    shown = client.get(FIGURES).content.decode()
    assert str(mine.office) in shown
    assert str(theirs.office) not in shown


def test_the_centre_sets_a_kanwils_deadline_and_the_audit_trail_says_so(client, centre_admin):
    kanwil, kanim = KanwilFactory(), OfficeFactory()
    add = reverse("admin:reports_reportsetting_add")
    form = client.get(add).content.decode()
    assert f'value="{kanwil.pk}"' in form
    assert f'value="{kanim.pk}"' not in form
    wish = {"office": kanwil.pk, "build_day": 2, "build_hour": 6, "deadline_working_day": 7}
    client.post(add, wish)
    assert ReportSetting.objects.get().deadline_working_day == 7
    assert AuditEvent.objects.filter(action="reports.reportsetting.added").exists()


def test_a_day_that_not_every_month_has_is_refused(client, centre_admin):
    wish = {"build_day": 31, "build_hour": 6, "deadline_working_day": 7}
    answer = client.post(
        reverse("admin:reports_reportsetting_add"), wish | {"office": KanwilFactory().pk}
    )
    assert "Tanggal penyusunan antara 1 dan 28." in answer.content.decode()
    assert not ReportSetting.objects.exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("office", [KanwilFactory, OfficeFactory])
def test_nobody_beneath_the_centre_sets_deadlines(client, office):
    client.force_login(UserFactory(office=office(), role=Role.ADMIN))
    assert client.get(SETTINGS).status_code == 403
