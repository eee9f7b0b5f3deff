"""What a report says of villages, officers and sessions. Days and moments are ISO text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Village:
    """A Desa Binaan as it stood at the end of the month."""

    id: int
    code: str
    name: str
    path: str
    office: str
    stage: str
    stage_label: str
    since: str
    officers: tuple[str, ...]
    made_up: bool
    lat: float | None = None
    lng: float | None = None
    point: str = ""  # whose point it is: "desa", "sesi", "kabupaten" (approximate); empty: none


@dataclass(frozen=True)
class DecreeLine:
    id: int
    number: str
    title: str
    signed_on: str
    office: str
    villages: tuple[str, ...]
    made_up: bool


@dataclass(frozen=True)
class SessionLine:
    """An approved session. `id` is the same in every snapshot, so a joint one counts once."""

    id: str
    office: str
    held_on: str
    title: str
    kind: str
    place: str
    participants: int | None
    villages: tuple[str, ...]
    regions: tuple[str, ...]
    rt: int
    rw: int
    institutions: tuple[str, ...]
    made_up: bool
    topics: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    audience: tuple[tuple[str, int | None], ...] = ()  # group, people; None: not counted
    village_ids: tuple[int, ...] = ()
    with_offices: tuple[str, ...] = ()  # other offices whose villages it served
    office_code: str = ""  # of the office that held it; empty in older snapshots


@dataclass(frozen=True)
class Tally:
    """How many consultations of one topic had one outcome."""

    topic: str
    outcome: str
    count: int
    made_up: bool


@dataclass(frozen=True)
class FindingSums:
    """Findings as numbers alone; no word of any of them is in a report.

    `kinds`: how many of each kind came in, in the order of kinds. `done` and `rejected` ended in
    the month, whenever they came in; `open` and `overdue` are as it ended.
    """

    kinds: tuple[tuple[str, int], ...] = ()
    done: int = 0
    rejected: int = 0
    open: int = 0
    overdue: int = 0
    made_up: bool = False

    @property
    def submitted(self) -> int:
        return sum(number for _, number in self.kinds)

    @property
    def states(self) -> tuple[int, int, int, int]:
        return self.done, self.rejected, self.open, self.overdue


@dataclass(frozen=True)
class FollowUpLine:
    id: int
    office: str
    task: str
    owner: str
    region: str
    due_on: str
    state: str
    made_up: bool


@dataclass(frozen=True)
class OfficerLine:
    """An officer on duty at the end of the month and the villages he held then."""

    id: int
    name: str
    office: str
    position: str
    villages: tuple[str, ...]
    sessions: int  # approved ones of the month that he held
    made_up: bool


@dataclass(frozen=True)
class PostingLine:
    """A posting that began or ended during the month; `change` is "mulai" or "berakhir"."""

    id: int
    office: str
    officer: str
    village: str
    change: str
    day: str
    basis: str  # number of the decree or letter, may be empty
    made_up: bool


@dataclass(frozen=True)
class Gap:
    """Something missing or running out at the end of the month.

    `kind`: "tanpa-petugas", "penugasan-berakhir", "sk-berakhir"; `day` from or until when.
    """

    kind: str
    office: str
    what: str
    day: str
    made_up: bool


@dataclass(frozen=True)
class Unreached:
    """A village at work that no approved session of the month served or reached."""

    id: int
    code: str
    name: str
    path: str
    office: str
    last_on: str  # the last session before; empty: none yet
    made_up: bool


@dataclass(frozen=True)
class Photo:
    """A photo of the annex. `path` is where it lies in the portal's files, `digest` its SHA-256."""

    session: str
    held_on: str
    title: str
    caption: str
    path: str
    digest: str
