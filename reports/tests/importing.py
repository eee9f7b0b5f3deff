"""A sheet of passport statistics on its way through the engine, as tests look at it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from officers.actions.imports import open_run
from officers.imports.findings import Findings, sentence
from officers.imports.running import check_run, commit_run
from officers.models import ImportLine, ImportRun
from reports.models import PassportStatistic

KIND = "passport-statistics"
NOW = datetime(2025, 10, 13, 3, 0, tzinfo=UTC)
PLAIN = ["Bulan", "Keperluan", "Hasil", "Jumlah"]


@dataclass(frozen=True)
class Looked:
    """A checked run: what was found, and its lines."""

    run: ImportRun
    findings: Findings

    @property
    def lines(self) -> list[ImportLine]:
        return list(self.run.lines.order_by("position"))

    @property
    def figures(self) -> list[dict]:
        """What the lines that are no error, question or left out state."""
        return [line.values for line in self.lines if line.values]

    @property
    def counts(self) -> dict[str, int]:
        return dict(self.findings.counts)

    @property
    def sentences(self) -> list[str]:
        """Every error and question as a person reads it, with the sheet when there are several."""
        named = self.findings.sheets > 1
        whole = [
            sentence(each.message, sheet=each.sheet if named else "", row=each.row)
            for each in self.findings.problems
        ]
        return whole + [
            sentence(
                said["message"],
                sheet=line.sheet if named else "",
                row=line.row,
                column=said["column"],
            )
            for line in self.lines
            if line.state in ("error", "question")
            for said in line.messages
        ]


def opened(content, user, *, name="rekap.csv", within=None, answers=None) -> ImportRun:
    return open_run(
        office=within or user.office, within=within, kind=KIND, content=content, filename=name,
        by=user, answers=answers,
    )  # fmt: skip


def look(content, user, *, at=NOW, **how) -> Looked:
    """Check a file; nothing is written."""
    run = opened(content, user, **how)
    return Looked(run, check_run(run=run, at=at))


def imported(content, user, *, at=NOW, **how) -> ImportRun:
    """Check a file and write it."""
    return commit_run(run=look(content, user, at=at, **how).run, by=user, at=at)


def current() -> dict[str, int]:
    """Month -> count of what the portal holds true now."""
    rows = PassportStatistic.objects.current().order_by("period_start")
    return {str(row.period_start)[:7]: row.count for row in rows}
