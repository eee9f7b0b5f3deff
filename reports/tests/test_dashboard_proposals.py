""" "Perlu perhatian": what was proposed and waits for the Kanwil."""

from datetime import date

import pytest
from django.urls import reverse

from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, UserFactory
from reports.tests.figures_world import LONG_AGO, report, village
from reports.tests.test_dashboard_attention import AUGUST, TODAY, lines, said
from villages.models import Proposal, ProposalAnswer, ProposalVillage

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = OfficeFactory(under=KanwilFactory())
    report(office, AUGUST)
    return office


@pytest.fixture
def supervisor(office):
    return UserFactory(office=office.supervisions.get().supervisor, role=Role.SUPERVISOR)


def proposed(office, code, *, number, on, decision=ProposalVillage.Decision.WAITING):
    """A letter that was sent, with one village in it; answered unless it waits."""
    kanwil = office.supervisions.get().supervisor
    letter = Proposal.objects.create(
        office=office, addressed_to=kanwil, number=number, proposed_on=on, status="dikirim"
    )
    named = village(office, f"Desa {number}", code, penjajakan=LONG_AGO, diusulkan=on)
    answer = None
    if decision != ProposalVillage.Decision.WAITING:
        answer = ProposalAnswer.objects.create(proposal=letter, office=kanwil, answered_on=TODAY)
    ProposalVillage.objects.create(
        proposal=letter, village=named, office=office, decision=decision, answer=answer
    )
    return letter


def test_a_proposal_that_waits_leads_whoever_answers_to_it(supervisor, office):
    letter = proposed(office, "32.75.01.1001", number="U-1", on=date(2025, 9, 1))
    [line] = lines(supervisor)
    assert said([line]) == ["1 usul Desa Binaan menunggu jawaban Kanwil, tanggal 1 September 2025."]
    assert (line.label, line.url) == ("Jawab", letter.get_absolute_url())
    [own] = lines(UserFactory(office=office, role=Role.OPERATOR))
    assert (own.label, own.url) == ("Lihat", letter.get_absolute_url())


def test_several_proposals_are_counted_and_answered_or_withdrawn_ones_are_not(supervisor, office):
    for day in (1, 3):
        proposed(office, f"32.75.01.100{day}", number=f"U-{day}", on=date(2025, 9, day))
    approved = ProposalVillage.Decision.APPROVED
    proposed(office, "32.75.01.1005", number="U-5", on=date(2025, 8, 5), decision=approved)
    back = proposed(office, "32.75.01.1006", number="U-6", on=date(2025, 8, 6))
    back.status, back.withdrawn_on, back.withdraw_reason = "ditarik", TODAY, "Salah desa"
    back.save()
    [line] = lines(supervisor)
    assert said([line]) == [
        "2 usul Desa Binaan menunggu jawaban Kanwil, yang terlama 1 September 2025."
    ]
    assert line.url == f"{reverse('villages:proposal-list')}?state=menunggu"
