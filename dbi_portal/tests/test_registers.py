"""Every register: a thousand rows on a page cost as many queries as one, and not many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dbi_portal.lib.pages import ListPage
from dbi_portal.tests.addresses import named_routes
from dbi_portal.tests.routes import ROUTES
from dbi_portal.tests.seeded import filled, load_defaults, small_world
from officers.models import Officer, User
from officers.tests.factories import OfficeFactory, UserFactory

MOST = 25
REGISTERS = sorted(
    name
    for name, pattern in named_routes()
    if issubclass(getattr(pattern.callback, "view_class", object), ListPage)
    and ROUTES[name].get  # a button may answer with the list it stands in
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with filled(django_db_blocker, load_defaults, small_world) as (_, world):
        yield world


@pytest.fixture(scope="module")
def readers(world, django_db_blocker):
    """An admin at the centre, who sees nearly every row there is, and Monev for the rest."""
    with django_db_blocker.unblock():
        return [signed_in(world, role) for role in ("admin", "monev-pusat")]


def signed_in(world, role):
    told = next(
        user
        for user in world["users"]
        if (user["role"], user["office"], user["active"]) == (role, "pusat", True)
    )
    client = Client()
    client.force_login(User.objects.get(username=told["username"]))
    return client


def asked(client, url, size):
    """(rows shown, queries) of a page of a list."""
    client.get(f"{url}?baris={size}")  # what is remembered from then on is not counted
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(f"{url}?baris={size}")
    assert answer.status_code == 200
    return len(answer.context["rows"]), [query["sql"] for query in queries]


def test_the_registers_are_found():
    assert len(REGISTERS) >= 9
    assert "villages:list" in REGISTERS


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_asks_no_more_for_many_rows_than_for_one(db, readers, monkeypatch, name):
    url = reverse(name, kwargs=ROUTES[name].fixed)
    reader = next(each for each in readers if each.get(url).status_code == 200)
    monkeypatch.setattr(ListPage, "paginate_by", 1)
    few_rows, few = asked(reader, url, "satu")
    many_rows, many = asked(reader, url, 1000)
    assert few_rows <= 1
    assert many_rows == few_rows or many_rows > 1
    assert len(many) <= MOST, "\n".join(many)
    assert len(many) == len(few), "\n".join(sorted(set(many) - set(few)))


def test_a_thousand_rows_stand_on_one_page_with_the_same_queries(db, client):
    office = OfficeFactory()
    client.force_login(UserFactory(office=office, role="operator"))
    url = reverse("officers:list")
    Officer.objects.bulk_create(Officer(office=office, name=f"Petugas {n}") for n in range(10))
    ten, few = asked(client, url, 25)
    Officer.objects.bulk_create(Officer(office=office, name=f"Petugas {n}") for n in range(990))
    thousand, many = asked(client, url, 1000)
    assert (ten, thousand) == (10, 1000)
    assert len(many) == len(few) <= MOST
