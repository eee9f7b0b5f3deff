"""The tables of a dashboard as rows ready to draw: offices, Kanwil, villages, outcomes, stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dbi_portal.lib.pages.parts import Chip
from officers.models import Office
from reports.dashboards import said
from reports.dashboards.chips import short_chip, tally_chip
from reports.dashboards.facts import MOST_VILLAGES, Facts
from reports.dashboards.links import Links
from reports.dashboards.strip import asked_of
from reports.dashboards.words import (
    Change,
    change,
    count,
    listed,
    measure_words,
    short_change,
    short_name,
    within,
)
from reports.figures import ranking
from reports.figures.counted import RangeFigure
from reports.figures.made_up import MadeUp
from reports.figures.tally import tally
from reports.models.statistic import Outcome
from villages.models.stages import heap_words

FEW, MANY = 5, MOST_VILLAGES  # villages seen at once beside a short or a long table of offices


@dataclass(frozen=True)
class OfficeRow:
    """One office, or one Kanwil with its offices added up."""

    name: str
    url: str
    note: str
    to_date: int | None
    month: int | None
    month_url: str
    month_made_up: str
    change: Change
    chip: Chip
    made_up: str
    late: str = ""  # by how much its report is or was


@dataclass(frozen=True)
class VillageRow:
    name: str
    url: str
    path: str
    value: int
    made_up: str
    candidate_url: str = ""  # where it becomes a candidate; empty when it is one, or not for him


@dataclass(frozen=True)
class OutcomeRow:
    """One outcome with its own unit: rows of this table are never added up."""

    label: str
    value: int
    unit: str
    url: str
    change: Change
    made_up: str


@dataclass(frozen=True)
class StageRow:
    label: str
    value: int
    url: str


@dataclass(frozen=True)
class Table:
    """Rows with what holds for all of them: the longest bar, and whether all were made up."""

    rows: Sequence
    most: int = 0
    made_up: str = ""
    foot: str = ""
    foot_url: str = ""  # where what the foot says is told in full
    label: str = ""
    more: Sequence = ()  # rows that open on demand
    what: str = ""  # what is counted
    said: str = ""  # which filters it cannot obey, or whose figures are not in it

    @property
    def within(self) -> str:
        """What is counted, in the middle of a sentence."""
        return self.what[:1].lower() + self.what[1:]


def offices(facts: Facts, links: Links) -> Table:
    """Every office of the month, most passports since January first; those without come last."""
    book, states = facts.book, {state.office_id: state for state in facts.reports}
    found = [(office, book.range(office.pk, facts.to_date)) for office in facts.scope.now]
    chips = {office.pk: short_chip(states.get(office.pk)) for office, _ in found}
    rows = [
        _row(
            facts, links, short_name(office.short_name), [office],
            note=_standing(facts, office, figure), to_date=figure.value, made_up=figure.made_up,
            url=links.dashboard(office=office.code),
            chip=chips[office.pk][0], late=chips[office.pk][1],
            month_url=links.drill(kantor=office.code, rentang="1"),
        )
        for office, figure in found
    ]  # fmt: skip
    marks = [figure.made_up for _, figure in found if figure.value is not None]
    return _office_table(facts, links, "Kantor", rows, marks)


def kanwil(facts: Facts, links: Links) -> Table:
    """The country by Kanwil, as its offices belonged in the month that is shown."""
    groups: dict[int, list[Office]] = defaultdict(list)
    heads = {each.pk: each for each in facts.scope.kanwil.values()}
    for office in facts.scope.now:
        if office.pk in facts.scope.kanwil:
            groups[facts.scope.kanwil[office.pk].pk].append(office)
    book, rows, marks = facts.book, [], []
    for pk, members in groups.items():
        name = short_name(heads[pk].short_name)
        total = book.total((office.pk for office in members), facts.to_date)
        marks += [total.made_up] if total.value is not None else []
        rows.append(
            _row(
                facts, links, name, members, note=count(len(members), "kantor"),
                to_date=total.value, made_up=total.made_up,
                month_url=links.drill(kantor=heads[pk].code, rentang="1"),
                url=links.dashboard(office=heads[pk].code), chip=tally_chip(facts.reports, members),
            )
        )  # fmt: skip
    return _office_table(facts, links, "Kanwil", rows, marks)


def _row(
    facts: Facts, links: Links, name: str, members: Sequence[Office], *, made_up: MadeUp, **shown
) -> OfficeRow:
    book, ids = facts.book, [office.pk for office in members]
    now = book.total(ids, facts.month)
    before = book.total(ids, facts.month.previous())
    return OfficeRow(
        name=name,
        month=now.value,
        month_made_up="" if now.made_up is made_up else now.made_up.value,
        change=short_change(now.value, before.value if now.comparable(before) else None),
        made_up=made_up.value,
        **shown,
    )


def _office_table(
    facts: Facts, links: Links, label: str, rows: list[OfficeRow], marks: Iterable[MadeUp]
) -> Table:
    rows.sort(key=lambda row: (row.to_date is None, -(row.to_date or 0), row.name))
    most = max((row.to_date or 0 for row in rows), default=0)
    found = tally(facts.reports)
    foot = f"{found.sentence('kantor')}." if found.expected else ""
    url = links.completeness() if foot else ""
    return Table(
        rows, most=most, made_up=_all_made_up(marks), label=label, foot=foot, foot_url=url,
        what=measure_words(facts.main), said=_lacking(facts, rows),
    )  # fmt: skip


def _lacking(facts: Facts, rows: Iterable[OfficeRow]) -> str:
    """Why some have no figure under these filters; empty where all have one."""
    words = said.not_broken_down(facts.view, facts.main)
    return words if any(row.to_date is None for row in rows) else ""


def _standing(facts: Facts, office: Office, figure: RangeFigure) -> str:
    """The office's place in the country, and what is odd about its figure."""
    place = ranking.find(facts.places, office.pk)
    words = (
        [f"peringkat {place.place} dari {place.of_how_many}"]
        if place and not place.is_alone
        else []
    )
    if figure.missing and figure.value is not None:
        words.append(f"{len(figure.missing)} bulan belum ada")
    return ", ".join(filter(None, [*words, figure.note]))


def homes(facts: Facts, links: Links, *, beside: int = 0) -> Table:
    """Villages the applicants come from, and what the rest adds up to.

    `beside`: how many rows the table next to it has.
    """
    at_once = MANY if beside > FEW else FEW
    table = facts.homes
    rows = [
        VillageRow(
            row.name,
            links.drill(desa=row.region_id),
            row.path,
            row.value,
            row.made_up.value,
            links.candidate(row, facts.to_date)
            if links.may_register and row.region_id not in facts.registered
            else "",
        )
        for row in table.rows
    ]
    most = rows[0].value if rows else 0
    unit = "paspor" if facts.main.outcome == Outcome.ISSUED else facts.main.unit
    rest = f"{count(table.left_out, 'desa/kelurahan lain')}: {count(table.rest, unit)}"
    return Table(
        rows[:at_once],
        most=most,
        made_up=_all_made_up([table.made_up]),
        foot=rest if table.left_out else "",
        more=rows[at_once:],
        what=measure_words(facts.main),
        said=_untold(facts),
    )


def _untold(facts: Facts) -> str:
    """Which offices' figures are not among the villages, because they name none."""
    without = [office for office in facts.scope.now if office.pk in facts.homes.without]
    if not without or not facts.homes.rows:
        return ""
    names = listed([short_name(office.short_name) for office in without])
    return f"{names}: angkanya belum dirinci menurut desa asal, tidak termasuk di sini."


def outcomes(facts: Facts, links: Links) -> Table:
    """What was not issued, each outcome by itself; those nobody counted are only named."""
    rows, marks, unknown = [], [], []
    for measure in facts.beside:
        total = facts.total(measure, facts.month)
        before = facts.total(measure, facts.month.previous()).value
        label = Outcome(measure.outcome).label
        if total.value is None:
            unknown.append(label)
            continue
        marks.append(total.made_up)
        rows.append(
            OutcomeRow(
                label=label,
                value=total.value,
                unit=measure.unit,
                url=links.drill(rentang="1", **asked_of(measure)),
                change=change(total.value, before, facts.month.previous()),
                made_up=total.made_up.value,
            )
        )
    foot = f"Belum ada angka: {listed(unknown, most=len(unknown)).lower()}." if unknown else ""
    beside = said.purpose_beside(facts.view, facts.beside[0]) if told(facts) else ""
    return Table(rows, made_up=_all_made_up(marks), foot=foot, what=within(facts.main), said=beside)


def told(facts: Facts) -> bool:
    """Whether somebody chose a purpose: what goes without saying needs no word."""
    return "keperluan" in facts.view.words


def stages(facts: Facts, links: Links) -> Table:
    """Villages by stage at the month's end, in the order of a village's life."""
    figures = facts.stages(facts.month)
    rows = [
        StageRow(
            heap_words(stage), number, "" if facts.view.regency else links.villages(stage=stage)
        )
        for stage, number in figures
    ]
    most = max((row.value for row in rows), default=0)
    words = said.passports_only(facts.view, "Desa Binaan")
    return Table(rows, most=most, made_up=_all_made_up([figures.made_up]), said=words)


def _all_made_up(marks: Iterable[MadeUp]) -> str:
    """The word for a whole table, when it holds for every row; rows carry it otherwise."""
    return MadeUp.ALL.value if MadeUp.of(marks) is MadeUp.ALL else ""
