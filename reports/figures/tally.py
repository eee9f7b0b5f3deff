"""How many of those that owe a month's report have sent it, in numbers and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dbi_portal.lib.numbers import angka
from reports.figures.standing import ReportState, Standing


@dataclass(frozen=True)
class Tally:
    """Each office that owes a report stands in one of the five; `overdue` are among the last two.

    `late`: those among `reported` and `nil` that were late.
    """

    reported: int = 0
    nil: int = 0
    excused: int = 0
    returned: int = 0
    waiting: int = 0
    overdue: int = 0
    late: int = 0

    @property
    def expected(self) -> int:
        return self.settled + self.returned + self.waiting

    @property
    def settled(self) -> int:
        """Nothing is owed any more."""
        return self.reported + self.nil + self.excused

    def sentence(self, noun: str = "") -> str:
        """ "7 dari 9 kantor sudah melapor, 1 nihil, 1 belum"; what nobody is goes unsaid."""
        first = f"{angka(self.reported)} dari {angka(self.expected)} {noun}".strip()
        rest = (
            (self.nil, "nihil"),
            (self.excused, "berhalangan"),
            (self.returned, "dikembalikan"),
            (self.waiting, "belum"),
        )
        words = [f"{angka(number)} {word}" for number, word in rest if number]
        return ", ".join([f"{first} sudah melapor", *words])


def tally(states: Iterable[ReportState]) -> Tally:
    """Count the states of one month; who owes nothing is left out."""
    states = [state for state in states if state.expected]
    of = Counter(state.standing for state in states)
    return Tally(
        reported=of[Standing.REPORTED],
        nil=of[Standing.NIL],
        excused=of[Standing.EXCUSED],
        returned=of[Standing.RETURNED],
        waiting=of[Standing.WAITING],
        overdue=sum(state.overdue for state in states),
        late=sum(state.late and not state.owed for state in states),
    )
