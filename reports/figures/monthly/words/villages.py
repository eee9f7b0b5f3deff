"""Desa Binaan, decrees, officers and what is missing among them, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dbi_portal.lib.numbers import angka
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.words.grammar import first_month, last_day_of, listed, some, this
from villages.models import GuidedVillage
from villages.models.stages import heap_words

Stage = GuidedVillage.Stage
WITHOUT_OFFICER = "tanpa-petugas"
ENDING = {"penugasan-berakhir": "penugasan", "sk-berakhir": "SK"}


def standing(figures: MonthlyFigures) -> Iterator[str]:
    """How many at which stage at the end."""
    stages = Counter(village.stage for village in figures.villages)
    if not stages:
        if not figures.nil:
            yield "belum ada Desa Binaan yang terdaftar"
        return
    counted = [
        f"{angka(stages[stage])} {heap_words(stage).lower()}" for stage in Stage if stages[stage]
    ]
    yield f"Desa Binaan pada {last_day_of(figures)}: {listed(counted)}"


def news(figures: MonthlyFigures) -> Iterator[str]:
    """Which villages came to the stage they stand at."""
    since = first_month(figures).first_day.isoformat()
    moved: dict[str, list[str]] = {}
    for village in figures.villages:
        if village.since >= since:
            moved.setdefault(village.stage, []).append(village.name)
    told = [
        f"{heap_words(stage).lower()} ({some(moved[stage])})" for stage in Stage if stage in moved
    ]
    if told:
        yield f"tahap baru {this(figures)}: {listed(told)}"


def decrees(figures: MonthlyFigures) -> Iterator[str]:
    if not figures.decrees:
        return
    numbers = some([decree.number for decree in figures.decrees], most=2)
    named = {name for decree in figures.decrees for name in decree.villages}
    about = f", untuk {angka(len(named))} desa" if named else ""
    yield f"terbit {angka(len(figures.decrees))} SK baru: {numbers}{about}"


def officers(figures: MonthlyFigures) -> Iterator[str]:
    """Those on duty, and the postings that began or ended."""
    told = []
    if figures.officers:
        free = sum(1 for officer in figures.officers if not officer.villages)
        words = f"pada {last_day_of(figures)} bertugas {angka(len(figures.officers))} petugas"
        told.append(f"{words}{_free(free, len(figures.officers))}")
    changes = Counter(posting.change for posting in figures.postings)
    counted = [f"{angka(changes[each])} {each}" for each in ("mulai", "berakhir") if changes[each]]
    if counted:
        told.append(f"penugasan {this(figures)}: {listed(counted)}")
    if told:
        yield "; ".join(told)


def _free(free: int, of: int) -> str:
    if not free:
        return ""
    return f", {'semuanya' if free == of else f'{angka(free)} di antaranya'} belum memegang desa"


def gaps(figures: MonthlyFigures) -> Iterator[str]:
    """What is missing or runs out."""
    told = []
    lonely = [gap.what for gap in figures.gaps if gap.kind == WITHOUT_OFFICER]
    if lonely:
        told.append(f"{angka(len(lonely))} desa tanpa petugas: {some(lonely)}")
    for kind, noun in ENDING.items():
        if number := sum(1 for gap in figures.gaps if gap.kind == kind):
            told.append(f"{angka(number)} {noun} habis atau segera habis masa berlakunya")
    if told:
        yield "; ".join(told)
