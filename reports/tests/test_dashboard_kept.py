"""A dashboard is kept until the data change, and never a moment longer.

Outside a transaction, as the portal runs: inside one, nothing is kept.
"""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.months import Month
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.models import DataVerdict
from reports.tests.figures_world import passports
from reports.tests.findings_world import JAKARTA, K, S, noted

pytestmark = pytest.mark.django_db(transaction=True)
AUGUST = Month(2025, 8)
DEAD = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    }
}


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def office(kanwil):
    office = OfficeFactory(under=kanwil)
    passports(office, AUGUST, 1204)
    return office


def reader(kanwil, role=Role.SUPERVISOR):
    client = Client()
    client.force_login(UserFactory(office=kanwil, role=role))
    return client


def opened(client):
    response = client.get(reverse("home"), {"bulan": str(AUGUST)})
    assert response.status_code == 200
    return response.content.decode()


def queries(client):
    with CaptureQueriesContext(connection) as asked:
        opened(client)
    return len(asked)


def test_a_page_opened_again_asks_the_database_little(kanwil, office):
    client = reader(kanwil)
    first, second = queries(client), queries(client)
    assert second < first / 2


def test_a_new_figure_is_on_the_page_at_once(kanwil, office):
    client = reader(kanwil)
    assert "1.204" in opened(client)
    assert "1.204" in opened(client)
    passports(OfficeFactory(under=kanwil), AUGUST, 702)
    assert "1.906" in opened(client)


def test_another_role_of_the_same_office_has_a_page_of_its_own(kanwil, office):
    empty = {"bulan": "2024-01"}
    pages = {
        role: reader(kanwil, role).get(reverse("home"), empty).content.decode()
        for role in (Role.SUPERVISOR, Role.KANWIL_HEAD)
    }
    assert "Impor statistik" in pages[Role.SUPERVISOR]
    assert "Impor statistik" not in pages[Role.KANWIL_HEAD]


def test_messages_and_names_are_never_kept(kanwil, office):
    clients = [reader(kanwil), reader(kanwil)]
    names = [client.get(reverse("home")).context["user"].full_name for client in clients]
    for client, own, other in zip(clients, names, reversed(names), strict=True):
        page = opened(client)
        assert own in page
        assert other not in page
    assert "bukan bulan" in clients[0].get(reverse("home"), {"bulan": "entah"}).content.decode()
    assert "bukan bulan" not in opened(clients[1])


def test_a_cache_that_is_down_costs_no_page(kanwil, office):
    client = reader(kanwil)
    with override_settings(CACHES=DEAD):
        assert "1.204" in opened(client)
    cache.clear()
    assert "1.204" in opened(client)


def test_a_deadline_that_passes_is_told_though_nobody_wrote(kanwil, office, monkeypatch):
    now = timezone.now()
    noted(office, K.TRAFFICKING, (S.SUBMITTED, "2025-08-20 09:00", f"{soon(now):%Y-%m-%d %H:%M}"))
    client = reader(kanwil)
    assert "lewat tenggat, sejak" not in opened(client)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=6))
    assert "lewat tenggat, sejak" in opened(client)


def soon(now):
    """Five minutes on, as the clock of Jakarta shows it."""
    return (now + timedelta(minutes=5)).astimezone(JAKARTA)


def test_two_who_see_the_same_kept_page_answer_with_a_token_of_their_own(office):
    passports(office, AUGUST.previous().previous(), 100)  # and none of July
    address = reverse("reports:data-quality"), {"bulan": str(AUGUST)}
    tokens = set()
    for _ in range(2):
        client = Client(enforce_csrf_checks=True)
        client.force_login(UserFactory(office=office, role=Role.OPERATOR))
        page = client.get(*address).text
        sent = {
            name: re.search(f'name="{name}" value="([^"]*)"', page)[1]
            for name in ("csrfmiddlewaretoken", "kantor_angka", "kunci", "bulan")
        }
        tokens.add(sent["csrfmiddlewaretoken"])
        answer = {"putusan": "benar", "alasan": "Layanan tutup"}
        assert client.post(reverse("reports:judge-data"), sent | answer).status_code == 302
        DataVerdict.objects.all().delete()
    assert len(tokens) == 2
