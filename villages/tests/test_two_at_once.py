"""Two people, or two tabs, at one village: nothing is lost, nothing saved over the other's."""

import re
from datetime import date

import pytest
from django.urls import reverse

from villages import actions
from villages.models import Proposal, VillageStep
from villages.models.village import Stage
from villages.tests.proposing import NOW, Decision, Desk, line_of, stage_of

pytestmark = pytest.mark.django_db
FORBIDDEN = 403


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def page(client):
    """Open, or with entries send, a page of the villages as somebody."""

    def ask(user, name, *args, **told):
        client.force_login(user)
        url = reverse(f"villages:{name}", args=args)
        return client.post(url, told) if told else client.get(url)

    return ask


def text(response) -> str:
    return response.content.decode()


def seen_in(response) -> str:
    return re.search(r'name="_dilihat" value="([^"]+)"', text(response))[1]


def test_the_second_answer_to_a_village_is_refused_with_both_versions(desk, page):
    one, other = desk.candidate(), desk.candidate()
    proposal = desk.sent(one, other)
    desk.answer(proposal, (Decision.APPROVED, ""))
    first, second = line_of(one), line_of(other)
    told = {"on": "2025-10-21", f"decision_{second.pk}": "disetujui"}
    mine = {f"decision_{first.pk}": "ditolak", f"note_{first.pk}": "Kuota penuh"}
    response = page(desk.head, "proposal-answer", proposal.pk, **told, **mine)
    said = response.context["form"].errors[f"decision_{first.pk}"][0]
    assert said.startswith(f"{one} sudah dijawab “Disetujui” oleh {desk.head}, 20 Oktober 2025;")
    assert "jawaban Anda: “Tidak disetujui” (Kuota penuh)" in said
    assert "Kuota penuh</textarea>" in text(response)
    assert (stage_of(one), stage_of(other)) == (Stage.AGREED, Stage.PROPOSED)
    page(desk.head, "proposal-answer", proposal.pk, **told)  # without the one answered already
    assert stage_of(other) == Stage.AGREED


def test_an_answer_to_a_proposal_answered_whole_or_withdrawn_is_not_lost_either(desk, page):
    answered, withdrawn = desk.candidate(), desk.candidate()
    desk.answer(desk.sent(answered), (Decision.RETURNED, "Kurang"))
    desk.withdraw(desk.sent(withdrawn, number="W.11-9"))
    for village, there in ((answered, "“Dikembalikan” (Kurang)"), (withdrawn, "“Ditarik”")):
        line = line_of(village)
        assert page(desk.head, "proposal-answer", line.proposal_id).status_code == FORBIDDEN
        told = {"on": "2025-10-21", f"decision_{line.pk}": "disetujui"}
        response = page(desk.head, "proposal-answer", line.proposal_id, **told)
        assert there in response.context["form"].errors[f"decision_{line.pk}"][0]


def test_a_step_chosen_before_the_village_went_on_shows_where_it_stands_now(desk, page):
    village = desk.candidate()
    seen = seen_in(page(desk.operator, "advance", village.pk))
    actions.advance_village(
        village=village, to=Stage.TALKS, on=date(2025, 9, 1), by=desk.operator, at=NOW
    )
    told = {"to": "ditolak", "on": "2025-10-01", "note": "Lurah menolak"}
    response = page(desk.operator, "advance", village.pk, **told, _dilihat=seen)
    assert "Penjajakan, 1 September 2025" in text(response)
    assert stage_of(village) == Stage.TALKS
    page(desk.operator, "advance", village.pk, **told, _dilihat=seen_in(response))
    assert stage_of(village) == Stage.REJECTED


def test_a_step_of_a_village_sent_meanwhile_is_not_saved_and_its_stage_is_said(desk, page):
    village = desk.candidate()
    seen = seen_in(page(desk.operator, "advance", village.pk))
    desk.sent(village)
    told = {"to": "penjajakan", "on": "2025-10-10", "_dilihat": seen}
    response = page(desk.operator, "advance", village.pk, **told)
    assert response.url == village.get_absolute_url()
    assert "Belum tersimpan" in text(page(desk.operator, "detail", village.pk))
    assert stage_of(village) == Stage.PROPOSED


def test_a_village_is_proposed_by_a_letter_and_not_by_hand(desk, page):
    village = desk.candidate()
    form = page(desk.operator, "advance", village.pk).context["form"]
    assert [value for value, _ in form.fields["to"].choices] == ["penjajakan", "ditolak"]
    response = page(desk.operator, "advance", village.pk, to="diusulkan", on="2025-10-10")
    assert "to" in response.context["form"].errors
    assert not VillageStep.objects.filter(stage=Stage.PROPOSED).exists()


def test_a_village_in_another_draft_is_said_at_its_tick_with_the_way_there(desk, page):
    taken, free = desk.candidate(), desk.candidate()
    other = desk.draft(taken)
    told = {"proposed_on": "2025-10-06", f"argument_{taken.pk}": "Terdepan"}
    told |= {f"village_{taken.pk}": "on", f"village_{free.pk}": "on"}
    response = page(desk.operator, "proposal-create", **told)
    assert f'sudah ada dalam <a href="{other.get_absolute_url()}">' in text(response)
    assert "Terdepan</textarea>" in text(response)
    assert Proposal.objects.get() == other


def test_papers_are_added_while_somebody_has_to_answer(desk, page):
    proposal = desk.sent()
    assert "Lampirkan berkas" in text(page(desk.operator, "proposal-detail", proposal.pk))
    desk.answer(proposal, (Decision.APPROVED, ""))
    assert "Lampirkan berkas" not in text(page(desk.operator, "proposal-detail", proposal.pk))
    assert page(desk.operator, "proposal-attach", proposal.pk).status_code == FORBIDDEN


def test_a_made_up_day_is_said_once(desk, page):
    village = desk.candidate()
    note = {"note": "Komunikasi; tanggal contoh", "made_up": True}
    VillageStep.objects.filter(village=village).update(**note)
    assert text(page(desk.operator, "detail", village.pk)).lower().count("tanggal contoh") == 1
