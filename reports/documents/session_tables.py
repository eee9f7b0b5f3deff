"""Tables of sessions: counted by office, kind, topic, duty, audience, institution; one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from dbi_portal.lib.numbers import angka
from reports.documents.table import Table, is_sum, mark, remarks
from reports.figures.monthly.content import MonthlyFigures, SessionLine

Named = Iterable[tuple[str, int | None]]  # what a session counts under, and how many people
MOST_OF_A_GROUP, MOST_ONE_BY_ONE = 12, 40
NOTHING = "Tidak ada kegiatan yang disetujui pada masa ini."


def by_office(figures: MonthlyFigures) -> Iterator[Table]:
    if is_sum(figures) and figures.sessions:
        counts = _counted(figures.sessions, lambda each: [(each.office, each.participants)])
        reached = defaultdict(set)
        for each in figures.sessions:
            reached[each.office].update(each.regions)
        yield Table(
            key="kegiatan",
            section="Kegiatan",
            sheet="Kegiatan per kantor",
            caption="Kegiatan tiap kantor penyelenggara",
            headers=("Kantor", "Kegiatan", "Peserta", "Desa dijangkau"),
            rows=tuple((*row, len(reached[row[0]])) for row in sorted(counts)),
            empty="",
            source="kegiatan bersama dihitung satu kali, pada penyelenggaranya",
        )


def by_subject(figures: MonthlyFigures) -> Iterator[Table]:
    """Kind, topic, duty, audience and institution beneath each other: five small tables in one."""
    if not figures.sessions:
        return
    groups = [(name, _counted(figures.sessions, named)) for name, named in SUBJECTS.items()]
    yield Table(
        key="kegiatan",
        section="Kegiatan",
        sheet="Rekap kegiatan",
        caption="Kegiatan menurut jenis, topik, tugas, unsur peserta, dan instansi",
        headers=("Menurut", "Nama", "Kegiatan", "Peserta"),
        rows=tuple((name, *row) for name, rows in groups for row in rows),
        short_rows=tuple(row for name, rows in groups for row in _short(name, rows)),
        empty="",
        source="kegiatan dengan beberapa topik, tugas, unsur, atau instansi tampil pada tiap "
        "barisnya; baris-baris ini tidak dijumlahkan",
    )


def _unnumbered(names: Iterable[str], people: int | None) -> Named:
    return [(name, people) for name in names]


SUBJECTS: dict[str, Callable[[SessionLine], Named]] = {
    "Jenis": lambda each: [(each.kind, each.participants)],
    "Topik": lambda each: _unnumbered(each.topics, each.participants),
    "Tugas": lambda each: _unnumbered(each.duties, each.participants),
    "Unsur": lambda each: each.audience,
    "Instansi": lambda each: _unnumbered(each.institutions, None),
}


def _counted(
    sessions: Iterable[SessionLine], named: Callable[[SessionLine], Named]
) -> list[tuple[str, int, int | None]]:
    """(name, sessions, people or None where nobody counted any), most sessions first."""
    found: dict[str, list[int | None]] = defaultdict(list)
    for each in sessions:
        for name, people in named(each):
            found[name].append(people)
    rows = [(name, len(people), _sum(people)) for name, people in found.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _sum(people: Iterable[int | None]) -> int | None:
    known = [number for number in people if number is not None]
    return sum(known) if known else None


def _short(name: str, rows: list[tuple]) -> Iterator[tuple]:
    for row in rows[:MOST_OF_A_GROUP]:
        yield name, *row
    if len(rows) > MOST_OF_A_GROUP:
        yield name, f"dan {angka(len(rows) - MOST_OF_A_GROUP)} lainnya, ada di XLSX", None, None


def one_by_one(figures: MonthlyFigures) -> Iterator[Table]:
    """Each session; a Kanwil's are listed in the workbook only."""
    yield Table(
        key="kegiatan",
        section="Kegiatan",
        sheet="Kegiatan",
        caption="Kegiatan yang disetujui",
        headers=(
            "Kegiatan",
            "Tanggal",
            "Jenis",
            "Kantor",
            "Tempat",
            "Peserta",
            "Desa dijangkau",
            "RT/RW",
            "Instansi",
            "Topik",
            "Tugas",
            "Unsur peserta",
            "Keterangan",
        ),
        rows=tuple(_row(each, figures.letterhead.short_name) for each in figures.sessions),
        empty=NOTHING,
        left_off=("Jenis", "Kantor", "RT/RW", "Topik", "Tugas", "Unsur peserta"),
        most=MOST_ONE_BY_ONE,
        on_paper=not is_sum(figures) or not figures.sessions,
    )


def _row(each: SessionLine, office: str) -> tuple:
    return (
        each.title,
        date.fromisoformat(each.held_on),
        each.kind,
        each.office,
        each.place,
        each.participants,
        len(each.regions),
        f"{each.rt} RT, {each.rw} RW" if each.rt or each.rw else "",
        ", ".join(each.institutions),
        ", ".join(each.topics),
        ", ".join(each.duties),
        ", ".join(_group(*group) for group in each.audience),
        remarks(_together(each, office), mark(each.made_up)),
    )


def _together(each: SessionLine, office: str) -> str:
    """Whose else it was, as the office reads it: the others, not itself."""
    others = [name for name in (each.office, *each.with_offices) if name != office]
    joint = bool(each.with_offices)
    return f"bersama {', '.join(others)}" if joint and others else ""


def _group(name: str, count: int | None) -> str:
    return name if count is None else f"{name} {angka(count)}"
