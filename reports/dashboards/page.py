"""A dashboard page as one value: figures in, words, rows and addresses out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dbi_portal.lib.months import Month
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.parts import Action, Crumb, PageHead, Todo
from officers.models import User
from reports.dashboards import chips, said, tables
from reports.dashboards.attention import attention
from reports.dashboards.drawings import Drawing, Picture
from reports.dashboards.facts import Facts
from reports.dashboards.finding_panel import findings_panel
from reports.dashboards.links import REMIND, Links
from reports.dashboards.pictures import pictures
from reports.dashboards.strip import KeyFigure, strip
from reports.dashboards.words import count, measure_words, within
from reports.figures import ranking
from reports.figures.made_up import MadeUp
from reports.figures.passports import PMI_ISSUED
from reports.figures.reach import Reach
from reports.figures.sessions import SessionFigures

BESIDE = ("offices", "homes", "drawing")  # panels wide enough to be two in a row


@dataclass(frozen=True)
class Panel:
    """One box of the page: templates/reports/dashboard/<name>.html draws `it`."""

    name: str
    it: object

    @property
    def template(self) -> str:
        return f"reports/dashboard/{self.name}.html"


@dataclass(frozen=True)
class MapPanel:
    """The map of the same villages, with the page's filters; `url` is its own page."""

    url: str
    query: str


@dataclass(frozen=True)
class Sessions:
    held: SessionFigures
    url: str
    said: str = ""


@dataclass(frozen=True)
class Coverage:
    """Villages reached and not, of the work area; `url` is Cakupan, which tells them apart."""

    reach: Reach
    url: str
    said: str = ""


@dataclass(frozen=True)
class Rank:
    """`seen`: of how many of the ranked offices the reader sees what the figure is made of."""

    sentence: str
    made_up: str
    seen: str = ""


@dataclass(frozen=True)
class Dashboard:
    """Everything the template draws."""

    page: PageHead
    lead: str  # why this month, where nobody chose it
    facts: Facts
    todo: tuple[Todo, ...] | None  # None on the page of a past day: it is about today
    figures: tuple[KeyFigure, ...]
    rank: Rank | None
    rank_said: str  # why there is none under these filters
    todo_said: str  # which filters today's work cannot obey
    todo_odd: str  # address of its last line, about figures that look odd
    pairs: tuple[Panel, ...]  # two beside each other
    rest: tuple[Panel, ...]  # as many beside each other as there is room for
    notes: tuple[str, ...]
    when_empty: tuple[Action, ...]
    parts: tuple[str, ...] = ()  # addresses of what the page fetches afterwards

    @property
    def may_fill(self) -> bool:
        """The reader may bring the data a month lacks; the last action only leads elsewhere."""
        return len(self.when_empty) > 1

    @property
    def title(self) -> str:
        return f"Beranda {self.facts.scope.head.short_name}, {self.facts.month.label}"

    @property
    def to_date(self) -> str:
        return self.facts.to_date.label


def compose(facts: Facts, *, user: User, today: date, chosen: bool) -> Dashboard:
    """The page for this reader. `chosen`: the month came from the address, not from the data."""
    scope = facts.scope
    links = Links.of(scope, user, facts.known, facts.view)
    panels = tuple(_panels(facts, links))
    split = 2 if scope.is_office else sum(panel.name in BESIDE for panel in panels)
    return Dashboard(
        page=_head(facts, links, user, today),
        lead="" if chosen else "Bulan terakhir yang ada datanya.",
        facts=facts,
        todo=None if facts.known else attention(facts, links, user=user, today=today),
        figures=strip(facts, links),
        rank=facts.part("rank", lambda: _rank(facts, user)),
        rank_said=said.only_whole(facts.view),
        todo_said=said.by_office_only(facts.view),
        todo_odd=links.odd_figures(),
        pairs=panels[:split],
        rest=panels[split:],
        notes=_notes(facts),
        when_empty=_first_steps(links, user),
        parts=tuple(links.parts()),
    )


def _panels(facts: Facts, links: Links) -> Iterator[Panel]:
    """What there is to show, most telling first. A month without data leaves out what has none."""
    scope, full = facts.scope, not facts.is_empty
    offices = None
    if scope.is_centre and scope.kanwil:
        offices = facts.part("kanwil", lambda: tables.kanwil(facts, links))
    elif scope.is_kanwil and scope.now:
        offices = facts.part("offices", lambda: tables.offices(facts, links))
    if offices:
        yield Panel("offices", offices)
    if full or facts.homes.rows:
        beside = len(offices.rows) if offices else 0
        shown = facts.part(f"villages {beside}", lambda: tables.homes(facts, links, beside=beside))
        yield Panel("homes", shown)
    for picture in facts.part("pictures", lambda: _pictures(facts)):
        yield Panel("drawing", Drawing.of(picture, links.query()))
    if full:
        yield Panel("outcomes", facts.part("outcomes", lambda: tables.outcomes(facts, links)))
        words = said.passports_only(facts.view, "kegiatan")
        yield Panel("sessions", Sessions(facts.held, links.drill(apa="kegiatan"), words))
    if full or facts.stages(facts.month).total:
        yield Panel("stages", tables.stages(facts, links))
    if facts.reach and facts.reach.villages:
        words = said.passports_only(facts.view, "desa")
        yield Panel("coverage", Coverage(facts.reach, links.coverage(), words))
    if panel := findings_panel(facts, links):
        yield Panel("findings", panel)
    if url := links.map():
        yield Panel("map", MapPanel(url, links.query()))


def _pictures(facts: Facts) -> tuple[Picture, ...]:
    return pictures(facts.scope, facts.book, measure_words(facts.main))


def _head(facts: Facts, links: Links, user: User, today: date) -> PageHead:
    month, head = facts.month, facts.scope.head
    before, after = month.previous(), month.next()
    turns = [Action(f"‹ {_turn(before, month)}", links.dashboard(month=before))]
    if after <= Month.of(today):
        turns.append(Action(f"{_turn(after, month)} ›", links.dashboard(month=after)))
    crumbs = [Crumb(head.short_name)]
    if not links.own:
        crumbs.insert(0, Crumb(user.office.short_name, links.own_dashboard()))
    report = chips.headline(facts.reports)
    if facts.scope.is_office and facts.reports:
        report = chips.own_headline(facts.reports[0])
    return PageHead(
        title=month.label,
        crumbs=crumbs,
        chips=[report] if report else [],
        primary=_report_action(facts, links),
        others=turns,
    )


def _report_action(facts: Facts, links: Links) -> Action | None:
    """The month's report of whoever the dashboard is about; the centre has a list of them."""
    if facts.scope.is_centre:
        return Action("Buka daftar laporan", links.reports(), "doc")
    if facts.known and not facts.owed.own_report:
        return None
    label, url = links.report(facts.owed.own_report, facts.scope.head.pk)
    if label == REMIND:
        return Action("Ingatkan kantornya", url, "send")
    return Action(f"{label} bulan ini", url, "doc")


def _turn(month: Month, shown: Month) -> str:
    return month.name if month.year == shown.year else month.label


def _rank(facts: Facts, user: User) -> Rank | None:
    """The best-placed office of the page; for the centre the first of all."""
    here = {office.pk for office in facts.scope.now}
    place = next((place for place in facts.places if place.office_id in here), None)
    if place is None or place.is_alone:
        return None
    leaders = [each.made_up for each in facts.places if each.place < place.place]
    marks = MadeUp.of([place.made_up, *leaders])
    of = "" if facts.main == PMI_ISSUED else within(facts.main)
    return Rank(ranking.sentence(place, facts.to_date, of=of), marks.value, _seen(facts, user))


def _seen(facts: Facts, user: User) -> str:
    """Said where the ranking rests on offices whose figures this reader cannot open."""
    if user.sees_all_offices:
        return ""
    ranked = {place.office_id for place in facts.places}
    seen = len(ranked & user.visible_office_ids)
    if seen == len(ranked):
        return ""
    return f"Anda melihat rincian {angka(seen)} dari {angka(len(ranked))} kantor yang diperingkat."


def _notes(facts: Facts) -> tuple[str, ...]:
    """What a reader must know about all figures of the page."""
    if not facts.scope.elsewhere:
        return ()
    gone = count(facts.scope.elsewhere, "kantor")
    then = f"pada {facts.month.label} masih di bawah {facts.scope.head}"
    return (f"{gone} yang {then} kini di bawah Kanwil lain: angkanya tidak ikut di sini.",)


def _first_steps(links: Links, user: User) -> tuple[Action, ...]:
    """What this person can do about a month without data."""
    latest = Action("Ke bulan terakhir yang ada datanya", links.latest(), "calendar")
    steps = [
        ("reports.import_statistics", Action("Impor statistik", links.import_sheet(), "upload")),
        ("outreach.add_session", Action("Catat kegiatan", links.add_session(), "plus")),
    ]
    if links.known:
        return (latest,)
    return (*(action for permission, action in steps if user.has_perm(permission)), latest)
