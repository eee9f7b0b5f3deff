"""Build a month's reports and put their documents into a folder."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.utils import timezone

from dbi_portal.lib.documents import DocumentError
from dbi_portal.lib.months import Month, NotAMonth
from officers.models import Office
from reports.actions.consolidating import beneath, reporting
from reports.actions.reports import build_reports
from reports.actions.spans import first_month
from reports.models import MonthlyReport
from reports.models.report import Span

# A report sums those before it.
LEVELS = (Office.Kind.KANIM, Office.Kind.RUDENIM, Office.Kind.KANWIL, Office.Kind.CENTRE)


class Refused(Exception):
    """The request makes no sense; the message says why. Ends with exit code 2."""


class Command(BaseCommand):
    help = "Menyusun laporan sebulan dan menaruh PDF serta XLSX-nya di sebuah folder."

    def add_arguments(self, parser):
        parser.add_argument("--month", required=True, help="misalnya 2025-08")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--office", help="kode satu kantor")
        which.add_argument("--kanwil", help="kode Kanwil: kantor-kantornya dan Kanwil itu sendiri")
        which.add_argument("--all", action="store_true", help="semua kantor (bawaan)")
        parser.add_argument(
            "--span",
            choices=Span.values,
            default=Span.MONTH,
            help="laporan bulan itu, atau triwulan, semester, tahun yang memuatnya",
        )
        parser.add_argument("--out", required=True, type=Path, help="folder tujuan")
        parser.add_argument("--json", action="store_true", help="satu dokumen JSON di stdout")

    def handle(self, *args, **options):
        started = time.monotonic()
        try:
            month = Month.parse(options["month"])
            reports = list(self._build(month, options))
        except (Refused, NotAMonth) as refused:
            self._refuse(str(refused), options)
        except ValidationError as refused:
            self._refuse(" ".join(refused.messages), options)
        except DocumentError as failure:
            self.stderr.write(str(failure))
            raise SystemExit(1) from failure
        seconds = round(time.monotonic() - started, 2)
        self._answer({"month": str(month), "reports": reports, "seconds": seconds}, options)

    def _offices(self, options, month: Month) -> list[Office]:
        """The offices asked for, in the order in which one sums the other."""
        code = options["office"] or options["kanwil"]
        if not code:
            everyone = sorted(Office.objects.all(), key=lambda o: (LEVELS.index(o.kind), o.code))
            return reporting(everyone, month)
        office = Office.objects.filter(code=code).first()
        if office is None:
            raise Refused(f"Tidak ada kantor dengan kode “{code}”.")
        if not options["kanwil"]:
            return [office]
        if office.kind != Office.Kind.KANWIL:
            raise Refused(f"“{code}” bukan Kanwil. Pakai --office untuk satu kantor.")
        return [*beneath(office, month), office]

    def _build(self, month: Month, options) -> Iterator[dict]:
        span = options["span"]
        last = first_month(month, span).plus(Span(span).months - 1)
        reports = build_reports(
            offices=self._offices(options, last),
            month=month,
            by=None,
            at=timezone.now(),
            span=span,
        )
        for report in reports:
            self.stderr.write(f"{report.office.short_name}: {report.label}")
            yield self._told(report, options["out"])

    def _told(self, report: MonthlyReport, out: Path) -> dict:
        revision = report.revision
        return {
            "office": report.office.code,
            "kind": report.office.kind,
            "status": report.status,
            "revision": revision.number,
            "hash": revision.digest,
            "files": [self._copy(report, revision, kind, out) for kind in ("pdf", "xlsx")],
            "held": revision.held,
        }

    def _copy(self, report: MonthlyReport, revision, kind: str, out: Path) -> str:
        span = "" if report.span == Span.MONTH else f"-{report.span}"
        name = f"{report.office.code}/{report.report_month}{span}.{kind}"
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with getattr(revision, kind).open("rb") as file:
            target.write_bytes(file.read())
        return name

    def _refuse(self, sentence: str, options) -> None:
        self.stderr.write(sentence)
        if options["json"]:
            answer = {"month": options["month"], "reports": [], "seconds": 0.0, "refused": sentence}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        raise SystemExit(2)

    def _answer(self, answer: dict, options) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for report in answer["reports"]:
            self.stdout.write(f"{report['office']}: {', '.join(report['files'])}")
