"""All reports of one month for the whole country, beside the bare documents of the same content."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Self

import psutil
import typst
import vl_convert
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.documents import bare_xlsx
from benchmarks.results import result, seconds
from dbi_portal.lib import charts, documents
from dbi_portal.lib.months import Month
from officers.models import Office
from reports.actions.reports import build_reports
from reports.documents import monthly
from reports.documents.annex import Annex
from reports.documents.paper_charts import SCREENLESS_WIDTH
from reports.documents.stamp import Stamp
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.office import monthly_figures
from reports.models import MonthlyReport

SESSIONS, FIGURES = 90_600, 226_500  # of five years: ten sessions, 25 figures an office and month
LEVELS = (Office.Kind.KANIM, Office.Kind.KANWIL, Office.Kind.CENTRE)
EARLY = 20  # offices whose reports memory is first looked at with
STAMP = Stamp("0" * 64, 1)


class Watched(Thread):
    """The largest memory of this process in MB while the block lasts, looked at often."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self.over = 0.0, Event()

    def run(self) -> None:
        process = psutil.Process()
        while not self.over.wait(0.1):
            self.most = max(self.most, process.memory_info().rss / 2**20)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.over.set()
        self.join()


def measure() -> list[dict]:
    """Figures, second computation, PDF, XLSX and storing of every report, once each."""
    with suppress(CommandError), open("/dev/null", "w") as nowhere:  # noqa: PTH123
        call_command("seed_scale", rows=FIGURES, sessions=SESSIONS, stdout=nowhere, stderr=nowhere)
    month = Month.of(timezone.localdate()).previous()
    offices = sorted(
        Office.objects.filter(code__contains="skala") | Office.objects.filter(code="pusat"),
        key=lambda office: (LEVELS.index(office.kind), office.code),
    )
    with Watched() as early:  # another month, so that all are left for the one that is timed
        _build(offices[:EARLY], month.previous())
    with Watched() as late:
        ours = seconds(lambda: _build(offices, month))
    baseline = sum(seconds(bare) for bare in bare_documents(month))
    return [
        result(
            f"{len(offices)} reports of a month, PDF and XLSX", ours=ours, baseline=baseline,
            baseline_is="typst + vl-convert + XlsxWriter for the same content",
            goal="<= 120 s and <= 2 x",
        ),
        _memory(early, late),
        _queries(offices[0], month),
    ]  # fmt: skip


def _build(offices: list[Office], month: Month) -> None:
    for report in build_reports(offices=offices, month=month, by=None, at=timezone.now()):
        assert not report.revision.held, (report, report.revision.held)  # noqa: S101


def bare_documents(month: Month) -> Iterator[Callable[[], None]]:
    """For each report what draws its charts, its paper and its workbook, and nothing else."""
    reports = MonthlyReport.objects.in_month(month).order_by("pk")
    for pk in reports.values_list("pk", flat=True):
        snapshot = MonthlyReport.objects.get(pk=pk).revision.snapshot
        yield _bare(MonthlyFigures.from_json(snapshot))


def _bare(figures: MonthlyFigures) -> Callable[[], None]:
    annex = Annex(monthly.photos_of(figures))
    data = json.dumps(monthly.paper(figures, STAMP, annex), ensure_ascii=False)
    specs = [
        chart.spec | {"width": SCREENLESS_WIDTH}
        for draw in monthly.CHARTS.values()
        for chart in draw(figures)
    ]

    def draw() -> None:
        for spec in specs:
            vl_convert.vegalite_to_svg(spec, format_locale=charts.LOCALE)
        bare_pdf(data)
        bare_xlsx(figures)

    return draw


def bare_pdf(data: str) -> bytes:
    """The same template and data, handed to typst without anything around it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(documents.SHARED, root / "lib")
        shutil.copyfile(monthly.TEMPLATE, root / "main.typ")
        (root / "data.json").write_text(data)
        return typst.compile(root / "main.typ", root=root, font_paths=documents._typefaces())


def _memory(early: Watched, late: Watched) -> dict:
    return result(
        "memory in MB while all reports are built", ours=late.most, baseline=early.most,
        baseline_is=f"{EARLY} offices' reports", goal="<= 1.25 x",
    )  # fmt: skip


def _queries(office: Office, month: Month) -> dict:
    with CaptureQueriesContext(connection) as asked:
        monthly_figures(office=office, month=month, known_at=timezone.now())
    return result(
        "queries for the figures of one office", ours=len(asked), baseline=25,
        baseline_is="25 queries", goal="<= 1 x",
    )  # fmt: skip
