"""A page's choices are kept under a name, and a shared one shows each reader his own data."""

import html
import re

import pytest
from django.urls import reverse

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.models import SavedView

pytestmark = pytest.mark.django_db
CHOICES = "kabupaten=32.75&baris=tujuan&kolom=bulan"


@pytest.fixture
def kanwil():
    return KanwilFactory()


@pytest.fixture
def owner(kanwil, client):
    user = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    client.force_login(user)
    return user


@pytest.fixture
def colleague(kanwil):
    return UserFactory(office=kanwil, role=Role.KANWIL_HEAD, full_name="Kepala Contoh")


def save(client, name="Tujuan", query=CHOICES, page="pivot", **more):
    asked = {"untuk": page, "pilihan": query, "name": name, **more}
    return client.post(reverse("reports:view-save"), asked)


def listed(client):
    saved = client.get(reverse("reports:pivot")).context["saved"]
    return [(each.view.name, each.own) for each in saved.views]


def test_a_kept_view_opens_the_same_choices(client, owner):
    response = save(client, query=f"{CHOICES}&page=3&unduh=csv")
    kept = SavedView.objects.get()
    assert (kept.owner, kept.office, kept.shared) == (owner, owner.office, False)
    assert response.url == f"{reverse('reports:pivot')}?{CHOICES}"
    assert AuditEvent.objects.get(action="reports.view.saved").actor == owner.username
    assert listed(client) == [("Tujuan", True)]


def test_the_form_that_keeps_it_takes_the_choices_along(client, owner):
    page = client.get(reverse("reports:view-save"), {"untuk": "pivot", "pilihan": CHOICES})
    assert page.context["hidden"]["pilihan"] == CHOICES
    assert save(client, name="").status_code == 200  # asks for a name
    assert not SavedView.objects.exists()


def test_nothing_is_kept_of_a_page_that_is_none(client, owner):
    assert save(client, page="apa").status_code == 404


def test_one_name_is_given_once_for_a_page(client, owner):
    save(client)
    again = save(client, query="baris=desa")
    assert "Anda sudah menyimpan tampilan bernama “Tujuan”." in again.content.decode()
    save(client, page="indikator")
    assert SavedView.objects.count() == 2


def test_only_a_shared_view_is_seen_and_only_by_the_same_office(client, owner, colleague):
    save(client, name="Untuk semua", shared="on")
    save(client, name="Sendiri")
    client.force_login(colleague)
    assert listed(client) == [("Untuk semua", False)]
    client.force_login(UserFactory(office=OfficeFactory(under=owner.office)))
    assert listed(client) == []


def test_a_colleague_leaves_it_as_it_is(client, owner, colleague):
    save(client, shared="on")
    kept = SavedView.objects.get()
    client.force_login(colleague)
    for name in ("change", "remove"):
        assert client.get(reverse(f"reports:view-{name}", args=[kept.pk])).status_code == 403
    client.force_login(UserFactory())
    assert client.get(reverse("reports:view-change", args=[kept.pk])).status_code == 404


def test_renamed_shared_and_removed_each_leaves_its_line(client, owner):
    save(client)
    kept = SavedView.objects.get()
    client.post(reverse("reports:view-change", args=[kept.pk]), {"name": "Baru", "shared": "on"})
    kept.refresh_from_db()
    assert (kept.name, kept.shared) == ("Baru", True)
    changed = AuditEvent.objects.get(action="reports.view.changed").changes
    assert changed["name"] == ["Tujuan", "Baru"]
    client.post(reverse("reports:view-remove", args=[kept.pk]))
    assert not SavedView.objects.exists()
    assert AuditEvent.objects.filter(action="reports.view.removed").exists()


def test_an_overlong_address_is_kept_without_its_choices(client, owner):
    save(client, query=f"tujuan={'x' * 2100}")
    assert SavedView.objects.get().query == ""


def test_beranda_fetches_its_kept_views_and_takes_its_filters_along(client, owner):
    save(client, name="Setahun", query="rentang=12", page="beranda")
    save(client, name="Tujuan")
    page = client.get(reverse("home"), {"rentang": "3"})
    [address] = re.findall(r'hx-get="(/tampilan/[^"]+)"', page.content.decode())
    part = client.get(html.unescape(address)).content.decode()
    assert 'href="/?rentang=12">Setahun' in part
    assert "Tujuan" not in part
    assert "untuk=beranda&amp;pilihan=rentang%3D3" in part
