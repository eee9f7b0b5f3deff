"""A proposal that comes back leaves the village where it stood; only the Kanwil refuses."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

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


def test_what_the_office_dropped_is_not_called_refused_anywhere(desk, client):
    village = desk.candidate()
    take(village, Stage.REJECTED, desk.operator)
    client.force_login(desk.operator)
    for url in (village.get_absolute_url(), reverse("villages:list")):
        page = client.get(url).content.decode()
        assert "Tidak dilanjutkan</span>" in page
        assert "Tidak disetujui</span>" not in page
    assert str(village.steps.last()).startswith("Tidak dilanjutkan")


def test_what_the_kanwil_refused_or_took_back_keeps_its_word(desk, agreed):
    refused = desk.candidate()
    desk.answer(desk.sent(refused, number="W.11-9"), (Decision.REJECTED, "Kuota"))
    take(agreed, Stage.REJECTED, desk.head)
    stage_of(refused), stage_of(agreed)
    assert refused.get_stage_display() == "Tidak disetujui"
    assert agreed.get_stage_display() == "Persetujuan dicabut"


def test_a_forged_refusal_of_an_agreed_village_is_not_saved(desk, agreed, client):
    client.force_login(desk.operator)
    told = {"to": Stage.REJECTED, "on": "2025-11-03", "note": REASON}
    response = client.post(reverse("villages:advance", args=[agreed.pk]), told)
    assert "to" in response.context["form"].errors
    assert stage_of(agreed) == Stage.AGREED
