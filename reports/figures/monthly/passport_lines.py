"""What a report says of passports, line by line. Days and moments are ISO text."""

from __future__ import annotations

from dataclasses import dataclass

HOME, DESTINATION = "asal:", "tujuan:"  # how the key of a village's or a country's figure begins


@dataclass(frozen=True)
class Line:
    """One measure: this month, the month before, a year ago, January to now. None is unknown.

    `told_by`: of a month's sum, how many offices had a value for it; 0 where nobody counted them.
    """

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
    told_by: int = 0


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
    before: int | None = None
    year_ago: int | None = None


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
class Correction:
    """A figure of a month already reported that the portal knows otherwise by now.

    `before` is what the last report said of it, `after` what holds now; None: no figure.
    """

    office: str
    month: str
    key: str
    label: str
    unit: str
    before: int | None
    after: int | None
    reason: str = ""

    @property
    def is_part(self) -> bool:
        """Of one village or country: there may be hundreds, and totals are told before them."""
        return self.key.startswith((HOME, DESTINATION))
