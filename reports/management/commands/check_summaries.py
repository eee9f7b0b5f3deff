"""Write the summary of every stored report again, and count every kept sum again; compare."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.core.management.base import BaseCommand

from officers.models import Office
from reports.actions.summaries import count_sums_anew
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.words import EDITIONS, written_by
from reports.figures.recount.kept_sums import check_sums
from reports.models import ReportRevision


class Command(BaseCommand):
    help = (
        "Menulis ulang ringkasan setiap revisi laporan dengan kaidah yang dulu menulisnya dan "
        "membandingkannya kata demi kata; menghitung ulang setiap jumlah yang disimpan untuk "
        "dasbor dari statistik dan kegiatan."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="satu dokumen JSON di stdout")
        parser.add_argument(
            "--repair",
            action="store_true",
            help="hitung ulang jumlah dasbor yang berbeda; ringkasan laporan tidak diubah",
        )

    def handle(self, *args, **options):
        checked, words = self._words()
        sums, figures = self._sums()
        checked += sums
        if options["json"]:
            answer = {"checked": checked, "different": [*words, *figures]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._tell(checked, words, figures)
        if figures and options["repair"]:
            figures = self._repaired()
        if words or figures:
            raise SystemExit(1)

    def _words(self) -> tuple[int, list[dict]]:
        checked, different = 0, []
        for revision in self._revisions():
            checked += 1
            different.extend(_different(revision))
        return checked, different

    def _sums(self) -> tuple[int, list[dict]]:
        found = list(check_sums())
        offices = dict(Office.objects.values_list("pk", "code"))
        told = [
            {"office": offices.get(each["of"]["office_id"], "")} | each
            for table in found
            for each in table.different
        ]
        return sum(table.sums for table in found), told

    def _repaired(self) -> list[dict]:
        """Count them anew; what is still different then."""
        count_sums_anew()
        left = self._sums()[1]
        self.stderr.write(f"Jumlah dasbor dihitung ulang, {len(left)} masih berbeda.")
        return left

    def _tell(self, checked: int, words: list[dict], figures: list[dict]) -> None:
        number = len(words) + len(figures)
        self.stdout.write(f"{checked} ringkasan dan jumlah diperiksa, {number} berbeda.")
        for each in words:
            self.stdout.write(f"{each['office']} {each['month']} revisi {each['revision']}")
        for each in figures:
            of = ", ".join(f"{value}" for name, value in each["of"].items() if name != "office_id")
            kept, counted = (_in_words(each[side]) for side in ("kept", "counted"))
            self.stdout.write(
                f"{each['summary']} {each['office']} {of}: tersimpan {kept}, seharusnya {counted}"
            )

    def _revisions(self) -> Iterator[ReportRevision]:
        """One after the other, so that five years of reports do not stand in memory at once."""
        built = ReportRevision.objects.exclude(digest="").order_by("pk")
        revisions = built.select_related("report__office").only(
            "snapshot", "number", "report__month", "report__span", "report__office__code"
        )
        return revisions.iterator(chunk_size=50)


def _in_words(values: dict | None) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items()) if values else "tidak ada"


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
