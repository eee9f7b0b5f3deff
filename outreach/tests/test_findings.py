"""A finding's way: sent, verified, handled, closed; who is told, and when each step is due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from officers import policy
from officers.models import AuditEvent, Notice
from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from outreach.actions import findings as actions
from outreach.actions.refusals import NamesAPerson, NoteMissing, NotYours, WrongStatus
from outreach.models import Finding, FindingStep
from outreach.tests.finding_desk import NOW, Desk, draft
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
Status, Kind = Finding.Status, Finding.Kind
NIK = "Perekrut ber-NIK 3275031010010001 datang lagi."


@pytest.fixture
def desk():
    return Desk()


def last_audit():
    return AuditEvent.objects.order_by("-pk").first()


# The way


def test_a_finding_goes_from_the_village_to_its_result(desk):
    finding = desk.sent()
    desk.verify(finding, at=NOW + HOUR)
    desk.take(finding, "Dirujuk ke Polres.", at=NOW + 2 * HOUR)
    closed = desk.close(finding, "Keberangkatan dicegah.", at=NOW + 3 * HOUR)
    assert (closed.status, closed.due_at, closed.closed_at) == ("selesai", None, NOW + 3 * HOUR)
    told = finding.steps.values_list("status", "note", "by", "at")
    assert list(told) == [
        ("diajukan", "", desk.officer.pk, NOW),
        ("diverifikasi", "", desk.verifier.pk, NOW + HOUR),
        ("ditindaklanjuti", "Dirujuk ke Polres.", desk.verifier.pk, NOW + 2 * HOUR),
        ("selesai", "Keberangkatan dicegah.", desk.verifier.pk, NOW + 3 * HOUR),
    ]


def test_a_finding_sent_twice_is_stored_once(desk):
    first = desk.sent()
    again = draft(desk.office, client_id=first.client_id, account="Lain.")
    assert actions.submit_finding(finding=again, by=desk.officer, at=NOW + HOUR) == first
    assert FindingStep.objects.count() == AuditEvent.objects.count() == 1


def test_the_day_of_submission_is_the_offices_own():
    office = OfficeFactory(time_zone="Asia/Jayapura")
    late = datetime(2025, 11, 30, 16, tzinfo=UTC)  # 1.00 the next day in Jayapura
    sent = Desk(office).sent(at=late)
    assert sent.submitted_on == date(2025, 12, 1)


def test_what_is_missing_goes_back_and_comes_again_with_its_deadline(desk):
    finding = desk.sent()
    due = finding.due_at
    returned = desk.give_back(finding, "Tulis tanggalnya.", at=NOW + 40 * HOUR)
    assert (returned.status, returned.due_at) == ("perlu-perbaikan", due)
    returned.account = "Tiga orang, 2 November."
    amended = actions.amend_finding(finding=returned, by=desk.officer, at=NOW + 41 * HOUR)
    assert (amended.status, amended.due_at) == ("diajukan", due)
    assert Finding.objects.get().account == "Tiga orang, 2 November."


def test_only_its_sender_amends_a_finding(desk):
    returned = desk.give_back(desk.sent(), "Tulis tanggalnya.")
    with pytest.raises(NotYours):
        actions.amend_finding(finding=returned, by=desk.verifier, at=NOW)


def test_what_was_closed_or_rejected_opens_again_by_a_new_step(desk):
    closed = desk.closed()
    again = desk.reopen(closed, "Ada keterangan baru.", at=NOW + 100 * HOUR)
    assert (again.status, again.closed_at) == ("ditindaklanjuti", None)
    assert again.due_at == NOW + 172 * HOUR
    rejected = desk.reject(desk.sent(), "Tidak terbukti.")
    assert desk.reopen(rejected, "Ternyata benar.").status == "diajukan"
    assert [step.status for step in closed.steps.all()][-2:] == ["selesai", "ditindaklanjuti"]


@pytest.mark.parametrize("verb", ["give_back", "reject", "take", "close", "reopen"])
def test_a_step_that_must_say_why_says_so(desk, verb):
    ready = {"take": desk.verified, "close": desk.in_hand, "reopen": desk.closed}
    finding = ready.get(verb, desk.sent)()
    before = finding.status
    with pytest.raises(NoteMissing):
        getattr(desk, verb)(finding, "  ")
    finding.refresh_from_db()
    assert finding.status == before


@pytest.mark.parametrize(
    "text",
    [
        NIK,
        "NIK 32750312\n02900001",
        "NIK 3275_0312_0290_0001",
        "NIK 3275\u200b0312\u200b0290\u200b0001",
        "Paspor C1234567 ditahan.",
        "Paspor Ea1234567 ditahan.",
        "Paspor 533380006 ditahan.",
        "Hubungi 0812 3456 7890.",
        "Kirim ke siti.aminah@contoh.id hari ini.",
    ],
)
def test_no_door_lets_a_persons_numbers_in(desk, text):
    with pytest.raises(NamesAPerson):
        desk.sent(account=text)
    with pytest.raises(NamesAPerson):
        desk.sent(place=text)
    finding = desk.sent()
    with pytest.raises(NamesAPerson):
        desk.verify(finding, text)
    returned = desk.give_back(finding, "Lengkapi.")
    returned.account = text
    with pytest.raises(NamesAPerson):
        actions.amend_finding(finding=returned, by=desk.officer, at=NOW)
    assert not Finding.objects.filter(account=text).exists()


def test_the_trail_keeps_lengths_and_stands_in_no_villages_history(desk):
    village = GuidedVillageFactory(office=desk.office)
    finding = desk.sent(village=village, region=village.region, account="Rahasia.")
    line = last_audit()
    assert (line.changes, line.about, line.office_id) == ({"account": 8}, [], desk.office.pk)
    desk.reject(finding, "Tidak terbukti.")
    assert last_audit().changes == {"note": 15, "status": ["diajukan", "ditolak"]}


@pytest.mark.parametrize(
    "text",
    [
        "Pada 31 Oktober 2025 pukul 14.30, 12 orang di RW 05 RT 003.",
        "Membayar Rp25.000.000 untuk visa TR 2025, penerbangan GA0880.",
        "Rumah nomor 12345678, dua mobil B 1234 XYZ.",
    ],
)
def test_days_sums_and_plates_are_no_persons_numbers(desk, text):
    assert desk.sent(account=text).account == text


# Two at once


def test_the_second_of_two_sees_what_the_first_did(desk):
    finding = desk.sent()
    seen_by_both = Finding.objects.get(pk=finding.pk)
    desk.reject(finding, "Tidak terbukti.", at=NOW + HOUR)
    with pytest.raises(WrongStatus) as refused:
        desk.verify(seen_by_both)
    told = str(refused.value)
    assert f"sudah “Ditolak” oleh {desk.verifier}, 1 Desember 2025 pukul 11.00 WIB" in told
    assert finding.steps.count() == 2


def test_the_database_wants_a_deadline_while_a_finding_is_open(desk):
    finding = desk.sent()
    for wrong in ({"due_at": None}, {"closed_at": NOW}, {"status": "selesai"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(**wrong)


# Deadlines


@pytest.mark.parametrize("kind", [Kind.FOREIGNER, Kind.NON_PROCEDURAL, Kind.INCIDENT])
def test_two_days_to_verify_and_three_to_handle(desk, kind):
    finding = desk.sent(kind=kind)
    assert finding.due_at == NOW + 48 * HOUR
    assert desk.verify(finding, at=NOW + 5 * HOUR).due_at == NOW + 77 * HOUR
    assert desk.take(finding, "Dirujuk.", at=NOW + 6 * HOUR).due_at == NOW + 77 * HOUR


@pytest.mark.parametrize("kind", [Kind.TRAFFICKING, Kind.SMUGGLING])
def test_trafficking_and_smuggling_have_six_hours_for_both(desk, kind):
    finding = desk.sent(kind=kind)
    assert finding.due_at == NOW + 6 * HOUR
    assert desk.verify(finding, at=NOW + 5 * HOUR).due_at == NOW + 6 * HOUR
    assert desk.take(finding, "Dirujuk.", at=NOW + 5 * HOUR).due_at == NOW + 6 * HOUR


def test_what_turns_out_to_be_trafficking_is_urgent_from_then_on(desk):
    returned = desk.give_back(desk.sent(), "Ada tanda TPPO?", at=NOW + HOUR)
    returned.kind = Kind.TRAFFICKING
    amended = actions.amend_finding(finding=returned, by=desk.officer, at=NOW + 2 * HOUR)
    assert amended.due_at == NOW + 8 * HOUR


def test_an_office_chooses_its_own_hours(desk):
    for key, hours in (("finding_verify_hours", 10), ("finding_urgent_hours", 2)):
        policy.choose(key=key, office=desk.office, value=hours, by=None, at=NOW)
    assert desk.sent().due_at == NOW + 10 * HOUR
    assert desk.sent(kind=Kind.TRAFFICKING).due_at == NOW + 2 * HOUR
    assert Desk().sent().due_at == NOW + 48 * HOUR


def test_every_step_keeps_the_deadline_that_held_after_it(desk):
    finding = desk.closed()
    due = list(finding.steps.values_list("due_at", flat=True))
    assert due == [NOW + 48 * HOUR, NOW + 72 * HOUR, NOW + 72 * HOUR, None]


# Who is told


def texts(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def test_the_verifier_is_told_in_neutral_words_and_the_sender_of_each_answer(desk):
    finding = desk.sent(kind=Kind.TRAFFICKING, account="Rahasia.", place="Pelabuhan Contoh")
    desk.give_back(finding, "Rahasia juga.")
    finding.refresh_from_db()
    actions.amend_finding(finding=finding, by=desk.officer, at=NOW)
    desk.verify(finding)
    desk.take(finding, "Dirujuk.")
    desk.close(finding, "Dicegah.")
    desk.reopen(finding, "Baru.")
    own = f"Temuan Anda nomor {finding.pk}, 1 Desember 2025,"
    waits = "Satu temuan menunggu verifikasi, tenggat 1 Desember 2025 pukul 16.00 WIB."
    assert texts(desk.verifier) == [waits, waits]
    assert texts(desk.officer) == [
        f"{own} minta diperbaiki. Lengkapi, lalu kirim lagi.",
        f"{own} sudah diverifikasi dan akan ditindaklanjuti.",
        f"{own} sudah selesai ditindaklanjuti.",
        f"{own} dibuka lagi. Alasannya ada di halamannya.",
    ]
    kinds = set(Notice.objects.filter(user=desk.verifier).values_list("kind", flat=True))
    assert kinds == {"temuan-mendesak"}
    assert not Notice.objects.exclude(user__in=[desk.verifier, desk.officer]).exists()


def test_without_a_verifier_the_head_is_told():
    office = OfficeFactory()
    head = UserFactory(role=Role.OFFICE_HEAD, office=office)
    desk = Desk(office, verifier=False)
    desk.sent()
    assert len(texts(head)) == 1


def test_nobody_is_told_what_he_did_himself(desk):
    finding = draft(desk.office)
    actions.submit_finding(finding=finding, by=desk.verifier, at=NOW)
    assert texts(desk.verifier) == []


# What hangs on an officer


def test_a_finding_stays_with_the_office_when_its_officer_moves(desk):
    officer = OfficerFactory(office=desk.office, user=desk.officer)
    finding = desk.sent(officer=officer)
    other = OfficeFactory()
    officer.office = desk.officer.office = other
    officer.save()
    desk.officer.save()
    assert Finding.objects.get().office == desk.office
    assert list(Finding.objects.visible_to(desk.verifier)) == [finding]
    assert list(Finding.objects.visible_to(desk.officer)) == [finding]  # his own words
