"""What is asked and what is answered: a place as a sheet writes it, a match, its candidates."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

MOST_CANDIDATES = 6
SAME, SAME_ELSEWHERE, SIMILAR = "nama sama", "nama sama, tempat lain", "nama mirip"
BEGINS, BEGINS_ELSEWHERE = "bagian dari nama", "bagian dari nama, tempat lain"


class Status(StrEnum):
    MATCHED = "matched"
    ASK = "ask"
    UNKNOWN = "unknown"


class Place(NamedTuple):
    """A village as a sheet writes it. `within`: codes of the work area its office serves."""

    name: str
    district: str = ""
    regency: str = ""
    within: tuple[str, ...] = ()
    office_id: int | None = None


class Candidate(NamedTuple):
    """A village that may be meant; `score` from 0 to 1, `why` in words."""

    code: str
    name: str
    path: str
    score: float
    why: str

    def __str__(self) -> str:
        return f"{self.name} ({self.path}): {self.code}"


class Match(NamedTuple):
    """`code` is set if and only if the status is matched; candidates come likeliest first."""

    status: Status
    code: str | None = None
    candidates: tuple[Candidate, ...] = ()


UNKNOWN = Match(Status.UNKNOWN)
