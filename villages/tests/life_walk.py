"""A random walk through the life of villages: what Hypothesis may try."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from hypothesis import strategies as st

from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory
from villages import actions, workflow
from villages.actions.decrees import waiting_for_decree
from villages.models import Decree, GuidedVillage, Proposal, VillageStep
from villages.models.village import OVER, Stage
from villages.tests.factories import RegionFactory
from villages.tests.life_rules import (
    ANSWERS,
    Decision,
    assert_legal,
    assert_one_guidance_a_region,
)

NOW = datetime(2027, 1, 5, 3, tzinfo=UTC)
BEGIN = date(2025, 1, 6)


class World:
    """Two Kanim of one Kanwil, their people, four villages they can guide. Made once."""

    def __init__(self):
        self.kanwil = KanwilFactory()
        self.offices = [OfficeFactory(under=self.kanwil) for _ in range(2)]
        self.regions = [RegionFactory() for _ in range(4)]
        self.officers = [OfficerFactory(office=office) for office in self.offices]
        self.people = [
            *(UserFactory(office=office, role=Role.OPERATOR) for office in self.offices),
            UserFactory(office=self.kanwil, role=Role.KANWIL_HEAD),
            UserFactory(office=self.kanwil, role=Role.SUPERVISOR),
        ]


class LifeWalk:
    """Every act tries one thing; a refusal is right as long as nothing changed by it.

    An act takes three numbers: which of the things there are, who does it, how many days later.
    """

    def __init__(self, world: World):
        self.world, self.numbers = world, 0
        self.tried, self.done = Counter(), Counter()
        self.struck: dict[int, dict] = {}  # what is voided stays as it was
        self.registers(0, 0, 0)
        self.registers(1, 1, 3)

    def walk(self, acts: list[tuple[str, int, int, int]]) -> None:
        for act, pick, who, gap in acts:
            getattr(self, act)(pick, who, gap)
        self.forget()
        assert_legal(self.villages, self.struck)
        assert_one_guidance_a_region(self.villages)

    # What is there; asked once after each change

    @cached_property
    def villages(self) -> list[GuidedVillage]:
        return list(GuidedVillage.objects.select_related("office").order_by("pk"))

    @cached_property
    def proposals(self) -> list[Proposal]:
        waiting = Q(proposal_villages__decision=Decision.WAITING)
        known = Proposal.objects.annotate(waiting=Count("pk", filter=waiting))
        return list(known.order_by("pk"))

    def forget(self) -> None:
        for name in ("villages", "proposals"):
            self.__dict__.pop(name, None)

    def village(self, pick: int) -> GuidedVillage:
        """Mostly one whose life goes on, now and then one that has ended."""
        going = [village for village in self.villages if village.stage not in OVER]
        chosen = self.villages if pick % 7 == 0 or not going else going
        return chosen[pick % len(chosen)]

    def standing_at(self, *stages: str) -> list[GuidedVillage]:
        return [village for village in self.villages if village.stage in stages]

    def letters(self, *statuses: str) -> list[Proposal]:
        """Those something can still be done with: drafts, and letters that wait."""
        return [
            letter
            for letter in self.proposals
            if letter.status in statuses and (letter.waiting or letter.status != "dikirim")
        ]

    def by(self, pick: int):
        """Mostly the portal itself, which may do all; now and then whoever comes along."""
        people = self.world.people
        return people[pick % len(people)] if pick % 4 == 0 else None

    def after(self, village: GuidedVillage, gap: int) -> date:
        return village.steps.last().happened_on + timedelta(days=gap)

    def number(self, kind: str) -> str:
        self.numbers += 1
        return f"{kind}-{self.numbers}"

    def attempt(self, name: str, call, *touched: GuidedVillage, **facts) -> None:
        """Call the action; then every village it touched must be in a legal state."""
        self.tried[name] += 1
        try:
            call(**facts)
        except (ValidationError, PermissionDenied):
            return
        self.done[name] += 1
        self.forget()
        assert_legal([village for village in self.villages if village in touched], self.struck)

    # What may be tried

    def registers(self, pick, who, gap):
        self.attempt(
            "register", actions.register_village,
            region=self.world.regions[pick % 4], office=self.world.offices[who % 2],
            on=BEGIN + timedelta(days=10 * gap), by=None, at=NOW,
        )  # fmt: skip

    def advances(self, pick, who, gap):
        village = self.village(pick)
        ways = workflow.FOLLOWS[village.stage] if who % 5 else tuple(Stage)
        if not ways:
            return self.undoes(pick, who, gap)
        decree = Decree.objects.order_by("pk").last() if pick % 2 else None
        return self.attempt(
            "advance", actions.advance_village, village, village=village, to=ways[who % len(ways)],
            on=self.after(village, gap), by=self.by(who), at=NOW, note="Alasan" * (pick % 3 > 0),
            decree=decree, place="Balai",
        )  # fmt: skip

    def drafts(self, pick, who, gap):
        office = self.world.offices[who % 2]
        free = self.standing_at("calon", "penjajakan")
        own = [village for village in free if village.office_id == office.pk]
        named = [village for at, village in enumerate(own) if (pick >> at) % 3]
        on = max([self.after(village, gap) for village in named], default=BEGIN)
        self.attempt(
            "draft", actions.draft_proposal, *named, office=office, by=self.by(pick),
            lines=dict.fromkeys(named, "Paspor PMI"), proposed_on=on,
        )  # fmt: skip

    def sends(self, pick, who, gap):
        known = self.letters("konsep")
        if not known:
            return self.drafts(pick, who, gap)
        proposal = known[pick % len(known)]
        return self.attempt(
            "send", actions.send_proposal, *proposal.villages.all(), proposal=proposal,
            number=self.number("U"), proposed_on=proposal.proposed_on + timedelta(days=gap % 6),
            by=self.by(who), at=NOW,
        )  # fmt: skip

    def withdraws(self, pick, who, gap):
        known = self.letters("konsep", "dikirim") or self.proposals
        if not known:
            return self.drafts(pick, who, gap)
        proposal = known[pick % len(known)]
        return self.attempt(
            "withdraw", actions.withdraw_proposal, *proposal.villages.all(), proposal=proposal,
            reason="Data kurang" * (pick % 5 > 0), by=self.by(who), at=NOW,
            on=proposal.proposed_on + timedelta(days=gap),
        )  # fmt: skip

    def answers(self, pick, who, gap):
        known = self.letters("dikirim")
        if not known:
            return self.sends(pick, who, gap)
        proposal = known[pick % len(known)]
        lines = enumerate(proposal.proposal_villages.order_by("pk"))
        chosen = {line: (pick // (at + 1)) % 5 for at, line in lines}
        decisions = {
            line: (ANSWERS[way % 3], "Catatan" * (way != 4))
            for line, way in chosen.items()
            if way < 4 or pick % 2
        }
        return self.attempt(
            "answer", actions.answer_proposal, *proposal.villages.all(), proposal=proposal,
            decisions=decisions, on=proposal.proposed_on + timedelta(days=gap),
            by=self.by(who), at=NOW, number=self.number("J"),
        )  # fmt: skip

    def decides_by_decree(self, pick, who, gap):
        by = self.by(who)
        waiting = list(waiting_for_decree(self.world.people[2])[: 1 + pick % 3])
        on = max([self.after(village, gap) for village in waiting], default=BEGIN)
        self.attempt(
            "decree", actions.record_decree, *waiting, office=self.world.kanwil,
            number=self.number("SK"), title="Penetapan", signed_on=on, by=by, at=NOW,
            villages=self.villages[: pick % 2], designates=waiting,
        )  # fmt: skip

    def inaugurates(self, pick, who, gap):
        waiting = self.standing_at("ditetapkan")[: 1 + pick % 2]
        on = max([self.after(village, gap) for village in waiting], default=BEGIN)
        officers = self.world.officers
        ceremonies = {
            village: [officer for officer in officers if officer.office_id == village.office_id]
            for village in waiting
        }
        self.attempt(
            "inaugurate", actions.inaugurate_villages, *waiting, ceremonies=ceremonies, on=on,
            place="Aula", by=self.by(who), at=NOW, posts=pick % 3 > 0, activates=pick % 2 > 0,
        )  # fmt: skip

    def posts(self, pick, who, gap):
        village = self.village(pick)
        self.attempt(
            "post", actions.assign_officer, village, village=village, by=None,
            officer=self.world.officers[who % 2], starts_on=self.after(village, gap),
        )  # fmt: skip

    def corrects(self, pick, who, gap):
        village = self.village(pick)
        steps = list(village.steps.all())
        step = steps[who % len(steps)]
        self.attempt(
            "correct", actions.correct_step, village, step=step,
            on=step.happened_on + timedelta(days=gap - 8), reason="Salah ketik" * (pick % 6 > 0),
            by=self.by(who), at=NOW, place=f"Balai {pick % 3}", note=step.note,
            decree=step.decree, officiated_by=step.officiated_by,
        )  # fmt: skip

    def undoes(self, pick, who, gap):
        village = self.village(pick if who % 3 else 0)
        rows = VillageStep.trace.filter(village=village) if gap == 9 else village.steps.all()
        steps = list(rows)
        step = steps[-1] if gap % 4 else steps[who % len(steps)]
        self.attempt(
            "undo", actions.undo_step, village, step=step, reason="Salah desa",
            by=self.by(who), at=NOW,
        )  # fmt: skip

    def goes_the_usual_way(self, pick, who, gap):
        """The next thing an office would do; without it few walks would get far."""
        village = self.village(pick)
        in_letter = self.letters("dikirim")
        usual = {
            Stage.CANDIDATE: self.sends,
            Stage.TALKS: self.sends,
            Stage.PROPOSED: self.answers if in_letter else self.decides_by_decree,
            Stage.AGREED: self.decides_by_decree,
            Stage.APPROVED: self.inaugurates,
        }
        usual.get(village.stage, self.advances)(pick, who, abs(gap))

    def moves(self, pick, who, gap):
        village = self.village(pick)
        other = next(each for each in self.world.offices if each.pk != village.office_id)
        self.attempt(
            "move", actions.move_village_to_office, village, village=village, office=other,
            on=self.after(village, gap), by=None, at=NOW,
        )  # fmt: skip


OFTEN = ("goes_the_usual_way",) * 6 + ("advances", "corrects", "undoes") * 2
SELDOM = ("registers", "drafts", "sends", "withdraws", "answers", "decides_by_decree")
ACT = st.sampled_from((*OFTEN, *SELDOM, "inaugurates", "posts", "moves"))
PICK = st.sampled_from(range(60))  # divisible by small numbers: a fair choice among few
GAP = st.sampled_from([*range(20), -3])  # days after the last step; now and then before it


def walks(steps: int) -> st.SearchStrategy[list[tuple[str, int, int, int]]]:
    return st.lists(st.tuples(ACT, PICK, PICK, GAP), min_size=steps, max_size=steps)
