"""A verifier decides about what he saw: what was changed meanwhile is shown to him first."""

import re

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.models import Session
from outreach.tests.entries import session_entries
from outreach.tests.factories import SessionFactory

pytestmark = pytest.mark.django_db
Status = Session.Status


class Desk:
    """A verifier whose page is open while an operator of his office goes on writing."""

    def __init__(self, client):
        office = OfficeFactory()
        self.client, self.office = client, office
        self.verifier = UserFactory(role=Role.VERIFIER, office=office)
        self.operator = UserFactory(role=Role.OPERATOR, office=office, full_name="Ayu Contoh")
        self.session = SessionFactory(office=office, participants=20)

    def open(self):
        self.client.force_login(self.verifier)
        self.seen = seen_in(self.client.get(self.session.get_absolute_url()))

    def change(self, **entries):
        own = {"kind": self.session.kind_id, "title": self.session.title, "participants": 20}
        self.client.force_login(self.operator)
        url = reverse("outreach:change", args=[self.session.pk])
        sent = session_entries(**(own | {"place": self.session.place} | entries))
        assert self.client.post(url, sent | {"langkah": "simpan"}).status_code == 302

    def decide(self, decision="setujui", **notes):
        self.client.force_login(self.verifier)
        sent = {"putusan": decision, "_dilihat": self.seen} | notes
        answer = self.client.post(reverse("outreach:review", args=[self.session.pk]), sent)
        self.session.refresh_from_db()
        return answer


def seen_in(page):
    return re.search(r'name="_dilihat" value="([^"]+)"', page.text)[1]


@pytest.fixture
def desk(client):
    desk = Desk(client)
    desk.open()
    return desk


def test_what_was_changed_under_the_verifiers_eyes_is_not_approved_but_shown(desk):
    desk.change(participants="2.000", title="Judul lain")
    answer = desk.decide()
    assert desk.session.status == Status.REPORTED
    assert "Ayu Contoh mengubah kegiatan ini pada" in answer.text
    assert re.search(r"Yang berubah: Judul,.* Jumlah peserta", answer.text)
    assert "Judul lain" in answer.text
    desk.seen = seen_in(answer)
    assert desk.decide().status_code == 302
    assert desk.session.status == Status.APPROVED


def test_nor_is_it_returned_and_the_typed_notes_stay(desk):
    desk.change(participants="21")
    notes = {"note": "Hampir lengkap.", "catatan-TOTAL_FORMS": 1, "catatan-INITIAL_FORMS": 0}
    row = {"catatan-0-field": "participants", "catatan-0-note": "Cocokkan daftar hadir."}
    answer = desk.decide("kembalikan", **notes, **row)
    assert desk.session.status == Status.REPORTED
    assert "Belum diputuskan" in answer.text
    assert "Hampir lengkap." in answer.text
    assert "Cocokkan daftar hadir." in answer.text


def test_a_note_that_cannot_be_taken_does_not_make_the_new_version_a_seen_one(desk):
    desk.change(participants="21")
    desk.seen = seen_in(desk.decide("kembalikan", note=""))
    assert "Belum diputuskan" in desk.decide().text


def test_a_photo_that_came_meanwhile_is_a_change_too(desk):
    desk.session.photos.create(image="photos/balai.jpg", position=1)
    assert "Yang berubah: Foto." in desk.decide().text


def test_what_nobody_changed_is_approved_at_once(desk):
    assert desk.decide().status_code == 302
    assert desk.session.status == Status.APPROVED
