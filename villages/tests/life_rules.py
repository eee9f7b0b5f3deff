"""What must always hold of a village's life, whatever was done to it and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.db.models import Q

from villages import workflow
from villages.models import Assignment, GuidedVillage, ProposalVillage, Tenure, VillageStep
from villages.models.village import OVER, Stage

Decision = ProposalVillage.Decision
ANSWERS = (Decision.APPROVED, Decision.RETURNED, Decision.REJECTED)


def assert_legal(villages: Sequence[GuidedVillage], struck: dict[int, dict]) -> None:
    """Every rule, for each of these villages. `struck` remembers what was struck out before."""
    rows = _by_village(VillageStep.trace.filter(village__in=villages))
    tenures = _by_village(Tenure.objects.filter(village__in=villages))
    letters = ProposalVillage.objects.filter(village__in=villages).select_related("proposal")
    lines = _by_village(letters)
    for village in villages:
        standing = [row for row in rows[village.pk] if row.voided_at is None]
        _assert_line(village, standing)
        _assert_trace(village, rows[village.pk], struck)
        _assert_holders(village, standing, tenures[village.pk])
        _assert_letters(standing, lines[village.pk])
        _assert_postings(village, standing)


def _by_village(rows: Iterable) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.village_id].append(row)
    return found


def _assert_line(village: GuidedVillage, line: list[VillageStep]) -> None:
    """The stage is the last step's; each step may follow the one before it, and no earlier."""
    assert line[0].stage == Stage.CANDIDATE
    assert village.stage == line[-1].stage
    for one, next_one in pairwise(line):
        assert next_one.stage in workflow.FOLLOWS[one.stage]
        assert one.happened_on <= next_one.happened_on


def _assert_trace(village: GuidedVillage, rows: list[VillageStep], struck: dict[int, dict]) -> None:
    """Nothing that was struck out is lost or changed, and each says why."""
    now = {row.pk: (row.stage, row.happened_on, row.void_reason) for row in rows if row.voided_at}
    assert struck.get(village.pk, {}).items() <= now.items()
    assert all(reason for *_, reason in now.values())
    struck[village.pk] = now


def _assert_holders(village: GuidedVillage, line: list[VillageStep], tenures: list[Tenure]) -> None:
    """One office held the village on the day of each step, and it is the step's own."""
    assert tenures[0].starts_on == line[0].happened_on
    assert tenures[-1].office_id == village.office_id
    for row in line:
        day = row.happened_on
        held = [each for each in tenures if each.starts_on <= day <= (each.ends_on or day)]
        assert [each.office_id for each in held] == [row.office_id]


def _assert_letters(line: list[VillageStep], letters: list[ProposalVillage]) -> None:
    """Who waits in a sent letter is proposed by it; who was answered has that answer."""
    sent = [each for each in letters if each.proposal.status == "dikirim"]
    waiting = [each.proposal_id for each in sent if each.decision == Decision.WAITING]
    last = line[-1]
    by_letter = last.stage == Stage.PROPOSED and last.proposal_id is not None
    assert waiting == ([last.proposal_id] if by_letter else [])
    for each in letters:
        assert (each.answer_id is not None) == (each.decision in ANSWERS)
        assert each.decision != Decision.WAITING or each.proposal.status != "ditarik"
    answered = {(row.proposal_id, row.answer_id) for row in line if row.answer_id}
    assert answered == {(each.proposal_id, each.answer_id) for each in letters if each.answer_id}


def _assert_postings(village: GuidedVillage, line: list[VillageStep]) -> None:
    """Nobody serves a village whose life has ended."""
    if village.stage in OVER:
        last = line[-1].happened_on
        running = Q(ends_on__isnull=True) | Q(ends_on__gt=last)
        assert not Assignment.objects.filter(running, village=village).exists()


def assert_one_guidance_a_region(villages: Sequence[GuidedVillage]) -> None:
    going = [village.region_id for village in villages if village.stage not in OVER]
    assert len(going) == len(set(going))
