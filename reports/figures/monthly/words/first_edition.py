"""The first edition of the rules, before they explained a change. Snapshots it wrote stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka, change_in_words
from officers.roles import OfficeKind
from reports.figures.monthly.content import Line, MonthlyFigures
from reports.figures.monthly.words.keys import ISSUED_KEY
from villages.models import GuidedVillage
from villages.models.stages import heap_words

Stage = GuidedVillage.Stage
LATE = "terlambat"


def sentences(figures: MonthlyFigures) -> Iterator[str]:
    """One sentence a subject, in the order of the report."""
    yield _issued(figures)
    yield from _ranks(figures)
    yield from _other_outcomes(figures)
    yield _villages(figures)
    yield _sessions(figures)
    yield from _follow_ups(figures)
    yield from _offices(figures)


def _issued(figures: MonthlyFigures) -> str:
    month, line = Month.parse(figures.month), figures.line(ISSUED_KEY)
    who = figures.letterhead.short_name
    if figures.letterhead.kind == OfficeKind.KANWIL:
        who = f"Kantor-kantor di {who}"
    if line is None or (line.value is None and line.to_date is None):
        return f"Belum ada angka paspor PMI {who} untuk {month.label}."
    if line.value is None:
        return (
            f"{who} tidak memerinci paspor PMI untuk {month.label}; "
            f"sejak Januari tercatat {angka(line.to_date)} paspor{_aside(line.note)}."
        )
    before = month.previous().label
    change = change_in_words(line.value, line.before, before)
    if not line.comparable:
        change = f"tidak sebanding dengan {before} karena rinciannya lain"
    issued = f"{angka(line.value)} paspor PMI{_aside(line.note)}"
    words = f"{who} menerbitkan {issued} pada {month.label}, {change}"
    if month.number == 1 or line.to_date is None:
        return f"{words}."
    return f"{words}, dan {angka(line.to_date)} sejak Januari."


def _aside(note: str) -> str:
    return f" ({note})" if note else ""


def _ranks(figures: MonthlyFigures) -> Iterator[str]:
    for rank in figures.ranks:
        yield f"{rank.sentence} ({rank.made_up})" if rank.made_up else rank.sentence


def _other_outcomes(figures: MonthlyFigures) -> Iterator[str]:
    told = [_told(line) for line in figures.passports if line.key != ISSUED_KEY and line.value]
    if told:
        yield f"Tercatat pula {_listed(told)}; angka-angka ini tidak dijumlahkan."


def _told(line: Line) -> str:
    return f"{line.label.lower()} {angka(line.value)} {line.unit}"


def _villages(figures: MonthlyFigures) -> str:
    stages = Counter(village.stage for village in figures.villages)
    if not stages:
        return "Belum ada Desa Binaan yang terdaftar."
    counted = [
        f"{angka(stages[stage])} {heap_words(stage).lower()}" for stage in Stage if stages[stage]
    ]
    words = f"Desa Binaan menurut tahap pada akhir bulan: {_listed(counted)}"
    lonely = sum(1 for each in figures.villages if each.stage == Stage.ACTIVE and not each.officers)
    return f"{words}; {angka(lonely)} desa aktif tanpa petugas." if lonely else f"{words}."


def _sessions(figures: MonthlyFigures) -> str:
    if not figures.sessions:
        return "Tidak ada kegiatan yang disetujui pada bulan ini."
    known = [each.participants for each in figures.sessions if each.participants is not None]
    reached = {code for each in figures.sessions for code in each.regions}
    words = f"Terlaksana {angka(len(figures.sessions))} kegiatan"
    if known:
        words += f" dengan {angka(sum(known))} peserta"
    if unknown := len(figures.sessions) - len(known):
        words += f" ({angka(unknown)} kegiatan tanpa jumlah peserta)"
    return f"{words}, menjangkau {angka(len(reached))} desa/kelurahan." if reached else f"{words}."


def _follow_ups(figures: MonthlyFigures) -> Iterator[str]:
    late = sum(1 for each in figures.follow_ups if each.state == LATE)
    if late:
        yield f"{angka(late)} tindak lanjut melewati batas waktu."


def _offices(figures: MonthlyFigures) -> Iterator[str]:
    silent = [office.name for office in figures.offices if office.issued is None]
    if silent:
        yield f"Belum ada angka paspor PMI bulan ini dari {_listed(silent)}."


def _listed(words: list[str]) -> str:
    return " dan ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
