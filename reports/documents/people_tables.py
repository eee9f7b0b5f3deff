"""Tables of officers: who is on duty, postings that began or ended, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from reports.documents.table import REMARK, Table, is_sum, mark, of_office
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.people import BEGAN, DECREE_ENDS, NOBODY, POSTING_ENDS

MOST = 40
GAPS = {
    NOBODY: "Desa tanpa petugas sejak",
    POSTING_ENDS: "Penugasan berakhir",
    DECREE_ENDS: "SK atau surat tugas berakhir",
}


def officers(figures: MonthlyFigures) -> Iterator[Table]:
    """One by one; a Kanwil's paper counts them by office instead."""
    if is_sum(figures) and figures.officers:
        yield _by_office(figures)
    yield Table(
        key="petugas",
        section="Petugas",
        sheet="Petugas",
        caption="Petugas pada hari terakhir",
        headers=("Nama", "Kantor", "Jabatan", "Desa", "Kegiatan", REMARK),
        rows=tuple(
            (
                each.name,
                each.office,
                each.position,
                ", ".join(each.villages),
                each.sessions,
                mark(each.made_up),
            )
            for each in figures.officers
        ),
        empty="Belum ada petugas yang terdaftar.",
        source="kegiatan: yang memuat namanya, atau di desanya tanpa nama petugas",
        left_off=of_office(figures),
        most=MOST,
        on_paper=not is_sum(figures) or not figures.officers,
    )


def _by_office(figures: MonthlyFigures) -> Table:
    officers = Counter(each.office for each in figures.officers)
    posted = Counter(each.office for each in figures.officers if each.villages)
    began = Counter(each.office for each in figures.postings if each.change == BEGAN)
    ended = Counter(each.office for each in figures.postings if each.change != BEGAN)
    return Table(
        key="petugas",
        section="Petugas",
        sheet="Petugas per kantor",
        caption="Petugas tiap kantor",
        headers=("Kantor", "Petugas", "Membina desa", "Penugasan mulai", "Penugasan berakhir"),
        rows=tuple(
            (office, officers[office], posted[office], began[office], ended[office])
            for office in sorted(officers | began | ended)
        ),
        empty="",
    )


def postings(figures: MonthlyFigures) -> Iterator[Table]:
    if figures.postings:
        yield Table(
            key="petugas",
            section="Petugas",
            sheet="Penugasan",
            caption="Penugasan yang mulai atau berakhir",
            headers=("Petugas", "Desa", "Kantor", "Perubahan", "Tanggal", "Dasar", REMARK),
            rows=tuple(
                (
                    each.officer,
                    each.village,
                    each.office,
                    each.change,
                    date.fromisoformat(each.day),
                    each.basis,
                    mark(each.made_up),
                )
                for each in figures.postings
            ),
            empty="",
            left_off=of_office(figures),
            most=MOST,
            on_paper=not is_sum(figures),
        )


def gaps(figures: MonthlyFigures) -> Iterator[Table]:
    yield Table(
        key="petugas",
        section="Petugas",
        sheet="Kekosongan",
        caption="Kekosongan dan yang segera berakhir",
        headers=("Keadaan", "Desa, petugas, atau SK", "Kantor", "Tanggal", REMARK),
        rows=tuple(
            (
                GAPS[each.kind],
                each.what,
                each.office,
                date.fromisoformat(each.day),
                mark(each.made_up),
            )
            for each in figures.gaps
        ),
        empty="Tidak ada desa tanpa petugas, penugasan, atau SK yang segera berakhir.",
        left_off=of_office(figures),
        most=MOST,
    )
