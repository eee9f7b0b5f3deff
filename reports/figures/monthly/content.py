"""What a month's report says, as a frozen value that goes to JSON and comes back the same.

Days and moments are ISO text, months "2025-08": a snapshot must read the same in ten years.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from reports.figures.monthly.fieldwork_lines import (
    DecreeLine,
    FindingSums,
    FollowUpLine,
    Gap,
    OfficerLine,
    Photo,
    PostingLine,
    SessionLine,
    Tally,
    Unreached,
    Village,
)
from reports.figures.monthly.passport_lines import (
    Correction,
    Difference,
    Line,
    Origin,
    Point,
    Rank,
    Source,
)
from reports.sections import ALWAYS

__all__ = [
    "Correction",
    "DecreeLine",
    "Difference",
    "FindingSums",
    "FollowUpLine",
    "Gap",
    "Letterhead",
    "Line",
    "Missing",
    "MonthlyFigures",
    "OfficeLine",
    "OfficerLine",
    "Origin",
    "Paper",
    "Photo",
    "Point",
    "PostingLine",
    "Rank",
    "SessionLine",
    "Signer",
    "Source",
    "Taken",
    "Tally",
    "Unreached",
    "Village",
]


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
class Paper:
    """What people add to the figures: the head's remark, the letter it goes out with.

    `recipient` and `city` are the Kanwil's (or the centre's) and empty where nobody is above.
    `signed_on` is empty while it is a draft; `electronic` says that the PDF carries a signature.
    """

    remark: str = ""
    letter_number: str = ""
    copies_to: tuple[str, ...] = ()
    recipient: str = ""
    recipient_city: str = ""
    signed_on: str = ""
    signed_by: str = ""
    electronic: bool = False


@dataclass(frozen=True)
class Missing:
    """An office (or a month, for a longer report) that is not in the sum, and why."""

    code: str
    name: str
    why: str


@dataclass(frozen=True)
class Taken:
    """One office's month behind a sum, and the moment up to which its facts were known.

    `digest` and `revision` name the snapshot it was taken from.
    """

    office: str
    month: str
    known_at: str
    digest: str = ""
    revision: int = 0


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
    span: str = "bulan"  # how long it speaks of; `month` is then the last month, `since` the first
    since: str = ""
    sections: tuple[str, ...] = ()  # keys in order (reports/sections.py); empty: all of them
    rules: int = 0  # which edition of the rules wrote `summary`
    nil: bool = False  # the office declared that there was nothing to report
    excuse: str = ""  # why it was prevented from reporting
    passports: tuple[Line, ...] = ()
    purposes: tuple[Line, ...] = ()
    ranks: tuple[Rank, ...] = ()
    trend: tuple[Point, ...] = ()
    destinations: tuple[Line, ...] = ()
    origins: tuple[Origin, ...] = ()
    villages: tuple[Village, ...] = ()
    decrees: tuple[DecreeLine, ...] = ()
    officers: tuple[OfficerLine, ...] = ()
    postings: tuple[PostingLine, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sessions: tuple[SessionLine, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    consultations: tuple[Tally, ...] = ()
    findings: FindingSums | None = None  # snapshots drawn before they were counted have none
    follow_ups: tuple[FollowUpLine, ...] = ()
    differences: tuple[Difference, ...] = ()
    corrections: tuple[Correction, ...] = ()
    photos: tuple[Photo, ...] = ()
    sources: tuple[Source, ...] = ()
    offices: tuple[OfficeLine, ...] = ()
    missing: tuple[Missing, ...] = ()
    taken: tuple[Taken, ...] = ()  # what a sum was drawn from; empty: the office's own month
    covered: tuple[int, int] = (0, 0)  # in the sum, and how many it should have been
    summary: tuple[str, ...] = ()
    made_up: bool = False
    signer: Signer | None = None  # snapshots drawn before heads were on record have none
    paper: Paper | None = None

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
                "paper": _read(Paper, data["paper"]) if data.get("paper") else None,
                "findings": _read(FindingSums, data["findings"]) if data.get("findings") else None,
                "sections": tuple(data.get("sections", ())),
                "covered": tuple(data.get("covered", (0, 0))),
            }
            | {
                name: tuple(_read(kind, item) for item in data.get(name, ()))
                for name, kind in SECTIONS.items()
            }
        )

    def has(self, section: str) -> bool:
        """Whether the report has that section; a snapshot that names none has them all."""
        return not self.sections or section in self.sections or section in ALWAYS

    def line(self, key: str) -> Line | None:
        return next((line for line in self.passports if line.key == key), None)


SECTIONS = {
    "passports": Line,
    "purposes": Line,
    "destinations": Line,
    "ranks": Rank,
    "trend": Point,
    "origins": Origin,
    "villages": Village,
    "decrees": DecreeLine,
    "officers": OfficerLine,
    "postings": PostingLine,
    "gaps": Gap,
    "sessions": SessionLine,
    "unreached": Unreached,
    "consultations": Tally,
    "follow_ups": FollowUpLine,
    "differences": Difference,
    "corrections": Correction,
    "photos": Photo,
    "sources": Source,
    "offices": OfficeLine,
    "missing": Missing,
    "taken": Taken,
}


def _read(kind: type, item: dict):
    """What the snapshot says of it; a field that came later has its default in an older one."""
    names = [field.name for field in fields(kind) if field.name in item]
    return kind(**{name: _tupled(item[name]) for name in names})


def _tupled(value: object) -> object:
    return tuple(map(_tupled, value)) if isinstance(value, list) else value


def _listed(value: object) -> object:
    """Tuples as lists, all the way down: what JSON gives back."""
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, list | tuple) else value
