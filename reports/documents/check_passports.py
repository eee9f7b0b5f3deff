"""Every outcome and purpose of a report beside what the other sources say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dbi_portal.lib.months import Month
from reports.documents.columns import since_january
from reports.documents.compared import FIRST_NUMBER, Compared, Documents, Said
from reports.documents.table import Table, has, to_date
from reports.figures.measure import NOT_ISSUED, PMI_ISSUED
from reports.figures.monthly.content import Line, MonthlyFigures
from reports.figures.recount import dashboard, passports
from reports.figures.recount.asked import Asked, reaches
from reports.figures.recount.passports import Counted, Key
from reports.models.statistic import Outcome, Purpose

PMI = "Paspor PMI terbit"
OUTCOMES = {(each.outcome, each.purpose): Outcome(each.outcome).label for each in NOT_ISSUED}
PURPOSES = {(Outcome.ISSUED.value, each.value): each.label for each in Purpose}
PMI_KEY = (PMI_ISSUED.outcome, PMI_ISSUED.purpose)
MEASURES = tuple({PMI_KEY: PMI} | OUTCOMES | PURPOSES)


@dataclass(frozen=True)
class Row:
    """A line of the snapshot with the sheet it stands on; `line` None: the snapshot has none."""

    sheet: str
    key: Key
    name: str
    line: Line | None


class Passports:
    """The second and the third count of the passports of one report."""

    def __init__(
        self,
        figures: MonthlyFigures,
        entries: tuple[Asked, ...],
        groups: dashboard.Groups,
        documents: Documents,
    ):
        self.figures, self.documents = figures, documents
        self.month = Month.parse(figures.month)
        self.facts = passports.recount(entries, MEASURES)
        self.shown = dashboard.passport_figures(groups, MEASURES)
        # "Since January" is the last month's; a longer report without it says none.
        self.dated = reaches(entries, self.month.last_day)

    def compared(self) -> Iterator[Compared]:
        for row in rows(self.figures):
            yield self._of_the_time(row)
            yield self._since_january(row)

    def _of_the_time(self, row: Row) -> Compared:
        return Compared(
            figure=row.name,
            snapshot=row.line.value if row.line else None,
            facts=self.facts.get(row.key, Counted()).value,
            dashboard=self.shown[row.key].value,
            **self._documents(row, FIRST_NUMBER, "value"),
        )

    def _since_january(self, row: Row) -> Compared:
        facts, shown = self.facts.get(row.key, Counted()), self.shown[row.key]
        columns = self._year_columns.get(row.sheet)
        return Compared(
            figure=f"{row.name}, {to_date(self.month)}",
            snapshot=row.line.to_date if row.line else None,
            facts=facts.to_date if self.dated else None,
            dashboard=shown.to_date if self.dated else None,
            **(self._documents(row, columns, "to_date") if columns else {}),
        )

    @cached_property
    def _year_columns(self) -> dict[str, int]:
        """By sheet, the column of January to now; none where the report does not print it."""
        found = {sheet: self._year_column(sheet) for sheet in ("Paspor", "Keperluan")}
        return {sheet: column for sheet, column in found.items() if column}

    def _year_column(self, sheet: str) -> int | None:
        table: Table | None = self.documents.table(sheet)
        headers = table.headers if table else ()
        wanted = since_january(self.figures)
        after = range(len(headers) - 1, FIRST_NUMBER, -1)
        return next((at for at in after if headers[at] == wanted), None)

    def _documents(self, row: Row, column: int, field: str) -> dict[str, Said]:
        table = self.documents.table(row.sheet)
        if table is None or row.line is None:
            return {}
        return self.documents.say(
            table,
            label=row.line.label,
            unit=row.line.unit,
            column=column,
            wanted=getattr(row.line, field),
        )


def rows(figures: MonthlyFigures) -> Iterator[Row]:
    """The lines of the snapshot, and those it might have forgotten."""
    outcomes = {tuple(line.key.split(":")): line for line in figures.passports}
    for key, name in ({PMI_KEY: PMI} | OUTCOMES).items():
        yield Row("Paspor", key, name, outcomes.get(key))
    if not has(figures, "keperluan"):
        return
    purposes = {tuple(line.key.split(":")): line for line in figures.purposes}
    for key, name in PURPOSES.items():
        yield Row("Keperluan", key, f"Paspor terbit, {name}", purposes.get(key))
