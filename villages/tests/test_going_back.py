"""A proposal that comes back leaves the village where it really stood; who refuses is the Kanwil."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from villages import actions, workflow
from villages.models.village import Stage
from villages.tests.proposing import ANSWERED, NOW, Decision, Desk, line_of, stage_of

pytestmark = pytest.mark.django_db
LATER = date(2025, 11, 3)
REASON = "Lurah berganti"


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def agreed(desk):
    """A candidate that never had talks, proposed and approved by the Kanwil."""
    village = desk.candidate()
    desk.answer(desk.sent(village), (Decision.APPROVED, ""))
    village.refresh_from_db()
    return village


def take(village, to, by, **facts):
    facts = {"on": LATER, "note": REASON, "at": NOW} | facts
    return actions.advance_village(village=village, to=to, by=by, **facts)


def stages(village) -> list[str]:
    return [step.stage for step in village.steps.all()]


def test_a_returned_village_stands_where_it_stood_and_no_talks_are_invented(desk):
    candidate, in_talks = desk.candidate(), desk.candidate()
    take(in_talks, Stage.TALKS, desk.operator, on=date(2025, 9, 1))
    returned = (Decision.RETURNED, "Lampirkan berita acara")
    desk.answer(desk.sent(candidate, in_talks), returned, returned)
    assert (stage_of(candidate), stage_of(in_talks)) == (Stage.CANDIDATE, Stage.TALKS)
    assert Stage.TALKS not in stages(candidate)
    assert candidate.steps.last().answer == line_of(candidate).answer


def test_only_the_kanwil_takes_its_return_back(desk):
    village = desk.candidate()
    desk.answer(desk.sent(village), (Decision.RETURNED, "Kurang"))
    undo = {"step": village.steps.last(), "reason": "Keliru", "at": NOW}
    with pytest.raises(PermissionDenied):
        actions.undo_step(by=desk.operator, **undo)
    actions.undo_step(by=desk.supervisor, **undo)
    assert (stage_of(village), line_of(village).decision) == (Stage.PROPOSED, Decision.WAITING)


def test_an_office_does_not_refuse_what_the_kanwil_approved(desk, agreed):
    for by in (desk.operator, desk.supervisor):
        with pytest.raises(PermissionDenied):
            take(agreed, Stage.REJECTED, by)
    assert stage_of(agreed) == Stage.AGREED
    assert take(agreed, Stage.REJECTED, desk.head).stage == Stage.REJECTED


def test_an_office_withdraws_what_was_agreed_and_the_answer_stays_as_it_was_sent(desk, agreed):
    assert workflow.choices_for(desk.operator, agreed) == [Stage.APPROVED, Stage.CANDIDATE]
    with pytest.raises(PermissionDenied):
        take(agreed, Stage.TALKS, desk.operator)  # it never had talks
    with pytest.raises(PermissionDenied):
        take(agreed, Stage.CANDIDATE, desk.supervisor)
    step = take(agreed, Stage.CANDIDATE, desk.operator)
    assert stage_of(agreed) == Stage.CANDIDATE
    line = line_of(agreed)
    assert (line.decision, line.answer.answered_on) == (Decision.APPROVED, ANSWERED)
    actions.undo_step(step=step, reason="Lurah kembali", by=desk.operator, at=NOW)
    assert (stage_of(agreed), line_of(agreed).decision) == (Stage.AGREED, Decision.APPROVED)
