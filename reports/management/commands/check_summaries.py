"""Write the summary of every stored report again and compare it word for word."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.core.management.base import BaseCommand

from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.words import EDITIONS, written_by
from reports.models import ReportRevision


class Command(BaseCommand):
    help = (
        "Menulis ulang ringkasan setiap revisi laporan dengan kaidah yang dulu menulisnya, "
        "lalu membandingkannya kata demi kata."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="satu dokumen JSON di stdout")

    def handle(self, *args, **options):
        checked, different = 0, []
        for revision in self._revisions():
            checked += 1
            different.extend(_different(revision))
        if options["json"]:
            answer = {"checked": checked, "different": different}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write(f"{checked} ringkasan diperiksa, {len(different)} berbeda.")
            for each in different:
                self.stdout.write(f"{each['office']} {each['month']} revisi {each['revision']}")
        if different:
            raise SystemExit(1)

    def _revisions(self) -> Iterator[ReportRevision]:
        """One after the other, so that five years of reports do not stand in memory at once."""
        built = ReportRevision.objects.exclude(digest="").order_by("pk")
        revisions = built.select_related("report__office").only(
            "snapshot", "number", "report__month", "report__span", "report__office__code"
        )
        return revisions.iterator(chunk_size=50)


def _different(revision: ReportRevision) -> Iterator[dict]:
    """What the rules say now, where that is not what the snapshot holds."""
    figures = MonthlyFigures.from_json(revision.snapshot)
    known = figures.rules in EDITIONS
    now = written_by(figures.rules, figures) if known else ()
    if now == figures.summary:
        return
    report = revision.report
    yield {
        "office": report.office.code,
        "month": str(report.report_month),
        "span": report.span,
        "revision": revision.number,
        "rules": figures.rules,
        "stored": list(figures.summary),
        "written": list(now),
    }
