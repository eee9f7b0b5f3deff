"""The life of a session, walked at random: thousands of steps, and never an illegal state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from officers.roles import Role
from officers.tests.factories import UserFactory
from outreach.actions.corrections import ask_correction, open_correction, open_correction_of
from outreach.actions.follow_ups import complete_follow_up, reopen_follow_up
from outreach.actions.parts import Agreed, SessionParts
from outreach.actions.refusals import Refused
from outreach.actions.remarks import Remark
from outreach.actions.review import (
    approve_session,
    cancel_session,
    hold_session,
    return_session,
    submit_session,
)
from outreach.actions.sessions import change_session, record_session
from outreach.models import FollowUp, Session
from outreach.tests.factories import SessionFactory, SessionKindFactory
from outreach.tests.session_states import (
    Snapshot,
    counts_once_and_for_ever,
    nothing_agreed_is_lost,
    nothing_to_come_was_held,
    one_row_stands,
)

pytestmark = pytest.mark.django_db
STEPS, RUNS = 250, 12
Status = Session.Status
MANY = 12  # sessions: more of them are less likely to meet again
LOCKED = {Status.APPROVED, Status.CANCELLED, Status.SUPERSEDED}
OPEN = (Status.PLANNED, Status.HELD, Status.REPORTED, Status.RETURNED)
# Where each state may lead; everything else is illegal.
LEADS = {
    Status.PLANNED: {Status.HELD, Status.REPORTED, Status.CANCELLED},
    Status.HELD: {Status.REPORTED, Status.CANCELLED},
    Status.REPORTED: {Status.APPROVED, Status.RETURNED, Status.CANCELLED},
    Status.RETURNED: {Status.REPORTED, Status.CANCELLED},
    Status.APPROVED: {Status.SUPERSEDED},
    Status.CANCELLED: set(),
    Status.SUPERSEDED: set(),
}
START = date(2025, 10, 1)
PICK = st.integers(0, 10**6)
taken = {"steps": 0, "refused": 0}


def some(*states: str) -> Callable[[SessionLife], bool]:
    """There is a session in one of these states: else a walk is mostly refusals."""
    return lambda life: any(row["status"] in states for row in life.before.rows.values())


class SessionLife(RuleBasedStateMachine):
    """One office, its operator and its verifier, and a clock that only goes forward."""

    @initialize()
    def office_opens(self) -> None:
        self.operator = UserFactory(role=Role.OPERATOR)
        self.verifier = UserFactory(role=Role.VERIFIER, office=self.operator.office)
        self.kind = SessionKindFactory()
        self.today = START
        self.before = Snapshot()
        self.write(ahead=0, sent=True)
        self.write(ahead=1, sent=False)

    def __init__(self) -> None:
        super().__init__()
        self.turn = 0
        # Every walk begins with an empty office and leaves nothing behind.
        self.walk = transaction.atomic()
        self.walk.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.walk.__exit__(None, None, None)

    @property
    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 3, tzinfo=UTC)

    def attempt(self, act, **told) -> None:
        """Try it; a refusal is an answer too, as long as it leaves nothing half done."""
        self.untouched = False
        try:
            with transaction.atomic():
                act(**told)
        except Refused:
            taken["refused"] += 1

    def one(self, pick: int, *states: str) -> Session:
        """Three times in four one in these states, if there is one: else few walks get far."""
        known = sorted(self.before.rows)
        if pick % 4:
            fit = [pk for pk in known if self.before.rows[pk]["status"] in states]
            corrections = [pk for pk in fit if self.before.rows[pk]["corrects_id"]]
            known = (corrections if pick % 8 < 6 else fit) or fit or known
        return Session.objects.select_related("office").get(pk=known[pick % len(known)])

    def has_sessions(self) -> bool:
        return bool(self.before.rows)

    def it_is_time_to_change(self) -> bool:
        """Every third step: a change takes as long as ten of the others."""
        return self.has_sessions() and self.turn % 3 == 0

    @precondition(lambda life: len(life.before.rows) < MANY)
    @rule(ahead=st.integers(-3, 1), sent=st.booleans())
    def write(self, *, ahead: int, sent: bool) -> None:
        """A plan, or a report that comes without one."""
        session = Session(
            office=self.operator.office,
            kind=self.kind,
            title="Sosialisasi",
            place="Balai RW 05",
            held_on=self.today + timedelta(days=ahead),
            status=Status.REPORTED if sent else Status.PLANNED,
        )
        parts = SessionParts(follow_ups=[Agreed("Sebarkan ke RT", "Lurah")])
        self.attempt(record_session, session=session, parts=parts, by=self.operator, at=self.now)

    @precondition(some(Status.PLANNED))
    @rule(pick=PICK)
    def hold(self, pick: int) -> None:
        self.attempt(
            hold_session, session=self.one(pick, Status.PLANNED), by=self.operator, at=self.now
        )

    @precondition(some(Status.HELD, Status.RETURNED))
    @rule(pick=PICK)
    def send(self, pick: int) -> None:
        self.attempt(
            submit_session,
            session=self.one(pick, Status.HELD, Status.RETURNED),
            by=self.operator,
            at=self.now,
        )

    @precondition(some(Status.REPORTED))
    @rule(pick=PICK)
    def approve(self, pick: int) -> None:
        self.decide(self.one(pick, Status.REPORTED), was=self.before.rows)

    def decide(self, session: Session, *, was: dict[int, dict]) -> None:
        """What was done about the old one's follow-ups is done on the new one's."""
        old = FollowUp.objects.filter(session=session.corrects_id)
        done = dict(old.values_list("pk", "done_on"))
        self.attempt(approve_session, session=session, by=self.verifier, at=self.now)
        session.refresh_from_db()
        waited = was.get(session.pk, {}).get("status") == Status.REPORTED
        if waited and session.status == Status.APPROVED:
            carried = session.follow_ups.exclude(carried_from=None)
            assert dict(carried.values_list("carried_from", "done_on")) == done

    @precondition(some(Status.APPROVED))
    @rule(pick=PICK, done=st.booleans())
    def correct_all_the_way(self, *, pick: int, done: bool) -> None:
        """Opened, and while it was written something was ticked off on what still stood."""
        session = self.one(pick, Status.APPROVED)
        if session.status != Status.APPROVED or open_correction_of(session):
            return
        told = {"by": self.operator, "at": self.now}
        self.attempt(open_correction, session=session, reason="Salah baca.", **told)
        for row in session.follow_ups.all():
            day = {"done_on": self.today} if done else {}
            act = complete_follow_up if done else reopen_follow_up
            self.attempt(act, follow_up=row, by=self.operator, **day)
        correction = open_correction_of(session)
        self.attempt(submit_session, session=correction, **told)
        self.decide(correction, was={correction.pk: {"status": Status.REPORTED}})

    @precondition(some(Status.REPORTED))
    @rule(pick=PICK, fields=st.lists(st.sampled_from(["title", "place", "photos", ""]), max_size=3))
    def send_back(self, pick: int, fields: list[str]) -> None:
        remarks = [Remark("Perbaiki.", field) for field in fields]
        told = {"session": self.one(pick, Status.REPORTED), "remarks": remarks}
        self.attempt(return_session, **told, by=self.verifier, at=self.now)

    @precondition(some(Status.APPROVED))
    @rule(pick=PICK, asked=st.booleans(), reason=st.sampled_from(["Salah baca.", " "]))
    def correct(self, *, pick: int, asked: bool, reason: str) -> None:
        act, by = (ask_correction, self.verifier) if asked else (open_correction, self.operator)
        self.attempt(
            act, session=self.one(pick, Status.APPROVED), reason=reason, by=by, at=self.now
        )

    @precondition(it_is_time_to_change)
    @rule(pick=PICK, people=st.integers(0, 90), ahead=st.integers(-9, 9), more=st.booleans())
    def change(self, *, pick: int, people: int, ahead: int, more: bool) -> None:
        """Another number, another day, perhaps one more thing agreed."""
        session = self.one(pick, Status.HELD, Status.REPORTED, Status.RETURNED)
        session.participants, session.held_on = people, session.held_on + timedelta(days=ahead)
        known = [Agreed(row.task, row.owner, pk=row.pk) for row in session.follow_ups.all()]
        extra = [Agreed(f"Undang {people} warga", "Camat")] if more else []
        parts = SessionParts(follow_ups=[*known, *extra])
        self.attempt(change_session, session=session, parts=parts, by=self.operator, at=self.now)

    @precondition(some(*OPEN))
    @rule(pick=PICK, reason=st.sampled_from(["Banjir.", "Keliru.", ""]))
    def call_off(self, pick: int, reason: str) -> None:
        self.attempt(cancel_session, session=self.one(pick, *OPEN), reason=reason, by=self.operator)

    @precondition(has_sessions)
    @rule(pick=PICK, again=st.booleans())
    def tick_off(self, *, pick: int, again: bool) -> None:
        """Of what stands: what is being written is ticked off on the revision it corrects."""
        standing = FollowUp.objects.current().order_by("pk")
        corrected = standing.filter(session__corrections__isnull=False) if pick % 4 else standing
        rows = list(corrected) or list(standing)
        if not rows:
            return
        row = rows[pick % len(rows)]
        if again:
            self.attempt(reopen_follow_up, follow_up=row, by=self.operator)
        else:
            told = {"follow_up": row, "done_on": self.today}
            self.attempt(complete_follow_up, **told, by=self.operator)

    @rule(days=st.integers(1, 4))
    def wait(self, days: int) -> None:
        self.untouched = True
        self.today += timedelta(days=days)

    # What holds after every step

    @invariant()
    def every_state_is_legal(self) -> None:
        """Read once, asked everything: reading anew for each question would take minutes."""
        taken["steps"] += 1
        self.turn += 1
        if self.untouched:  # time has passed, nothing else
            nothing_to_come_was_held(self.before, self.today)
            return
        now = Snapshot.taken()
        self.states_follow_one_another(now)
        self.locked_rows_never_change(now)
        for lineage in now.lineages():
            counts_once_and_for_ever(lineage)
            one_row_stands(lineage, now.standing)
        nothing_agreed_is_lost(now)
        self.remarks_are_kept(now)
        nothing_to_come_was_held(now, self.today)
        self.before = now

    def states_follow_one_another(self, now: Snapshot) -> None:
        for pk, row in now.rows.items():
            was = self.before.rows.get(pk, row)["status"]
            assert row["status"] == was or row["status"] in LEADS[was], (was, row["status"])

    def locked_rows_never_change(self, now: Snapshot) -> None:
        """But for the one thing that happens to an approved one: being replaced."""
        for pk, row in self.before.rows.items():
            if row["status"] in LOCKED:
                assert now.rows[pk] | {"status": row["status"]} == row
                assert now.agreed_in(pk) == self.before.agreed_in(pk)

    def remarks_are_kept(self, now: Snapshot) -> None:
        kept = {pk for pk, _, _ in now.remarks}
        assert kept >= {pk for pk, _, _ in self.before.remarks}
        for _, session, settled_at in now.remarks:
            assert settled_at or now.rows[session]["status"] != Status.REPORTED


def test_thousands_of_random_steps_lead_to_no_illegal_state():
    SessionFactory.reset_sequence()
    taken.update(steps=0, refused=0)
    run_state_machine_as_test(
        SessionLife,
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
    assert taken["steps"] >= 2500, taken
    assert 0 < taken["refused"] < taken["steps"] * 0.8, (
        "a walk that is always refused proves nothing"
    )
