"""Every paper a session has: what it is called, who draws it, who may have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dbi_portal.lib.letters import Letter
from officers.models import User
from outreach.documents.attendance import attendance
from outreach.documents.invitation import invitation
from outreach.documents.minutes import minutes
from outreach.documents.order import order

VIEW = "outreach.view_session"
# An office's own post, which a village official has no part in.
INTERNAL = "officers.view_officer"


@dataclass(frozen=True)
class Paper:
    """`code` stands in the address; `draw(session, at=now)` gives the Letter."""

    code: str
    label: str
    draw: Callable[..., Letter]
    permission: str = VIEW


PAPERS = {
    paper.code: paper
    for paper in (
        Paper("undangan", "Undangan", invitation, INTERNAL),
        Paper("surat-tugas", "Surat tugas", order, INTERNAL),
        Paper("daftar-hadir", "Daftar hadir", attendance),
        Paper("notulen", "Notulen", minutes),
    )
}


def papers_for(user: User) -> list[Paper]:
    """The papers this reader may have of a session he sees."""
    return [paper for paper in PAPERS.values() if user.has_perm(paper.permission)]
