"""The life of a report: who takes which step, what it leads to, and that nothing is overwritten."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction
from django.utils import timezone

from officers.actions.heads import appoint_head
from officers.models import AuditEvent, Notice, OfficeHead, User
from officers.roles import Role
from officers.tests.factories import CentreFactory, KanwilFactory, UserFactory, supervise
from reports import workflow
from reports.actions import life
from reports.actions.signing import sign_report, unsign_report
from reports.actions.wording import write_words
from reports.closing import closed
from reports.models import MonthlyReport, ReportRevision, ReportStep, Span
from reports.tests.life import HOUR, brought_to, built, people
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1
from reports.workflow import Verb

pytestmark = pytest.mark.django_db
LATER = SEPTEMBER_1 + 10 * HOUR
Kind, Status = ReportStep.Kind, MonthlyReport.Status


@pytest.fixture
def who():
    return people()


def refusal(call, **facts):
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        call(**facts)
    return " ".join(refused.value.messages)


def steps_of(report):
    return list(report.steps.values_list("kind", "revision_number"))


# The way to the Kanwil


def test_a_report_goes_from_draft_to_received_each_step_dated_and_attributed(who):
    report = brought_to("received", who)
    told = report.steps.values_list("kind", "by", "capacity", "happened_at")
    assert list(told) == [
        (Kind.CHECKED, who.verifier.pk, "Verifikator", SEPTEMBER_1 + HOUR),
        (Kind.SIGNED, who.head.pk, "Kepala Kantor Contoh", SEPTEMBER_1 + 2 * HOUR),
        (Kind.SENT, who.operator.pk, "Operator Kanim", SEPTEMBER_1 + 3 * HOUR),
        (Kind.RECEIVED, who.supervisor.pk, "Supervisor Kanwil", SEPTEMBER_1 + 4 * HOUR),
    ]
    report.refresh_from_db()
    assert report.status == Status.RECEIVED
    assert report.sent_at == SEPTEMBER_1 + 3 * HOUR
    assert report.received_at == SEPTEMBER_1 + 4 * HOUR


def test_every_step_stands_in_the_history(who):
    report = brought_to("received", who)
    lines = AuditEvent.objects.filter(target=f"reports.MonthlyReport:{report.pk}").order_by("pk")
    assert [line.action.rpartition(".")[2] for line in lines] == [
        *("built", "checked_over", "signed", "sent", "received")
    ]
    assert lines[2].changes["status"] == ["checked", "signed"]


@pytest.mark.parametrize(
    ("status", "step"),
    [
        ("draft", lambda report, by: sign_report(report=report, by=by, at=LATER)),
        ("draft", lambda report, by: life.send_report(report=report, by=by, at=LATER)),
        ("checked", lambda report, by: life.check_report(report=report, by=by, at=LATER)),
        ("checked", lambda report, by: life.send_report(report=report, by=by, at=LATER)),
        ("signed", lambda report, by: life.receive_report(report=report, by=by, at=LATER)),
        ("sent", lambda report, by: unsign_report(report=report, by=by, at=LATER)),
        ("received", lambda report, by: life.recall_report(report=report, by=by, at=LATER)),
    ],
)
def test_no_step_is_skipped_and_none_is_taken_twice(who, status, step):
    report = brought_to(status, who)
    taken = report.steps.count()
    with pytest.raises(ValidationError, match="statusnya sekarang"):
        step(report, who.head)
    assert report.steps.count() == taken


def test_a_report_goes_only_where_an_office_above_is_on_record(who):
    report = brought_to("signed", who)
    who.office.supervisions.all().delete()
    words = refusal(life.send_report, report=report, by=who.operator, at=LATER)
    assert "Kantor atasan" in words
    assert "belum tercatat" in words


def test_two_pages_open_at_once_take_one_step(who):
    first = brought_to("signed", who)
    second = MonthlyReport.objects.get(pk=first.pk)
    life.send_report(report=first, by=who.operator, at=LATER)
    assert "statusnya sekarang “dikirim”" in refusal(
        life.send_report, report=second, by=who.head, at=LATER
    )
    assert first.steps.filter(kind=Kind.SENT).count() == 1


# Who may


ROLES = {
    "operator": lambda who: who.operator,
    "verifier": lambda who: who.verifier,
    "head": lambda who: who.head,
    "pimpasa": lambda who: UserFactory(office=who.office, role=Role.PIMPASA),
    "admin": lambda who: UserFactory(office=who.office, role=Role.ADMIN),
    "supervisor": lambda who: who.supervisor,
    "kanwil_head": lambda who: who.kanwil_head,
    "monev": lambda who: UserFactory(office=CentreFactory(), role=Role.MONEV),
    "another_supervisor": lambda who: UserFactory(office=KanwilFactory(), role=Role.SUPERVISOR),
}
MAY = {
    ("draft", Verb.CHECK): {"verifier", "head"},
    ("checked", Verb.UNCHECK): {"verifier", "head"},
    ("checked", Verb.SIGN): {"head"},
    ("signed", Verb.UNSIGN): {"head"},
    ("signed", Verb.SEND): {"operator", "verifier", "head"},
    ("sent", Verb.RECALL): {"operator", "verifier", "head"},
    ("sent", Verb.RECEIVE): {"supervisor", "kanwil_head"},
    ("sent", Verb.RETURN): {"supervisor", "kanwil_head"},
    ("received", Verb.ASK_REVISION): {"supervisor", "kanwil_head"},
    ("returned", Verb.CHECK): {"verifier", "head"},
}


@pytest.mark.parametrize(("status", "verb"), MAY)
def test_each_step_is_for_those_of_the_table_alone(who, status, verb):
    report = built(who.office)
    report.status = status
    may = {name for name, user in ROLES.items() if workflow.may(report, verb, user(who))}
    assert may == MAY[status, verb]


def test_no_other_step_is_possible():
    possible = {
        (status.value, verb)
        for status in Status
        for verb in Verb
        if status in workflow.RULES[verb].since
    }
    assert possible == set(MAY)


def test_whoever_may_not_is_refused_by_the_action_itself(who):
    report = brought_to("checked", who)
    with pytest.raises(PermissionDenied):
        sign_report(report=report, by=who.operator, at=LATER)
    assert steps_of(report) == [(Kind.CHECKED, 1)]


@pytest.mark.parametrize(("capacity", "word"), [("plh", "Plh."), ("plt", "Plt.")])
def test_an_acting_head_signs_within_his_days_and_the_paper_says_so(who, capacity, word):
    report = brought_to("checked", who)
    today = timezone.localdate()
    appoint_head(
        head=OfficeHead(
            office=who.office,
            capacity=capacity,
            name="Budi Contoh",
            position="Kepala Kantor Contoh",
            starts_on=today,
            ends_on=today + timedelta(days=3),
            user=who.operator,
        ),
        by=None,
    )
    acting = User.objects.get(pk=who.operator.pk)
    report = sign_report(report=report, by=acting, at=timezone.now())
    assert report.steps.last().capacity == f"{word} Kepala Kantor Contoh"
    signer = report.revision.snapshot["signer"]
    assert (signer["position"], signer["name"]) == (f"{word} Kepala Kantor Contoh", "Budi Contoh")


def test_an_acting_head_of_last_month_signs_nothing_today(who):
    report = brought_to("checked", who)
    OfficeHead.objects.create(
        office=who.office,
        capacity="plh",
        name="Budi Contoh",
        position="Kepala Kantor Contoh",
        starts_on=timezone.localdate() - timedelta(days=40),
        ends_on=timezone.localdate() - timedelta(days=30),
        user=who.operator,
    )
    assert not workflow.may(report, Verb.SIGN, User.objects.get(pk=who.operator.pk))


def test_no_paper_carries_the_name_of_somebody_who_did_not_sign_it(who):
    report = brought_to("checked", who)
    second = UserFactory(office=who.office, role=Role.OFFICE_HEAD)
    words = refusal(sign_report, report=report, by=second, at=LATER)
    assert "dipimpin Rina Contoh pada 1 September 2025" in words


def test_a_month_goes_to_the_kanwil_of_its_time(who):
    """Moved in September, the office still answers for August where it belonged in August."""
    report = brought_to("sent", who)
    other = KanwilFactory()
    who.office.supervisions.update(ends_on=date(2025, 8, 31))
    supervise(who.office, other, starts_on=date(2025, 9, 1))
    assert workflow.recipient_of(report) == who.kanwil
    assert workflow.may(report, Verb.RECEIVE, who.supervisor)
    newcomer = UserFactory(office=other, role=Role.SUPERVISOR)
    assert not workflow.may(report, Verb.RECEIVE, newcomer)


def test_the_kanwil_of_that_time_still_opens_the_report_and_none_of_a_later_month(who):
    august = brought_to("sent", who)
    september = MonthlyReport.objects.create(office=who.office, month=date(2025, 9, 1))
    quarter = MonthlyReport.objects.create(
        office=who.office, month=JULY.first_day, span=Span.QUARTER
    )
    who.office.supervisions.update(ends_on=date(2025, 8, 31))
    supervise(who.office, KanwilFactory(), starts_on=date(2025, 9, 1))
    then = User.objects.get(pk=who.supervisor.pk)
    assert who.office.pk not in then.visible_office_ids
    assert list(MonthlyReport.objects.visible_to(then)) == [august]
    assert september not in MonthlyReport.objects.visible_to(then)
    who.office.supervisions.exclude(supervisor=who.kanwil).update(starts_on=date(2025, 10, 1))
    who.office.supervisions.filter(supervisor=who.kanwil).update(ends_on=date(2025, 9, 30))
    assert set(MonthlyReport.objects.visible_to(then)) == {august, september, quarter}
    verifier = User.objects.get(pk=who.verifier.pk)
    assert MonthlyReport.objects.visible_to(verifier).count() == 3


def test_the_kanwils_own_report_goes_to_the_centre(who):
    report = built(who.kanwil)
    life.check_report(report=report, by=who.supervisor, at=LATER)
    sign_report(report=report, by=who.kanwil_head, at=LATER)
    report = life.send_report(report=report, by=who.supervisor, at=LATER)
    monev = UserFactory(office=workflow.recipient_of(report), role=Role.MONEV)
    assert monev.office.code == "pusat"
    assert workflow.verbs(report, who.supervisor) == [Verb.RECALL]
    assert life.receive_report(report=report, by=monev, at=LATER).status == Status.RECEIVED


def test_a_report_of_the_centre_ends_signed():
    report = MonthlyReport(office=CentreFactory(), month=AUGUST.first_day, status=Status.SIGNED)
    monev = UserFactory(office=report.office, role=Role.MONEV)
    assert workflow.verbs(report, monev) == [Verb.UNSIGN]


def test_longer_reports_live_the_same_life(who):
    report = MonthlyReport(
        office=who.office, month=JULY.first_day, span=Span.QUARTER, status=Status.SENT
    )
    assert workflow.recipient_of(report) == who.kanwil
    assert workflow.verbs(report, who.supervisor) == [Verb.RECEIVE, Verb.RETURN]


# What signing freezes


def test_signing_freezes_what_was_read_with_everything_written_beside_it(who):
    report = built(who.office)
    known_at = report.revision.known_at
    said = {"remark": "Naik karena musim umrah.", "letter_number": "W.11-GR.03.05-12"}
    write_words(report=report, copies_to="Arsip\n\nBP3MI", by=who.verifier, at=LATER, **said)
    life.check_report(report=report, by=who.verifier, at=LATER)
    report = sign_report(report=report, by=who.head, at=LATER)
    revision = report.revision
    paper = revision.snapshot["paper"]
    assert (paper["remark"], paper["letter_number"]) == tuple(said.values())
    assert paper["copies_to"] == ["Arsip", "BP3MI"]
    assert (paper["signed_on"], paper["signed_by"]) == ("2025-09-01", "Rina Contoh")
    assert paper["recipient"] == who.kanwil.name
    assert revision.snapshot["signer"]["employee_number"] == "197001012000012001"
    assert revision.known_at == known_at == SEPTEMBER_1
    assert (revision.frozen_at, revision.frozen_by) == (LATER, who.head)
    assert revision.built_at == SEPTEMBER_1
    assert revision.code
    assert revision.pdf.read().startswith(b"%PDF")


def test_the_day_of_signing_is_the_offices_own(who):
    """23.30 in Jakarta is the next day in Jayapura."""
    who.office.time_zone = "Asia/Jayapura"
    who.office.save()
    report = brought_to("checked", who)
    at = SEPTEMBER_1.replace(hour=23, minute=30)
    report = sign_report(report=report, by=who.head, at=at)
    assert report.revision.snapshot["paper"]["signed_on"] == "2025-09-02"


@pytest.mark.parametrize("change", [{"remark": "lain"}, {"snapshot": {}}, {"frozen_at": None}])
def test_postgresql_itself_refuses_to_change_what_was_signed(who, change):
    revision = brought_to("signed", who).revision
    with pytest.raises(InternalError), transaction.atomic():
        ReportRevision.objects.filter(pk=revision.pk).update(**change)
    with pytest.raises(InternalError), transaction.atomic():
        revision.delete()


def test_a_held_report_is_neither_checked_nor_signed(who):
    report = built(who.office)
    held = [{"figure": "Paspor PMI terbit", "snapshot": 821, "facts": 812}]
    report.revisions.update(held=held)
    for step, by in ((life.check_report, who.verifier), (sign_report, who.head)):
        words = refusal(step, report=report, by=by, at=LATER)
        assert "ditahan karena angkanya tidak cocok: Paspor PMI terbit" in words
        MonthlyReport.objects.filter(pk=report.pk).update(status=Status.CHECKED)


def test_nobody_signs_what_was_drafted_anew_since_he_read_it(who):
    report = brought_to("checked", who)
    read = report.revision.digest
    said = {"remark": "Catatan baru.", "letter_number": "", "copies_to": ""}
    write_words(report=report, by=who.verifier, at=LATER, **said)
    words = refusal(sign_report, report=report, by=who.head, at=LATER, seen=read)
    assert "berubah sejak Anda membukanya" in words
    report = sign_report(report=report, by=who.head, at=LATER, seen=report.revision.digest)
    assert report.status == Status.SIGNED


def test_what_was_signed_is_worded_no_more(who):
    report = brought_to("signed", who)
    said = {"remark": "Terlambat.", "letter_number": "", "copies_to": ""}
    assert "tidak berubah lagi" in refusal(
        write_words, report=report, by=who.head, at=LATER, **said
    )


# Undone by a new step only


def test_unchecking_leads_back_to_the_draft(who):
    report = brought_to("checked", who)
    report = life.uncheck_report(report=report, by=who.verifier, at=LATER)
    assert (report.status, report.revision_number) == (Status.DRAFT, 1)
    assert steps_of(report) == [(Kind.CHECKED, 1), (Kind.UNCHECKED, 1)]


def test_a_withdrawn_signature_leaves_the_signed_revision_and_opens_the_next(who):
    report = brought_to("signed", who)
    signed = report.revision
    report = unsign_report(report=report, by=who.head, at=LATER, note="Nomor surat keliru.")
    assert (report.status, report.revision_number) == (Status.DRAFT, 2)
    first, second = report.revisions.order_by("number")
    assert (first.digest, first.frozen_at) == (signed.digest, signed.frozen_at)
    assert second.frozen_at is None
    assert second.snapshot["passports"] == first.snapshot["passports"]
    assert second.snapshot["paper"]["signed_on"] == ""
    assert second.code not in ("", first.code)
    assert steps_of(report)[-1] == (Kind.UNSIGNED, 1)


def test_a_recalled_report_opens_its_month_again_and_keeps_when_it_was_first_sent(who):
    report = brought_to("sent", who)
    first_sent = report.sent_at
    assert closed([who.office.pk], AUGUST, AUGUST)
    report = life.recall_report(report=report, by=who.operator, at=LATER)
    assert (report.status, report.revision_number) == (Status.DRAFT, 2)
    assert not closed([who.office.pk], AUGUST, AUGUST)
    life.check_report(report=report, by=who.verifier, at=LATER)
    sign_report(report=report, by=who.head, at=LATER)
    report = life.send_report(report=report, by=who.operator, at=LATER + HOUR)
    assert report.sent_at == first_sent
    assert steps_of(report)[-1] == (Kind.SENT, 2)


def test_a_returned_report_has_notes_by_section_and_comes_again_as_the_next_revision(who):
    report = brought_to("sent", who)
    notes = {"kegiatan": "Dua kegiatan belum ada fotonya.", "paspor": "", "": "Mohon dilengkapi."}
    report = life.return_report(report=report, remarks=notes, by=who.supervisor, at=LATER)
    assert (report.status, report.revision_number) == (Status.RETURNED, 2)
    assert list(report.remarks.values_list("section", "note")) == [
        ("", "Mohon dilengkapi."),
        ("kegiatan", "Dua kegiatan belum ada fotonya."),
    ]
    assert report.revision.frozen_at is None
    life.check_report(report=report, by=who.verifier, at=LATER + HOUR)
    sign_report(report=report, by=who.head, at=LATER + 2 * HOUR)
    life.send_report(report=report, by=who.operator, at=LATER + 3 * HOUR)
    report = life.receive_report(report=report, by=who.supervisor, at=LATER + 4 * HOUR)
    assert (report.status, report.revision_number) == (Status.RECEIVED, 2)
    assert [revision.frozen_at is not None for revision in report.revisions.all()] == [True, True]


def test_nothing_is_returned_without_a_word(who):
    report = brought_to("sent", who)
    returned = {"report": report, "by": who.supervisor, "at": LATER}
    assert "sedikitnya satu catatan" in refusal(
        life.return_report, remarks={"paspor": " "}, **returned
    )
    assert "tidak mempunyai bagian “gaji”" in refusal(
        life.return_report, remarks={"gaji": "Naikkan."}, **returned
    )


def test_a_revision_is_asked_of_a_received_report_with_a_reason(who):
    report = brought_to("received", who)
    assert "mengapa revisi diminta" in refusal(
        life.ask_revision, report=report, reason=" ", by=who.supervisor, at=LATER
    )
    report = life.ask_revision(
        report=report, reason="Koreksi Agustus.", by=who.supervisor, at=LATER
    )
    assert (report.status, report.revision_number, report.received_at) == ("returned", 2, None)
    assert steps_of(report)[-1] == (Kind.REVISION_ASKED, 1)
    assert not closed([who.office.pk], AUGUST, AUGUST)


# Who hears of it


def heard(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def test_each_step_is_told_to_those_it_concerns(who):
    report = brought_to("sent", who)
    assert heard(who.head) == [
        "Laporan Agustus 2025 sudah diperiksa dan menunggu tanda tangan Anda."
    ]
    assert "sudah ditandatangani dan dapat dikirim" in heard(who.operator)[0]
    assert heard(who.supervisor) == ["Laporan Kanim Satu Agustus 2025 masuk dan menunggu diterima."]
    life.return_report(report=report, remarks={"": "Lengkapi."}, by=who.supervisor, at=LATER)
    assert "dikembalikan" in heard(who.head)[-1]
    assert "dikembalikan" in heard(who.verifier)[-1]
    assert len(heard(who.supervisor)) == 1


def test_an_acting_head_hears_that_a_report_waits_for_him(who):
    OfficeHead.objects.create(
        office=who.office,
        capacity="plh",
        name="Budi Contoh",
        position="Kepala Kantor",
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate() + timedelta(days=2),
        user=who.operator,
    )
    brought_to("checked", who)
    assert "menunggu tanda tangan Anda" in heard(who.operator)[0]
