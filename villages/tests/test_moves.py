"""An officer moves to another office or leaves: postings end, the record stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from officers.actions.officers import add_officer
from officers.models import AuditEvent, Officer, OfficerPost
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from villages import actions
from villages.actions.moves import officer_leaves, transfer_officer
from villages.tests.factories import AssignmentFactory, GuidedVillageFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 9, 1, 3, tzinfo=UTC)
MARCH = date(2025, 3, 1)


@pytest.fixture
def village():
    return GuidedVillageFactory()


@pytest.fixture
def officer(village):
    known = OfficerFactory.build(
        office=village.office, position="Analis", joined_on=date(2024, 1, 1), phone="+62 812-1"
    )
    return add_officer(officer=known, by=None)


@pytest.fixture
def posting(village, officer):
    return AssignmentFactory(village=village, officer=officer)


@pytest.fixture
def new_office():
    return OfficeFactory(short_name="Kanim Baru")


def transfer(officer, office, on=MARCH, **facts):
    return transfer_officer(officer=officer, office=office, on=on, by=None, at=NOW, **facts)


def complaint(call, *arguments, **facts):
    with pytest.raises(ValidationError) as refused:
        call(*arguments, **facts)
    return {field: " ".join(sentences) for field, sentences in refused.value.message_dict.items()}


def test_whoever_is_added_has_a_first_post(officer):
    post = officer.posts.get()
    assert (post.office, post.position, post.starts_on) == (
        officer.office, "Analis", date(2024, 1, 1),
    )  # fmt: skip


def test_a_move_ends_postings_the_day_before_and_opens_a_post(officer, posting, new_office):
    old = officer.office
    transfer(officer, new_office, position="Kepala Subseksi", basis="SK Mutasi 7")
    posting.refresh_from_db()
    officer.refresh_from_db()
    assert posting.ends_on == date(2025, 2, 28)
    assert (officer.office, officer.position) == (new_office, "Kepala Subseksi")
    line = [(post.office, post.ends_on, post.basis) for post in officer.posts.all()]
    assert line == [(old, date(2025, 2, 28), ""), (new_office, None, "SK Mutasi 7")]
    trail = AuditEvent.objects.get(action="officers.officer.transferred")
    assert trail.changes["office"] == [old.code, new_office.code]
    assert f"villages.GuidedVillage:{posting.village_id}" in trail.about
    ended = AuditEvent.objects.get(action="villages.assignment.ended")
    assert ended.changes["ends_on"] == [None, "2025-02-28"]


def test_an_officer_without_a_written_post_gets_one_for_the_time_before(new_office):
    officer = OfficerFactory(joined_on=date(2024, 1, 1))
    transfer(officer, new_office)
    first, second = officer.posts.all()
    assert (first.starts_on, first.ends_on) == (date(2024, 1, 1), date(2025, 2, 28))
    assert second.office == new_office


def test_the_account_does_not_move_by_itself(officer, new_office):
    officer.user = account = UserFactory(office=officer.office, role=Role.PIMPASA)
    officer.save()
    old = account.office
    transfer(officer, new_office)
    account.refresh_from_db()
    assert account.office == old


def test_a_move_before_the_last_posting_began_is_said_at_the_day(officer, posting, new_office):
    refused = complaint(transfer, officer, new_office, on=date(2024, 2, 1))
    assert str(posting.village) in refused["on"]
    assert "1 Maret 2024" in refused["on"]
    assert not AuditEvent.objects.filter(action="officers.officer.transferred").exists()


def test_a_move_before_the_present_post_began_is_said_at_the_day(officer, new_office):
    assert "1 Januari 2024" in complaint(transfer, officer, new_office, on=date(2024, 1, 1))["on"]


def test_nobody_moves_in_the_future_or_to_where_he_is(officer, new_office):
    assert "belum tiba" in complaint(transfer, officer, new_office, on=date(2025, 9, 2))["on"]
    assert "sudah bertugas" in complaint(transfer, officer, officer.office)["office"]
    closed = OfficeFactory(closed_on=date(2025, 1, 1))
    assert "ditutup" in complaint(transfer, officer, closed)["office"]


def test_whoever_left_does_not_move(officer, new_office):
    officer_leaves(officer=officer, on=date(2025, 2, 1), by=None, at=NOW)
    officer.refresh_from_db()
    assert "sudah berhenti 1 Februari 2025" in complaint(transfer, officer, new_office)["on"]


def test_leaving_ends_postings_and_post_on_the_last_day(officer, posting):
    officer_leaves(officer=officer, on=date(2025, 6, 30), by=None, at=NOW, note="Purnatugas")
    officer.refresh_from_db()
    posting.refresh_from_db()
    days = {officer.left_on, posting.ends_on, officer.posts.get().ends_on}
    assert days == {date(2025, 6, 30)}
    trail = AuditEvent.objects.get(action="officers.officer.left")
    assert trail.changes["left_on"] == [None, "2025-06-30"]


def test_nobody_leaves_before_he_came_or_before_a_posting_began(officer, posting):
    leave = {"officer": officer, "by": None, "at": NOW}
    assert "1 Maret 2024" in complaint(officer_leaves, on=date(2024, 2, 1), **leave)["on"]
    posting.delete()
    assert "1 Januari 2024" in complaint(officer_leaves, on=date(2023, 12, 31), **leave)["on"]


def test_a_wrong_day_of_leaving_is_put_right(officer, posting):
    officer_leaves(officer=officer, on=date(2025, 6, 30), by=None, at=NOW)
    officer_leaves(officer=officer, on=date(2025, 5, 31), by=None, at=NOW)
    officer.refresh_from_db()
    posting.refresh_from_db()
    assert (officer.left_on, posting.ends_on) == (date(2025, 5, 31), date(2025, 5, 31))


# Postings and posts


def assign(officer, village, **dated):
    usual = {"starts_on": MARCH}
    return actions.assign_officer(officer=officer, village=village, by=None, **(usual | dated))


def test_a_posting_lies_within_the_time_at_that_office(officer, village, new_office):
    transfer(officer, new_office)
    assert "petugas Kanim Baru" in complaint(assign, officer, village)["officer"]
    past = {"starts_on": date(2025, 1, 1)}
    refused = complaint(assign, officer, village, **past, ends_on=date(2025, 3, 15))
    assert "sampai 28 Februari 2025" in refused["ends_on"]
    assert assign(officer, village, **past, ends_on=date(2025, 2, 28)).office == village.office


def test_a_new_position_in_the_same_office_does_not_cut_a_posting(officer, village):
    OfficerPost.objects.filter(officer=officer).update(ends_on=date(2025, 3, 31))
    OfficerPost.objects.create(
        officer=officer, office=officer.office, position="Penyelia", starts_on=date(2025, 4, 1)
    )
    assert assign(officer, village).ends_on is None


def test_one_paper_sends_several_officers_to_several_villages(officer, village):
    colleague = OfficerFactory(office=village.office)
    other = GuidedVillageFactory(office=village.office)
    made = actions.assign_officers(
        officers=[officer, colleague], villages=[village, other], starts_on=MARCH, by=None
    )
    assert len(made) == 4
    trail = AuditEvent.objects.filter(about__contains=[f"officers.Officer:{colleague.pk}"])
    assert trail.count() == 2


def test_of_many_postings_one_that_does_not_fit_stops_all_and_is_named(officer, posting):
    other = GuidedVillageFactory(office=officer.office)
    wanted = {"officers": [officer], "villages": [other, posting.village], "starts_on": MARCH}
    refused = complaint(actions.assign_officers, by=None, **wanted)
    assert str(posting.village) in refused["officers"]
    assert "sejak 1 Maret 2024 sampai sekarang" in refused["officers"]
    assert not other.assignments.exists()


# The pages


@pytest.fixture
def operator(client, village):
    user = UserFactory(office=village.office)
    client.force_login(user)
    return user


def send(client, name, officer, **entries):
    return client.post(reverse(f"villages:{name}", args=[officer.pk]), entries)


def test_a_clerk_releases_to_an_office_he_does_not_see(
    client, operator, officer, posting, new_office
):
    form = client.get(reverse("villages:officer-transfer", args=[officer.pk])).content.decode()
    assert "Kanim Baru" in form
    assert str(posting.village) in form
    answer = send(client, "officer-transfer", officer, office=new_office.pk, on="2025-03-01")
    assert answer.url == officer.get_absolute_url()
    assert Officer.objects.get().office == new_office


def test_the_old_office_reads_name_and_time_there_and_changes_nothing(
    client, operator, officer, new_office
):
    Officer.objects.update(employee_number="199001012015031001")
    transfer(officer, new_office)
    page = client.get(officer.get_absolute_url())
    text = page.content.decode()
    assert new_office.name in text
    assert "28 Februari 2025" in text
    assert "199001012015031001" not in text
    assert "+62 812-1" not in text
    listed = client.get(reverse("officers:list"), {"serving": "pindah"})
    assert list(listed.context["object_list"]) == [officer]
    assert "199001012015031001" not in listed.content.decode()
    found = client.get(reverse("officers:list"), {"q": "199001012015031001"})
    assert not found.context["object_list"]
    for name in ("officers:change", "officers:position", "officers:photo", "officers:merge"):
        assert client.get(reverse(name, args=[officer.pk])).status_code in (403, 404)
    assert send(client, "officer-transfer", officer).status_code == 404
    history = reverse("officers:history", args=["officers.officer", officer.pk])
    assert client.get(history).status_code == 404


def test_the_new_office_is_told_that_the_account_stayed_behind(client, officer, new_office):
    account = UserFactory(office=officer.office, role=Role.PIMPASA, username="rahmat")
    Officer.objects.update(user=account)
    transfer(officer, new_office)
    client.force_login(UserFactory(office=new_office, role=Role.ADMIN))
    text = client.get(officer.get_absolute_url()).content.decode()
    assert f"Akun rahmat masih milik {account.office}" in text


def test_saving_the_page_does_not_cut_off_an_account_that_stayed_behind(
    client, officer, new_office
):
    account = UserFactory(office=officer.office, role=Role.PIMPASA)
    Officer.objects.update(user=account)
    transfer(officer, new_office)
    client.force_login(UserFactory(office=new_office))
    url = reverse("officers:change", args=[officer.pk])
    client.post(url, {"name": "Nama Baru (contoh)", "user": account.pk})
    changed = Officer.objects.get()
    assert (changed.name, changed.user) == ("Nama Baru (contoh)", account)


def test_whoever_leaves_is_recorded_on_his_page(client, operator, officer, posting):
    answer = send(client, "officer-leave", officer, on="2025-06-30", note="Purnatugas")
    assert answer.url == officer.get_absolute_url()
    assert "berhenti" in client.get(answer.url).content.decode()


def test_a_pimpasa_releases_nobody(client, officer):
    client.force_login(UserFactory(office=officer.office, role=Role.PIMPASA))
    url = reverse("villages:officer-transfer", args=[officer.pk])
    assert client.get(url).status_code == 403


def test_a_transfer_to_come_is_recorded_on_its_day_and_the_field_says_so(
    client, operator, officer, new_office
):
    url = reverse("villages:officer-transfer", args=[officer.pk])
    assert "Mutasi dicatat mulai hari berlakunya" in client.get(url).content.decode()
    soon = timezone.localdate() + timedelta(days=9)
    answer = send(client, "officer-transfer", officer, office=new_office.pk, on=soon.isoformat())
    assert "belum tiba" in answer.context["form"].errors["on"][0]
    assert Officer.objects.get().office == officer.office
