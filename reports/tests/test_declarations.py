"""An office says that a month was nil, or that it could not report, and may take it back."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from dbi_portal.lib.months import Month
from officers.history import history_of
from officers.models import AuditEvent, Job
from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from outreach.tests.factories import ConsultationFactory
from reports.actions.declarations import declare_excused, declare_nil, withdraw_declaration
from reports.figures.period import MonthRange
from reports.models import MonthlyReport, ReportDeclaration
from reports.tests.figures_world import passports, report, running_total
from reports.tests.months import approved_session

pytestmark = pytest.mark.django_db
WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
JULY, AUGUST = Month(2025, 7), Month(2025, 8)
AT = datetime(2025, 9, 2, 9, tzinfo=WIB)


@pytest.fixture
def office():
    return OfficeFactory(short_name="Kanim Cianjur")


@pytest.fixture
def operator(office):
    return UserFactory(office=office)


def nil(office, by, *, at=AT, month=AUGUST):
    return declare_nil(office=office, month=month, by=by, at=at)


def excused(office, by, reason="Kantor kebanjiran."):
    return declare_excused(office=office, month=AUGUST, reason=reason, by=by, at=AT)


def refusal(say, *given, **more) -> str:
    with pytest.raises(ValidationError) as refused:
        say(*given, **more)
    assert not ReportDeclaration.objects.standing().exists()
    return " ".join(refused.value.messages)


def test_a_nil_month_is_dated_attributed_and_in_the_trail(office, operator):
    said = nil(office, operator)
    assert (said.kind, said.month, said.declared_by) == ("nihil", AUGUST.first_day, operator)
    assert said.declared_at == AT
    event = AuditEvent.objects.get(action="reports.declaration.nil")
    assert (event.actor, event.office_id) == (operator.username, office.pk)
    assert "menyatakan laporan nihil" in [line.what for line in history_of(office)]


def test_what_the_portal_knows_of_speaks_against_nil_by_name(office, operator):
    passports(office, AUGUST, 812)
    passports(office, AUGUST, 3, outcome="penolakan")
    approved_session(office)
    ConsultationFactory.create_batch(3, office=office, held_on=AUGUST.last_day)
    assert refusal(nil, office, operator) == (
        "Agustus 2025 tidak nihil: ada 2 angka paspor, 1 kegiatan yang disetujui, dan "
        "3 konsultasi. Kirim laporannya, atau perbaiki data itu bila keliru."
    )


def test_what_is_nought_of_another_month_or_not_approved_does_not(office, operator):
    passports(office, AUGUST, 0)
    passports(office, JULY, 812)
    approved_session(office, status="dilaporkan")
    passports(OfficeFactory(), AUGUST, 90)
    assert nil(office, operator).pk


def test_a_running_total_speaks_against_nil_when_it_grew(office, operator):
    running_total(office, MonthRange.year_to(JULY), 700)
    running_total(office, MonthRange.year_to(AUGUST), 712)
    assert "ada 1 angka paspor" in refusal(nil, office, operator)


def test_a_running_total_that_stood_still_does_not(office, operator):
    running_total(office, MonthRange.year_to(JULY), 700)
    running_total(office, MonthRange.year_to(AUGUST), 700)
    assert nil(office, operator).pk


def test_a_month_is_nil_only_once_it_is_over_on_the_offices_clock(office, operator):
    office.time_zone = "Asia/Jayapura"
    office.save()
    last_minute = datetime(2025, 8, 31, 23, 59, tzinfo=WIT)
    assert refusal(nil, office, operator, at=last_minute) == (
        "Agustus 2025 belum berakhir. Nyatakan nihil setelah 31 Agustus 2025."
    )
    assert nil(office, operator, at=datetime(2025, 9, 1, 0, 0, tzinfo=WIT)).pk


def test_nobody_says_anything_of_a_month_to_come_or_a_time_he_was_not_open(office, operator):
    october = Month(2025, 10)
    assert "Oktober 2025 belum dimulai" in refusal(nil, office, operator, month=october)
    office.opened_on = datetime(2025, 9, 1).date()  # noqa: DTZ001
    office.save()
    assert "tidak beroperasi pada akhir Agustus 2025" in refusal(nil, office, operator)


def test_an_excuse_says_why(office, operator):
    assert refusal(excused, office, operator, reason="  ") == (
        "Tulis mengapa kantor berhalangan melapor."
    )
    assert excused(office, operator).reason == "Kantor kebanjiran."


def test_the_kanwil_may_excuse_an_office_that_cannot_but_not_call_its_month_nil(office):
    kanwil = office.supervisor_on(AT.date())
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    assert refusal(nil, office, supervisor) == "Nihil dinyatakan oleh Kanim Cianjur sendiri."
    assert excused(office, supervisor).declared_by == supervisor


def test_who_waits_for_the_report_hears_of_it_without_the_reason(office, operator):
    kanwil = office.supervisor_on(AT.date())
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    excused(office, operator)
    (notice,) = supervisor.notices.all()
    assert notice.text == "Kanim Cianjur menyatakan berhalangan untuk laporan Agustus 2025."
    assert notice.url == "/laporan/kelengkapan/?bulan=2025-08"
    assert not operator.notices.exists()


def test_a_kanwils_own_report_is_never_nil():
    kanwil = KanwilFactory()
    boss = UserFactory(office=kanwil, role=Role.KANWIL_HEAD)
    assert "menjumlahkan laporan kantor-kantornya" in refusal(nil, kanwil, boss)


def test_what_was_said_is_taken_back_before_something_else_is_said(office, operator):
    said = excused(office, operator)
    with pytest.raises(ValidationError, match="Kanim Cianjur sudah menyatakan berhalangan"):
        nil(office, operator)
    withdraw_declaration(declaration=said, by=operator, at=AT)
    nil(office, operator)
    kinds = ReportDeclaration.objects.order_by("pk").values_list("kind", "withdrawn_by")
    assert list(kinds) == [("berhalangan", operator.pk), ("nihil", None)]
    with pytest.raises(ValidationError, match="sudah ditarik"):
        withdraw_declaration(declaration=said, by=operator, at=AT)


@pytest.mark.parametrize("status", ["signed", "sent", "received"])
def test_once_the_report_is_signed_it_is_the_report_that_speaks(office, operator, status):
    report(office, AUGUST, status)
    said = MonthlyReport.objects.get().get_status_display().lower()
    assert refusal(nil, office, operator) == (
        f"Laporan Agustus 2025 sudah {said}, jadi laporan itu yang berlaku."
    )


def test_a_declaration_is_not_taken_back_under_a_report_that_was_sent(office, operator):
    said = nil(office, operator)
    report(office, AUGUST, "sent")
    with pytest.raises(ValidationError, match="sudah dikirim"):
        withdraw_declaration(declaration=said, by=operator, at=AT)
    assert ReportDeclaration.objects.standing().get() == said


def test_the_draft_is_drafted_anew_each_time_and_its_history_says_why(office, operator):
    drafted = report(office, AUGUST)
    said = nil(office, operator)
    (job,) = Job.objects.filter(kind="reports.build")
    assert (job.office, job.payload["month"]) == (office, "2025-08")
    assert "menyatakan laporan nihil" in [line.what for line in history_of(drafted)]
    Job.objects.all().update(state=Job.State.DONE, finished_at=AT)
    withdraw_declaration(declaration=said, by=operator, at=AT)
    assert Job.objects.filter(kind="reports.build").count() == 2
