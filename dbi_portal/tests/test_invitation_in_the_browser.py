"""An admin invites, the invited signs in, and is signed out by his next click once switched off."""

import email
import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache

from officers.models import User
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADMINS, CHOSEN = "kata sandi admin 1", "sawah hijau di Bekasi"


@pytest.fixture
def letters(settings, tmp_path):
    """The folder in which letters lie where no mail server is set."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.DEMO_MODE = True
    cache.clear()
    return tmp_path


@pytest.fixture
def admin(live_portal):
    user = UserFactory(username="admin.uji", role=Role.ADMIN, office=OfficeFactory())
    user.set_password(ADMINS)
    user.save()
    return user


def sign_in(page, name, password):
    page.goto("/masuk/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    page.get_by_role("button", name="Masuk").click()


def link_in(folder) -> str:
    [letter] = folder.iterdir()
    text = email.message_from_bytes(letter.read_bytes()).get_payload(decode=True).decode()
    return re.search(r"https?://\S+/masuk/\S+/\S+/", text)[0]


def another_window(page):
    context = page.context.browser.new_context(
        base_url=page.url.split("/akun")[0], locale="id-ID", viewport={"width": 390, "height": 844}
    )
    context.set_default_timeout(20_000)
    return context.new_page()


def test_from_an_invitation_to_the_last_click(page, admin, letters):
    sign_in(page, "admin.uji", ADMINS)
    page.get_by_role("link", name="Akun", exact=True).click()
    page.get_by_role("link", name="Undang orang").click()
    page.get_by_label("Nama lengkap").fill("Tono Contoh")
    page.get_by_label("Surel").fill("tono@contoh.id")
    page.get_by_label("Peran").select_option("PIMPASA")
    page.get_by_role("button", name="Kirim undangan").click()
    page.get_by_text(str(letters)).wait_for()
    page.get_by_text("diundang", exact=True).wait_for()

    invited = another_window(page)
    invited.goto(urlsplit(link_in(letters)).path)
    invited.fill("[name=new_password1]", CHOSEN)
    invited.fill("[name=new_password2]", CHOSEN)
    invited.get_by_role("button", name="Simpan kata sandi").click()
    invited.get_by_text("Silakan masuk").wait_for()
    sign_in(invited, "tono@contoh.id", CHOSEN)
    invited.get_by_role("button", name="Akun Anda").click()
    invited.get_by_role("link", name="Bantuan").click()
    invited.get_by_role("heading", name="Bantuan").wait_for()

    page.reload()
    page.get_by_role("link", name="Nonaktifkan").click()
    page.get_by_role("button", name="Nonaktifkan").click()
    page.get_by_text("tidak aktif lagi").wait_for()
    invited.get_by_role("link", name="Kegiatan").first.click()
    invited.wait_for_url("**/masuk/**")
    sign_in(invited, "tono@contoh.id", CHOSEN)
    invited.get_by_text("akun tidak aktif").wait_for()
    assert not User.objects.get(email="tono@contoh.id").is_active
    invited.context.close()
