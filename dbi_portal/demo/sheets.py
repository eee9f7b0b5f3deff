"""The sheets the demo's figures of 2025 stand in, as an office would keep them. All made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dbi_portal.demo import articles
from dbi_portal.demo.figures import Figure
from dbi_portal.lib.months import Month
from dbi_portal.lib.workbooks import Workbook
from officers.models import Office
from reports.models import PassportStatistic
from villages.models import Region

NOTE = f"{articles.EXAMPLE}."
TOTALS, HOMES = "Rekap", "Asal pemohon"
HEADS = {
    TOTALS: ("No", "Bulan", "Keperluan", "Hasil", "Jumlah"),
    HOMES: ("No", "Bulan", "Kode desa", "Desa", "Keperluan", "Hasil", "Jumlah"),
}
Outcome, Purpose = PassportStatistic.Outcome, PassportStatistic.Purpose


def filename(office: Office, months: Sequence[Month]) -> str:
    """ "rekap-paspor-bekasi-2025-08-contoh.xlsx" """
    place = office.code.partition("-")[2]
    span = "-sd-".join(dict.fromkeys((str(months[0]), str(months[-1]))))
    return f"rekap-paspor-{place}-{span}-contoh.xlsx"


def workbook(office: Office, figures: Iterable[Figure]) -> bytes:
    """An .xlsx of these monthly figures: the office's own, and where its applicants come from."""
    figures = list(figures)
    names = Region.objects.in_bulk({figure.home for figure in figures if figure.home})
    book = Workbook(title=f"Rekap paspor {office.short_name} (contoh)")
    for name, rows in (
        (TOTALS, [_plain(each) for each in figures if each.home is None]),
        (HOMES, [_of_home(each, names[each.home]) for each in figures if each.home]),
    ):
        numbered = [(number, *row) for number, row in enumerate(rows, start=1)]
        if numbered:
            title = f"{name} paspor {office.short_name}"
            book.sheet(name, title=title, note=NOTE, headers=HEADS[name], rows=numbered)
    return book.bytes()


def _plain(figure: Figure) -> tuple:
    return _month(figure), *_words(figure), figure.count


def _of_home(figure: Figure, home: Region) -> tuple:
    return _month(figure), home.code, home.name, *_words(figure), figure.count


def _month(figure: Figure) -> str:
    return Month.of(figure.start).label


def _words(figure: Figure) -> tuple[str, str]:
    purpose = Purpose(figure.purpose).label if figure.purpose else ""
    return purpose, Outcome(figure.outcome).label
