"""An account from invitation to its end: letters, links, sessions, and what is on record."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officers import links
from officers.actions import accounts as actions
from officers.forms.accounts import free_username
from officers.models import AuditEvent, User
from officers.roles import Role
from officers.tasks import send_password_link
from officers.tests.factories import OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "sawah hijau di Bekasi"


@pytest.fixture(autouse=True)
def nobody_tried_yet():
    cache.clear()


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def admin(client, office):
    user = UserFactory(role=Role.ADMIN, office=office, full_name="Admin Contoh")
    client.force_login(user)
    return user


@pytest.fixture
def person(office):
    user = UserFactory(office=office, role=Role.PIMPASA, email="siti@contoh.id", full_name="Siti")
    user.set_password(PASSWORD)
    user.save()
    return user


def invite(client, office, **more):
    entries = {"full_name": "Budi Contoh", "email": "budi.contoh@contoh.id", "phone": ""}
    entries |= {"office": office.pk, "role": Role.PIMPASA, "username": ""}
    return client.post(reverse("officers:user-create"), entries | more, follow=True)


def link_in(letter) -> str:
    return re.search(r"https?://\S+/masuk/\S+/\S+/", letter.body)[0]


def choose(link, password=PASSWORD):
    """Open the link in a browser nobody has signed in with, and choose a password."""
    browser = Client()
    page = browser.get(link, follow=True)
    form = {"new_password1": password, "new_password2": password}
    return browser.post(page.request["PATH_INFO"], form, follow=True)


def signs_in(name, password=PASSWORD) -> bool:
    browser = Client()
    browser.post(reverse("login"), {"username": name, "password": password})
    return "_auth_user_id" in browser.session


def test_an_invitation_is_a_short_letter_with_one_link(client, admin, office):
    page = invite(client, office).content.decode()
    account = User.objects.get(email="budi.contoh@contoh.id")
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == ([account.email], "Undangan Portal Desa Binaan Imigrasi")
    assert "Admin Contoh (Admin, " in letter.body
    assert "Peran: PIMPASA" in letter.body
    assert len(re.findall("http", letter.body)) == 1
    assert "Undangan dikirim ke budi.contoh@contoh.id" in page
    assert account.username == "budi.contoh"
    assert not account.has_usable_password()


def test_the_link_lets_its_reader_choose_a_password_once(client, admin, office):
    invite(client, office)
    link = link_in(mail.outbox[0])
    assert "Kata sandi tersimpan" in choose(link).content.decode()
    assert signs_in("budi.contoh@contoh.id")
    assert "Tautan tidak berlaku" in choose(link).content.decode()


def test_a_link_holds_seven_days(client, admin, office, monkeypatch):
    invite(client, office)
    link, now = link_in(mail.outbox[0]), links.token._now()
    for days, holds in ((7, True), (8, False)):
        late = now + timedelta(days=days) - timedelta(minutes=1)
        monkeypatch.setattr(links.token, "_now", lambda late=late: late)
        shown = Client().get(link, follow=True).content.decode()
        assert ("Tautan tidak berlaku" not in shown) is holds


def test_inviting_again_makes_the_first_link_void(client, admin, office):
    invite(client, office)
    account = User.objects.get(username="budi.contoh")
    client.post(reverse("officers:user-invite-again", args=[account.pk]))
    first, second = (link_in(letter) for letter in mail.outbox)
    assert "Tautan tidak berlaku" in choose(first).content.decode()
    assert "Kata sandi tersimpan" in choose(second).content.decode()
    client.post(reverse("officers:user-invite-again", args=[account.pk]))
    assert len(mail.outbox) == 2  # the account is in use: nothing to invite


@pytest.mark.parametrize("change", [{"email": "lain@contoh.id"}, {"is_active": False}])
def test_a_link_is_void_once_the_account_is_another(client, admin, office, change):
    invite(client, office)
    User.objects.filter(username="budi.contoh").update(**change)
    assert "Tautan tidak berlaku" in choose(link_in(mail.outbox[0])).content.decode()


@pytest.mark.parametrize("password", ["pendek", "1234567890", "budi.contoh"])
def test_a_weak_password_is_refused_with_a_sentence(client, admin, office, password):
    invite(client, office)
    page = choose(link_in(mail.outbox[0]), password).content.decode()
    assert "invalid-feedback" in page
    assert not User.objects.get(username="budi.contoh").has_usable_password()


def test_a_server_that_does_not_answer_loses_no_account(client, admin, office, monkeypatch):
    monkeypatch.setattr(
        "django.core.mail.backends.locmem.EmailBackend.send_messages",
        lambda *args: (_ for _ in ()).throw(SMTPServerDisconnected("tidak ada")),
    )
    page = invite(client, office).content.decode()
    assert "Undangan belum terkirim: peladen surel tidak menjawab" in page
    assert User.objects.filter(username="budi.contoh").exists()
    assert "Kirim ulang undangan" in page


def test_in_the_demo_the_page_says_where_the_letter_lies(client, admin, office, settings, tmp_path):
    settings.DEMO_MODE = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    page = invite(client, office).content.decode()
    assert str(tmp_path) in page
    assert "budi.contoh" in next(tmp_path.iterdir()).read_text()


def test_links_lead_where_the_portal_is_said_to_be(client, admin, office, settings):
    settings.PORTAL_URL = "https://portal.contoh.go.id/"
    invite(client, office)
    assert link_in(mail.outbox[0]).startswith("https://portal.contoh.go.id/masuk/")


@pytest.mark.parametrize(
    ("taken", "sentence"),
    [("email", "Surel ini sudah dipakai akun lain"), ("username", "Nama pengguna ini sudah")],
)
def test_what_somebody_has_is_refused_at_its_field(client, admin, office, person, taken, sentence):
    page = invite(client, office, **{taken: getattr(person, taken).upper()})
    assert sentence in str(page.context["form"].errors[taken])
    assert len(mail.outbox) == 0


def test_a_name_that_is_taken_gets_a_number():
    UserFactory(username="budi")
    UserFactory(username="Budi2")
    assert free_username("budi") == "budi3"
    assert free_username("búdi!") == "búdi"
    assert free_username("@") == "akun"


def test_switching_an_account_off_ends_what_it_was_doing(client, admin, person):
    theirs = Client()
    theirs.force_login(person)
    assert theirs.get(reverse("officers:list")).status_code == 200
    client.post(reverse("officers:user-deactivate", args=[person.pk]))
    assert theirs.get(reverse("officers:list")).url.startswith(reverse("login"))
    client.post(reverse("officers:user-reactivate", args=[person.pk]))
    assert theirs.get(reverse("officers:list")).status_code == 302, "the old session stays over"
    assert signs_in(person.username)


@pytest.mark.parametrize("change", [{"role": Role.OPERATOR}, {"email": "lain@contoh.id"}])
def test_another_role_or_address_ends_sessions_and_is_noted(client, admin, person, change):
    theirs = Client()
    theirs.force_login(person)
    entries = {
        "full_name": "Siti",
        "email": person.email,
        "phone": "",
        "office": person.office_id,
        "role": person.role,
        "username": person.username,
    }
    client.post(reverse("officers:user-change", args=[person.pk]), entries | change)
    assert theirs.get(reverse("officers:list")).status_code == 302
    [name] = change
    assert AuditEvent.objects.get(action="officers.user.changed").changes[name][1] == change[name]


def test_a_new_telephone_number_ends_nothing(client, admin, person):
    theirs = Client()
    theirs.force_login(person)
    entries = {"full_name": "Siti", "email": person.email, "phone": "0812 3456 7890"}
    entries |= {"office": person.office_id, "role": person.role, "username": person.username}
    client.post(reverse("officers:user-change", args=[person.pk]), entries)
    assert theirs.get(reverse("officers:list")).status_code == 200
    person.refresh_from_db()
    assert person.phone == "+62 812-3456-7890"


def test_an_admins_reset_takes_the_password_and_sends_a_link(client, admin, person):
    theirs = Client()
    theirs.force_login(person)
    client.post(reverse("officers:user-reset", args=[person.pk]))
    assert theirs.get(reverse("officers:list")).status_code == 302
    assert not signs_in(person.username)
    choose(link_in(mail.outbox[0]), "kebun kopi di Garut")
    assert signs_in(person.username, "kebun kopi di Garut")


def test_an_account_without_an_address_cannot_be_reset(client, admin, office):
    account = UserFactory(office=office)
    page = client.post(reverse("officers:user-reset", args=[account.pk])).content.decode()
    assert "belum punya surel" in page


def test_an_account_of_another_office_does_not_exist(client, admin):
    stranger = UserFactory(office=OfficeFactory())
    for name in ("detail", "change", "reset", "deactivate"):
        url = reverse(f"officers:user-{name}", args=[stranger.pk])
        assert client.get(url).status_code == 404


def test_the_frame_names_the_reader_and_not_whom_he_reads_about(client, admin, person):
    page = client.get(reverse("officers:user-detail", args=[person.pk])).content.decode()
    frame = re.search(r'<div class="who".*?</div>', page, re.S)[0]
    assert "Admin Contoh" in frame
    assert "Siti" not in frame


def test_the_register_tells_role_office_and_state(client, admin, office, person):
    actions.deactivate(account=person, by=admin, at=timezone.now())
    page = client.get(reverse("officers:user-list"), {"state": "nonaktif"}).content.decode()
    assert "Siti" in page
    assert "tidak aktif" in page
    assert "PIMPASA" in page
    assert "Admin Contoh" not in re.search("<tbody.*</tbody>", page, re.S)[0]


def test_the_forgotten_password_answers_everyone_alike(client, person):
    """The letter is a worker's work: the page neither waits for it nor tells of it."""
    answers = [
        client.post(reverse("password-forgotten"), {"name": name}, follow=True).content.decode()
        for name in ("siti@contoh.id", "tidak.ada@contoh.id")
    ]
    said = [re.search('<div class="messages".*?</p>', page, re.S)[0] for page in answers]
    assert said[0] == said[1]
    assert "Bila nama itu dikenal" in said[0]
    assert mail.outbox == []


def test_the_worker_writes_to_whoever_is_known_and_active(person):
    base = {"base_url": "https://portal.contoh.go.id"}
    assert send_password_link(name=" SITI@contoh.id ", **base)
    assert not send_password_link(name="tidak.ada", **base)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert not send_password_link(name=person.username, **base)
    [letter] = mail.outbox
    choose(link_in(letter), "kebun kopi di Garut")
    assert not signs_in(person.username, "kebun kopi di Garut"), "switched off meanwhile"


def test_asking_for_links_again_and_again_is_slowed_down(client, person):
    url, name = reverse("password-forgotten"), {"name": f"{person.pk}@contoh.id"}
    answers = [client.post(url, name) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert "Coba lagi dalam 15 menit" in answers[-1].content.decode()
