"""Who is not signed in comes back to where he was: to the form, not to its button."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from dbi_portal.middleware import where_he_was

FORM = "/petugas/tambah/?kantor=3"
HERE = "http://testserver"


def next_of(answer):
    return answer.url.partition("?next=")[2]


@pytest.mark.parametrize(
    ("path", "came_from", "back"),
    [
        (FORM, f"{HERE}{FORM}", "/petugas/tambah/%3Fkantor%3D3"),
        ("/kegiatan/5/tinjau/", f"{HERE}/kegiatan/5/", "/kegiatan/5/"),
        ("/kegiatan/5/tinjau/", "", "/kegiatan/5/tinjau/"),
        ("/kegiatan/5/tinjau/", "https://lain.example/petugas/", "/kegiatan/5/tinjau/"),
    ],
)
def test_what_was_sent_leads_back_to_the_page_it_was_sent_from(db, client, path, came_from, back):
    answer = client.post(path, headers={"Referer": came_from})
    assert answer.status_code == 302
    assert next_of(answer) == back


def test_what_was_asked_for_is_opened_after_signing_in(db, client):
    answer = client.get(FORM, headers={"Referer": f"{HERE}/desa/"})
    assert next_of(answer) == "/petugas/tambah/%3Fkantor%3D3"


def test_a_part_of_a_page_makes_the_whole_page_ask(db, client):
    answer = client.get("/petugas/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (401, "true")


def test_the_sign_in_page_can_say_that_entries_are_kept(db, client):
    page = client.get(f"{reverse('login')}?next={FORM}").text
    assert f'<div hidden data-draft-for="{FORM}">' in page
    assert "data-draft-for" not in client.get(reverse("login")).text


def test_a_form_of_an_earlier_sign_in_leads_back_to_itself(db):
    strict = Client(enforce_csrf_checks=True)
    page = strict.post(FORM, headers={"Referer": f"{HERE}{FORM}"})
    assert page.status_code == 403
    assert f'<a class="btn btn-primary" href="{FORM}">Buka lagi formulirnya</a>' in page.text


def test_an_address_of_another_site_is_never_gone_back_to():
    request = RequestFactory().post("/petugas/", headers={"Referer": "//lain.example/x"})
    assert where_he_was(request) == "/petugas/"
