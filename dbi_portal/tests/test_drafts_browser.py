"""An expired session or a closed tab loses no entries, and shows them to nobody else."""

import pytest
from django.contrib.sessions.models import Session as SignedIn
from django.urls import reverse

from officers.models import Officer
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach.models import Session
from outreach.tests.factories import SessionKindFactory, TopicFactory
from villages.models import Region
from villages.tests.real_regions import load_real_regions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "kata-sandi-contoh"
RESTORED = "Isian Anda yang belum tersimpan dipulihkan."
WAITING = "Isian Anda masih ada di peramban ini"


@pytest.fixture
def office():
    return OfficeFactory()


def account(office, role=Role.OPERATOR):
    user = UserFactory(office=office, role=role)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(page, user, path=None):
    if path:
        page.goto(f"{reverse('login')}?next={path}")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.locator(".who").first.wait_for(state="attached")


def expire():
    """Every session ends at once, as after a night."""
    SignedIn.objects.all().delete()


def kept(page):
    """What the browser holds, once nobody has typed for a moment."""
    page.wait_for_timeout(500)
    return page.evaluate("JSON.stringify(localStorage)")


@pytest.fixture
def form():
    return reverse("officers:create")


def test_what_was_sent_after_the_session_expired_is_given_back(page, office, form):
    user = account(office)
    sign_in(page, user, form)
    page.fill("[name=name]", "Ayu Contoh")
    page.fill("[name=position]", "Analis")
    expire()
    page.get_by_role("button", name="Simpan petugas").click()
    page.get_by_text(WAITING).wait_for()
    assert not Officer.objects.exists()
    sign_in(page, user)
    page.wait_for_url(f"**{form}")
    page.get_by_text(RESTORED).wait_for()
    assert page.input_value("[name=name]") == "Ayu Contoh"
    page.get_by_role("button", name="Simpan petugas").click()
    page.get_by_text("Petugas Ayu Contoh tersimpan.").wait_for()
    assert Officer.objects.get().position == "Analis"
    page.goto(form)
    assert page.input_value("[name=name]") == ""
    assert "Ayu" not in kept(page)


def test_a_closed_tab_gives_its_entries_back_and_they_can_be_thrown_away(page, office, form):
    sign_in(page, account(office), form)
    page.fill("[name=name]", "Ayu Contoh")
    kept(page)
    again = page.context.new_page()
    page.close()
    again.goto(form)
    assert again.input_value("[name=name]") == "Ayu Contoh"
    again.get_by_role("button", name="Buang").click()
    again.get_by_text(RESTORED).wait_for(state="detached")
    assert again.input_value("[name=name]") == ""
    again.goto(form)
    assert again.get_by_text(RESTORED).count() == 0


def test_the_next_person_at_the_computer_sees_nothing_of_it(page, office, form):
    sign_in(page, account(office), form)
    page.fill("[name=name]", "Ayu Contoh")
    kept(page)
    page.context.clear_cookies()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, account(office), form)
    assert page.input_value("[name=name]") == ""
    assert page.get_by_text(RESTORED).count() == 0


def test_signing_out_leaves_nothing_behind(page, office, form):
    sign_in(page, account(office), form)
    page.fill("[name=name]", "Ayu Contoh")
    assert "Ayu" in kept(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"**{reverse('login')}**")
    assert "Ayu" not in kept(page)


def test_cancelling_means_the_entries_are_not_wanted(page, office, form):
    sign_in(page, account(office), form)
    page.fill("[name=name]", "Ayu Contoh")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Batal").click()
    page.wait_for_url(f"**{reverse('officers:list')}")
    assert "Ayu" not in kept(page)


def test_entries_given_back_do_not_hide_what_a_colleague_changed_meanwhile(page, office):
    officer = OfficerFactory(office=office, name="Cici Contoh")
    change, user = reverse("officers:change", args=[officer.pk]), account(office)
    sign_in(page, user, change)
    page.fill("[name=email]", "b@contoh.id")
    kept(page)
    Officer.objects.filter(pk=officer.pk).update(email="a@contoh.id")
    expire()
    page.get_by_role("button", name="Simpan perubahan").click()
    page.get_by_text(WAITING).wait_for()
    sign_in(page, user)
    page.get_by_text(RESTORED).wait_for()
    page.get_by_role("button", name="Simpan perubahan").click()
    page.get_by_text("data ini diubah orang lain").wait_for()
    shown = page.locator("#berbenturan tbody").inner_text()
    assert "a@contoh.id" in shown
    assert "b@contoh.id" in shown
    page.get_by_role("link", name="pakai yang tersimpan").click()
    page.get_by_text("data ini diubah orang lain").wait_for(state="detached")
    assert page.input_value("[name=email]") == "a@contoh.id"
    assert page.get_by_text(RESTORED).count() == 0


def test_a_sessions_rows_ticks_and_searched_villages_come_back(page, office):
    load_real_regions("21.71.03")
    kind, topic = SessionKindFactory(name="Sambang desa"), TopicFactory(name="TPPO")
    tiban = Region.objects.get(name="Tiban Lama")
    form, user = reverse("outreach:create"), account(office)
    sign_in(page, user, form)
    page.wait_for_function("!document.querySelector('select[data-picker]:not(.tomselected)')")
    page.select_option("[name=kind]", str(kind.pk))
    page.fill("[name=title]", "Sambang desa di balai")
    page.fill("[name=held_on]", "2025-10-31")
    page.fill("[name=place]", "Balai RW 05")
    page.check(f"[name=topics][value='{topic.pk}']")
    page.get_by_role("combobox", name="Desa/kelurahan yang dicapai").click()
    page.keyboard.type("tiban lama", delay=20)
    page.get_by_role("option").filter(has_text="Tiban Lama").first.click()
    for number, name in enumerate(("TNI", "Polri", "BP3MI Kepri", "Lurah")):
        if number:
            page.get_by_role("button", name="Tambah narasumber").click()
        page.fill(f"[name=narasumber-{number}-institution]", name)
    kept(page)
    expire()
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text(WAITING).wait_for()
    sign_in(page, user)
    page.get_by_text(RESTORED).wait_for()
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_selector("text=menunggu tinjauan")
    session = Session.objects.get()
    assert sorted(map(str, session.speakers.all())) == ["BP3MI Kepri", "Lurah", "Polri", "TNI"]
    assert session.topics.get() == topic
    assert session.regions_reached.get().region == tiban


def test_a_password_is_never_kept(page, office, form):
    sign_in(page, account(office), form)
    page.evaluate("""() => document.querySelector("form[data-guard]").insertAdjacentHTML(
        "beforeend", '<input type="password" name="sandi"><input type="file" name="berkas">')""")
    page.fill("[name=name]", "Ayu Contoh")
    page.fill("[name=sandi]", "sangat-rahasia")
    page.set_input_files("[name=berkas]", [{"name": "sk.pdf", "mimeType": "", "buffer": b"x"}])
    held = kept(page)
    assert "Ayu" in held
    assert "rahasia" not in held
    assert "sk.pdf" not in held
