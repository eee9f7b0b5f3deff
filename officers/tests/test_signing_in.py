"""One door for everyone: username or e-mail, whatever the case."""

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import CentreFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "kata sandi contoh 1"


@pytest.fixture
def user():
    user = UserFactory(username="Siti.Aminah", email="siti@contoh.id")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, name, password=PASSWORD):
    return client.post(reverse("login"), {"username": name, "password": password})


@pytest.mark.parametrize(
    "name", ["Siti.Aminah", "siti.aminah", "SITI@CONTOH.ID", " siti@contoh.id "]
)
def test_username_or_email_opens_the_door_whatever_the_case(client, user, name):
    sign_in(client, name)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_password_gets_a_sentence_and_keeps_the_name(client, user):
    page = sign_in(client, "siti.aminah", "bukan ini").content.decode()
    assert "Nama pengguna atau kata sandi tidak cocok" in page
    assert 'value="siti.aminah"' in page


def test_a_disabled_account_stays_outside(client, user):
    user.is_active = False
    user.save()
    sign_in(client, "siti.aminah")
    assert "_auth_user_id" not in client.session


def test_disabling_an_account_ends_what_it_was_doing(client, user):
    client.force_login(user)
    user.is_active = False
    user.save()
    response = client.get(reverse("officers:list"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


def test_the_admin_is_for_those_who_keep_master_data(client, user):
    client.force_login(user)
    assert client.get("/admin/", follow=True).status_code == 403
    client.force_login(UserFactory(office=CentreFactory(), role=Role.ADMIN))
    assert client.get("/admin/").status_code == 200


def test_a_stranger_at_the_admin_is_sent_to_the_one_door(client):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("login"))
