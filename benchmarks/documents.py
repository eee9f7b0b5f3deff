"""A Kanim's report beside the bare documents: typst, vl-convert and XlsxWriter called directly."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from pathlib import Path

import typst
import vl_convert
import xlsxwriter
from django.utils import timezone

from benchmarks.demo import seeded
from benchmarks.results import interleaved, result
from dbi_portal.lib import charts, documents
from dbi_portal.lib.months import Month
from officers.models import Office
from reports.actions import reports
from reports.documents import monthly
from reports.documents.stamp import Stamp
from reports.documents.tables import tables
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.office import monthly_figures
from reports.models import MonthlyReport

MONTH = Month(2025, 8)


def measure() -> list[dict]:
    """The PDF alone, and the whole report: figures, both documents, the check, stored."""
    seeded()
    now = timezone.now()
    office = Office.objects.get(code="kanim-bekasi")
    figures = monthly_figures(office=office, month=MONTH, known_at=now)
    snapshot, stamp = figures.as_json(), Stamp("0" * 64, 1)
    spec = monthly.trend(figures).spec | {"width": monthly.SCREENLESS_WIDTH}
    paper = monthly.paper(figures, stamp)

    def whole_report() -> None:
        MonthlyReport.objects.filter(office=office).delete()
        reports.build_report(office=office, month=MONTH, by=None, at=now)

    def bare_both() -> None:
        bare_pdf(paper, spec)
        bare_xlsx(figures)

    pdf = interleaved(lambda: monthly.monthly_pdf(snapshot, stamp), lambda: bare_pdf(paper, spec))
    whole = interleaved(whole_report, bare_both)
    goal = "<= 3 x"
    return [
        result(
            "PDF of a Kanim from its snapshot", ours=pdf[0], baseline=pdf[1],
            baseline_is="typst + vl-convert for the same page and chart", goal=goal,
        ),
        result(
            "report of a Kanim, figures to stored files", ours=whole[0], baseline=whole[1],
            baseline_is="typst + vl-convert + XlsxWriter for the same content",
            goal="no goal, beside the above",
        ),
    ]  # fmt: skip


def bare_pdf(paper: dict, spec: dict) -> bytes:
    """The same template and data, handed to typst without anything around it."""
    vl_convert.vegalite_to_svg(spec, format_locale=charts.LOCALE)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(documents.SHARED, root / "lib")
        shutil.copyfile(monthly.TEMPLATE, root / "main.typ")
        (root / "data.json").write_text(json.dumps(paper))
        return typst.compile(root / "main.typ", root=root, font_paths=documents._typefaces())


def bare_xlsx(figures: MonthlyFigures) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for table in tables(figures):
            sheet = book.add_worksheet()
            for place, row in enumerate([table.headers, *table.rows]):
                sheet.write_row(place, 0, [str(cell) if cell else cell for cell in row])
    return out.getvalue()
