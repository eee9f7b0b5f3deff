"""A month of fieldwork as the portal knew it at an earlier moment, straight from the facts."""

from datetime import date

import pytest

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import OfficerFactory, UserFactory
from outreach.actions.consultations import change_consultation, record_consultation
from outreach.actions.follow_ups import complete_follow_up, reopen_follow_up
from outreach.models import Consultation, FollowUp
from outreach.tests.factories import ConsultationFactory, TopicFactory
from reports.figures.monthly.office import monthly_figures
from reports.tests.months import AUGUST, approved_session, small_kanwil
from reports.tests.sent import at
from villages.actions.assignments import assign_officer, end_assignment
from villages.models import VillageStep
from villages.tests.factories import GuidedVillageFactory

pytestmark = pytest.mark.django_db
BEFORE, CHANGED, AFTER = (at(date(2025, 9, day)) for day in (1, 10, 20))


@pytest.fixture
def office():
    return small_kanwil().bekasi


def both(office, section):
    """What the section said before the change and what it says after it."""
    moments = (BEFORE, AFTER)
    return [
        getattr(monthly_figures(office=office, month=AUGUST, known_at=moment), section)
        for moment in moments
    ]


def written(moment=CHANGED):
    """The trail's lines, as if they had been written at that moment."""
    AuditEvent.objects.exclude(happened_at=BEFORE).update(happened_at=moment)


def test_a_step_put_on_record_later_was_not_known(office):
    village = GuidedVillageFactory(office=office, since=date(2025, 1, 6), stage="ditetapkan")
    step = VillageStep.objects.create(
        village=village, office=office, stage="aktif", happened_on=date(2025, 8, 20)
    )
    VillageStep.trace.filter(pk=step.pk).update(recorded_at=CHANGED)
    [then], [now] = both(office, "villages")
    assert (then.stage, now.stage) == ("ditetapkan", "aktif")
    assert (then.since, now.since) == ("2025-01-06", "2025-08-20")


def test_a_step_taken_back_later_still_stood(office):
    village = GuidedVillageFactory(office=office, since=date(2025, 1, 6))
    village.steps.filter(stage="aktif").update(voided_at=CHANGED, void_reason="Salah desa")
    [then], [now] = both(office, "villages")
    assert (then.stage, now.stage) == ("aktif", "calon")


def test_a_session_approved_later_did_not_count_yet(office):
    verifier = UserFactory(role=Role.VERIFIER, office=office)
    approved_session(office, reviewed_by=verifier, reviewed_at=CHANGED)
    then, now = both(office, "sessions")
    assert (len(then), len(now)) == (0, 1)


def test_a_consultation_written_down_later_was_not_known(office):
    said = Consultation(office=office, held_on=date(2025, 8, 7), topic=TopicFactory())
    record_consultation(consultation=said, by=None)
    written()
    then, [now] = both(office, "consultations")
    assert (then, now.count) == ((), 1)


def test_a_changed_consultation_is_told_as_it_was(office):
    magang = TopicFactory(code="magang", name="Magang")
    row = ConsultationFactory(office=office, held_on=date(2025, 8, 7), outcome="belum")
    ConsultationFactory(office=office, held_on=date(2025, 8, 8), outcome="belum")
    tppo, row.topic, row.outcome = row.topic, magang, "dijawab"
    changes = {"topic": [str(tppo.pk), str(magang.pk)], "outcome": ["belum", "dijawab"]}
    change_consultation(consultation=row, changes=changes, by=None)
    written()
    then, now = both(office, "consultations")
    assert [(each.topic, each.outcome, each.count) for each in then] == [
        ("Bahaya TPPO", "Belum selesai", 2)
    ]
    assert [(each.topic, each.outcome, each.count) for each in now] == [
        ("Bahaya TPPO", "Belum selesai", 1),
        ("Magang", "Dijawab di tempat", 1),
    ]


def test_a_consultation_that_came_from_another_month_was_not_here(office):
    row = ConsultationFactory(office=office, held_on=date(2025, 8, 7))
    changes = {"held_on": ["2025-07-07", "2025-08-07"]}
    change_consultation(consultation=row, changes=changes, by=None)
    written()
    then, now = both(office, "consultations")
    assert (len(then), len(now)) == (0, 1)


def agreed(office, **values):
    session = approved_session(office)
    return FollowUp.objects.create(
        session=session, office=office, owner="Lurah", task="Edukasi", **values
    )


def test_a_follow_up_ticked_off_later_was_still_open(office):
    follow_up = agreed(office, due_on=date(2025, 8, 20))
    complete_follow_up(follow_up=follow_up, done_on=date(2025, 8, 18), by=None)
    written()
    [then], [now] = both(office, "follow_ups")
    assert (then.state, now.state) == ("terlambat", "selesai")


def test_a_follow_up_opened_again_later_was_done(office):
    follow_up = agreed(office, done_on=date(2025, 7, 20))
    reopen_follow_up(follow_up=follow_up, by=None)
    written()
    then, [now] = both(office, "follow_ups")
    assert (then, now.state) == ((), "berjalan")


def test_a_posting_written_down_later_was_not_known(office):
    village = GuidedVillageFactory(office=office, since=date(2025, 1, 6))
    officer = OfficerFactory(office=office, name="Ani (contoh)")
    assign_officer(officer=officer, village=village, starts_on=date(2025, 8, 4), by=None)
    written()
    [then], [now] = both(office, "villages")
    assert (then.officers, now.officers) == ((), ("Ani (contoh)",))
    [gaps, filled] = both(office, "gaps")
    assert ([gap.kind for gap in gaps], filled) == (["tanpa-petugas"], ())


def test_a_posting_that_was_ended_later_still_went_on(office):
    village = GuidedVillageFactory(office=office, since=date(2025, 1, 6))
    officer = OfficerFactory(office=office)
    posting = assign_officer(officer=officer, village=village, starts_on=date(2025, 2, 4), by=None)
    written(BEFORE)
    end_assignment(assignment=posting, ends_on=date(2025, 8, 15), by=None)
    written()
    then, [now] = both(office, "postings")
    assert (then, now.change, now.day) == ((), "berakhir", "2025-08-15")
