"""Check a sheet and, if asked, store it: the same engine as the pages."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.utils import timezone

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets import SheetError
from officers.models import ImportRun, Office, User
from reports.old_imports.changes import ChangeSet, Problem, Question, TotalCheck
from reports.old_imports.committing import commit
from reports.old_imports.kinds import KINDS, Kind
from reports.old_imports.previewing import LIMITS, NotUsable, preview

IMPORT = "reports.import_statistics"


class Refused(Exception):
    """The request cannot be done as asked; the message says why. Ends with exit code 2."""


class Command(BaseCommand):
    help = "Memeriksa lembar kerja dan, dengan --commit, menyimpan isinya."

    def add_arguments(self, parser):
        parser.add_argument("kind", help=f"jenis lembar: {', '.join(KINDS)}")
        parser.add_argument("file", type=Path, help="berkas .xlsx atau .csv")
        parser.add_argument("--office", required=True, help="kode kantor atau Kanwil")
        parser.add_argument("--by", required=True, help="nama pengguna yang mengimpor")
        parser.add_argument("--commit", action="store_true", help="simpan bila tidak ada masalah")
        parser.add_argument("--answers", type=Path, help='JSON: {"q1": "32.75.03.1006"}')
        parser.add_argument("--json", action="store_true", help="satu dokumen JSON di stdout")

    def handle(self, *args, **options):
        run, changes = None, ChangeSet()
        try:
            run = self._preview(options)
            changes = ChangeSet.from_json(run.outcome)
            if options["commit"]:
                run = commit(run=run, by=run.uploaded_by, at=timezone.now())
        except (Refused, SheetError, NotUsable) as refused:
            self._finish(options, run, changes, refused=[str(refused)])
        except ValidationError as refused:
            self._finish(options, run, changes, refused=refused.messages)
        else:
            self._finish(options, run, changes, refused=[])

    def _preview(self, options) -> ImportRun:
        kind, user = _kind(options["kind"]), _user(options["by"])
        office = Office.objects.visible_to(user).filter(code=options["office"]).first()
        if office is None:
            raise Refused(f"Tidak ada kantor “{options['office']}” yang dilihat {user.username}.")
        file, answers = options["file"], _answers(options["answers"])
        return preview(
            kind=kind,
            content=_content(file),
            filename=file.name,
            by=user,
            within=office,
            at=timezone.now(),
            answers=answers,
        )

    def _finish(self, options, run, changes: ChangeSet, *, refused: list[str]) -> None:
        state = "refused" if refused else run.state
        if options["json"]:
            answer = as_json(run, changes, state, _reasons(changes, refused))
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write(_in_words(changes))
        for sentence in (*refused, *(each.sentence for each in changes.problems)):
            self.stderr.write(sentence)
        if refused:
            raise SystemExit(2)


def as_json(
    run: ImportRun | None, changes: ChangeSet, state: str, errors: list[Problem]
) -> dict[str, object]:
    """The one document the command answers with: every key, always."""
    return {
        "run": run.pk if run else None,
        "state": state,
        "rows": changes.rows,
        "new": changes.new,
        "changed": changes.changed,
        "unchanged": changes.unchanged,
        "locked": changes.locked,
        "skipped": changes.skipped,
        "errors": [_error(each) for each in errors],
        "questions": [_question(each) for each in changes.questions],
        "discrepancies": [_discrepancy(each) for each in changes.discrepancies],
        "notices": list(changes.notices),
        "seconds": changes.seconds,
    }


def _reasons(changes: ChangeSet, refused: list[str]) -> list[Problem]:
    """The sheet's own errors; a refusal without one of them is an error of no cell."""
    if changes.problems or changes.questions:
        return list(changes.problems)
    return [Problem(message=sentence) for sentence in refused]


def _error(problem: Problem) -> dict[str, object]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.sentence,
    }


def _question(question: Question) -> dict[str, object]:
    candidates = [dict(each) for each in question.candidates]
    more = {"candidates": candidates, "rows": list(question.rows)}
    return {"id": question.id, **_error(question), **more}


def _discrepancy(check: TotalCheck) -> dict[str, object]:
    return asdict(check)


def _in_words(changes: ChangeSet) -> str:
    counted = (
        (changes.new, "baru"),
        (changes.changed, "berubah"),
        (changes.unchanged, "sama"),
        (len(changes.questions), "pertanyaan"),
        (len(changes.problems), "galat"),
    )
    return ", ".join(f"{angka(count)} {word}" for count, word in counted)


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Refused(f"Jenis “{code}” belum dapat diimpor. Yang ada: {', '.join(KINDS)}.")
    return KINDS[code]


def _user(username: str) -> User:
    user = User.objects.filter(username__iexact=username, is_active=True).first()
    if user is None:
        raise Refused(f"Tidak ada pengguna aktif bernama “{username}”.")
    if not user.has_perm(IMPORT):
        raise Refused(f"{user.username} tidak berwenang mengimpor.")
    return user


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(LIMITS.file_size + 1)
    except OSError as failure:
        raise Refused(f"Berkas “{file}” tidak dapat dibuka.") from failure


def _answers(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    try:
        answers = json.loads(_content(file))
    except ValueError as broken:
        raise Refused(f"“{file}” bukan JSON.") from broken
    if not isinstance(answers, dict) or not all(isinstance(each, str) for each in answers.values()):
        raise Refused(f"“{file}” harus berisi pasangan nomor pertanyaan dan jawaban.")
    return answers
