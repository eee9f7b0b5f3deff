"""The four figures at the top: value, change in words, and the last thirteen months as a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.parts import spark_path
from dbi_portal.lib.templatetags.indonesian import UNKNOWN
from outreach.models import Session
from reports.dashboards.facts import MONTHS, Facts
from reports.dashboards.links import Links
from reports.dashboards.words import Change, change, count, not_comparable, short_name
from reports.figures.counted import Total
from reports.figures.passports import PMI_ISSUED, REFUSED, Measure
from reports.figures.period import MonthRange
from reports.figures.villages import Stage
from reports.models.statistic import Outcome

DELAYED, UNSPLIT = Measure(Outcome.DELAYED), Measure(Outcome.REFUSED_OR_DELAYED)


@dataclass(frozen=True)
class KeyFigure:
    """One of the four: `changes` against last month and last year, `note` what else to know."""

    label: str
    value: str
    url: str
    changes: tuple[Change, ...]
    note: str
    made_up: str
    spark: str
    spark_title: str
    ink: str = ""


def strip(facts: Facts, links: Links) -> tuple[KeyFigure, ...]:
    return (
        _issued(facts, links),
        _refused(facts, links),
        _sessions(facts, links),
        _villages(facts, links),
    )


def _issued(facts: Facts, links: Links) -> KeyFigure:
    return _passports(facts, "Paspor PMI terbit", PMI_ISSUED, links, _sources(facts, PMI_ISSUED))


def _refused(facts: Facts, links: Links) -> KeyFigure:
    """Refusals alone; what stands beside them is named and stays out of the number."""
    beside = []
    for measure, words in ((DELAYED, "penundaan"), (UNSPLIT, "ditolak atau ditunda")):
        value = facts.total(measure, facts.month).value
        if value is not None:
            beside.append(count(value, words))
    apart = f"{' dan '.join(beside)} dihitung terpisah" if beside else ""
    return _passports(facts, "Penolakan paspor", REFUSED, links, apart)


def _passports(facts: Facts, label: str, measure: Measure, links: Links, note: str) -> KeyFigure:
    def value_in(month: Month) -> int | None:
        return facts.total(measure, month).value

    total: Total = facts.total(measure, facts.month)

    def comparable(since: Month) -> bool:
        return total.comparable(facts.total(measure, since))

    return _figure(
        facts, label, value_in, comparable=comparable, note=note, made_up=total.made_up.value,
        url="" if total.value is None else links.origin(month=facts.month, measure=measure),
        ink="gold" if measure == REFUSED else "",
    )  # fmt: skip


def _sources(facts: Facts, measure: Measure) -> str:
    """Which part of the offices the number rests on, or how the one office's came about."""
    if facts.scope.is_office:
        return facts.books[measure].month(facts.scope.head.pk, facts.month).note
    lacking = facts.lacking(measure, facts.month)
    words = [f"terutama {name}" for name in _mostly(facts, measure)]
    if lacking:
        words.append(f"{count(lacking, 'kantor')} belum ada angka")
    if computed := facts.total(measure, facts.month).differences:
        words.append(f"{count(len(computed), 'kantor')} dihitung dari selisih angka kumulatif")
    return "; ".join(words)


def _mostly(facts: Facts, measure: Measure) -> Iterator[str]:
    """The office that moved the total most, in the total's own direction; of several offices."""
    book, month = facts.books[measure], facts.month
    moved = {}
    for office in facts.scope.now:
        pair = [book.month(office.pk, each).value for each in (month, month.previous())]
        if None not in pair:
            moved[office] = pair[0] - pair[1]
    if len(moved) > 1 and sum(moved.values()):
        upwards = sum(moved.values()) > 0
        yield short_name((max if upwards else min)(moved, key=moved.get).short_name)


def _sessions(facts: Facts, links: Links) -> KeyFigure:
    now = facts.sessions(facts.month)
    words = [f"{count(now.participants, 'peserta')}"] if now.sessions > now.uncounted else []
    if now.uncounted:
        words.append(f"{count(now.uncounted, 'kegiatan')} tanpa jumlah peserta")
    return _figure(
        facts, "Kegiatan disetujui", lambda month: facts.sessions(month).sessions,
        note=", ".join(words), made_up=now.made_up.value, judged=True,
        url=links.sessions(month=facts.month, status=Session.Status.APPROVED),
    )  # fmt: skip


def _villages(facts: Facts, links: Links) -> KeyFigure:
    now = facts.stages(facts.month)
    proposed = now[Stage.PROPOSED]
    return _figure(
        facts, "Desa Binaan aktif", lambda month: facts.stages(month)[Stage.ACTIVE],
        note=f"{angka(proposed)} masih diusulkan" if proposed else "",
        made_up=now.made_up.value if now[Stage.ACTIVE] else "", judged=True, ink="green",
        url=links.villages(stage=Stage.ACTIVE),
    )  # fmt: skip


def _figure(
    facts: Facts,
    label: str,
    value_in: Callable[[Month], int | None],
    *,
    comparable: Callable[[Month], bool] = lambda since: True,
    judged: bool = False,
    **shown: str,
) -> KeyFigure:
    month, window = facts.month, MonthRange.ending(facts.month, months=MONTHS)
    now = value_in(month)
    against = (month.previous(), month.year_ago)
    changes = [
        change(now, value_in(since), since, judged=judged)
        if comparable(since)
        else not_comparable(since)
        for since in against
    ]
    return KeyFigure(
        label=label,
        value=UNKNOWN if now is None else angka(now),
        changes=tuple(each for each in changes if each.text),
        spark=spark_path([value_in(each) for each in window]),
        spark_title=f"{label}, {window.label}",
        **shown,
    )
