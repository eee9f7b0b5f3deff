"""Deadlines of findings: the verifier before, the head when one has passed, then the Kanwil."""

from datetime import timedelta

import pytest

from officers import policy
from officers.models import Notice
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from outreach.actions.reminders import remind
from outreach.tests.finding_desk import NOW, Desk

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def desk():
    kanwil = KanwilFactory()
    desk = Desk(OfficeFactory(under=kanwil, short_name="Kanim Contoh"))
    desk.head = UserFactory(role=Role.OFFICE_HEAD, office=desk.office)
    desk.supervisor = UserFactory(role=Role.SUPERVISOR, office=kanwil)
    for role in (Role.OPERATOR, Role.ADMIN):
        UserFactory(role=role, office=desk.office)
    UserFactory(role=Role.VERIFIER)
    return desk


def told_at(desk, *hours):
    """Who is told at each of these hours after NOW, as letters of their role."""
    people = {desk.officer: "P", desk.verifier: "V", desk.head: "H", desk.supervisor: "K"}
    found = []
    for each in hours:
        Notice.objects.all().update(read_at=NOW)
        remind(at=NOW + each * HOUR)
        unread = Notice.objects.unread().select_related("user")
        found.append("".join(sorted(people.get(notice.user, "?") for notice in unread)))
    return found


def test_each_is_told_once_the_verifier_first_then_the_head_then_the_kanwil(desk):
    desk.sent()  # due 48 hours after NOW
    Notice.objects.all().delete()
    hours = (41, 42, 43, 47, 48, 49, 71, 72, 73)
    assert told_at(desk, *hours) == ["", "V", "", "", "H", "", "", "K", ""]
    texts = dict(Notice.objects.values_list("user__role", "text"))
    due = "3 Desember 2025 pukul 10.00 WIB"
    assert texts == {
        Role.VERIFIER: f"Satu temuan belum selesai, tenggatnya {due}.",
        Role.OFFICE_HEAD: f"Satu temuan lewat tenggat {due} dan belum selesai.",
        Role.SUPERVISOR: f"Satu temuan Kanim Contoh lewat tenggat {due} dan belum selesai.",
    }


def test_of_six_hours_two_are_left_when_the_verifier_is_reminded(desk):
    desk.sent(kind="tppo")
    Notice.objects.all().delete()
    assert told_at(desk, 3, 4, 5, 6, 29, 30) == ["", "V", "", "H", "", "K"]
    assert set(Notice.objects.values_list("kind", flat=True)) == {"temuan-mendesak"}


def test_who_must_put_something_right_is_reminded_too(desk):
    desk.give_back(desk.sent(), "Lengkapi.")
    Notice.objects.all().delete()
    assert told_at(desk, 42, 43) == ["PV", ""]


def test_what_is_done_reminds_nobody_and_what_opens_again_does_anew(desk):
    finding = desk.closed()
    assert told_at(desk, 40, 80, 200) == ["", "", ""]
    desk.reopen(finding, "Baru.", at=NOW + 200 * HOUR)  # due 272 hours after NOW
    assert told_at(desk, 265, 266, 272, 296) == ["", "V", "H", "K"]


def test_an_office_chooses_when_it_is_reminded_and_the_kanwil_when_it_hears(desk):
    for key, hours in (("finding_reminder_hours", 12), ("finding_escalation_hours", 0)):
        policy.choose(key=key, office=desk.office, value=hours, by=None, at=NOW)
    desk.sent()
    Notice.objects.all().delete()
    assert told_at(desk, 35, 36, 48) == ["", "V", "HK"]


def test_a_new_deadline_after_verification_is_told_anew(desk):
    finding = desk.sent()
    Notice.objects.all().delete()
    assert told_at(desk, 42) == ["V"]
    desk.verify(finding, at=NOW + 43 * HOUR)  # due 115 hours after NOW
    assert told_at(desk, 48, 109, 115) == ["", "V", "H"]
