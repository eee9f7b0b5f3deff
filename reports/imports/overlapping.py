"""New figures beside ones the register has for the same days: somebody says what they are for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import connection

from officers.imports.checking import counts_of
from officers.imports.findings import Choice, Findings, Question
from officers.imports.resource import SKIP
from officers.models import ImportRun
from reports.grain import DIMENSIONS
from reports.imports.crosschecks import Places
from reports.imports.groups import Group, Subject
from reports.imports.relating import How, Related
from reports.period import Period

KEEP = "simpan"
CHOICES = (
    Choice(KEEP, "Simpan sebagai pembanding", why="dibandingkan, tidak pernah dijumlahkan"),
    Choice(SKIP, "Lewati", why="angka yang sudah ada tetap berlaku sendiri"),
)
# Of the lines that are new: those that were changed or repeated stand in the register already.
MOVE = """
    UPDATE officers_importline AS line
    SET state = %(state)s, question = %(question)s, messages = %(messages)s
    FROM unnest(%(starts)s::date[], %(ends)s::date[]) AS days(first, last)
    WHERE run_id = %(run)s AND state = 'new'
      AND ("values"->>'office_id')::bigint = %(office)s AND "values"->>'outcome' = %(outcome)s
      AND coalesce("values"->>'purpose', '') = %(purpose)s AND "values"->>'grain' = %(grain)s
      AND ("values"->>'period_start')::date = days.first
      AND ("values"->>'period_end')::date = days.last
"""


@dataclass
class Doubt:
    """New figures of one grain beside known ones of another, over however many months."""

    asked: str
    subject: Subject
    grain: str
    first: Group
    known: Group
    how: How
    days: set[tuple[date, date]] = field(default_factory=set)
    known_days: set[tuple[date, date]] = field(default_factory=set)
    rows: int = 0


def ask(
    run: ImportRun, findings: Findings, relations: Iterable[Related], places: Places
) -> Findings:
    """One question for all lines of a grain; without an answer they wait, skipped they stay out."""
    doubts = _doubts(relations)
    questions, notices = list(findings.questions), list(findings.notices)
    skipped = findings.skipped_rows
    for doubt in doubts:
        number = f"q{len(questions) + 1}"
        answer = run.answers.get(doubt.asked) or run.answers.get(number, "")
        message = _message(doubt)
        questions.append(_question(doubt, number, message, answer, places))
        if answer == KEEP:
            notices.append(f"{message.partition('. ')[0]}: disimpan sebagai pembanding.")
            continue
        moved = _move(run, doubt, number, message, skip=answer == SKIP)
        skipped += moved if answer == SKIP else 0
    if not doubts:
        return findings
    return replace(
        findings,
        questions=tuple(questions),
        notices=tuple(_still_true(notices, questions[-len(doubts) :])),
        skipped_rows=skipped,
        counts=counts_of(run),
    )


def _still_true(notices: Iterable[str], asked: Iterable[Question]) -> Iterable[str]:
    """An answer to one of these was called unused while only the rows had been read."""
    unused = tuple(f"Jawaban {question.id} tidak dipakai" for question in asked)
    return (said for said in notices if not said.startswith(unused))


def _doubts(relations: Iterable[Related]) -> list[Doubt]:
    """A running total that goes on is what such an office sends every month: nothing to ask."""
    found: dict[str, Doubt] = {}
    for each in relations:
        if each.how is How.RUNNING:
            continue
        for new, known in _pairs(each):
            asked = _asked(new, known, each.how)
            doubt = found.setdefault(
                asked, Doubt(asked, new.subject, str(new.grain), new, known, each.how)
            )
            if new.days not in doubt.days:
                doubt.rows += new.new
            doubt.days.add(new.days)
            doubt.known_days.add(known.days)
    return list(found.values())


def _pairs(each: Related) -> Iterable[tuple[Group, Group]]:
    """(new, known) wherever one side is new in the sheet and the other in the register only."""
    for part in each.parts:
        for new, known in ((each.whole, part), (part, each.whole)):
            if new.new and known.in_register and not known.new:
                yield new, known


def _asked(new: Group, known: Group, how: How) -> str:
    """The same in every check of the file, whatever it is called and wherever the rows stand."""
    subject = new.subject
    kinds = ("tumpang", how.value, subject.office, subject.outcome, subject.purpose)
    return "|".join(map(str, (*kinds, new.grain, known.grain)))


def _question(doubt: Doubt, number: str, message: str, answer: str, places: Places) -> Question:
    sheet, row = places[doubt.first.position]
    return Question(
        id=number,
        asked=doubt.asked,
        sheet=sheet,
        row=row,
        column="Periode" if doubt.how is not How.DETAILS else "Rincian",
        value=_days(doubt.days),
        message=message,
        candidates=CHOICES,
        rows=doubt.rows,
        answer=answer,
    )


def _message(doubt: Doubt) -> str:
    """ "Angka Januari–Agustus 2025 sudah ada per bulan. Simpan sebagai pembanding, …?" """
    new, known = _days(doubt.days), _days(doubt.known_days)
    if doubt.how is How.DETAILS:
        there = f"sudah ada {_details(doubt.known)}; yang baru {_details(doubt.first)}"
    elif doubt.how is How.MONTHS and doubt.known.is_month:
        there = "sudah ada per bulan"
    elif doubt.how is How.MONTHS:
        there = f"sudah termasuk dalam angka {known}"
    else:
        there = f"sebagian harinya sama dengan angka {known} yang sudah ada"
    return f"Angka {new} {there}. Simpan sebagai pembanding, atau lewati?"


def _details(group: Group) -> str:
    if not group.dimensions:
        return "sebagai total kantor"
    words = sorted(DIMENSIONS[token][1] for token in group.dimensions)
    return f"dirinci menurut {' dan '.join(words)}"


def _days(days: Iterable[tuple[date, date]]) -> str:
    return Period(min(start for start, _ in days), max(end for _, end in days)).label


def _move(run: ImportRun, doubt: Doubt, number: str, message: str, *, skip: bool) -> int:
    said = "dilewati sesuai jawaban atas pertanyaannya." if skip else message
    told = [{"column": "", "index": None, "value": "", "message": said}]
    given: Mapping[str, object] = {
        "run": run.pk,
        "state": "skipped" if skip else "question",
        "question": number,
        "messages": json.dumps(told, ensure_ascii=False),
        "starts": [start for start, _ in sorted(doubt.days)],
        "ends": [end for _, end in sorted(doubt.days)],
        "office": doubt.subject.office,
        "outcome": doubt.subject.outcome,
        "purpose": doubt.subject.purpose,
        "grain": doubt.grain,
    }
    with connection.cursor() as cursor:
        cursor.execute(MOVE, given)
        return cursor.rowcount
