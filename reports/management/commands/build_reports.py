"""Build a month's reports and put their documents into a folder."""

from __future__ import annotations

import json
import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.utils import timezone

from dbi_portal.lib.documents import DocumentError
from dbi_portal.lib.months import Month, NotAMonth
from officers.models import Office
from reports.actions.reports import build_report, offices_of
from reports.figures.reporting import is_open
from reports.models import MonthlyReport


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
        parser.add_argument("--out", required=True, type=Path, help="folder tujuan")
        parser.add_argument("--json", action="store_true", help="satu dokumen JSON di stdout")

    def handle(self, *args, **options):
        started = time.monotonic()
        try:
            month = Month.parse(options["month"])
            offices = self._offices(options, month)
            reports = [self._build(office, month, options["out"]) for office in offices]
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
        """The offices asked for, a Kanwil after those beneath it."""
        code = options["office"] or options["kanwil"]
        if not code:
            everyone = Office.objects.exclude(kind=Office.Kind.CENTRE).order_by("kind", "code")
            return [office for office in everyone if is_open(office, month.last_day)]
        office = Office.objects.filter(code=code).first()
        if office is None:
            raise Refused(f"Tidak ada kantor dengan kode “{code}”.")
        if not options["kanwil"]:
            return [office]
        if office.kind != Office.Kind.KANWIL:
            raise Refused(f"“{code}” bukan Kanwil. Pakai --office untuk satu kantor.")
        return [*offices_of(office, month), office]

    def _build(self, office: Office, month: Month, out: Path) -> dict:
        report = build_report(office=office, month=month, by=None, at=timezone.now())
        self.stderr.write(f"{office.short_name}: {month.label}")
        revision = report.revision
        return {
            "office": office.code,
            "kind": office.kind,
            "status": report.status,
            "revision": revision.number,
            "hash": revision.digest,
            "files": [self._copy(report, kind, out) for kind in ("pdf", "xlsx")],
            "held": revision.held,
        }

    def _copy(self, report: MonthlyReport, kind: str, out: Path) -> str:
        name = f"{report.office.code}/{report.report_month}.{kind}"
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(getattr(report.revision, kind).read())
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
