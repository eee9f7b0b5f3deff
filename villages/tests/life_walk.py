"""A random walk through the life of villages: what Hypothesis may try."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from officers.roles import Role
from officers.tests.factories import KanwilFactory, OfficeFactory, OfficerFactory, UserFactory
from villages import actions, workflow
from villages.actions.decrees import waiting_for_decree
from villages.models import (
    Decree,
    GuidedVillage,
    Proposal,
    VillageStep,
)
from villages.models.village import OVER, Stage
from villages.tests.factories import RegionFactory
from villages.tests.life_rules import ANSWERS, Decision, assert_legal, assert_one_guidance_a_region

NOW = datetime(2027, 1, 5, 3, tzinfo=UTC)
BEGIN = date(2025, 1, 6)
PICK = st.sampled_from(range(60))  # divisible by small numbers: a fair choice among few
GAP = st.sampled_from([*range(20), -3])  # days after the last step; now and then before it


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
            None,
        ]


class LifeWalk(RuleBasedStateMachine):
    """Every rule tries one thing; a refusal is right as long as nothing changed by it."""

    world: World
    tried, done = Counter(), Counter()

    def __init__(self):
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.numbers = 0
        self.struck: dict[int, tuple] = {}  # what is voided stays as it was

    def teardown(self):
        assert_legal(self.villages, self.struck)
        assert_one_guidance_a_region(self.villages)
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    # What is there; asked once after each try

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

    def attempt(self, name: str, call, *touched: GuidedVillage, **facts):
        """Call the action; then every village it touched must be in a legal state."""
        self.tried[name] += 1
        try:
            found = call(**facts)
        except (ValidationError, PermissionDenied):
            found = None
        else:
            self.done[name] += 1
        self.forget()
        assert_legal([village for village in self.villages if village in touched], self.struck)
        return found

    # What may be tried

    @initialize()
    def begins(self):
        self.registers(0, 0, 0)
        self.registers(1, 0, 3)

    @rule(region=PICK, office=PICK, gap=st.integers(0, 300))
    def registers(self, region, office, gap):
        self.attempt(
            "register", actions.register_village,
            region=self.world.regions[region % 4], office=self.world.offices[office % 2],
            on=BEGIN + timedelta(days=gap), by=None, at=NOW,
        )  # fmt: skip

    @rule(pick=PICK, who=PICK, gap=GAP, to=PICK)
    def advances(self, pick, who, gap, to):
        village = self.village(pick)
        ways = workflow.FOLLOWS[village.stage] if to % 5 else tuple(Stage)
        if not ways:
            return
        decree = Decree.objects.order_by("pk").last() if to % 2 else None
        self.attempt(
            "advance", actions.advance_village, village, village=village, to=ways[to % len(ways)],
            on=self.after(village, gap), by=self.by(who), at=NOW, note="Alasan" * (to % 3 > 0),
            decree=decree, place="Balai",
        )  # fmt: skip

    @precondition(lambda self: self.standing_at("calon", "penjajakan"))
    @rule(pick=PICK, office=PICK, gap=GAP)
    def drafts(self, pick, office, gap):
        office = self.world.offices[office % 2]
        free = self.standing_at("calon", "penjajakan")
        own = [village for village in free if village.office_id == office.pk]
        named = [village for at, village in enumerate(own) if (pick >> at) % 3]
        lines = dict.fromkeys(named, "Paspor PMI")
        on = max([self.after(village, gap) for village in lines], default=BEGIN)
        self.attempt(
            "draft", actions.draft_proposal, *lines,
            office=office, lines=lines, proposed_on=on, by=self.by(pick),
        )  # fmt: skip

    @precondition(lambda self: self.letters("konsep"))
    @rule(pick=PICK, gap=st.integers(0, 5))
    def sends(self, pick, gap):
        known = self.letters("konsep")
        if known:
            proposal = known[pick % len(known)]
            self.attempt(
                "send", actions.send_proposal, *proposal.villages.all(), proposal=proposal,
                number=self.number("U"), proposed_on=proposal.proposed_on + timedelta(days=gap),
                by=self.by(pick), at=NOW,
            )  # fmt: skip

    @precondition(lambda self: self.letters("konsep", "dikirim"))
    @rule(pick=PICK, gap=st.integers(-3, 30))
    def withdraws(self, pick, gap):
        known = self.letters("konsep", "dikirim") or self.proposals
        if known:
            proposal = known[pick % len(known)]
            self.attempt(
                "withdraw", actions.withdraw_proposal, *proposal.villages.all(), proposal=proposal,
                reason="Data kurang" * (pick % 5 > 0), by=self.by(pick), at=NOW,
                on=proposal.proposed_on + timedelta(days=gap),
            )  # fmt: skip

    @precondition(lambda self: self.letters("dikirim"))
    @rule(pick=PICK, who=PICK, gap=st.integers(-3, 30))
    def answers(self, pick, who, gap):
        known = self.letters("dikirim")
        if not known:
            return
        proposal = known[pick % len(known)]
        lines = proposal.proposal_villages.order_by("pk")
        chosen = {line: (pick // (at + 1)) % 5 for at, line in enumerate(lines)}
        decisions = {
            line: (ANSWERS[way % 3], "Catatan" * (way != 4))
            for line, way in chosen.items()
            if way < 4 or pick % 2
        }
        self.attempt(
            "answer", actions.answer_proposal, *proposal.villages.all(), proposal=proposal,
            decisions=decisions, on=proposal.proposed_on + timedelta(days=gap),
            by=self.by(who), at=NOW, number=self.number("J"),
        )  # fmt: skip

    @precondition(lambda self: self.standing_at("diusulkan", "disetujui"))
    @rule(pick=PICK, who=PICK, gap=st.integers(-2, 20))
    def decides_by_decree(self, pick, who, gap):
        by = self.by(who)
        waiting = list(waiting_for_decree(self.world.people[2])[: 1 + pick % 3])
        on = max([self.after(village, gap) for village in waiting], default=BEGIN)
        named = self.villages[: pick % 2]
        self.attempt(
            "decree", actions.record_decree, *waiting, office=self.world.kanwil,
            number=self.number("SK"), title="Penetapan", signed_on=on, by=by, at=NOW,
            villages=named, designates=waiting,
        )  # fmt: skip

    @precondition(lambda self: self.standing_at("ditetapkan"))
    @rule(pick=PICK, who=PICK, gap=GAP)
    def inaugurates(self, pick, who, gap):
        waiting = self.standing_at("ditetapkan")[: 1 + pick % 2]
        on = max([self.after(village, gap) for village in waiting], default=BEGIN)
        ceremonies = {
            village: [o for o in self.world.officers if o.office_id == village.office_id]
            for village in waiting
        }
        self.attempt(
            "inaugurate", actions.inaugurate_villages, *waiting, ceremonies=ceremonies, on=on,
            place="Aula", by=self.by(who), at=NOW, posts=pick % 3 > 0, activates=pick % 2 > 0,
        )  # fmt: skip

    @rule(pick=PICK, gap=st.integers(-5, 40))
    def posts(self, pick, gap):
        village = self.village(pick)
        if village:
            self.attempt(
                "post", actions.assign_officer, village, village=village, by=None,
                officer=self.world.officers[pick % 2], starts_on=self.after(village, gap),
            )  # fmt: skip

    @rule(pick=PICK, who=PICK, which=PICK, shift=st.integers(-12, 12))
    def corrects(self, pick, who, which, shift):
        village = self.village(pick)
        steps = list(village.steps.all())
        step = steps[which % len(steps)]
        self.attempt(
            "correct", actions.correct_step, village, step=step,
            on=step.happened_on + timedelta(days=shift), reason="Salah ketik" * (which % 6 > 0),
            by=self.by(who), at=NOW, place=f"Balai {which % 3}", note=step.note,
            decree=step.decree, officiated_by=step.officiated_by,
        )  # fmt: skip

    @rule(pick=PICK, who=PICK, which=PICK)
    def undoes(self, pick, who, which):
        village = self.village(pick if which % 3 else 0)
        steps = list(
            VillageStep.trace.filter(village=village) if which % 9 == 0 else village.steps.all()
        )
        step = steps[-1] if which % 4 else steps[which % len(steps)]
        self.attempt(
            "undo", actions.undo_step, village, step=step, reason="Salah desa",
            by=self.by(who), at=NOW,
        )  # fmt: skip

    @rule(pick=PICK, who=PICK, gap=GAP)
    def goes_the_usual_way(self, pick, who, gap):
        """The next thing an office would do; without it few walks would get far."""
        village = self.village(pick)
        step = {
            Stage.CANDIDATE: self.drafts,
            Stage.TALKS: self.drafts,
            Stage.PROPOSED: self.answers if self.letters("dikirim") else self.decides_by_decree,
            Stage.AGREED: self.decides_by_decree,
            Stage.APPROVED: self.inaugurates,
        }.get(village.stage, self.advances)
        office = self.world.offices.index(village.office)
        if step == self.drafts and self.letters("konsep"):
            self.sends(pick, gap=max(gap, 0) % 5)
        elif step == self.drafts:
            self.drafts(pick, office, gap)
        elif step == self.advances:
            self.advances(pick, who, gap, to=who)
        else:
            step(pick, who, gap)

    @rule(pick=PICK, gap=GAP)
    def moves(self, pick, gap):
        village = self.village(pick)
        if village and pick % 5 == 0:
            other = next(each for each in self.world.offices if each.pk != village.office_id)
            self.attempt(
                "move", actions.move_village_to_office, village, village=village, office=other,
                on=self.after(village, gap), by=None, at=NOW,
            )  # fmt: skip
