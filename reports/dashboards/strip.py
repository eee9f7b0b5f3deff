"""The four figures at the top: value, change in words, and the last thirteen months as a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.parts import spark_path
from dbi_portal.lib.templatetags.indonesian import UNKNOWN
from reports.dashboards import said
from reports.dashboards.facts import Facts
from reports.dashboards.links import Links
from reports.dashboards.measures import MONTHS
from reports.dashboards.view import ALL, usual_purpose
from reports.dashboards.words import (
    Change,
    change,
    count,
    measure_words,
    not_comparable,
    short_name,
)
from reports.figures.counted import Total
from reports.figures.passports import REFUSED, Measure
from reports.figures.period import MonthRange
from reports.figures.villages import Stage
from reports.models.statistic import Outcome
from villages.models.stages import heap_words

APART = {Outcome.DELAYED: "penundaan", Outcome.REFUSED_OR_DELAYED: "ditolak atau ditunda"}


@dataclass(frozen=True)
class KeyFigure:
    """One of the four: `changes` against last month and last year, `note` what else to know.

    `over`: its value over all months of the view, `over_changes` against the same a year before;
    `said`: which filters it cannot obey.
    """

    label: str
    value: str
    url: str
    changes: tuple[Change, ...]
    note: str
    made_up: str
    spark: str
    spark_title: str
    ink: str = ""
    over: str = ""
    over_changes: tuple[Change, ...] = ()
    said: str = ""


def strip(facts: Facts, links: Links) -> tuple[KeyFigure, ...]:
    return (
        facts.part("main figure", lambda: _main(facts, links)),
        facts.part("figure beside", lambda: _beside(facts, links)),
        _sessions(facts, links),
        facts.part("figure of villages", lambda: _villages(facts, links)),
    )


def _main(facts: Facts, links: Links) -> KeyFigure:
    return _passports(facts, facts.main, links, _sources(facts, facts.main))


def _beside(facts: Facts, links: Links) -> KeyFigure:
    """Refusals alone, or what was issued beside them; what else there is is named, not added."""
    wanted = REFUSED.outcome if facts.main.outcome != REFUSED.outcome else Outcome.ISSUED
    chosen = next(each for each in facts.beside if each.outcome == wanted)
    beside = []
    for measure in facts.beside:
        words = APART.get(measure.outcome) if wanted == REFUSED.outcome else None
        value = facts.total(measure, facts.month).value if words else None
        if value is not None:
            beside.append(count(value, words))
    apart = f"{' dan '.join(beside)} dihitung terpisah" if beside else ""
    return _passports(facts, chosen, links, apart)


def _passports(facts: Facts, measure: Measure, links: Links, note: str) -> KeyFigure:
    label = measure_words(measure)

    def value_in(month: Month) -> int | None:
        return facts.total(measure, month).value

    total: Total = facts.total(measure, facts.month)

    def comparable(since: Month) -> bool:
        return total.comparable(facts.total(measure, since))

    missing = said.not_broken_down(facts.view, measure) if total.value is None else ""
    beside = said.purpose_beside(facts.view, measure) if measure != facts.main else ""
    return _figure(
        facts, label, value_in, comparable=comparable, note=note, made_up=total.made_up.value,
        url="" if total.value is None else links.drill(rentang="1", **asked_of(measure)),
        ink="gold" if measure.outcome == REFUSED.outcome else "", said=missing or beside,
        over=_over(facts, facts.over(measure).value), over_changes=facts.over_changes(measure),
    )  # fmt: skip


def asked_of(measure: Measure) -> dict[str, str]:
    """The address's words for a measure, whatever the page itself is about."""
    purpose = "" if measure.purpose == usual_purpose(measure.outcome) else measure.purpose or ALL
    return {"hasil": "" if measure.outcome == Outcome.ISSUED else measure.outcome,
            "keperluan": purpose}  # fmt: skip


def _over(facts: Facts, value: int | None) -> str:
    """ "Januari–Agustus 2025: 8.837"; a view of one month has said it already."""
    if len(facts.to_date) == 1 or value is None:
        return ""
    return f"{facts.to_date.label}: {angka(value)}"


def _sources(facts: Facts, measure: Measure) -> str:
    """Which part of the offices the number rests on, or how the one office's came about."""
    if facts.scope.is_office:
        return facts.books[measure].month(facts.scope.head.pk, facts.month).note
    lacking, detail = facts.lacking(measure, facts.month), said.detail(facts.view)
    words = [f"terutama {name}" for name in _mostly(facts, measure)]
    if lacking:
        kind = f" yang dirinci menurut {detail}" if detail else ""
        words.append(f"{count(lacking, 'kantor')} belum ada angka{kind}")
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
        note=", ".join(words), made_up=now.made_up.value, judged=True, none_yet=True,
        url=links.drill(rentang="1", apa="kegiatan"), over=_over(facts, facts.held.count.sessions),
        over_changes=facts.held_changes, said=said.passports_only(facts.view, "kegiatan"),
    )  # fmt: skip


def _villages(facts: Facts, links: Links) -> KeyFigure:
    now, stage = facts.stages(facts.month), facts.view.stage or Stage.ACTIVE
    proposed = now[Stage.PROPOSED] if stage == Stage.ACTIVE else 0
    return _figure(
        facts, f"Desa Binaan {heap_words(stage).lower()}", lambda month: facts.stages(month)[stage],
        note=f"{angka(proposed)} masih diusulkan" if proposed else "",
        made_up=now.made_up.value if now[stage] else "", judged=stage == Stage.ACTIVE, ink="green",
        url="" if facts.view.regency else links.villages(stage=stage),
        said=said.passports_only(facts.view, "Desa Binaan"),
    )  # fmt: skip


def _figure(
    facts: Facts,
    label: str,
    value_in: Callable[[Month], int | None],
    *,
    comparable: Callable[[Month], bool] = lambda since: True,
    judged: bool = False,
    none_yet: bool = False,
    **shown: object,
) -> KeyFigure:
    month, window = facts.month, MonthRange.ending(facts.month, months=MONTHS)
    now = value_in(month)
    against = (month.previous(), month.year_ago)
    changes = [
        change(now, value_in(since), since, judged=judged, none_yet=none_yet)
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
