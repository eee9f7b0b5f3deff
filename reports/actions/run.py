"""One run of building: everything in it is known up to one moment and built once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError

from dbi_portal.lib.documents import DocumentError
from dbi_portal.lib.months import Month
from officers.models import Office, User
from reports.actions.keeping import keep
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.monthly.office import monthly_figures_of
from reports.models import MonthlyReport

AT_ONCE = 16  # offices whose figures are computed with the same few queries
Tell = Callable[[int, str], None]


def in_silence(percent: int, message: str) -> None:
    """For callers whom nobody watches."""


@dataclass
class Run:
    """Who builds, up to when facts count, and which offices' months were built in it already."""

    by: User | None
    at: datetime
    tell: Tell = in_silence
    done: set[tuple[int, Month]] = field(default_factory=set)

    def draft(self, offices: Collection[Office], month: Month) -> Iterator[Office]:
        """Draft each office's own month, as far as this run has not yet; each one once it is there.

        Raises ValidationError or DocumentError where one cannot be drafted.
        """
        for office, figures in self._computed(offices, month):
            self.keep(figures, office, month)
            yield office

    def draft_what_can_be(self, offices: Collection[Office], month: Month) -> None:
        """As `draft`; an office whose report cannot be drafted does not stop the others.

        It was signed meanwhile, or whoever sums names it as missing.
        """
        for office, figures in self._computed(offices, month):
            with suppress(ValidationError, DocumentError):
                self.keep(figures, office, month)

    def keep(self, figures: MonthlyFigures, office: Office, month: Month) -> MonthlyReport:
        report = keep(figures, office=office, month=month, by=self.by, at=self.at)
        self.done.add((office.pk, month))
        return report

    def _computed(
        self, offices: Collection[Office], month: Month
    ) -> Iterator[tuple[Office, MonthlyFigures]]:
        left = [office for office in offices if (office.pk, month) not in self.done]
        for start in range(0, len(left), AT_ONCE):
            some = left[start : start + AT_ONCE]
            figures = monthly_figures_of(offices=some, month=month, known_at=self.at)
            for office in some:
                yield office, figures.pop(office.pk)
