"""Opening dashboards and reading what is on them, for tests."""

import pytest
from django.urls import reverse

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory

JULY, AUGUST = Month(2025, 7), Month(2025, 8)


def opened(client, month=AUGUST, **query):
    asked = {"bulan": str(month)} if month else {}
    response = client.get(reverse("home"), asked | query)
    assert response.status_code == 200
    response.dashboard = response.context["dashboard"]
    response.text = response.content.decode()
    return response


def rows_behind(client, url):
    """From a figure's address through Telusuri to the rows it was summed from."""
    return client.get(client.get(url).context["drill"].source.url)


def panel(page, name):
    return next(p.it for p in (*page.dashboard.pairs, *page.dashboard.rest) if p.name == name)


def names_of(page):
    return [p.name for p in (*page.dashboard.pairs, *page.dashboard.rest)]


def values(page):
    return {figure.label: figure.value for figure in page.dashboard.figures}


# A test module takes the ones it needs under its own names: kanwil = dashboards.kanwil.
@pytest.fixture
def kanwil():
    return KanwilFactory(short_name="Kanwil Jawa Barat", code="kanwil-jabar")


@pytest.fixture
def bekasi(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Bekasi", code="kanim-bekasi")


@pytest.fixture
def karawang(kanwil):
    return OfficeFactory(under=kanwil, short_name="Kanim Karawang", code="kanim-karawang")


@pytest.fixture
def supervisor(kanwil, client):
    """Signed in at the Kanwil of both offices."""
    user = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    client.force_login(user)
    return user
