"""“Mutu data” as lines ready to draw: what is odd, compared with what, and the ways from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from dbi_portal.lib.pages.parts import Action, Chip
from dbi_portal.lib.templatetags.indonesian import waktu
from officers.models import Office, User
from reports.dashboards.quality_asked import QualityAsked
from reports.figures.quality import EXPLAINED, LABELS, Oddity
from reports.figures.quality.gaps import RULE as GAP
from reports.models import DataVerdict, PassportStatistic

Verdict = DataVerdict.Verdict
LOOKS = {
    "pencilan": ("warn", "alert"),
    "lonjakan": ("warn", "alert"),
    "bulan-kosong": ("info", "calendar"),
    "selisih": ("bad", "sheet"),
    "ganda": ("warn", "doc"),
    "tumpang-tindih": ("warn", "doc"),
}
VERDICT_LOOKS = {
    Verdict.RIGHT: ("good", "check"),
    Verdict.TO_MEND: ("gold", "edit"),
    Verdict.IGNORED: ("plain", "minus"),
}
LONGEST = 24  # months of one figure's origin


@dataclass(frozen=True)
class Line:
    """One oddity; `said` is what somebody answered, and `chip` how it looks."""

    key: str
    office: Office
    rule: Chip
    text: str
    beside: str
    ways: Sequence[Action]
    chip: Chip | None
    said: str

    @property
    def name(self) -> str:
        """Tells it from every other line of a page."""
        return line_name(self.office, self.key)


@dataclass(frozen=True)
class RuleLink:
    label: str
    url: str
    here: bool
    count: int
    explained: str


def line_name(office: Office, key: str) -> str:
    return f"{office.code}:{key}"


def lines(asked: QualityAsked, found: Sequence[Oddity]) -> list[Line]:
    return [_line(asked, each) for each in found]


def rule_links(asked: QualityAsked) -> list[RuleLink]:
    """Every rule with what waits under it, and all of them together."""
    every = RuleLink("Semua", f"?{asked.query(aturan='')}", not asked.rule,
                     sum(asked.counts.values()), "")  # fmt: skip
    each = [
        RuleLink(
            label, f"?{asked.query(aturan=key)}", asked.rule == key,
            asked.counts.get(key, 0), EXPLAINED[key],
        )
        for key, label in LABELS.items()
    ]  # fmt: skip
    return [every, *each]


def _line(asked: QualityAsked, found: Oddity) -> Line:
    verdict = asked.verdict(found)
    return Line(
        key=found.key,
        office=asked.scope.offices[found.office_id],
        rule=Chip(LABELS[found.rule], *LOOKS[found.rule]),
        text=found.text,
        beside=found.beside,
        ways=list(ways(found, asked.scope.offices[found.office_id])),
        chip=verdict and Chip(verdict.get_verdict_display(), *VERDICT_LOOKS[verdict.verdict]),
        said=verdict_words(verdict) if verdict else "",
    )


def verdict_words(verdict: DataVerdict) -> str:
    """ "Rina Contoh, 12 September 2025 09.10 WIB: Peluncuran M-Paspor." """
    who = verdict.by or "portal"
    when = waktu(verdict.at, verdict.office.time_zone)
    return f"{who}, {when}{f': {verdict.note}' if verdict.note else ''}"


def ways(found: Oddity, office: Office) -> Iterator[Action]:
    """From a line to what it speaks of."""
    for number, pk in enumerate(found.sessions, start=1):
        yield Action(f"Kegiatan {number}", reverse("outreach:detail", args=[pk]))
    if found.measure is None and not found.sessions:
        yield Action("Lihat baris angkanya", rows_url(found, office))
        return
    if found.measure is None:
        return
    if found.rule != GAP and len(found.months) <= LONGEST:
        yield Action("Dari mana angka ini?", _origin(found, office))
    yield Action("Lihat baris angkanya", rows_url(found, office))


def rows_url(found: Oddity, office: Office) -> str:
    """The register of figures, narrowed to what the line speaks of."""
    measure = found.measure
    asked = {
        "office": office.pk,
        "month_from": found.months.first,
        "month_to": found.months.last,
        "outcome": measure.outcome if measure else "",
        "purpose": measure.purpose if measure else "",
    }
    return f"{reverse('reports:statistic-list')}?{_query(asked)}"


def mend_url(found: Oddity, office: Office, user: User) -> str:
    """Where it is put right: the form of the one figure, of a new one, or rows to choose from."""
    if found.sessions:
        return reverse("outreach:detail", args=[found.sessions[-1]])
    if found.rule == GAP and user.has_perm("reports.add_passportstatistic"):
        return reverse("reports:statistic-create")
    figures = _figures(found)
    if len(figures) == 1 and user.has_perm("reports.change_passportstatistic"):
        return reverse("reports:statistic-correct", args=figures)
    return rows_url(found, office)


def _figures(found: Oddity) -> list[int]:
    """The figures of exactly these days, two at most: more than one is to be chosen from."""
    if found.measure is None:
        return []
    rows = PassportStatistic.objects.current().filter(
        office=found.office_id,
        outcome=found.measure.outcome,
        period_start=found.months.first_day,
        period_end=found.months.last_day,
        **({"purpose": found.measure.purpose} if found.measure.purpose else {}),
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:2])


def _origin(found: Oddity, office: Office) -> str:
    months = found.months
    asked = {
        "hasil": found.measure.outcome,
        "keperluan": found.measure.purpose,
        "bulan": months.first,
        "sampai": months.last if len(months) > 1 else "",
        "kantor": office.code,
    }
    return f"{reverse('reports:figure-origin')}?{_query(asked)}"


def _query(asked: dict[str, object]) -> str:
    return urlencode({name: value for name, value in asked.items() if value not in (None, "")})
