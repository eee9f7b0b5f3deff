"""Who changed what from what to what: in sentences, to whoever may see the row."""

from datetime import date

import pytest
from django.urls import reverse

from officers import audit
from officers.history import history_of, last_change
from officers.history_values import UNKNOWN
from officers.models import AuditEvent, Officer
from officers.roles import Role
from officers.tests.factories import CentreFactory, OfficeFactory, OfficerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory(short_name="Kanim Bekasi")


@pytest.fixture
def clerk(office):
    return UserFactory(office=office, role=Role.OPERATOR, full_name="Ayu Contoh")


@pytest.fixture
def officer(office):
    return OfficerFactory(office=office, name="Cici Contoh")


def note(officer, clerk, **changes):
    return audit.record("officers.officer.changed", by=clerk, target=officer, **changes)


def lines_of(officer):
    return history_of(officer)[0].changes


def address(row, label="officers.officer"):
    return reverse("officers:history", args=[label, row.pk])


def test_a_line_says_who_did_what_and_when(officer, clerk):
    event = note(officer, clerk, name=["Cici", "Cici Contoh"])
    [change] = history_of(officer)
    assert (change.who, change.what) == ("Ayu Contoh", "mengubah data petugas")
    assert change.when == event.happened_at
    assert change.changes == [("Nama", "Cici", "Cici Contoh")]
    assert last_change(officer) == ("Ayu Contoh", event.happened_at)


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("joined_on", None, date(2025, 5, 21), ("Menjadi PIMPASA sejak", UNKNOWN, "21 Mei 2025")),
        ("made_up", True, False, ("Data contoh", "Ya", "Tidak")),
        ("email", "", "a@contoh.id", ("Surel", UNKNOWN, "a@contoh.id")),
        ("kinds", ["TNI"], ["TNI", "Polri"], ("Kinds", "TNI", "TNI, Polri")),
        ("note", "", "mutasi", ("Keterangan", UNKNOWN, "mutasi")),
        ("starts_at", "09:00:00", "10:30", ("Starts at", "09.00", "10.30")),
        ("was", "", {"a": "", "b": "2"}, ("Sebelumnya", UNKNOWN, "a, b: 2")),
    ],
)
def test_values_are_written_as_an_office_writes_them(officer, clerk, name, old, new, line):
    note(officer, clerk, **{name: [old, new]})
    assert lines_of(officer) == [line]


def test_choices_go_by_their_label(clerk):
    audit.record("x.changed", by=clerk, target=clerk, role=["pimpasa", "kepala-kantor"])
    assert history_of(clerk)[0].changes == [("Peran", "PIMPASA", "Kepala Kantor")]


def test_rows_go_by_their_name_and_a_lost_one_by_its_number(officer, clerk, office):
    other = OfficeFactory(short_name="Kanim Batam")
    note(officer, clerk, office=[other, office], user=[987654, clerk.pk])
    assert lines_of(officer) == [
        ("Kantor", "Kanim Batam", "Kanim Bekasi"),
        ("Akun portal", "987654", "Ayu Contoh"),
    ]


def test_an_office_noted_by_its_code_goes_by_its_name_too(officer, clerk, office):
    note(officer, clerk, office=[None, office.code])
    assert lines_of(officer) == [("Kantor", UNKNOWN, "Kanim Bekasi")]


def test_what_making_something_noted_is_what_was_entered(officer, clerk):
    audit.record("officers.officer.added", by=clerk, target=officer, kinds=["satu", "dua"])
    assert lines_of(officer) == [("Kinds", UNKNOWN, "satu, dua")]


def test_many_values_under_one_word_are_a_line_each(officer, clerk):
    note(officer, clerk, targets={"Mustikajaya": [2, 3], "Teluk Pucung": [None, 1]})
    assert lines_of(officer) == [("Mustikajaya", "2", "3"), ("Teluk Pucung", UNKNOWN, "1")]


def test_what_did_not_change_and_what_nobody_should_read_is_left_out(officer, clerk):
    note(officer, clerk, email=["", ""], digest="abc", password=["a", "b"])
    assert lines_of(officer) == []


def test_a_new_password_is_noted_without_saying_which(client, clerk):
    client.force_login(UserFactory(role=Role.ADMIN, office=CentreFactory()))
    url = reverse("admin:officers_user_change", args=[clerk.pk])
    account = {"username": clerk.username, "role": clerk.role, "office": clerk.office_id}
    client.post(url, account | {"is_active": "on", "new_password": "sangat-rahasia-1"})
    event = AuditEvent.objects.get(action="officers.user.changed")
    assert event.changes["new_password"] == ["", "diganti"]


def test_a_row_tells_what_happened_to_others_that_concern_it(officer, clerk, office):
    audit.record("officers.office.changed", by=None, target=office, about=[officer], city=["", "X"])
    [change] = history_of(officer)
    assert (change.who, change.about) == ("Portal (otomatis)", "Kanim Bekasi")
    assert history_of(office)[0].about == ""
    assert history_of(OfficerFactory()) == []


def test_an_action_without_a_sentence_of_its_own_still_says_what_it_was(officer, clerk):
    audit.record("contoh.ended", by=clerk, target=officer)
    assert history_of(officer)[0].what == "mengakhiri petugas"


def test_a_number_only_spelt_otherwise_is_no_change(client, clerk, office):
    officer = OfficerFactory(office=office, name="Cici Contoh", phone="+62 812-3456-7890")
    client.force_login(clerk)
    entries = {"name": "Cici", "phone": "0812 3456 7890"}
    client.post(reverse("officers:change", args=[officer.pk]), entries | {"employee_number": ""})
    assert lines_of(officer) == [("Nama", "Cici Contoh", "Cici")]


def test_the_latest_comes_first_and_no_more_than_asked(officer, clerk):
    for number in range(3):
        note(officer, clerk, phone=["", str(number)])
    assert [change.changes[0][2] for change in history_of(officer, limit=2)] == ["2", "1"]


def test_a_long_history_asks_no_more_than_a_short_one(
    officer, clerk, office, django_assert_num_queries
):
    for number in range(12):
        other = OfficeFactory()
        note(officer, UserFactory(), office=[other, office], phone=["", str(number)])
    with django_assert_num_queries(4):  # lines, people, officers, offices
        assert len(history_of(officer)) == 12


def test_the_page_tells_the_history_by_pages(client, clerk, officer):
    for number in range(11):
        note(officer, clerk, phone=["", f"telepon {number}"])
    client.force_login(clerk)
    page = client.get(address(officer)).text
    assert "Riwayat perubahan" in page
    assert "telepon 10" in page
    assert "telepon 0<" not in page
    assert "telepon 0<" in client.get(address(officer) + "?page=2").text


def test_the_panel_and_its_earlier_lines_come_as_parts(client, clerk, officer):
    for number in range(11):
        note(officer, clerk, phone=["", f"telepon {number}"])
    client.force_login(clerk)
    panel = client.get(address(officer), headers={"HX-Request": "true"}).text
    assert "<html" not in panel
    assert f'hx-get="{address(officer)}?page=2"' in panel
    earlier = client.get(address(officer) + "?page=2", headers={"HX-Request": "true"}).text
    assert earlier.count('<li class="change">') == 1
    assert "<section" not in earlier


def test_an_empty_history_says_so(client, clerk, officer):
    client.force_login(clerk)
    assert "Belum ada perubahan yang tercatat" in client.get(address(officer)).text


def test_what_was_typed_is_never_markup(client, clerk, officer):
    note(officer, clerk, name=["<b>x</b>", "<script>alert(1)</script>"])
    client.force_login(clerk)
    assert "<script>alert" not in client.get(address(officer)).text


def test_someone_elses_row_has_no_history(client, clerk):
    client.force_login(clerk)
    assert client.get(address(OfficerFactory())).status_code == 404


@pytest.mark.parametrize("label", ["officers.nothing", "x", "officers.officerpost.x", "auth.group"])
def test_an_address_that_names_no_register_is_none(client, clerk, label):
    client.force_login(clerk)
    assert client.get(f"/petugas/riwayat/{label}/1/").status_code == 404


def test_accounts_have_a_history_for_those_who_keep_them_only(client, clerk, office):
    client.force_login(clerk)
    assert client.get(address(clerk, "officers.user")).status_code == 403
    client.force_login(UserFactory(office=office, role=Role.ADMIN))
    assert client.get(address(clerk, "officers.user")).status_code == 200


def test_a_village_official_is_shown_no_history(client, office, officer):
    client.force_login(UserFactory(office=office, role=Role.VILLAGE_OFFICIAL))
    assert client.get(address(officer)).status_code == 404


def test_a_change_on_the_form_is_told_with_names_not_numbers(client, clerk, officer, office):
    account = UserFactory(office=office, role=Role.PIMPASA, full_name="Cici Contoh")
    client.force_login(clerk)
    entries = {"name": "Cici Contoh", "employee_number": ""}
    url = reverse("officers:change", args=[officer.pk])
    client.post(url, entries | {"user": account.pk, "joined_on": "2025-05-21"})
    assert Officer.objects.get().user == account
    told = {label: (old, new) for label, old, new in lines_of(officer)}
    assert told["Akun portal"] == (UNKNOWN, "Cici Contoh")
    assert told["Menjadi PIMPASA sejak"] == (UNKNOWN, "21 Mei 2025")
