"""Everything that is stored of sessions, as plain values, and what must hold of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from outreach.models import Session

Status = Session.Status
# One question instead of three thousand times four: rows come as JSON, days as text.
EVERYTHING = """
    SELECT (SELECT json_agg(session) FROM outreach_session session),
           (SELECT json_agg(row ORDER BY row.id) FROM outreach_followup row),
           (SELECT json_agg(remark) FROM outreach_sessionremark remark)
"""


@dataclass(frozen=True)
class Snapshot:
    """Everything that is stored, as plain values."""

    rows: dict[int, dict] = field(default_factory=dict)
    standing: frozenset[int] = frozenset()
    agreed: tuple[dict, ...] = ()
    remarks: tuple[tuple, ...] = ()

    @classmethod
    def taken(cls) -> Snapshot:
        with connection.cursor() as cursor:
            cursor.execute(EVERYTHING)
            sessions, agreed, remarks = (rows or [] for rows in cursor.fetchone())
        return cls(
            {row["id"]: row for row in sessions},
            frozenset(Session.objects.current().order_by().values_list("pk", flat=True)),
            tuple(agreed),
            tuple((row["id"], row["session_id"], row["settled_at"]) for row in remarks),
        )

    def lineages(self) -> list[list[dict]]:
        found: dict[int, list[dict]] = {}
        for row in self.rows.values():
            first = row
            while first["corrects_id"]:
                first = self.rows[first["corrects_id"]]
            found.setdefault(first["id"], []).append(row)
        return list(found.values())

    def agreed_in(self, session: int) -> list[tuple]:
        """What was agreed, but for what was done about it since."""
        mine = (each for each in self.agreed if each["session_id"] == session)
        return [(each["id"], each["task"], each["owner"], each["due_on"]) for each in mine]


def counts_once_and_for_ever(lineage: list[dict]) -> None:
    counted = [row for row in lineage if row["status"] == Status.APPROVED]
    ever = [row for row in lineage if row["status"] in (Status.APPROVED, Status.SUPERSEDED)]
    assert len(counted) == bool(ever), "once approved, always exactly one that counts"
    # Of those ever approved it is the last.
    assert not ever or max(ever, key=lambda row: row["revision"]) == counted[0]
    numbers = [row["revision"] for row in lineage if row["status"] != Status.CANCELLED]
    assert len(numbers) == len(set(numbers))


def one_row_stands(lineage: list[dict], standing: frozenset[int]) -> None:
    assert len(standing & {row["id"] for row in lineage}) == 1


def nothing_agreed_is_lost(now: Snapshot) -> None:
    """What a replaced revision tracked, its successor tracks."""
    carried = {(each["session_id"], each["carried_from_id"]) for each in now.agreed}
    for row in now.rows.values():
        before = now.rows.get(row["corrects_id"])
        if before and before["status"] == Status.SUPERSEDED and row["status"] != Status.CANCELLED:
            for pk, *_ in now.agreed_in(before["id"]):
                assert (row["id"], pk) in carried


def nothing_to_come_was_held(now: Snapshot, today: date) -> None:
    for row in now.rows.values():
        if row["status"] == Status.CANCELLED:
            assert row["cancel_reason"]
        elif row["status"] != Status.PLANNED:
            assert row["held_on"] <= today.isoformat()
        if row["status"] == Status.RETURNED:
            assert row["review_note"]
