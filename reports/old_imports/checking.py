"""Rows of recognised tables against resource and register: a change-set, nothing written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from tablib import Dataset

from dbi_portal.lib.numbers import angka
from reports.actions.imports import ImportedFigure
from reports.actions.statistics import KEY_COLUMNS
from reports.grain import Grain
from reports.old_imports import words
from reports.old_imports.changes import Change, ChangeSet, Problem, Question, State, Sum
from reports.old_imports.layout import FIGURE
from reports.old_imports.passport_statistics import PassportStatisticResource, Stated
from reports.old_imports.places import Unsettled
from reports.old_imports.recognising import Heading, Row, Table
from reports.old_imports.totals import check_totals
from reports.models import PassportStatistic
from villages.matching import Place


@dataclass(frozen=True)
class Spot:
    """One figure's place in the file: its row, its column, and the headings the sheet uses."""

    table: Table
    row: Row
    measure: Heading

    def heading(self, column: str) -> Heading | None:
        """The sheet's own heading for one of our columns."""
        if column == FIGURE:
            return self.measure
        return next((each for each in self.table.columns if each.column == column), None)

    def problem(self, column: str, message: str) -> Problem:
        heading = self.heading(column)
        return Problem(
            message=message,
            sheet=self.table.sheet,
            row=self.row.number,
            column=heading.text if heading else column,
            value=words.text(self.row.cell(heading)) if heading else "",
            said=" · ".join(filter(None, (words.text(self.row.cell(h)) for h in self.said))),
        )

    @property
    def said(self) -> Sequence[Heading]:
        return (*self.table.columns, self.measure)


@dataclass(frozen=True)
class Checked:
    """`asked`: the village names behind the change-set's questions, by the question's id."""

    change_set: ChangeSet
    asked: Mapping[str, Place]


def check(
    tables: Sequence[Table],
    resource: PassportStatisticResource,
    numbered: Mapping[Place, str] | None = None,
) -> Checked:
    """What these tables would change. Asks the database a few times, not once a row.

    `numbered`: ids under which names were asked before, so that a question keeps its number.
    """
    spots = [
        Spot(table, row, measure)
        for table in tables
        for row in table.rows
        for measure in table.measures
    ]
    result = resource.check(_dataset(tables, spots))
    problems, unsettled, stated, left_out = [], defaultdict(list), [], []
    for spot, outcome in zip(spots, result.rows, strict=True):
        for failure in outcome.errors:
            raise failure.error  # a mistake of ours, not of the sheet
        if outcome.validation_error:
            _sort_out(spot, outcome.validation_error, resource, problems, unsettled)
        elif outcome.is_skip():
            left_out.append(_left_out(spot))
        else:
            stated.append((spot, outcome.instance))
    figures = [(spot, each, _figure(spot, each)) for spot, each in stated]
    figures, twice = _apart(figures)
    changes = tuple(_against_register(figures))
    totals = [check_totals(table) for table in tables]
    ids = numbered or {place: f"q{at}" for at, place in enumerate(unsettled, start=1)}
    change_set = ChangeSet(
        rows=sum(len(table.rows) for table in tables),
        skipped=result.totals["skip"],
        changes=changes,
        problems=tuple(_in_order([*problems, *twice], tables)),
        questions=tuple(_questions(unsettled, ids)),
        left_out=tuple(left_out),
        totals=tuple(each for checked in totals for each in checked.totals),
        sums=tuple(_sums(changes)),
        notices=tuple(each for checked in totals for each in checked.notices),
    )
    return Checked(change_set, {id_: place for place, id_ in ids.items()})


def _dataset(tables: Sequence[Table], spots: Sequence[Spot]) -> Dataset:
    """One line a figure: the row's cells, what its column's heading fixes, and the figure."""
    used = {heading.column for table in tables for heading in table.columns}
    fixed = {name for spot in spots for name, _ in spot.measure.measure.fixed}
    headers = sorted({*used, *fixed, "Kantor", "Hasil", FIGURE})
    dataset = Dataset(headers=headers)
    for spot in spots:
        cells = {each.column: spot.row.cell(each) for each in spot.table.columns}
        cells |= dict(spot.measure.measure.fixed)
        cells[FIGURE] = spot.row.cell(spot.measure)
        dataset.append([cells.get(name) for name in headers])
    return dataset


def _sort_out(spot, refused, resource, problems: list, unsettled: Mapping) -> None:
    """A row's errors, each at its column; a village somebody must choose becomes a question."""
    for attribute, errors in refused.error_dict.items():
        column = resource.fields[attribute].column_name
        for error in errors:
            if isinstance(error, Unsettled):
                unsettled[error.place].append((spot, error))
            else:
                problems.append(spot.problem(column, error.message))


def _left_out(spot: Spot) -> Problem:
    cell = spot.row.cell(spot.measure)
    if isinstance(cell, str) and cell.strip() in words.NOT_APPLICABLE:
        return spot.problem(FIGURE, f"tertulis “{cell.strip()}” (tidak berlaku), jadi dilewati.")
    return spot.problem("Desa", "dilewati sesuai jawaban atas pertanyaan desanya.")


def _questions(unsettled: Mapping[Place, list], ids: Mapping[Place, str]) -> Iterator[Question]:
    """One question a name, however many rows write it; numbered from the top of the sheet."""
    for place, found in unsettled.items():
        spot, error = found[0]
        yield Question(
            **asdict(spot.problem("Desa", error.message)),
            id=ids[place],
            candidates=tuple(asdict(candidate) for candidate in error.match.candidates),
            rows=tuple(dict.fromkeys(each.row.number for each, _ in found)),
        )


def _figure(spot: Spot, stated: Stated) -> ImportedFigure:
    return ImportedFigure(
        office_id=stated.office.pk,
        period_start=stated.period.start,
        period_end=stated.period.end,
        outcome=stated.outcome,
        count=stated.count,
        purpose=stated.purpose,
        home_region_id=stated.region.pk if stated.region else None,
        service_point=stated.service_point,
        service=stated.service,
        book_type=stated.book_type,
        destination=stated.destination,
        sex=stated.sex,
        reason=stated.reason,
        sheet=spot.table.sheet[:80],
        row=spot.row.number,
        column=spot.measure.text[:80],
    )


def _apart(figures: Sequence[tuple]) -> tuple[list[tuple], list[Problem]]:
    """Figures whose key stands once in the file, and what is wrong with the rest."""
    first, twice = {}, []
    for spot, stated, figure in figures:
        earlier = first.setdefault(figure.key, (spot, stated, figure))
        if earlier[2] is not figure:
            other = earlier[0]
            where = f"baris {angka(other.row.number)}"
            if other.table is not spot.table:
                where += f" lembar “{other.table.sheet}”"
            message = (
                f"periode dan rincian yang sama sudah ada di {where}. "
                "Sisakan satu, atau beri rincian yang membedakannya."
            )
            twice.append(spot.problem(FIGURE, message))
    return list(first.values()), twice


def _in_order(problems: Sequence[Problem], tables: Sequence[Table]) -> list[Problem]:
    """From the first sheet to the last, from top to bottom."""
    place = {table.sheet: number for number, table in enumerate(tables)}
    return sorted(problems, key=lambda each: (place[each.sheet], each.row))


def _against_register(figures: Sequence[tuple]) -> Iterator[Change]:
    known = _known([figure for _, _, figure in figures])
    for _, stated, figure in figures:
        pk, before = known.get(figure.key, (None, None))
        state = State.NEW
        if pk is not None:
            state = State.UNCHANGED if before == figure.count else State.CHANGED
        if state == State.CHANGED:
            figure = replace(figure, supersedes_id=pk)
        yield Change(
            state=state,
            figure=figure,
            before=before if state == State.CHANGED else None,
            office=str(stated.office),
            period=stated.period.label,
            place=stated.region.name if stated.region else "",
            written=stated.village if stated.region else "",
            details=details(figure),
        )


def _known(figures: Sequence[ImportedFigure]) -> dict[tuple, tuple[int, int]]:
    """key -> (id, count) of the current figures of the same offices and first days."""
    rows = PassportStatistic.objects.current().filter(
        office__in={figure.office_id for figure in figures},
        period_start__in={figure.period_start for figure in figures},
    )
    return {
        tuple(key): (pk, count) for pk, count, *key in rows.values_list("pk", "count", *KEY_COLUMNS)
    }


LABELS = {
    name: dict(PassportStatistic._meta.get_field(name).flatchoices)
    for name in ("outcome", "purpose", "service", "book_type", "sex")
}
DETAILS = (
    *("outcome", "purpose", "service", "book_type"),
    *("destination", "sex", "service_point", "reason"),
)


def details(figure: ImportedFigure) -> str:
    """ "Terbit · Pekerja Migran Indonesia (PMI)": all a figure is broken down by, but where."""
    values = ((name, getattr(figure, name)) for name in DETAILS)
    return " · ".join(LABELS.get(name, {}).get(value, value) for name, value in values if value)


def _sums(changes: Sequence[Change]) -> Iterator[Sum]:
    counted, added = Counter(), Counter()
    for change in changes:
        figure = change.figure
        columns = {name: getattr(figure, name) for name in KEY_COLUMNS}
        grain = Grain.of_row(home_region=figure.home_region_id, **columns)
        key = (grain.label, LABELS["outcome"][figure.outcome])
        counted[key] += 1
        added[key] += figure.count
    for (grain, outcome), number in sorted(counted.items()):
        yield Sum(grain, outcome, number, added[grain, outcome])
