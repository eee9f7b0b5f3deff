"""Two people change the same page: the second one sees both versions, and nothing is lost."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from officers.models import Officer
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach.models import Session
from outreach.tests.entries import session_entries
from outreach.tests.factories import (
    AudienceGroupFactory,
    InstitutionFactory,
    SessionFactory,
    SessionKindFactory,
    TopicFactory,
)
from villages.tests.factories import GuidedVillageFactory, SelectionReasonFactory

pytestmark = pytest.mark.django_db


class Editor:
    """One of two people at their screens: opens a form, and sends what he saw with it."""

    def __init__(self, office, role, name):
        self.client = Client()
        self.client.force_login(UserFactory(office=office, role=role, full_name=name))

    def open(self, url):
        self.url, self.seen = url, seen_in(self.client.get(url))

    def save(self, **entries):
        answer = self.client.post(self.url, entries | {"_dilihat": self.seen})
        if answer.status_code == 200:
            self.seen = seen_in(answer)
        return answer


def seen_in(page):
    return re.search(r'name="_dilihat" value="([^"]+)"', page.text)[1]


@pytest.fixture
def office():
    return OfficeFactory(short_name="Kanim Bekasi")


@pytest.fixture
def editors(office):
    return (
        Editor(office, Role.OPERATOR, "Ayu Contoh"),
        Editor(office, Role.ADMIN, "Budi Contoh"),
    )


def both_open(editors, url):
    for editor in editors:
        editor.open(url)
    return editors


def told(answer):
    """{label: (stored, entered, theirs, mine)} of what the second editor is shown."""
    found = answer.context["form"].overtaken.differences
    return {each.label: (each.stored, each.entered, each.theirs, each.mine) for each in found}


def an_officer(**more):
    return {"name": "Cici Contoh", "employee_number": "", **more}


def test_an_officer_changed_twice_shows_both_versions_and_then_takes_ones_own(office, editors):
    officer = OfficerFactory(office=office, name="Cici Contoh", joined_on=date(2025, 5, 21))
    first, second = both_open(editors, reverse("officers:change", args=[officer.pk]))
    first.save(**an_officer(email="a@contoh.id", joined_on="2025-05-22"))
    mine = an_officer(email="b@contoh.id", joined_on="2025-05-21", phone="0812 3456 7890")
    answer = second.save(**mine)
    assert told(answer) == {
        "Surel": ("a@contoh.id", "b@contoh.id", True, True),
        "Menjadi PIMPASA sejak": ("22 Mei 2025", "21 Mei 2025", True, False),
        "Nomor telepon": ("", "+62 812-3456-7890", False, True),
    }
    assert 'value="b@contoh.id"' in answer.text
    officer.refresh_from_db()
    assert (officer.email, officer.phone) == ("a@contoh.id", "")
    assert second.save(**mine).status_code == 302
    officer.refresh_from_db()
    assert (officer.email, officer.joined_on) == ("b@contoh.id", date(2025, 5, 21))


def test_the_page_says_who_it_was_and_leads_to_what_is_stored(office, editors):
    officer = OfficerFactory(office=office, name="Cici Contoh")
    url = reverse("officers:change", args=[officer.pk])
    first, second = both_open(editors, url)
    first.save(**an_officer(email="a@contoh.id"))
    page = second.save(**an_officer(email="b@contoh.id")).text
    assert "Ayu Contoh menyimpan perubahan pada" in page
    assert "Simpan lagi untuk memakai isian Anda" in page
    assert f'<a href="{url}" data-discard="now">' in page


def test_a_third_change_between_the_two_savings_is_seen_too(office, editors):
    officer = OfficerFactory(office=office, name="Cici Contoh")
    first, second = both_open(editors, reverse("officers:change", args=[officer.pk]))
    first.save(**an_officer(email="a@contoh.id"))
    second.save(**an_officer(email="b@contoh.id"))
    Officer.objects.filter(pk=officer.pk).update(email="c@contoh.id")
    assert told(second.save(**an_officer(email="b@contoh.id"))) == {
        "Surel": ("c@contoh.id", "b@contoh.id", True, True)
    }


def test_two_who_enter_the_same_disagree_on_nothing(office, editors):
    officer = OfficerFactory(office=office, name="Cici Contoh")
    first, second = both_open(editors, reverse("officers:change", args=[officer.pk]))
    for editor in (first, second):
        assert editor.save(**an_officer(email="a@contoh.id")).status_code == 302


def test_a_refused_entry_is_shown_as_it_was_typed_beside_the_stored_one(office, editors):
    officer = OfficerFactory(office=office, name="Cici Contoh")
    first, second = both_open(editors, reverse("officers:change", args=[officer.pk]))
    first.save(**an_officer(phone="0812 3456 7890"))
    answer = second.save(**an_officer(phone="nanti"))
    assert told(answer)["Nomor telepon"][:2] == ("+62 812-3456-7890", "nanti")
    assert "bukan nomor telepon" in answer.text


def test_a_choice_of_another_office_is_told_by_its_name(editors, office):
    officer = OfficerFactory(office=office, name="Cici Contoh")
    account = UserFactory(office=office, role=Role.PIMPASA, full_name="Cici Contoh")
    first, second = both_open(editors, reverse("officers:change", args=[officer.pk]))
    first.save(**an_officer(user=account.pk))
    assert told(second.save(**an_officer()))["Akun portal"][:2] == ("Cici Contoh", "")


def test_a_village_whose_reasons_were_changed_meanwhile_tells_them(office, editors):
    reason = SelectionReasonFactory(name="Kantong PMI")
    village = GuidedVillageFactory(office=office)
    first, second = both_open(editors, reverse("villages:change", args=[village.pk]))
    ticked = {f"reason_{reason.pk}": "on", f"reason_{reason.pk}_note": "142 paspor"}
    first.save(**ticked, note="", source="")
    answer = second.save(note="Dekat pasar.", source="")
    assert told(answer) == {
        "Kantong PMI": ("Ya", "Tidak", True, False),
        "Angka atau keterangan: Kantong PMI": ("142 paspor", "", True, False),
        "Catatan": ("", "Dekat pasar.", False, True),
    }
    assert second.save(**ticked, note="Dekat pasar.", source="").status_code == 302
    village.refresh_from_db()
    assert village.note == "Dekat pasar."
    assert village.village_reasons.get().note == "142 paspor"


@pytest.fixture
def session(office):
    return SessionFactory(office=office, kind=SessionKindFactory(name="Sosialisasi"))


def a_session(session, rows=None, **more):
    own = {"kind": session.kind_id, "title": session.title, "place": session.place}
    held = {"held_on": session.held_on.isoformat(), "langkah": "simpan"}
    return session_entries(rows, **(own | held | more))


def test_a_session_whose_speakers_audience_and_topics_were_changed_tells_each(session, editors):
    camat, topic = AudienceGroupFactory(name="Camat"), TopicFactory(name="TPPO")
    first, second = both_open(editors, reverse("outreach:change", args=[session.pk]))
    added = {"narasumber": [{"institution": "TNI"}], "lanjut": [{"task": "Data", "owner": "Lurah"}]}
    counted = {f"unsur-count_{camat.pk}": "1.200", "topics": [topic.pk]}
    assert first.save(**a_session(session, added, **counted)).status_code == 302
    answer = second.save(**a_session(session, {"narasumber": [{"institution": "Polri"}]}))
    assert told(answer) == {
        "Topik": ("TPPO", "", True, False),
        "Unsur peserta": ("Camat: Ya, Jumlah Camat: 1.200", "", True, False),
        "Narasumber": ("TNI", "Polri", True, True),
        "Tindak lanjut": ("Data, Lurah", "", True, False),
    }
    assert [str(each) for each in session.speakers.all()] == ["TNI"]
    again = a_session(session, {"narasumber": [{"institution": "Polri"}]})
    assert second.save(**again).status_code == 302
    assert [str(each) for each in session.speakers.all()] == ["Polri"]


def test_the_same_speaker_entered_by_both_stays_one_and_is_not_lost(session, editors):
    InstitutionFactory(name="TNI")
    first, second = both_open(editors, reverse("outreach:change", args=[session.pk]))
    for editor in (first, second):
        sent = a_session(session, {"narasumber": [{"institution": "TNI"}]})
        assert editor.save(**sent).status_code == 302
    assert [str(each) for each in session.speakers.all()] == ["TNI"]


def test_rows_the_second_editor_takes_away_count_as_his_entry(session, editors):
    session.speakers.create(institution=InstitutionFactory(name="TNI"))
    first, second = both_open(editors, reverse("outreach:change", args=[session.pk]))
    row = {"institution": "TNI", "name": "Letkol"}
    first.save(**a_session(session, {"narasumber": [row]}))
    gone = {"narasumber": [{"institution": "TNI", "DELETE": "on"}]}
    assert told(second.save(**a_session(session, gone)))["Narasumber"][:2] == ("TNI, Letkol", "")


def test_a_session_nobody_else_touched_is_simply_saved(session, editors):
    first, _ = both_open(editors, reverse("outreach:change", args=[session.pk]))
    assert first.save(**a_session(session, title="Judul baru")).status_code == 302
    assert Session.objects.get().title == "Judul baru"


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_the_same_moment_come_one_after_the_other(office, editors):
    officer = OfficerFactory(office=office, name="Cici Contoh")
    pair = both_open(editors, reverse("officers:change", args=[officer.pk]))
    together = Barrier(2)

    def press(editor, email):
        together.wait()
        try:
            return editor.save(**an_officer(email=email)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hands:
        answers = list(hands.map(press, pair, ("a@contoh.id", "b@contoh.id")))
    assert sorted(answers) == [200, 302]
