"""Back and Simpan once more: the same entries are harmless, others are not thrown away unsaid."""

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.models import Session
from outreach.tests.entries import session_entries

pytestmark = pytest.mark.django_db
URL = reverse("outreach:create")
SCREEN = {
    "client_id": "6f1c1b0e-6a6d-4f7b-9c55-2f0f9f0c8a11",
    "result": "Rapat.",
    "langkah": "simpan",
}


@pytest.fixture
def entries(client):
    client.force_login(UserFactory(role=Role.OPERATOR, office=OfficeFactory()))
    entries = session_entries(title="Judul asli", **SCREEN)
    assert "Rencana “Judul asli” tersimpan." in client.post(URL, entries, follow=True).text
    return entries


def test_other_entries_on_a_screen_that_is_stored_stay_there_and_the_page_says_so(client, entries):
    answer = client.post(URL, entries | {"title": "Judul baru", "result": "Semua hadir."})
    session = Session.objects.get()
    assert (session.title, session.result) == ("Judul asli", "Rapat.")
    assert "sudah tersimpan sebagai “Judul asli”" in answer.text
    assert "isian baru Anda (Judul, Hasil)" in answer.text
    assert f'<a href="{reverse("outreach:change", args=[session.pk])}">' in answer.text
    assert 'value="Judul baru"' in answer.text
    assert "notice-good" not in answer.text


def test_rows_beneath_the_form_are_entries_too(client, entries):
    named = session_entries({"narasumber": [{"institution": "TNI"}]}) | SCREEN
    sent = named | {"title": "Judul asli", "kind": entries["kind"]}
    assert "isian baru Anda (Narasumber)" in client.post(URL, sent).text


def test_a_report_from_a_screen_that_is_stored_as_a_plan_is_not_said_to_be_sent(client, entries):
    answer = client.post(URL, entries | {"langkah": "kirim"})
    assert "langkah terakhir Anda belum" in answer.text
    assert Session.objects.get().status == Session.Status.PLANNED


def test_the_same_entries_once_more_open_the_stored_session(client, entries):
    answer = client.post(URL, entries | {"weekday": "Jumat"})
    assert answer.url == Session.objects.get().get_absolute_url()
    assert Session.objects.count() == 1
