"""Telusuri as one value: the total, its parts, the way back up and the way to the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.parts import Action, Crumb, PageHead
from officers.models import User
from reports.dashboards.drill.asked import LABELS, PASSPORTS, SESSIONS, Drill
from reports.dashboards.drill.lines import Breakdown
from reports.dashboards.drill.passports import PassportDrill
from reports.dashboards.drill.sessions import SessionDrill
from reports.dashboards.scope import Scope
from reports.dashboards.words import Change, count, measure_words
from reports.figures.homes import offices_of_home
from reports.figures.slices import Slice


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    here: bool


@dataclass(frozen=True)
class DrillPage:
    """Everything templates/reports/drill/page.html draws."""

    page: PageHead
    what: str
    total: int | None
    made_up: str
    unit: str
    changes: Sequence[Change]
    tabs: Sequence[Tab]  # passports or sessions
    steps: Sequence[Tab]  # by what it is broken down
    step: str
    parts: Breakdown | None
    why: Sequence[str]
    source: Action | None  # the rows or the register behind the total


def compose(drill: Drill, scope: Scope, *, user: User) -> DrillPage:
    """The page of this address for this reader."""
    found = (SessionDrill if drill.of_sessions else PassportDrill)(drill, scope)
    asked = found.asked
    steps = drill.steps(scope, asked)
    step, parts = _step(drill, found, steps, asked, scope)
    measure = asked.measure
    total = found.total.sessions if drill.of_sessions else found.total.value
    what = "Kegiatan disetujui" if drill.of_sessions else measure_words(measure)
    place = f" dari {drill.village.name}" if drill.village else ""
    return DrillPage(
        page=PageHead(
            title=f"{what}{place}",
            lead=f"{scope.head.short_name}, {asked.months.label}",
            crumbs=list(crumbs(drill, scope, user)),
        ),
        what=what,
        total=total,
        made_up=found.total.made_up.value,
        unit="kegiatan" if drill.of_sessions else measure.unit,
        changes=found.changes(),
        tabs=_tabs(drill),
        steps=[Tab(LABELS[each], drill.link(menurut=each), each == step) for each in steps],
        step=LABELS.get(step, ""),
        parts=parts,
        why=[*found.why(), *_unseen(drill, scope, asked, user), *(parts.why if parts else ())],
        source=_source(drill, scope, asked, found, total),
    )


def _step(
    drill: Drill, found, steps: Sequence[str], asked: Slice, scope: Scope
) -> tuple[str, Breakdown | None]:
    """The step the address names, else the first that has any parts."""
    if drill.by in steps:
        return drill.by, found.by(drill.by)
    if drill.village and scope.is_office and len(asked.months) == 1:
        return "", None  # nothing but the rows themselves is left
    for step in steps:
        parts = found.by(step)
        if any(line.value is not None for line in parts.lines):
            return step, parts
    return "", None


def _tabs(drill: Drill) -> list[Tab]:
    return [
        Tab("Paspor", drill.link(apa=""), drill.what == PASSPORTS),
        Tab("Kegiatan", drill.link(apa=SESSIONS), drill.what == SESSIONS),
    ]


def crumbs(drill: Drill, scope: Scope, user: User) -> Iterator[Crumb]:
    """Back up the way down: all offices, the Kanwil, the office, the month, the village."""
    view, own = drill.view, scope.head.pk == user.office_id
    up = {"rentang": "" if drill.span == "tahun" else drill.span, "naik": "", "desa": ""}
    yield Crumb("Beranda", view.link("home", rentang=up["rentang"]))
    way = [(user.office.short_name, drill.link(kantor="", **up))]
    above = scope.kanwil.get(scope.head.pk) if scope.is_office else None
    if above and not own and above.pk != user.office_id:
        way.append((above.short_name, drill.link(kantor=above.code, **up)))
    if not own:
        way.append((scope.head.short_name, drill.link(**up)))
    if view.span == "1":
        way.append((scope.month.label, drill.link(desa="")))
    if drill.village:
        way.append((drill.village.name, ""))
    *before, (last, _) = way
    for label, url in before:
        yield Crumb(label, url)
    yield Crumb(last)


def _unseen(drill: Drill, scope: Scope, asked: Slice, user: User) -> Iterator[str]:
    """Which parts of the figure lie outside what this reader sees."""
    if scope.elsewhere:
        gone = count(scope.elsewhere, "kantor")
        then = f"pada {scope.month.label} masih di bawah {scope.head}"
        yield f"{gone} yang {then} kini di bawah Kanwil lain: angkanya tidak ikut di sini."
    if drill.village and not drill.of_sessions and not user.sees_all_offices:
        every = offices_of_home(drill.village.pk, asked.months, asked.measure)
        seen = len(every & set(user.visible_office_ids))
        if seen < len(every):
            yield (
                f"Anda melihat {angka(seen)} dari {angka(len(every))} kantor yang mencatat pemohon "
                f"dari {drill.village.name}."
            )


def _source(drill: Drill, scope: Scope, asked: Slice, found, total) -> Action | None:
    """The rows with sheet and cell, or the register of sessions, of exactly this total."""
    if not total:
        return None
    if drill.of_sessions:
        url = found.register()
        return Action("Buka daftar kegiatannya", url, "list") if url else None
    url = drill.view.link(
        "reports:figure-origin",
        bulan=asked.months.first,
        sampai=asked.months.last if len(asked.months) > 1 else "",
        rentang="", kantor=scope.head.code, hasil=asked.outcome, keperluan=asked.purpose or "semua",
        desa=drill.village.pk if drill.village else "", naik="",
    )  # fmt: skip
    return Action("Dari mana angka ini?", url, "sheet")
