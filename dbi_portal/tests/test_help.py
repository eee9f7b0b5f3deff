"""Bantuan: one's own work in a few sentences, and whom to ask."""

import pytest
from django.urls import reverse

from dbi_portal.help import TASKS
from dbi_portal.tests.routes import ROUTES
from officers.roles import Role, permissions
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
URL = reverse("help")
PLACES = {"pusat": CentreFactory, "kanwil": KanwilFactory, "kanim": OfficeFactory}
SEATS = {
    Role.SUPERVISOR: "kanwil",
    Role.KANWIL_HEAD: "kanwil",
    Role.MONEV: "pusat",
}


def helpers_on(page):
    return [str(person) for person in page.context["helpers"]]


@pytest.mark.parametrize("role", Role)
def test_each_role_is_told_what_it_may_really_do(client, role):
    """Every page that is named opens, and every task's page exists."""
    kind = SEATS.get(role, "kanim")
    client.force_login(UserFactory(role=role, office=PLACES[kind]()))
    page = client.get(URL)
    assert len(page.context["tasks"]) == len(TASKS[role]) >= 2
    held = permissions(role, kind)
    for task in TASKS[role]:
        needed = ROUTES[task.name].perm
        enough = not needed or any(right in held for right in needed.split("|"))
        assert enough, f"{role} is sent to {task.name}"


def test_one_asks_the_admins_of_ones_own_office(client):
    kanwil = KanwilFactory()
    office = OfficeFactory(under=kanwil)
    for name, where in (("Dekat", office), ("Atas", kanwil), ("Jauh", OfficeFactory())):
        UserFactory(role=Role.ADMIN, office=where, full_name=name, phone="+62 812-3456-7890")
    UserFactory(role=Role.ADMIN, office=office, full_name="Pindah", is_active=False)
    client.force_login(UserFactory(office=office))
    page = client.get(URL)
    assert helpers_on(page) == ["Dekat"]
    assert "+62 812-3456-7890" in page.content.decode()


def test_an_office_without_an_admin_asks_the_one_above(client):
    kanwil = KanwilFactory()
    UserFactory(role=Role.ADMIN, office=kanwil, full_name="Atas")
    client.force_login(UserFactory(office=OfficeFactory(under=kanwil)))
    assert helpers_on(client.get(URL)) == ["Atas"]


def test_an_account_without_a_role_is_told_so(client):
    client.force_login(UserFactory(role="", office=None))
    assert "belum punya peran" in client.get(URL).content.decode()


def test_help_is_for_those_who_are_signed_in(client):
    assert client.get(URL).url.startswith(reverse("login"))


def test_a_supervisor_is_told_that_he_sends_back_and_the_head_decides(client):
    client.force_login(UserFactory(office=KanwilFactory(), role=Role.SUPERVISOR))
    page = client.get(URL).content.decode()
    assert "kembalikan yang belum lengkap" in page
    assert "Kepala Kanwil yang menyetujui atau tidak menyetujui" in page
