"""Figures in the admin: looked up by the centre, changed by nobody."""

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import CentreFactory, OfficeFactory, UserFactory
from reports.tests.factories import StatisticFactory

pytestmark = pytest.mark.django_db
FIGURES = "/admin/reports/passportstatistic/"


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


def test_only_the_centre_looks_figures_up_there(client):
    office = OfficeFactory()
    client.force_login(UserFactory(office=office, role=Role.ADMIN))
    assert client.get(FIGURES, follow=True).status_code == 403
