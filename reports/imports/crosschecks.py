"""A total against its details, a span against its months: both are kept, never added together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dbi_portal.lib.numbers import angka
from officers.imports.findings import Findings, Total
from officers.models import Office
from reports.grain import DIMENSIONS
from reports.imports.groups import Group
from reports.imports.relating import How, Related
from reports.models import PassportStatistic
from reports.period import Period

MOST_TOLD = 200
Places = Mapping[int, tuple[str, int]]  # position of a line -> its sheet and row
OUTCOMES = dict(PassportStatistic.Outcome.choices)
PURPOSES = dict(PassportStatistic.Purpose.choices)


def check(findings: Findings, relations: Sequence[Related], places: Places) -> Findings:
    """The findings with what was compared; beyond two hundred differences the rest is counted."""
    names = _names(relations)
    found = list(_checks(relations, names, places))
    wrong = [each for each in found if not each.agrees]
    notices = list(findings.notices)
    if len(wrong) > MOST_TOLD:
        notices.append(f"Masih ada {angka(len(wrong) - MOST_TOLD)} selisih lain yang sejenis.")
    told = [*wrong[:MOST_TOLD], *(each for each in found if each.agrees)][: 2 * MOST_TOLD]
    return replace(findings, totals=(*findings.totals, *told), notices=tuple(notices))


def _names(relations: Iterable[Related]) -> dict[int, str]:
    """Offices by id, to be told only where a sheet speaks of several."""
    offices = Office.objects.in_bulk({each.whole.subject.office for each in relations})
    return {pk: office.short_name for pk, office in offices.items()} if len(offices) > 1 else {}


def _checks(
    relations: Iterable[Related], names: Mapping[int, str], places: Places
) -> Iterator[Total]:
    for each in relations:
        if each.how is How.DETAILS and not each.whole.dimensions:
            yield _total(
                each, each.sum, f"rinciannya menurut {_dimensions(each.parts[0])}", names, places
            )
        elif each.how is How.MONTHS and each.complete and _same_rows(each):
            yield _total(each, each.sum, "jumlah bulannya", names, places)
        elif each.how is How.RUNNING and each.whole.value < each.sum:
            before = Period(*each.parts[0].days).label
            yield _total(each, each.sum, f"{before}, yang tidak mungkin lebih besar", names, places)


def _same_rows(each: Related) -> bool:
    """Of a breakdown, every month has as many rows as the span: none was left out of one."""
    return not each.whole.dimensions or all(part.number == each.whole.number for part in each.parts)


def _total(
    each: Related, computed: int, beside: str, names: Mapping[int, str], places: Places
) -> Total:
    whole = each.whole
    told = next((group for group in each.groups if group.in_run), whole)
    where = f"{_said(whole, names)} dan {beside}"
    return Total(
        *places[told.position],
        where,
        whole.value,
        computed,
        whole.subject.office,
        whole.start.isoformat(),
        whole.end.isoformat(),
    )


def _said(group: Group, names: Mapping[int, str]) -> str:
    """ "Terbit PMI Januari–Agustus 2025", with the office where there are several."""
    purpose = PURPOSES.get(group.subject.purpose, "")
    words = [OUTCOMES[group.subject.outcome], purpose, Period(*group.days).label]
    office = names.get(group.subject.office)
    said = " ".join(filter(None, words))
    if group.dimensions:
        said = f"{said} menurut {_dimensions(group)}"
    return f"{office}: {said}" if office else said


def _dimensions(group: Group) -> str:
    return " dan ".join(sorted(DIMENSIONS[token][1] for token in group.dimensions))
