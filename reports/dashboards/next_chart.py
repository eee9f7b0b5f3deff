"""Need beside effort as points: far to the right and low down is where nobody has been yet."""

from __future__ import annotations

from reports.dashboards.drawings import POINTS, Picture
from reports.dashboards.next_asked import NextAsked
from reports.figures.made_up import MadeUp
from reports.figures.need.ranked import Line

NAME = "kebutuhan"
NAMED = 5  # villages whose points bear their name
NAME_WIDTH, NAME_HEIGHT = 0.25, 0.08  # room a name takes, as shares of the picture
HEADERS = ("Desa", "Paspor PMI terbit", "Kegiatan")


def picture(asked: NextAsked) -> Picture | None:
    """None while fewer than two villages have a known demand."""
    lines = [line for line in asked.ranking.lines if line.counts[0] is not None]
    if len(lines) < 2:
        return None
    label, labels = asked.slice.months.label, _labels(lines)
    return Picture(
        NAME,
        f"Kebutuhan dan upaya, {label}",
        _sentence(lines),
        HEADERS,
        tuple((labels[line.region_id], line.counts[0], line.sessions) for line in lines),
        made_up=MadeUp.of(line.made_up for line in lines).value,
        asks=tuple(({"desa": line.region_id, "bulan": str(asked.scope.month)},) for line in lines),
        shape=POINTS,
        highlight=tuple(labels[line.region_id] for line in _named(lines)),
    )


def _named(lines: list[Line]) -> list[Line]:
    """The first of the list whose names do not cover one another."""
    wide = max(line.counts[0] for line in lines) or 1
    high = max(line.sessions for line in lines) or 1
    chosen: list[Line] = []
    for line in lines:
        covered = any(
            abs(line.counts[0] - other.counts[0]) < NAME_WIDTH * wide
            and abs(line.sessions - other.sessions) < NAME_HEIGHT * high
            for other in chosen
        )
        if not covered and len(chosen) < NAMED:
            chosen.append(line)
    return chosen


def _sentence(lines: list[Line]) -> str:
    without = sum(not line.sessions for line in lines)
    return (
        f"{len(lines)} desa dari daftar di halaman ini; {without} di antaranya belum dijangkau "
        "kegiatan pada masa itu. Makin ke kanan makin banyak pemohon, makin ke atas makin banyak "
        "kegiatan."
    )


def _labels(lines: list[Line]) -> dict[str, str]:
    """Names, with their code where two villages share one."""
    names = [line.name for line in lines]
    return {
        line.region_id: f"{line.name} ({line.region_id})" if names.count(line.name) > 1
        else line.name
        for line in lines
    }  # fmt: skip
