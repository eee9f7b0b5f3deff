"""Reconciled or held: whatever states another number than the rest is found, nothing else is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dbi_portal.lib.months import Month
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory
from outreach.models import Session, SessionVillage
from outreach.tests.factories import ConsultationFactory, FollowUpFactory
from reports.actions.reports import build_report
from reports.actions.statistics import correct_statistic
from reports.documents.check import compared
from reports.documents.check_passports import Passports
from reports.documents.compared import Compared, Documents
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.period import MonthRange
from reports.figures.recount import dashboard
from reports.figures.recount.asked import asked
from reports.models import MonthlyReport, PassportStatistic
from reports.models.report import Span
from reports.tests.checked_world import AFTER, BEFORE, Papers, built, fill
from reports.tests.factories import StatisticFactory
from reports.tests.figures_world import LONG_AGO, running_total, village
from reports.tests.months import AUGUST, JULY, SEPTEMBER_1, approved_session, small_kanwil

pytestmark = pytest.mark.django_db
REFUSED = PassportStatistic.Outcome.REFUSED
PMI, UMRAH = "Paspor PMI terbit", "Paspor terbit, Umrah"
TO_DATE = "Januari–Agustus 2025"
SOURCES = ("snapshot", "facts", "pdf", "xlsx", "dashboard")


@pytest.fixture
def place():
    return small_kanwil()


@pytest.fixture
def filled(place):
    return fill(place.bekasi)


@pytest.fixture
def papers(place, filled):
    """The office's report as it is built: everything agrees."""
    revision = built(place.bekasi)
    assert revision.held == []
    return Papers.of(MonthlyFigures.from_json(revision.snapshot))


def value_of(revision, label):
    return next(row["value"] for row in revision.snapshot["passports"] if row["label"] == label)


def named(found):
    return {each["figure"]: [each[source] for source in SOURCES] for each in found}


def with_line(figures, field, at, **change):
    lines = list(getattr(figures, field))
    lines[at] = replace(lines[at], **change)
    return replace(figures, **{field: tuple(lines)})


# Each wrong in one thing: what is wrong, which figure tells of it, what it says then.
WRONG = {
    "the month": (lambda f: with_line(f, "passports", 0, value=821), PMI, 812, 821),
    "since January": (
        lambda f: with_line(f, "passports", 0, to_date=1521),
        f"{PMI}, {TO_DATE}",
        1512,
        1521,
    ),
    "another outcome": (lambda f: with_line(f, "passports", 1, value=90), "Penolakan", 9, 90),
    "a purpose": (lambda f: with_line(f, "purposes", 1, value=4), UMRAH, 40, 4),
    "a purpose since January": (
        lambda f: with_line(f, "purposes", 1, to_date=7),
        f"{UMRAH}, {TO_DATE}",
        70,
        7,
    ),
    "sessions": (lambda f: replace(f, sessions=f.sessions[:1]), "Kegiatan disetujui", 2, 1),
    "people": (
        lambda f: with_line(f, "sessions", 0, participants=1),
        "Peserta kegiatan",
        95,
        None,
    ),
    "a stage": (
        lambda f: with_line(f, "villages", 0, stage="dikukuhkan"),
        "Desa Binaan: aktif",
        2,
        1,
    ),
    "consultations": (
        lambda f: with_line(f, "consultations", 0, count=12),
        "Konsultasi warga",
        1,
        12,
    ),
    "what is late": (
        lambda f: with_line(f, "follow_ups", 0, state="selesai"),
        "Tindak lanjut lewat batas waktu",
        1,
        0,
    ),
    "officers": (lambda f: replace(f, officers=()), "Petugas bertugas", 1, 0),
    "findings": (
        lambda f: replace(f, findings=replace(f.findings, open=3)),
        "Temuan masih terbuka",
        0,
        3,
    ),
}


def on_the_dashboard(figure):
    shown = ("Paspor", "Penolakan", "Kegiatan", "Peserta", "Desa Binaan", "Temuan")
    return figure.startswith(shown)


def spoilt(figures, what):
    spoil, figure, right, wrong = WRONG[what]
    other = spoil(figures)
    if wrong is None:
        wrong = sum(each.participants for each in other.sessions)
    return other, figure, right, wrong


@pytest.mark.parametrize("what", WRONG)
def test_whichever_of_them_is_wrong_is_found(papers, what):
    """The workbook, the paper, or the snapshot with the papers that repeat it."""
    other, figure, right, wrong = spoilt(papers.figures, what)
    drawn = Papers.of(other)
    *said, _ = named(replace(papers, xlsx=drawn.xlsx).differences())[figure]
    assert said == [right, right, right, wrong]
    *said, _ = named(replace(papers, pdf=drawn.pdf).differences())[figure]
    assert said == [right, right, wrong, right]
    *said, shown = named(drawn.differences())[figure]
    assert said == [wrong, right, wrong, wrong]
    assert shown == (right if on_the_dashboard(figure) else None)


def test_a_line_the_snapshot_forgot_is_found(papers):
    figures = replace(papers.figures, passports=papers.figures.passports[:1])
    assert named(Papers.of(figures).differences())["Penolakan"] == [None, 9, None, None, 9]


def test_a_stage_the_snapshot_forgot_is_found(papers):
    active = tuple(each for each in papers.figures.villages if each.stage == "aktif")
    found = named(Papers.of(replace(papers.figures, villages=active)).differences())
    assert found == {"Desa Binaan: diusulkan": [0, 1, None, None, 1]}


def test_facts_that_say_otherwise_are_found(place, filled, papers):
    """Written past the actions, as if the portal had always known them."""
    StatisticFactory(office=place.bekasi, outcome=REFUSED, purpose="pmi", count=99, at=BEFORE)
    Session.objects.filter(pk=filled.first.pk).update(participants=61)
    village(place.bekasi, "Desa 9", "32.75.01.1009", aktif=LONG_AGO)
    ConsultationFactory(office=place.bekasi, held_on=date(2025, 8, 31))
    FollowUpFactory(session=filled.second, due_on=date(2025, 8, 30))
    OfficerFactory(office=place.bekasi)
    found = {name: said[:2] for name, said in named(papers.differences()).items()}
    assert found == {
        "Peserta kegiatan": [95, 96],
        "Desa Binaan: aktif": [2, 3],
        "Konsultasi warga": [1, 2],
        "Tindak lanjut lewat batas waktu": [1, 2],
        "Petugas bertugas": [1, 2],
    }


def test_a_dashboard_that_counts_another_office_is_found(place, papers):
    entries = asked(papers.figures)
    other = dashboard.groups([replace(entries[0], office=place.cianjur.code)])
    documents = Documents(papers.figures, pdf=papers.pdf, xlsx=papers.xlsx)
    found = [
        each.as_json()
        for each in Passports(papers.figures, entries, other, documents).compared()
        if each.differs
    ]
    assert named(found)[PMI] == [812, 812, 812, 812, None]
    assert named(found)[f"{PMI}, {TO_DATE}"] == [1512, 1512, 1512, 1512, 90]


def test_every_total_is_compared_in_every_place_that_states_it(papers):
    documents = Documents(papers.figures, pdf=papers.pdf, xlsx=papers.xlsx)
    told = {each.figure: each.said for each in compared(papers.figures, documents)}
    for figure in (PMI, f"{PMI}, {TO_DATE}", UMRAH, "Penolakan", "Kegiatan disetujui"):
        assert set(told[figure].values()) == {told[figure]["snapshot"]}
        assert isinstance(told[figure]["snapshot"], int)
    assert told["Konsultasi warga"] == {
        "snapshot": 1, "facts": 1, "pdf": 1, "xlsx": 1, "dashboard": "tidak dibandingkan",
    }  # fmt: skip


def test_a_difference_has_every_key_of_the_contract():
    assert Compared("Kegiatan", 2, facts=3).as_json() == {
        "figure": "Kegiatan", "snapshot": 2, "facts": 3, "pdf": None, "xlsx": None,
        "dashboard": None,
    }  # fmt: skip
    assert not Compared("Kegiatan", 2, facts=2).differs
    assert Compared("Kegiatan", None, pdf=2).differs


# A number counts at its own place only.


def test_the_right_number_elsewhere_does_not_excuse_a_wrong_row(place, papers):
    titled = with_line(papers.figures, "sessions", 0, title="Bekasi 812 paspor, 812 pemohon")
    wrong = with_line(titled, "passports", 0, value=821)
    found = named(replace(papers, pdf=Papers.of(wrong).pdf).differences())
    assert found == {PMI: [812, 812, 821, 812, 812]}


def test_what_somebody_writes_like_a_row_holds_nothing(place, filled):
    title = "Paspor PMI terbit permohonan 999 1 2 3"
    Session.objects.filter(pk=filled.first.pk).update(title=title)
    assert built(place.bekasi).held == []


def test_numbers_kept_as_text_in_the_workbook_do_not_count(papers):
    figures = with_line(papers.figures, "passports", 0, value="812")
    found = named(replace(papers, xlsx=Papers.of(figures).xlsx).differences())
    assert found == {PMI: [812, 812, 812, None, 812]}


# What is right is not held.


def test_a_total_beside_its_purposes_is_counted_once(place):
    StatisticFactory(office=place.bekasi, outcome=REFUSED, purpose="", count=14)
    for purpose, count in (("pmi", 9), ("umrah", 5)):
        StatisticFactory(office=place.bekasi, outcome=REFUSED, purpose=purpose, count=count)
    revision = built(place.bekasi)
    assert value_of(revision, "Penolakan") == 14
    assert revision.held == []


def test_a_month_between_two_running_totals_is_counted_the_second_way_too(place):
    january = Month(2025, 1)
    running_total(place.cianjur, MonthRange(january, JULY), 600)
    running_total(place.cianjur, MonthRange(january, AUGUST), 700)
    kanim, kanwil = built(place.cianjur), built(place.kanwil)
    assert value_of(kanim, PMI) == 100
    assert value_of(kanwil, PMI) == 912
    assert (kanim.held, kanwil.held) == ([], [])


def test_a_year_that_was_only_printed_as_a_whole_is_counted_as_printed(place):
    office = OfficeFactory(under=place.kanwil)
    running_total(office, MonthRange(Month(2025, 1), AUGUST), 8837)
    revision = built(office)
    assert revision.snapshot["passports"][0]["to_date"] == 8837
    assert revision.held == []


@pytest.mark.parametrize("office", ["bekasi", "cianjur", "kanwil"])
def test_an_empty_month_is_not_held(place, office):
    revision = built(getattr(place, office), at=SEPTEMBER_1)
    assert revision.held == []


def test_what_was_corrected_later_is_no_difference(place, filled, papers):
    """Drawn and checked again at signing, two days on: the moment of the figures holds."""
    row = PassportStatistic.objects.get(office=place.bekasi, count=812)
    correct_statistic(statistic=row, count=845, reason="Berkas susulan", by=None, at=AFTER)
    StatisticFactory(office=place.bekasi, month=AUGUST, count=5, purpose="haji", at=AFTER)
    reviewed = {"reviewed_by": UserFactory(office=place.bekasi), "reviewed_at": AFTER}
    approved_session(place.bekasi, participants=500, **reviewed)
    Session.objects.filter(pk=filled.second.pk).update(status=Session.Status.SUPERSEDED)
    correction = {"corrects": filled.second, "revision": 2, "correction_reason": "Salah hitung"}
    approved_session(place.bekasi, participants=40, **correction, **reviewed)
    late = village(place.bekasi, "Desa 8", "32.75.01.1008", aktif=LONG_AGO)
    late.steps.update(recorded_at=AFTER)
    assert papers.differences() == []


def test_a_kanwil_checks_a_sent_report_as_it_was_known_when_it_was_sent(place):
    built(place.bekasi)
    MonthlyReport.objects.filter(office=place.bekasi).update(status=MonthlyReport.Status.SENT)
    row = PassportStatistic.objects.get(office=place.bekasi, count=812)
    correct_statistic(statistic=row, count=845, reason="Berkas susulan", by=None, at=AFTER)
    revision = built(place.kanwil, at=AFTER + timedelta(days=1))
    assert value_of(revision, PMI) == 812
    assert revision.held == []


def test_a_kanwil_whose_sum_is_wrong_is_held(place, filled):
    approved_session(place.cianjur, participants=10)
    revision = built(place.kanwil)
    assert revision.held == []
    figures = MonthlyFigures.from_json(revision.snapshot)
    fewer = replace(
        figures,
        sessions=tuple(each for each in figures.sessions if each.office != "Kanim Dua"),
    )
    found = named(Papers.of(fewer).differences())
    assert found["Kegiatan disetujui"] == [2, 3, 2, 2, 3]
    assert found["Peserta kegiatan"] == [95, 105, 95, 95, 105]


def test_a_session_that_served_another_offices_village_is_counted_apart(place, filled):
    served = village(place.cianjur, "Desa 7", "32.03.01.1007", aktif=LONG_AGO)
    SessionVillage.objects.create(session=filled.first, office=place.bekasi, village=served)
    own, other, above = (built(getattr(place, who)) for who in ("bekasi", "cianjur", "kanwil"))
    assert (own.held, other.held, above.held) == ([], [], [])
    assert len(other.snapshot["sessions"]) == 1
    figures = MonthlyFigures.from_json(other.snapshot)
    found = named(Papers.of(replace(figures, sessions=())).differences())
    assert found["Kegiatan kantor lain di desa binaan"][:2] == [0, 1]


def test_a_quarter_is_checked_month_by_month(place, filled):
    for month, at in ((JULY, BEFORE - timedelta(days=20)), (AUGUST, SEPTEMBER_1)):
        build_report(office=place.bekasi, month=month, by=None, at=at)
    quarter = built(place.bekasi, at=AFTER + timedelta(days=40), span=Span.QUARTER)
    assert quarter.held == []
    line = quarter.snapshot["passports"][0]
    assert line["value"] == 812
    wrong = with_line(MonthlyFigures.from_json(quarter.snapshot), "passports", 0, value=1)
    assert named(Papers.of(wrong).differences())[PMI][:2] == [1, 812]


def test_offices_of_another_kanwil_stay_out_of_the_second_count(place, filled):
    elsewhere = OfficeFactory(under=KanwilFactory())
    StatisticFactory(office=elsewhere, month=AUGUST, count=5_000)
    approved_session(elsewhere)
    assert built(place.kanwil).held == []


def corrected(session, people, at):
    """The session's later revision, approved at that moment."""
    kept = {"held_on": session.held_on, "title": session.title, "participants": people}
    Session.objects.filter(pk=session.pk).update(status=Session.Status.SUPERSEDED)
    return approved_session(
        session.office, corrects=session, revision=2, correction_reason="Salah hitung",
        reviewed_by=UserFactory(office=session.office), reviewed_at=at, **kept,
    )  # fmt: skip


def test_a_joint_session_corrected_after_one_of_two_offices_sent_counts_once(place, filled):
    """The Kanwil takes it as the office that held it reported it."""
    served = village(place.cianjur, "Desa 7", "32.03.01.1007", aktif=LONG_AGO)
    SessionVillage.objects.create(session=filled.first, office=place.bekasi, village=served)
    built(place.bekasi)
    MonthlyReport.objects.filter(office=place.bekasi).update(status=MonthlyReport.Status.SENT)
    later = corrected(filled.first, 66, AFTER)
    SessionVillage.objects.create(session=later, office=place.bekasi, village=served)
    above = built(place.kanwil, at=AFTER + timedelta(days=1))
    assert [each["participants"] for each in above.snapshot["sessions"]] == [60, 35]
    assert above.held == []
