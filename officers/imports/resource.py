"""What every kind of sheet is: a django-import-export resource whose fields are its columns.

The engine reads each column through its field's widget, once per distinct cell, and calls the hooks
below in their order. Kinds write nothing before `write`, and only there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from import_export import fields, resources, widgets

from dbi_portal.lib.sheets import Cell
from dbi_portal.lib.tabular import Table, words
from officers.imports.findings import Choice, Findings
from officers.models import ImportLine, ImportRun, Office, User

SKIP = "skip"
State = ImportLine.State


class Unsettled(ValidationError):
    """A cell somebody must decide.

    `asked` is the question's own key: equal for all rows that write it so, and the same each time
    the file is checked ("desa|tiban|sekupang|kota batam|7"). `unknown`: there is no candidate that
    could be meant, so the cell is in error until a person names one. `search`: URL name of a search
    (htmx/JSON as the pickers use) for what is not among the candidates.
    """

    def __init__(
        self,
        message: str,
        *,
        asked: str,
        candidates: Sequence[Choice] = (),
        unknown: bool = False,
        search: str = "",
    ):
        self.asked, self.candidates = asked, tuple(candidates)
        self.unknown, self.search = unknown, search
        super().__init__(message)


class LeftOut(Exception):
    """This line is left out on purpose; the message says why: "tertulis “-” (tidak berlaku)"."""


class Overtaken(ValidationError):
    """The register moved on since the check; nothing was written. The file is checked again."""

    def __init__(self):
        super().__init__(
            "Data di portal berubah sejak berkas ini diperiksa. Tidak ada yang disimpan; "
            "berkas diperiksa ulang.",
            code="overtaken",
        )


class Touched(ValidationError):
    """Something later touched what the import wrote; the messages name it. Nothing was undone."""


class Read(widgets.Widget):
    """A column read by one of the functions in `dbi_portal.lib.tabular.words` or a kind's own."""

    def __init__(self, reader: Callable[[Cell], Any]):
        super().__init__()
        self.reader = reader

    def clean(self, value, row=None, **kwargs):
        words.refuse_formula(value)
        return self.reader(value)


def column(attribute: str, name: str, reader: Callable[[Cell], Any]) -> fields.Field:
    """`office = column("office", "Kantor", words.text)` in a resource."""
    return fields.Field(attribute, name, widget=Read(reader))


@dataclass(slots=True)
class Draft:
    """What a line would write. `key` says of what it speaks: two lines of one key are one too many.

    `values` and `before` are JSON: field name -> value; dates as ISO text. `office` is whose row it
    is. The kind's `compare` sets state, target and before.
    """

    office: int
    key: tuple
    values: dict[str, Any]
    state: str = State.NEW
    target: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    messages: tuple[str, ...] = ()  # what to know of it though it is no error


@dataclass(frozen=True)
class ShownCell:
    """One value on the page: its label, what it is, and what it was (None: the same or new)."""

    label: str
    value: str
    before: str | None = None


@dataclass(frozen=True)
class Shown:
    """A line as the page shows it: "Harapanjaya · Agustus 2025", "Terbit · PMI", its cells."""

    what: str
    detail: str = ""
    cells: tuple[ShownCell, ...] = ()
    office: str = ""
    url: str = ""


class SheetResource(resources.ModelResource):
    """Base of every kind. `stated_class` is a dataclass with one attribute per field, plus whatever
    `settle` fills in; it must have defaults for all.
    """

    stated_class: type
    figure: str = ""  # the value a line is looked for by number, where it is one figure
    chunk = 2_000  # rows looked up, settled and compared together
    # What a line may say once only; a second one is in error.
    repeated = "periode dan rincian yang sama"

    def __init__(
        self,
        *,
        user: User,
        within: Office | None,
        at: datetime,
        on: date,
        run: ImportRun | None = None,
    ):
        super().__init__()
        self.user, self.within, self.at, self.on, self.run = user, within, at, on, run
        self.chosen: dict[str, str] = {}  # asked -> what somebody answered
        # While writing: lines done, of how many. Raises when somebody asked to stop.
        self.tell: Callable[[int, int], None] = lambda done, total: None
        self.example = ""  # while writing: the source of a sheet made up for the demo

    @classmethod
    def columns(cls) -> list[str]:
        """Names of the columns in the template's order."""
        return [cls.fields[name].column_name for name in cls._meta.fields]

    @property
    def source(self) -> str:
        """Where rows come from, as they say it themselves."""
        return f"Impor {self.run.filename}" if self.run else "Impor"

    # In the order in which the engine calls them

    def prepare(self) -> None:
        """Have at hand what rows will need; called while another process opens the file."""

    def lacking(self, table: Table) -> Iterable[str]:
        """Sentences about columns without which no row of this table can be understood."""
        return ()

    def remarks(self, table: Table) -> Iterable[str]:
        """What to know before confirming: "Angka akan dicatat untuk semua keperluan."."""
        return ()

    def foresee(self, rows: Sequence[Any]) -> None:
        """Look up what these stated rows need, all at once (about 2,000 at a time)."""

    def settle(self, stated: Any) -> None:
        """Settle what takes several columns.

        Raises ValidationError({attribute: …}), Unsettled (also inside such a dict), or LeftOut.
        Answers already given stand in `self.chosen[asked]`.
        """

    def draft(self, stated: Any) -> Draft:
        raise NotImplementedError

    def compare(self, drafts: Sequence[Draft]) -> None:
        """Against the register: set `state`, `target` and `before` of each draft.

        A kind whose `draft` does so already needs nothing here.
        """

    def conclude(self, run: ImportRun, findings: Findings) -> Findings:
        """After all lines are kept: sums, cross-checks, overlaps. May change lines by SQL."""
        return findings

    def write(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        """Write the run's lines (new, changed) within the caller's transaction; counts for the
        audit line. Sets each line's `written`. Raises Overtaken when the register moved on.
        """
        raise NotImplementedError

    def undo(self, run: ImportRun, *, by: User, at: datetime) -> dict[str, int]:
        """Put back exactly what `write` changed, or raise Touched and change nothing."""
        raise NotImplementedError

    def remember(
        self, run: ImportRun, answers: Mapping[str, str], *, by: User, at: datetime
    ) -> None:
        """Keep answers (asked -> answer) for the next sheet of this office; called at writing."""

    def shown(self, lines: Sequence[ImportLine]) -> Iterator[Shown]:
        """These lines as the page shows them; asks the database once for all of them."""
        raise NotImplementedError
