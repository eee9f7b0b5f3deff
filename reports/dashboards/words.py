"""What dashboards say in words: changes, names, lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka, change_in_words
from reports.figures.measure import PMI_ISSUED, REFUSED, Measure
from reports.figures.period import MonthRange
from reports.models.statistic import Outcome, Purpose


@dataclass(frozen=True)
class Change:
    """ "naik 310 dari Juli": `way` is up, down, flat or empty; `tone` good, bad or flat."""

    text: str
    way: str = ""
    tone: str = "flat"

    def with_note(self, note: str) -> Change:
        """ "naik 310 dari Januari–Agustus 2024 (belum ada angka Februari 2024)" """
        return replace(self, text=f"{self.text} ({note})") if note else self


def change(
    now: int | None,
    before: int | None,
    since: Month | MonthRange,
    *,
    judged: bool = False,
    none_yet: bool = False,
) -> Change:
    """The change since another month or span. `judged`: more is better, so that it is coloured.

    `none_yet`: a nought before may mean that nothing was recorded yet, as with sessions; a
    number of villages that was nought is known to have been nought.
    """
    label = since.label
    if now is None:
        return Change("")
    if none_yet and not before:
        return Change(f"{label} belum ada")
    if before is None:
        return Change(change_in_words(now, None, label))
    if now == before:
        return Change(f"sama dengan {label}", "flat")
    way, tone = ("up", "good") if now > before else ("down", "bad")
    return Change(change_in_words(now, before, label), way, tone if judged else "flat")


def not_comparable(since: Month | MonthRange) -> Change:
    """The two figures were counted from other details; their difference would mean nothing."""
    return Change(f"tidak sebanding dengan {since.label}: rinciannya lain")


def short_change(now: int | None, before: int | None) -> Change:
    """ "+310", "−6", "0" for a narrow column; empty when either is unknown."""
    if now is None or before is None:
        return Change("")
    if now == before:
        return Change("0", "flat")
    sign = "+" if now > before else "−"
    return Change(f"{sign}{angka(abs(now - before))}", "up" if now > before else "down")


def short_name(name: str) -> str:
    """ "Kanim Bekasi" is Bekasi among Kanim, "Kanwil Banten" Banten; a Rudenim keeps its kind."""
    return name.removeprefix("Kanim ").removeprefix("Kanwil ")


def measure_words(measure: Measure) -> str:
    """ "Paspor PMI terbit", "Paspor terbit, keperluan umrah", "Penolakan paspor"."""
    if measure == PMI_ISSUED:
        return "Paspor PMI terbit"
    what = "Paspor terbit" if measure.outcome == Outcome.ISSUED else Outcome(measure.outcome).label
    if measure.outcome == REFUSED.outcome:
        what = "Penolakan paspor"
    return f"{what}, keperluan {purpose_words(measure.purpose)}" if measure.purpose else what


def purpose_words(purpose: str) -> str:
    """ "PMI", "umrah", "bekerja (formal)" within a sentence."""
    return "PMI" if purpose == Purpose.MIGRANT_WORK else Purpose(purpose).label.lower()


def within(measure: Measure) -> str:
    """The same in the middle of a sentence."""
    words = measure_words(measure)
    return words[0].lower() + words[1:]


def listed(names: Sequence[str], *, most: int = 3) -> str:
    """ "Sumur Batu, Cimuning, dan 4 lainnya"."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} lainnya")
    if len(shown) < 2:
        return "".join(shown)
    comma = "," if len(shown) > 2 else ""
    return f"{', '.join(shown[:-1])}{comma} dan {shown[-1]}"


def count(number: int, noun: str) -> str:
    """ "4 kantor" """
    return f"{angka(number)} {noun}"
