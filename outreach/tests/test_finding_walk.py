"""The life of a finding, walked at random: no illegal state, and nothing is ever taken back."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from dbi_portal.lib.days import in_zone
from dbi_portal.lib.months import Month
from officers.models import AuditEvent, Notice
from outreach.actions import findings as actions
from outreach.figures.findings import finding_counts
from outreach.models import Finding, FindingStep
from outreach.tests.finding_desk import NOW, Desk, draft

pytestmark = pytest.mark.django_db
Status = Finding.Status
STEPS, RUNS, MANY = 40, 4, 3
PICK = st.integers(0, 10**6)
SAID = "Sudah diperiksa."
NOTE = st.sampled_from([SAID, SAID, SAID, "", "  ", "NIK 3275031010010001"])
# Which step is legal where, and where it leads: written down apart from the portal's own table.
ACTS = {
    actions.verify_finding: ["diajukan"],
    actions.return_finding: ["diajukan"],
    actions.reject_finding: ["diajukan", "perlu-perbaikan", "diverifikasi"],
    actions.take_in_hand: ["diverifikasi"],
    actions.close_finding: ["ditindaklanjuti"],
    actions.reopen_finding: ["selesai", "ditolak"],
}
LEADS = {
    "diajukan": {"diverifikasi", "perlu-perbaikan", "ditolak"},
    "perlu-perbaikan": {"diajukan", "ditolak"},
    "diverifikasi": {"ditindaklanjuti", "ditolak"},
    "ditindaklanjuti": {"selesai"},
    "selesai": {"ditindaklanjuti"},
    "ditolak": {"diajukan"},
}
taken = {"steps": 0, "refused": 0, "done": 0}


class FindingLife(RuleBasedStateMachine):
    """One office, and a clock that only goes forward."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = transaction.atomic()
        self.walk.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.walk.__exit__(None, None, None)

    @initialize()
    def office_opens(self) -> None:
        self.desk, self.at = Desk(), NOW
        self.before: list[tuple] = []
        self.send(kind="insiden")

    @rule(kind=st.sampled_from(Finding.Kind.values))
    def send(self, kind: str) -> None:
        if Finding.objects.count() < MANY:
            finding = draft(self.desk.office, kind=kind)
            self.attempt(actions.submit_finding, finding=finding, by=self.desk.officer)

    @rule(pick=PICK, note=NOTE, anything=st.booleans())
    def decide(self, *, pick: int, note: str, anything: bool) -> None:
        """Every other time a step that is legal there: else a walk is mostly refusals."""
        finding = self.one(pick)
        acts = list(ACTS) if anything else [act for act in ACTS if finding.status in ACTS[act]]
        if acts:
            act = acts[pick % len(acts)]
            self.attempt(act, finding=finding, note=note, by=self.desk.verifier)

    @rule(pick=PICK, kind=st.sampled_from(Finding.Kind.values), own=st.booleans())
    def amend(self, *, pick: int, kind: str, own: bool) -> None:
        finding = self.one(pick)
        finding.kind = kind
        by = self.desk.officer if own else self.desk.verifier
        self.attempt(actions.amend_finding, finding=finding, by=by)

    @rule(hours=st.integers(1, 60))
    def wait(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    def attempt(self, act, **told) -> None:
        """A refusal is an answer too, as long as it leaves nothing half done."""
        try:
            with transaction.atomic():
                act(**told, at=self.at)
                taken["done"] += 1
        except ValidationError:
            taken["refused"] += 1
            assert self.steps() == self.before

    def one(self, pick: int) -> Finding:
        rows = list(Finding.objects.order_by("pk"))
        return rows[pick % len(rows)]

    def steps(self) -> list[tuple]:
        return list(
            FindingStep.objects.order_by("finding_id", "at", "pk").values_list(
                "finding_id", "pk", "status", "note", "by_id", "at", "due_at"
            )
        )

    @invariant()
    def what_was_written_stays_and_the_rest_follows_from_it(self) -> None:
        taken["steps"] += 1
        now = self.steps()
        assert set(self.before) <= set(now)
        self.before = now
        for finding in Finding.objects.all():
            mine = [step for step in now if step[0] == finding.pk]
            states = [step[2] for step in mine]
            assert states[0] == "diajukan"
            assert all(to in LEADS[was] for was, to in pairwise(states))
            assert (finding.status, finding.due_at) == (mine[-1][2], mine[-1][6])
            is_open = finding.status not in ("selesai", "ditolak")
            assert (finding.due_at is not None, finding.closed_at is None) == (is_open, is_open)
            self.says_why(mine)
        assert AuditEvent.objects.filter(action__startswith="outreach.finding").count() == len(now)
        self.figures_agree()

    def says_why(self, steps: list[tuple]) -> None:
        """But for sending and verifying, and never with somebody's number in it."""
        for _, _, status, note, *_ in steps:
            assert "3275031010010001" not in note
            assert note or status in ("diajukan", "diverifikasi")
        assert not Notice.objects.filter(text__contains=SAID).exists()

    def figures_agree(self) -> None:
        """What the sums count is what one counts by looking at the rows."""
        month = Month.of(in_zone(self.at, self.desk.office.time_zone))
        counted = finding_counts([self.desk.office], [month], now=self.at).over()
        rows = Finding.objects.open()
        assert (counted.open, counted.overdue) == (
            rows.count(),
            rows.overdue(at=self.at).count(),
        )


def test_many_random_steps_lead_to_no_illegal_state():
    taken.update(steps=0, refused=0, done=0)
    run_state_machine_as_test(
        FindingLife,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert taken["steps"] >= 80, taken
    assert taken["done"] > 2 * RUNS, "a walk that is always refused proves nothing"
    assert taken["refused"] > 0
