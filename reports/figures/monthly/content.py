"""What a month's report says, as a frozen value that goes to JSON and comes back the same.

Days and moments are ISO text, months "2025-08": a snapshot must read the same in ten years.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True)
class Letterhead:
    """The office as it stood that month."""

    code: str
    name: str
    short_name: str
    kind: str
    office_class: str
    supervisor: str
    lines: tuple[str, ...]
    address: tuple[str, ...]
    city: str
    time_zone: str


@dataclass(frozen=True)
class Signer:
    """Under whose name the paper goes out, on the day it was drawn; no name: nobody on record."""

    position: str
    name: str = ""
    employee_number: str = ""


@dataclass(frozen=True)
class Line:
    """One measure: this month, the month before, a year ago, January to now. None is unknown."""

    key: str
    label: str
    unit: str
    value: int | None
    before: int | None
    year_ago: int | None
    to_date: int | None
    note: str = ""
    made_up: str = ""
    made_up_to_date: str = ""
    comparable: bool = True  # this month and the month before were counted from the same details


@dataclass(frozen=True)
class Rank:
    """Where an office stands among all offices of the country, January to the month."""

    office: str
    place: int
    sentence: str
    made_up: str = ""


@dataclass(frozen=True)
class Point:
    """`computed`: the month is the difference of two running totals, of one office at least."""

    month: str
    value: int | None
    computed: bool = False


@dataclass(frozen=True)
class Origin:
    """Passports by the village the applicants come from; `to_date` from January."""

    code: str
    name: str
    path: str
    value: int | None
    to_date: int | None
    made_up: str = ""


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


@dataclass(frozen=True)
class Tally:
    """How many consultations of one topic had one outcome."""

    topic: str
    outcome: str
    count: int
    made_up: bool


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
class Difference:
    """A printed total beside the sum of its parts: shown, never repaired.

    `source` is the sheet's row that printed it; empty where figures of the register differ.
    """

    office: str
    period: str
    printed: int
    computed: int
    parts: str
    source: str = ""


@dataclass(frozen=True)
class Source:
    """A file or hand entry behind the passport figures, and how many figures came from it."""

    office: str
    name: str
    digest: str
    by: str
    at: str
    figures: int


@dataclass(frozen=True)
class OfficeLine:
    """One office inside a Kanwil's report; `digest` names the snapshot it was summed from."""

    code: str
    name: str
    status: str
    revision: int
    digest: str
    known_at: str
    issued: int | None
    before: int | None
    to_date: int | None
    sessions: int
    active_villages: int
    made_up: str
    made_up_to_date: str
    note: str = ""  # how this month's figure came about, where that is odd


@dataclass(frozen=True)
class MonthlyFigures:
    """Everything one office's report of one month says."""

    letterhead: Letterhead
    month: str
    known_at: str
    passports: tuple[Line, ...] = ()
    purposes: tuple[Line, ...] = ()
    ranks: tuple[Rank, ...] = ()
    trend: tuple[Point, ...] = ()
    origins: tuple[Origin, ...] = ()
    villages: tuple[Village, ...] = ()
    decrees: tuple[DecreeLine, ...] = ()
    sessions: tuple[SessionLine, ...] = ()
    consultations: tuple[Tally, ...] = ()
    follow_ups: tuple[FollowUpLine, ...] = ()
    differences: tuple[Difference, ...] = ()
    sources: tuple[Source, ...] = ()
    offices: tuple[OfficeLine, ...] = ()
    summary: tuple[str, ...] = ()
    made_up: bool = False
    signer: Signer | None = None  # snapshots drawn before heads were on record have none

    def as_json(self) -> dict:
        return _listed(asdict(self))

    @classmethod
    def from_json(cls, data: dict) -> MonthlyFigures:
        return cls(
            **data
            | {
                "letterhead": _read(Letterhead, data["letterhead"]),
                "summary": tuple(data["summary"]),
                "signer": _read(Signer, data["signer"]) if data.get("signer") else None,
            }
            | {
                name: tuple(_read(kind, item) for item in data[name])
                for name, kind in SECTIONS.items()
            }
        )

    def line(self, key: str) -> Line | None:
        return next((line for line in self.passports if line.key == key), None)


SECTIONS = {
    "passports": Line,
    "purposes": Line,
    "ranks": Rank,
    "trend": Point,
    "origins": Origin,
    "villages": Village,
    "decrees": DecreeLine,
    "sessions": SessionLine,
    "consultations": Tally,
    "follow_ups": FollowUpLine,
    "differences": Difference,
    "sources": Source,
    "offices": OfficeLine,
}


def _read(kind: type, item: dict):
    """What the snapshot says of it; a field that came later has its default in an older one."""
    names = [field.name for field in fields(kind) if field.name in item]
    return kind(**{name: _tupled(item[name]) for name in names})


def _tupled(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _listed(value: object) -> object:
    """Tuples as lists, all the way down: what JSON gives back."""
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, list | tuple) else value
