"""What a page is made of, as frozen values: views compute them, templates only draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Chip:
    """A state: word, colour (good, warn, bad, info, gold, plain) and an icon from img/icons.svg."""

    label: str
    state: str = "plain"
    icon: str = ""

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str = ""


@dataclass(frozen=True)
class Action:
    """Something a person can do from here, named by a verb. `post`: a form of its own."""

    label: str
    url: str
    icon: str = ""
    post: bool = False
    danger: bool = False


@dataclass(frozen=True)
class PageHead:
    """The top of a page. `primary` is its one main action, `others` stand quietly beside it."""

    title: str
    lead: str = ""
    crumbs: Sequence[Crumb] = ()
    chips: Sequence[Chip] = ()
    primary: Action | None = None
    others: Sequence[Action] = ()


@dataclass(frozen=True)
class Fact:
    """One pair of a definition list; an empty value shows as a dash."""

    label: str
    value: object = None
    url: str = ""
    note: str = ""
    chip: Chip | None = None


@dataclass(frozen=True)
class Step:
    """One step of a timeline; `state` is done, now, next or stopped."""

    label: str
    state: str = "next"
    on: date | None = None
    note: str = ""
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True)
class Todo:
    """A line of "Perlu perhatian": what is wrong and where to put it right; `state` good to bad."""

    text: str
    url: str = ""
    label: str = ""
    strong: str = ""
    icon: str = "alert"
    state: str = "warn"


def spark_path(values: Sequence[float | None], *, width: int = 120, height: int = 34) -> str:
    """The `d` of a spark line through `values`, oldest first; unknown months break the line.

    Empty when fewer than two values are known. Drawn from zero, so that a change of one in a
    thousand does not look like a cliff.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    top = max(*known, 1)
    step = width / (len(values) - 1)
    parts, pen = [], "M"
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        parts.append(f"{pen}{index * step:.1f} {height - 2 - value / top * (height - 4):.1f}")
        pen = "L"
    return "".join(parts)
