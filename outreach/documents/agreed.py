"""Follow-ups as a table: one line for what was asked in the same words in many places."""

from __future__ import annotations

from collections.abc import Iterable

from dbi_portal.lib.days import short_date
from dbi_portal.lib.letters import Table
from dbi_portal.lib.numbers import angka
from outreach.figures.agreed import shared_note
from outreach.models import FollowUp

NAMED = 3  # regions; more are counted


def agreed_table(rows: Iterable[FollowUp], *, caption: str = "") -> Table:
    """What, who, where, until when, how far. `rows` come with their region."""
    same: dict[tuple, list[FollowUp]] = {}
    for row in rows:
        same.setdefault((row.task, row.owner, row.due_on), []).append(row)
    return Table(
        ["Tindak lanjut", "Penanggung jawab", "Wilayah", "Batas waktu", "Keadaan"],
        [_line(group) for group in same.values()],
        weights=(34, 20, 18, 13, 15),
        caption=caption,
        empty="Tidak ada tindak lanjut yang disepakati.",
    )


def _line(group: list[FollowUp]) -> list:
    first, note = group[0], shared_note(group)
    task = f"{first.task} ({note})" if note else first.task
    return [task, first.owner, _where(group), first.due_on, _state(group)]


def _where(group: list[FollowUp]) -> str:
    names = [row.region.name for row in group if row.region]
    if len(names) > NAMED:
        return f"{angka(len(names))} desa/kelurahan"
    return ", ".join(names)


def _state(group: list[FollowUp]) -> str:
    done = [row.done_on for row in group if row.done_on]
    if not done:
        return "belum"
    if len(done) < len(group):
        return f"{angka(len(done))} dari {angka(len(group))} selesai"
    return f"selesai {short_date(max(done))}"
