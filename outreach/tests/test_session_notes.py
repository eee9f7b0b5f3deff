"""Notes per field: written in the reviewer's box, read at the field, answered by sending again."""

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.actions.refusals import NamesAPerson, NoteMissing
from outreach.actions.remarks import Remark
from outreach.actions.review import approve_session, return_session, submit_session
from outreach.models import Session
from outreach.tests.entries import session_entries
from outreach.tests.factories import NOW, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def verifier(office):
    return UserFactory(role=Role.VERIFIER, office=office)


@pytest.fixture
def operator(office):
    return UserFactory(role=Role.OPERATOR, office=office)


@pytest.fixture
def returned(office, verifier):
    remarks = [Remark("Tulis nama balainya.", "place"), Remark("Lengkapi.", "photos")]
    return return_session(
        session=SessionFactory(office=office), remarks=remarks, by=verifier, at=NOW
    )


def to_return(*rows, note=""):
    """What the review box sends: notes on single fields and one on the whole."""
    sent = {"putusan": "kembalikan", "note": note}
    sent |= {"catatan-TOTAL_FORMS": len(rows), "catatan-INITIAL_FORMS": 0}
    for number, (field, words) in enumerate(rows):
        sent |= {f"catatan-{number}-field": field, f"catatan-{number}-note": words}
    return sent


def test_notes_on_single_fields_are_enough(returned):
    assert returned.review_note == "Tempat: Tulis nama balainya.\nFoto: Lengkapi."
    assert [row.field for row in returned.remarks.all()] == ["place", "photos"]


def test_a_note_on_no_field_of_ours_is_one_on_the_whole(office, verifier):
    session = SessionFactory(office=office)
    remarks = [Remark("Perbaiki.", "kolom-rekaan")]
    return_session(session=session, remarks=remarks, by=verifier, at=NOW)
    assert session.remarks.get().field == ""


@pytest.mark.parametrize(
    ("remarks", "why"),
    [([Remark("  ", "place")], NoteMissing), ([Remark("NIK 3275031010010001")], NamesAPerson)],
)
def test_an_empty_note_and_a_name_are_refused(office, verifier, remarks, why):
    session = SessionFactory(office=office)
    with pytest.raises(why):
        return_session(session=session, remarks=remarks, by=verifier, at=NOW)
    assert not session.remarks.exists()


def test_the_verifier_writes_notes_in_his_box(client, office, verifier):
    session = SessionFactory(office=office)
    client.force_login(verifier)
    sent = to_return(("participants", "Cocokkan dengan daftar hadir."), note="Hampir lengkap.")
    client.post(reverse("outreach:review", args=[session.pk]), sent)
    session.refresh_from_db()
    assert session.status == Session.Status.RETURNED
    assert list(session.remarks.values_list("field", "note")) == [
        ("", "Hampir lengkap."),
        ("participants", "Cocokkan dengan daftar hadir."),
    ]


def test_a_note_that_cannot_be_taken_comes_back_as_it_was_typed(client, office, verifier):
    session = SessionFactory(office=office)
    client.force_login(verifier)
    sent = to_return(("", "Cocokkan dengan daftar hadir."))
    page = client.post(reverse("outreach:review", args=[session.pk]), sent)
    assert page.status_code == 200
    assert "Pilih isian yang dimaksud." in page.text
    assert "Cocokkan dengan daftar hadir." in page.text
    session.refresh_from_db()
    assert session.status == Session.Status.REPORTED


def test_the_form_shows_each_note_at_its_field(client, operator, returned):
    client.force_login(operator)
    form = client.get(reverse("outreach:change", args=[returned.pk])).text
    at_place = form.index("Tulis nama balainya.")
    assert form.index('id="id_title"') < at_place < form.index('id="id_place"')


def test_sending_again_settles_the_notes_and_keeps_them(client, operator, returned):
    client.force_login(operator)
    entries = session_entries(held_on=returned.held_on.isoformat())
    client.post(reverse("outreach:change", args=[returned.pk]), entries)
    returned.refresh_from_db()
    assert returned.status == Session.Status.REPORTED
    assert returned.remarks.count() == 2
    assert not returned.remarks.filter(settled_at=None).exists()
    assert "Terjawab" in client.get(returned.get_absolute_url()).text


def test_who_sent_it_in_is_on_record(operator, returned):
    sent = submit_session(session=returned, by=operator, at=NOW)
    assert (sent.reported_by, sent.reported_at) == (operator, NOW)


def test_an_approval_by_the_reporter_himself_is_said(client, office, verifier):
    session = SessionFactory(office=office, planned=True)
    submit_session(session=session, by=verifier, at=NOW)
    approve_session(session=session, by=verifier, at=NOW)
    client.force_login(verifier)
    page = client.get(session.get_absolute_url()).text
    assert "disetujui oleh pelapor sendiri" in page


def test_an_approval_by_somebody_else_needs_no_remark(client, office, verifier, operator):
    session = SessionFactory(office=office, planned=True)
    submit_session(session=session, by=operator, at=NOW)
    approve_session(session=session, by=verifier, at=NOW)
    client.force_login(verifier)
    assert "pelapor sendiri" not in client.get(session.get_absolute_url()).text


def test_a_village_official_reads_no_notes(returned):
    official = UserFactory(role=Role.VILLAGE_OFFICIAL, office=returned.office)
    assert not Session.objects.visible_to(official).filter(pk=returned.pk).exists()
