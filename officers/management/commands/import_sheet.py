"""Check a sheet and, if asked, store it: the same engine as the pages, without a queue."""

from __future__ import annotations

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.utils import timezone

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.sheets import SheetError
from officers.actions.imports import open_run
from officers.imports.checking import NotUsable
from officers.imports.contract import as_json, in_words, sentences
from officers.imports.findings import Findings
from officers.imports.kinds import KINDS, Kind
from officers.imports.running import LIMITS, check_run, commit_run
from officers.models import ImportRun, Office, User


class Refused(Exception):
    """The request cannot be done as asked; the message says why. Ends with exit code 2."""


class Command(BaseCommand):
    help = "Memeriksa lembar kerja dan, dengan --commit, menyimpan isinya."

    def add_arguments(self, parser):
        parser.add_argument("kind", help=f"jenis lembar: {', '.join(KINDS)}")
        parser.add_argument("file", type=Path, help="berkas .xlsx, .xls, .ods, atau .csv")
        parser.add_argument("--office", required=True, help="kode kantor atau Kanwil")
        parser.add_argument("--by", required=True, help="nama pengguna yang mengimpor")
        parser.add_argument("--commit", action="store_true", help="simpan bila tidak ada masalah")
        parser.add_argument("--answers", type=Path, help='JSON: {"q1": "32.75.03.1006"}')
        parser.add_argument("--json", action="store_true", help="satu dokumen JSON di stdout")

    def handle(self, *args, **options):
        run = None
        try:
            run = self._open(options)
            check_run(run=run, at=timezone.now())
            if options["commit"]:
                run = commit_run(run=run, by=run.uploaded_by, at=timezone.now())
        except (Refused, SheetError, NotUsable) as refused:
            self._finish(options, run, [str(refused)])
        except ValidationError as refused:
            self._finish(options, run, refused.messages)
        else:
            self._finish(options, run, [])

    def _open(self, options) -> ImportRun:
        kind, user = _kind(options["kind"]), _user(options["by"])
        if not user.has_perm(kind.permission):
            raise Refused(f"{user.username} tidak berwenang mengimpor {kind.label.lower()}.")
        office = Office.objects.visible_to(user).filter(code=options["office"]).first()
        if office is None:
            raise Refused(f"Tidak ada kantor “{options['office']}” yang dilihat {user.username}.")
        return open_run(
            office=office,
            within=office,
            kind=kind.code,
            content=_content(options["file"]),
            filename=options["file"].name,
            by=user,
            answers=_answers(options["answers"]),
        )

    def _finish(self, options, run: ImportRun | None, refused: list[str]) -> None:
        findings = Findings.from_json(run.outcome if run else {})
        state = "refused" if refused else run.state
        if options["json"]:
            answer = as_json(run, findings, state, refused)
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write(in_words(findings))
        for sentence in (*refused, *sentences(run, findings)):
            self.stderr.write(sentence)
        if refused:
            raise SystemExit(2)


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Refused(f"Jenis “{code}” tidak dikenal. Yang ada: {', '.join(KINDS)}.")
    return KINDS[code]


def _user(username: str) -> User:
    user = User.objects.filter(username__iexact=username, is_active=True).first()
    if user is None:
        raise Refused(f"Tidak ada pengguna aktif bernama “{username}”.")
    return user


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(LIMITS.file_size + 1)
    except OSError as failure:
        raise Refused(f"Berkas “{file}” tidak dapat dibuka.") from failure
    if len(content) > LIMITS.file_size:
        megabytes = angka(LIMITS.file_size // 1024**2)
        raise Refused(f"Berkas “{file.name}” lebih dari {megabytes} MB. Bagi menjadi beberapa.")
    return content


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
