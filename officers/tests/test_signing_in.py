"""One door for everyone: username or e-mail, whatever the case."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import CentreFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "kata sandi contoh 1"


@pytest.fixture(autouse=True)
def nobody_tried_yet():
    cache.clear()


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


def test_too_many_wrong_passwords_slow_down_and_say_for_how_long(client, user):
    for _ in range(5):
        sign_in(client, "siti.aminah", "bukan ini")
    page = sign_in(client, "siti.aminah")
    assert "Terlalu sering salah. Coba lagi dalam 30 detik." in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_somebody_elses_mistakes_lock_nobody_out(client, user):
    for _ in range(6):
        client.post(
            reverse("login"),
            {"username": "siti.aminah", "password": "bukan ini"},
            REMOTE_ADDR="203.0.113.9",
        )
    sign_in(client, "siti.aminah")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_right_password_forgives_the_wrong_ones(client, user):
    for _ in range(3):
        for _ in range(4):
            sign_in(client, "siti.aminah", "bukan ini")
        sign_in(client, "siti.aminah")
        assert client.session["_auth_user_id"] == str(user.pk)
        client.logout()


def test_the_door_leads_to_a_new_password(client):
    assert reverse("password-forgotten") in client.get(reverse("login")).content.decode()
