"""Opening dashboards and reading what is on them, for tests."""

from django.urls import reverse

from dbi_portal.lib.months import Month

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
