"""Indicators as pages show them: cards with value, target and state, a chart, each office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.parts import Chip
from officers.models import Office, OfficeSupervision, User
from officers.roles import OfficeKind
from reports.dashboards import indicator_words as words
from reports.dashboards.drawings import TARGET, Drawing, Picture
from reports.dashboards.scope import Scope
from reports.dashboards.view import View
from reports.figures.indicators.passports import MEASURES
from reports.figures.indicators.readings import IndicatorReading, Reading, periods, read
from reports.models import Indicator

MOST_ON_HOME = 4
MOST_GAPS = 3  # periods without a figure that are named one by one


@dataclass(frozen=True)
class OfficeLine:
    name: str
    url: str
    value: str
    chip: Chip
    distance: str


@dataclass(frozen=True)
class Card:
    """One indicator as it is drawn."""

    found: IndicatorReading
    view: View

    @property
    def indicator(self) -> Indicator:
        return self.found.indicator

    @property
    def value(self) -> str:
        return words.amount(self.indicator, self.found.now.value)

    @property
    def target(self) -> str:
        return words.target(self.indicator)

    @property
    def measured(self) -> str:
        return words.measured(self.indicator)

    @property
    def period(self) -> str:
        return words.period_label(self.indicator, self.found.now.span, running=self.found.running)

    @cached_property
    def chip(self) -> Chip:
        return words.state(self.found)

    @property
    def distance(self) -> str:
        return words.distance(self.indicator, self.found.now) if self.found.is_shared else ""

    @property
    def parts(self) -> str:
        """ "42 dari 48", what a rate was made of."""
        now = self.found.now
        if now.value is None or now.denominator is None:
            return ""
        return f"{angka(now.numerator)} dibagi {angka(now.denominator)}"

    @property
    def untold(self) -> str:
        """Which of its measures the portal cannot tell as of the past day that is asked for."""
        if not self.view.known:
            return ""
        return words.untold(self.indicator, self.view.known.day)

    @property
    def url(self) -> str:
        return self.view.link("reports:indicator-list") + f"#indikator-{self.indicator.pk}"

    @property
    def drill(self) -> str:
        """What the numerator is made of, where a page tells it."""
        span, key = self.found.now.span, self.indicator.numerator
        more = {"bulan": str(span.last), "rentang": str(len(span))}
        if key in MEASURES:
            purpose = str(MEASURES[key].purpose) or "semua"
            more |= {"hasil": str(MEASURES[key].outcome), "keperluan": purpose}
        elif key in ("kegiatan", "peserta"):
            more |= {"apa": "kegiatan"}
        else:
            return self._register(key)
        if len(span) not in (1, 3):
            more["rentang"] = "tahun" if span.first.number == 1 else ""
        try:
            return self.view.link("reports:drill", **more)
        except NoReverseMatch:
            return ""

    def _register(self, key: str) -> str:
        """Where single reports or villages are told apart, for what is no figure of a month."""
        last = self.found.now.span.last
        if key.startswith("laporan"):
            asked = {"bulan": str(last), "kantor": self.view.office}
            query = urlencode({name: word for name, word in asked.items() if word})
            return f"{reverse('reports:completeness')}?{query}"
        return ""

    @property
    def offices(self) -> list[OfficeLine]:
        """Each office, the ones to look at first."""
        if len(self.found.offices) < 2:
            return []
        order = {False: 0, None: 1, True: 2}
        found = sorted(self.found.offices, key=lambda each: order[each.reading.met])
        return [self._line(each.office, each.reading) for each in found]

    def _line(self, office: Office, reading: Reading) -> OfficeLine:
        return OfficeLine(
            office.short_name,
            self.view.link("reports:indicator-list", kantor=office.code),
            words.amount(self.indicator, reading.value),
            words.state_of(self.found, reading),
            words.distance(self.indicator, reading),
        )

    @property
    def picture(self) -> Picture | None:
        return picture(self.found)

    @property
    def gaps(self) -> str:
        return _gaps(self.found)

    @property
    def drawing(self) -> Drawing | None:
        found = self.picture
        return found and Drawing.of(found, self.view.query())


def picture(found: IndicatorReading) -> Picture | None:
    """The periods up to now beside the target; None when fewer than two are known."""
    known = [each for each in found.trend if each.value is not None]
    if len(known) < 2:
        return None
    indicator = found.indicator
    rows = tuple((words.period_label(indicator, each.span), _rounded(each)) for each in found.trend)
    last = known[-1]
    sentence = (
        f"{words.period_label(indicator, last.span)}: {words.amount(indicator, last.value)}; "
        f"target {words.target(indicator)}.{_gaps(found)}"
    )
    monthly = indicator.period == Indicator.Period.MONTH
    months = tuple(each.span.last for each in found.trend) if monthly else ()
    return Picture(
        f"indikator-{indicator.pk}", indicator.name, sentence, ("Periode", "Capaian"), rows,
        months=months, shape=TARGET, target=float(indicator.target) if found.is_shared else None,
        unit="%" if indicator.unit == Indicator.Unit.PERCENT else "",
    )  # fmt: skip


def _gaps(found: IndicatorReading) -> str:
    """ " Belum ada angka: Maret 2025, April 2025.", why the line breaks off; "" without a gap."""
    gone = [
        words.period_label(found.indicator, each.span) for each in found.trend if each.value is None
    ]
    if len(gone) > MOST_GAPS:
        return f" Belum ada angka: {angka(len(gone))} dari {angka(len(found.trend))} periode."
    return f" Belum ada angka: {', '.join(gone)}." if gone else ""


def _rounded(reading: Reading) -> float | int | None:
    if reading.value is None:
        return None
    whole = reading.value == int(reading.value)
    return int(reading.value) if whole else round(float(reading.value), 1)


def in_force(
    head: Office,
    span_day: date,
    first_day: date | None = None,
    *,
    known_at: datetime | None = None,
) -> list[Indicator]:
    """Those that hold for `head`: the centre's, and its Kanwil's or its own, at `span_day`.

    Each counts while any day of its period lies within its validity. `known_at`: only those set
    by then; what was changed about one since is not taken back.
    """
    above = OfficeSupervision.objects.on(span_day).filter(office=head)
    holds = (
        Q(office=head)
        | Q(office__kind=OfficeKind.CENTRE)
        | Q(office__in=above.values("supervisor_id"))
    )
    started = Indicator.objects.filter(holds, starts_on__lte=span_day)
    started = started.filter(set_at__lte=known_at) if known_at else started
    ended = Q(ends_on__isnull=True) | Q(ends_on__gte=first_day or span_day.replace(day=1))
    return list(started.filter(ended).select_related("office"))


def cards(indicators: Iterable[Indicator], scope: Scope, view: View, *, today: date) -> list[Card]:
    """Each indicator for the offices of `scope`, up to its month."""
    then = view.known and view.known.moment
    found = read(list(indicators), _offices(scope), scope.month, today=today, known_at=then)
    return [Card(each, view) for each in found]


def _offices(scope: Scope) -> tuple[Office, ...]:
    return scope.now or (scope.head,)


@dataclass(frozen=True)
class IndicatorsPanel:
    """The panel on Beranda: the first few, and where all of them are."""

    cards: tuple[Card, ...]
    more: int
    url: str


def indicators_for(scope: Scope, view: View, *, user: User, today: date) -> IndicatorsPanel | None:
    """For `reports/dashboard/indicators_panel.html`; None where nobody set one."""
    if not user.has_perm("reports.view_dashboard"):
        return None
    then = view.known and view.known.moment
    found = in_force(scope.head, scope.month.last_day, known_at=then)
    if not found:
        return None
    shown = cards(found[:MOST_ON_HOME], scope, view, today=today)
    return IndicatorsPanel(
        tuple(shown), max(len(found) - MOST_ON_HOME, 0), view.link("reports:indicator-list")
    )


__all__ = ["Card", "IndicatorsPanel", "cards", "in_force", "indicators_for", "periods", "picture"]
