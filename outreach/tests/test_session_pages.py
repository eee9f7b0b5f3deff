"""Sessions as their readers meet them: in a browser, within their office."""

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory
from outreach.models import FollowUp, Session, SessionVillage
from outreach.tests.entries import session_entries
from outreach.tests.factories import (
    AudienceGroupFactory,
    DutyFactory,
    FollowUpFactory,
    SessionFactory,
    TopicFactory,
)
from villages.models import VillageAccount
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
LIST = reverse("outreach:list")


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def sign_in(client, office):
    def sign_in(role=Role.OPERATOR, at=None):
        user = UserFactory(role=role, office=at or office)
        client.force_login(user)
        return client

    return sign_in


def address(name, row):
    return reverse(f"outreach:{name}", args=[row.pk])


def test_the_list_shows_the_offices_own_sessions(sign_in, office):
    SessionFactory(office=office, title="Sosialisasi di balai")
    SessionFactory(title="Milik kantor lain")
    page = sign_in().get(LIST).text
    assert "Sosialisasi di balai" in page
    assert "Milik kantor lain" not in page
    assert "1 kegiatan" in page


def test_a_kanwil_sees_the_sessions_of_its_offices(sign_in):
    kanwil = KanwilFactory(under=CentreFactory())
    SessionFactory(office=OfficeFactory(under=kanwil), title="Kegiatan di bawah Kanwil")
    SessionFactory(title="Milik Kanwil lain")
    page = sign_in(Role.SUPERVISOR, at=kanwil).get(LIST).text
    assert "Kegiatan di bawah Kanwil" in page
    assert "Milik Kanwil lain" not in page


def test_people_are_what_is_written_else_what_the_groups_add_up_to(sign_in, office):
    SessionFactory(office=office, participants=60)
    counted = SessionFactory(office=office, participants=None)
    for count in (20, 22, None):
        counted.audiences.create(group=AudienceGroupFactory(), count=count)
    SessionFactory(office=office, participants=None)
    rows = sign_in().get(LIST, {"urut": "judul"}).context["rows"]
    assert [row.cells[4].text for row in rows] == ["60", "42", ""]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=balai", ["A"]),
        ("q=mustika", ["A"]),
        ("status=disetujui", ["B"]),
        ("tanggal_dari=2025-11-01", ["B"]),
        ("tanggal_dari=2025-10-01&tanggal_sampai=2025-10-31", ["A"]),
        ("topic={topic}", ["B"]),
        ("duty={duty}", ["B"]),
        ("village={village}", ["A"]),
        ("kind={kind}", ["A", "B"]),
        ("office={office}", ["A", "B"]),
    ],
)
def test_the_list_is_searched_and_filtered(sign_in, office, query, found):
    village, topic = GuidedVillageFactory(office=office, region__name="Mustikajaya"), TopicFactory()
    first = SessionFactory(office=office, title="A", place="Balai RW")
    SessionVillage.objects.create(session=first, village=village)
    second = SessionFactory(
        office=office, title="B", place="Hotel", held_on="2025-11-24", approved=True
    )
    second.session_topics.create(topic=topic)
    duty = DutyFactory()
    second.session_duties.create(duty=duty)
    known = {"topic": topic.pk, "duty": duty.pk, "village": village.pk}
    known |= {"kind": first.kind_id, "office": office.pk}
    rows = sign_in().get(f"{LIST}?{query.format(**known)}&urut=judul").context["rows"]
    assert [row.cells[0].text for row in rows] == found


def test_the_detail_says_what_does_not_add_up(sign_in, office):
    session = SessionFactory(office=office, participants=60)
    session.audiences.create(group=AudienceGroupFactory(name="Camat"), count=56)
    session.audiences.create(group=AudienceGroupFactory(name="Lurah"), count=None)
    page = sign_in().get(session.get_absolute_url()).text
    assert "Selisih" in page
    assert "1 unsur hadir tanpa dihitung jumlahnya" in page
    assert "Jumat, 31 Oktober 2025" in page


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("detail", "get"),
        ("change", "get"),
        ("change", "post"),
        ("submit", "post"),
        ("review", "post"),
        ("cancel", "get"),
        ("cancel", "post"),
    ],
)
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.VERIFIER])
def test_a_session_of_another_office_does_not_exist(sign_in, name, method, role):
    answer = getattr(sign_in(role), method)(address(name, SessionFactory()))
    assert answer.status_code == 404


def test_a_follow_up_of_another_office_does_not_exist(sign_in):
    assert sign_in().post(address("follow-up", FollowUpFactory())).status_code == 404


@pytest.mark.parametrize(
    ("role", "name", "method"),
    [
        (Role.OFFICE_HEAD, "change", "get"),
        (Role.OFFICE_HEAD, "submit", "post"),
        (Role.OFFICE_HEAD, "cancel", "get"),
        (Role.OPERATOR, "review", "post"),
        (Role.PIMPASA, "review", "post"),
    ],
)
def test_who_may_not_is_told_so(sign_in, office, role, name, method):
    answer = getattr(sign_in(role), method)(address(name, SessionFactory(office=office)))
    assert answer.status_code == 403


def test_a_page_that_does_something_is_not_opened_by_a_link(sign_in, office):
    session = SessionFactory(office=office)
    assert sign_in(Role.VERIFIER).get(address("review", session)).status_code == 405


def test_a_session_is_recorded_and_waits_for_review(sign_in, office):
    answer = sign_in().post(reverse("outreach:create"), session_entries(), follow=True)
    session = Session.objects.get()
    assert answer.redirect_chain[-1][0] == session.get_absolute_url()
    assert (session.office, session.status) == (office, Session.Status.REPORTED)
    assert "menunggu tinjauan" in answer.text


def test_a_form_with_an_error_keeps_every_entry(sign_in, office):
    village, group = (
        GuidedVillageFactory(office=office, region__name="Mustikajaya"),
        AudienceGroupFactory(),
    )
    rows = {
        "rtrw": [{"region": village.region_id, "rt_count": "banyak"}],
        "narasumber": [{"institution": "BP3MI Banten", "subject": "Bekerja dengan aman"}],
        "lanjut": [{"task": "Sebarkan ke RT", "owner": "Lurah", "due_on": "2025-11-30"}],
    }
    entries = {
        "held_on": "Selasa, 11 Oktober 2025",
        "reached": [village.region_id],
        "villages": [village.pk],
        f"unsur-count_{group.pk}": "1.200",
        "result": "Lurah setuju.",
    }
    page = sign_in().post(reverse("outreach:create"), session_entries(rows, **entries)).text
    assert "Belum tersimpan" in page
    assert "jatuh pada hari Sabtu, bukan Selasa" in page
    assert 'href="#id_rtrw-0-rt_count"' in page
    for kept in ("Sosialisasi bahaya TPPO", "Selasa, 11 Oktober 2025", "BP3MI Banten", "banyak"):
        assert f'value="{kept}"' in page
    for kept in ("1.200", "Sebarkan ke RT", "2025-11-30"):
        assert f'value="{kept}"' in page
    assert "Lurah setuju." in page
    assert page.count('data-name="Mustikajaya"') == 2
    assert not Session.objects.exists()


def test_the_village_one_comes_from_is_chosen_already(sign_in, office):
    village = GuidedVillageFactory(office=office)
    page = sign_in().get(f"{reverse('outreach:create')}?village={village.pk}").text
    assert f'<option value="{village.pk}" selected>' in page


def test_a_returned_session_is_put_right_and_sent_again(sign_in, office):
    session = SessionFactory(office=office, returned=True)
    client = sign_in(Role.PIMPASA)
    assert session.review_note in client.get(address("change", session)).text
    entries = session_entries(kind=session.kind_id, participants="40")
    client.post(address("change", session), entries)
    session.refresh_from_db()
    assert (session.status, session.participants) == (Session.Status.REPORTED, 40)


def test_a_change_can_be_kept_without_sending(sign_in, office):
    session = SessionFactory(office=office, returned=True)
    entries = session_entries(kind=session.kind_id, langkah="simpan", title="Judul baru")
    sign_in().post(address("change", session), entries)
    session.refresh_from_db()
    assert (session.status, session.title) == (Session.Status.RETURNED, "Judul baru")


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_approved_session_is_locked_with_a_sentence(sign_in, office, method):
    session = SessionFactory(office=office, approved=True)
    answer = getattr(sign_in(), method)(address("change", session), follow=True)
    assert answer.redirect_chain[-1][0] == session.get_absolute_url()
    assert "sudah disetujui, jadi isinya terkunci" in answer.text


def test_a_verifier_approves(sign_in, office):
    session = SessionFactory(office=office)
    client = sign_in(Role.VERIFIER)
    assert "Setujui" in client.get(session.get_absolute_url()).text
    answer = client.post(address("review", session), {"putusan": "setujui"}, follow=True)
    session.refresh_from_db()
    assert session.status == Session.Status.APPROVED
    assert "masuk hitungan laporan" in answer.text


def test_a_return_without_a_note_is_answered_with_a_sentence(sign_in, office):
    session = SessionFactory(office=office)
    client = sign_in(Role.VERIFIER)
    answer = client.post(address("review", session), {"putusan": "kembalikan"}, follow=True)
    assert "Tulis apa yang harus diperbaiki" in answer.text
    client.post(address("review", session), {"putusan": "kembalikan", "note": "Isi peserta."})
    session.refresh_from_db()
    assert (session.status, session.review_note) == (Session.Status.RETURNED, "Isi peserta.")


def test_who_may_not_review_sees_no_review_box(sign_in, office):
    page = sign_in().get(SessionFactory(office=office).get_absolute_url()).text
    assert 'value="setujui"' not in page


def test_a_plan_is_sent_from_its_page(sign_in, office):
    session = SessionFactory(office=office, planned=True, result="Rapat.")
    sign_in().post(address("submit", session))
    session.refresh_from_db()
    assert session.status == Session.Status.REPORTED


def test_a_session_is_cancelled_after_a_question(sign_in, office):
    session = SessionFactory(office=office, planned=True)
    client = sign_in()
    assert f"Batalkan “{session}”?" in client.get(address("cancel", session)).text
    client.post(address("cancel", session), {"reason": "Ditunda kelurahan."})
    session.refresh_from_db()
    assert session.status == Session.Status.CANCELLED
    assert "Ditunda kelurahan." in client.get(session.get_absolute_url()).text


def test_cancelling_what_is_approved_is_refused_with_a_sentence(sign_in, office):
    session = SessionFactory(office=office, approved=True)
    assert "terkunci" in sign_in().post(address("cancel", session), follow=True).text


def test_a_follow_up_is_marked_as_done_and_opened_again(sign_in, office):
    follow_up = FollowUpFactory(session__office=office, session__approved=True)
    client = sign_in()
    assert "Tandai selesai" in client.get(follow_up.session.get_absolute_url()).text
    client.post(address("follow-up", follow_up))
    assert not FollowUp.objects.open().exists()
    client.post(address("follow-up", follow_up), {"batal": "1"})
    assert FollowUp.objects.open().get() == follow_up


def test_a_village_official_sees_the_approved_sessions_of_his_village(client, office):
    village = GuidedVillageFactory(office=office)
    official = UserFactory(role=Role.VILLAGE_OFFICIAL, office=office)
    VillageAccount.objects.create(user=official, village=village, office=office)
    client.force_login(official)
    approved, waiting = SessionFactory(office=office, approved=True), SessionFactory(office=office)
    for session in (approved, waiting):
        SessionVillage.objects.create(session=session, village=village)
    assert client.get(approved.get_absolute_url()).status_code == 200
    assert client.get(waiting.get_absolute_url()).status_code == 404
    assert client.get(reverse("outreach:create")).status_code == 403


def test_made_up_data_says_so(sign_in, office):
    session = SessionFactory(office=office, made_up=True)
    assert "data contoh" in sign_in().get(session.get_absolute_url()).text
