"""What people do with their own account."""

import pytest
from django.test import Client
from django.urls import reverse

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD, NEXT = "sawah hijau di Bekasi", "kebun kopi di Garut"


@pytest.fixture
def user(client):
    account = UserFactory(role=Role.PIMPASA, full_name="Siti", email="siti@contoh.id")
    account.set_password(PASSWORD)
    account.save()
    client.force_login(account)
    return account


def profile(**more):
    return {
        "full_name": "Siti Contoh",
        "email": "siti@contoh.id",
        "phone": "",
        "mail_rhythm": "tidak",
    } | more


def test_the_profile_tells_who_one_is_and_what_one_may(client, user):
    page = client.get(reverse("officers:profile")).content.decode()
    assert "PIMPASA" in page
    assert "Merencanakan dan melaporkan kegiatan" in page
    assert "Mengundang orang" not in page


def test_ones_name_and_notices_are_ones_own_to_change(client, user):
    client.post(reverse("officers:profile-change"), profile())
    user.refresh_from_db()
    assert (user.full_name, user.mail_rhythm) == ("Siti Contoh", "tidak")
    assert AuditEvent.objects.get().changes["full_name"] == ["Siti", "Siti Contoh"]


def test_another_address_wants_the_password(client, user):
    url = reverse("officers:profile-change")
    page = client.post(url, profile(email="lain@contoh.id")).content.decode()
    assert "Isi kata sandi Anda sekarang" in page
    client.post(url, profile(email="lain@contoh.id", password=PASSWORD))
    user.refresh_from_db()
    assert user.email == "lain@contoh.id"
    assert PASSWORD not in str(AuditEvent.objects.values_list("changes", flat=True))


def test_changing_the_password_keeps_this_device_and_ends_the_others(client, user):
    other = Client()
    other.force_login(user)
    form = {"old_password": PASSWORD, "new_password1": NEXT, "new_password2": NEXT}
    assert client.post(reverse("officers:password-change"), form).status_code == 302
    assert client.get(reverse("officers:profile")).status_code == 200
    assert other.get(reverse("officers:profile")).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEXT)


@pytest.mark.parametrize(
    ("entry", "field", "sentence"),
    [
        ({"old_password": "bukan ini"}, "old_password", "tidak cocok"),
        ({"new_password2": "kebun teh di Garut"}, "new_password2", "tidak sama"),
        ({"new_password1": "pendek"}, "new_password1", "10"),
    ],
)
def test_what_is_wrong_with_a_new_password_stands_at_its_field(
    client, user, entry, field, sentence
):
    form = {"old_password": PASSWORD, "new_password1": NEXT, "new_password2": NEXT} | entry
    page = client.post(reverse("officers:password-change"), form)
    assert sentence in str(page.context["form"].errors[field])
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_one_can_sign_out_everywhere(client, user):
    other = Client()
    other.force_login(user)
    url = reverse("officers:sign-out-everywhere")
    assert client.get(url).status_code == 405
    assert client.post(url).url == reverse("login")
    for browser in (client, other):
        assert browser.get(reverse("officers:profile")).url.startswith(reverse("login"))
