"""“Desa berikutnya” as rows ready to draw: figures and their ways down, reasons, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from dbi_portal.lib.numbers import angka, desimal
from dbi_portal.lib.pages.parts import Chip
from officers.models import User
from officers.roles import OfficeKind
from reports.dashboards.drawings import drill_from
from reports.dashboards.next_asked import AT_ONCE, NextAsked
from reports.dashboards.view import ALL
from reports.figures.need.beside import Beside, beside
from reports.figures.need.evidence import day_of
from reports.figures.need.factors import FACTORS, NEED, NOTICED, Factor, Weights
from reports.figures.need.ranked import Line, Ranking
from reports.figures.need.reasons import days_since, moved, reason, sentence
from villages.actions.proposals import proposable
from villages.models.stages import Stage
from villages.views.parts import STAGE_LOOK

LONGEST_NOTE = 200  # letters of a candidate's reason


@dataclass(frozen=True)
class Cell:
    """A figure under its column; `text` None where nobody knows it."""

    label: str
    text: str | None
    url: str = ""


@dataclass(frozen=True)
class Clause:
    text: str
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One village as it is drawn."""

    place: int
    region_id: str
    name: str
    path: str
    village_url: str
    stage: Chip
    score: str
    share: float
    made_up: str
    reasons: tuple[Clause, ...]
    moved: str
    up: bool
    cells: tuple[Cell, ...]
    points: tuple[tuple[str, str], ...]
    office: str
    act_label: str = ""
    act_url: str = ""

    @property
    def told(self) -> tuple[Cell, ...]:
        """The figures that say something: a phone folds these away and leaves out the rest."""
        return tuple(cell for cell in self.cells if cell.text not in (None, "0"))


@dataclass(frozen=True)
class Slider:
    """One weight as it may be moved."""

    factor: Factor
    value: int
    silent: bool  # nobody tells this by village: it weighs nothing now


def sliders(weights: Weights, told: Sequence[bool], *, sees_findings: bool) -> tuple[Slider, ...]:
    """One for each factor, in their order; that of findings only for who may see them."""
    silent = [not each for each in told] + [False] * (len(FACTORS) - len(NEED))
    every = map(Slider, FACTORS, weights.of, silent)
    return tuple(each for each in every if sees_findings or each.factor is not NOTICED)


@dataclass(frozen=True)
class Page:
    """What the rows of one page share."""

    asked: NextAsked

    @property
    def user(self) -> User:
        return self.asked.user

    @property
    def ranking(self) -> Ranking:
        return self.asked.ranking

    def rows(self) -> tuple[Row, ...]:
        lines = self.ranking.lines[:AT_ONCE]
        known, free = beside(lines, self.asked.slice), self._proposable(lines)
        return tuple(self._row(line, known.get(line.region_id, Beside()), free) for line in lines)

    @property
    def columns(self) -> tuple[Factor, ...]:
        """What somebody tells by village; the others are named beneath the list."""
        return tuple(f for f, told in zip(NEED, self.ranking.told, strict=True) if told)

    @property
    def silent(self) -> tuple[Factor, ...]:
        """Of passports; findings are not broken down by anybody's home."""
        pairs = zip(NEED, self.ranking.told, strict=True)
        return tuple(factor for factor, told in pairs if factor.measure and not told)

    def _proposable(self, lines: Sequence[Line]) -> frozenset[int]:
        """Candidates of the reader's own office that no letter names yet."""
        own = self.user.office
        may = own.kind == OfficeKind.KANIM and self.user.has_perm("villages.add_proposal")
        ids = [line.village_id for line in lines if line.holder == own.pk] if may else []
        if not ids:
            return frozenset()
        return frozenset(proposable(own).filter(pk__in=ids).values_list("pk", flat=True))

    def _row(self, line: Line, known: Beside, free: frozenset[int]) -> Row:
        day = day_of(self.asked.slice, self.asked.today)
        parts = reason(line, self.asked.slice.months, last_on=known.last_on, day=day)
        label, url = self._act(line, known, free, sentence(parts))
        office = self.asked.scope.offices.get(known.office_id)
        return Row(
            place=line.place,
            region_id=line.region_id,
            name=line.name,
            path=line.path,
            village_url=self._village(line),
            stage=self._stage(line),
            score=desimal(line.score),
            share=line.score,
            made_up=line.made_up.value,
            reasons=tuple(Clause(part.text, self._way(line, part.key)) for part in parts),
            moved=moved(line),
            up=line.rise > 0,
            cells=self._cells(line, known, day),
            points=self._points(line),
            office=office.short_name if office else "",
            act_label=label,
            act_url=url,
        )

    def _stage(self, line: Line) -> Chip:
        if not line.stage:
            return Chip("belum Desa Binaan", "plain", "minus")
        stage = Stage(line.stage)
        return Chip(stage.label, *STAGE_LOOK[stage])

    def _sees(self, line: Line) -> bool:
        return self.user.sees_all_offices or line.holder in self.user.visible_office_ids

    def _village(self, line: Line) -> str:
        if line.village_id and self._sees(line):
            return reverse("villages:detail", args=[line.village_id])
        return reverse("villages:region-detail", args=[line.region_id])

    def _cells(self, line: Line, known: Beside, day: date) -> tuple[Cell, ...]:
        told = zip(NEED, line.counts, self.ranking.told, strict=True)
        counted = [
            Cell(
                factor.label,
                None if count is None else angka(count),
                "" if count is None else self._way(line, factor.key),
            )
            for factor, count, shown in told
            if shown
        ]
        days, way = days_since(known.last_on, day), self._way(line, "kegiatan")
        return (
            *counted,
            Cell("Kegiatan membina", angka(line.served), way if line.served else ""),
            Cell("Kegiatan menyebut desa", angka(line.reached), way if line.reached else ""),
            Cell("Peserta", angka(line.people) if line.served else None),
            Cell("Hari sejak kunjungan", None if days is None else angka(days)),
            Cell("Petugas", angka(line.officers)),
        )

    def _points(self, line: Line) -> tuple[tuple[str, str], ...]:
        """What each factor gives to the score: weight × share, of all weights that count."""
        heard = [*self.ranking.told, *[True] * (len(FACTORS) - len(NEED))]
        whole = sum(w for w, told in zip(self.asked.weights.of, heard, strict=True) if told)
        if not whole:
            return ()
        found = zip(FACTORS, self.asked.weights.of, line.shares, strict=True)
        return tuple(
            (factor.label, desimal(100 * weight * share / whole))
            for factor, weight, share in found
            if weight and share
        )

    def _way(self, line: Line, key: str) -> str:
        """Where a figure leads: to its rows, or to the sessions that reached the village."""
        if key == "kegiatan":
            return self._sessions(line)
        measure = next(factor.measure for factor in NEED if factor.key == key)
        if measure is None:
            return ""
        down = drill_from(self.asked.view.query(tujuan=""))
        return down(
            {
                "apa": "paspor",
                "hasil": measure.outcome,
                "keperluan": measure.purpose or ALL,
                "bulan": str(self.asked.scope.month),
                "desa": line.region_id,
            }
        )

    def _sessions(self, line: Line) -> str:
        asked = {
            "wilayah": line.region_id,
            "status": "disetujui",
            "tanggal_dari": self.asked.slice.months.first_day,
            "tanggal_sampai": self.asked.slice.months.last_day,
        }
        return f"{reverse('outreach:list')}?{_query(asked)}" if line.sessions else ""

    def _act(self, line: Line, known: Beside, free: frozenset[int], words: str) -> tuple[str, str]:
        """Make it a candidate, or propose the candidate, with the reason in words along."""
        note = words if len(words) <= LONGEST_NOTE else f"{words[: LONGEST_NOTE - 1]}…"
        if line.village_id in free:
            asked = {"desa": line.village_id, "pertimbangan": note}
            return "Usulkan", f"{reverse('villages:proposal-create')}?{_query(asked)}"
        if line.village_id or not self._registers(known):
            return "", ""
        office = self.asked.scope.offices.get(known.office_id)
        asked = {"wilayah": line.region_id, "permintaan": note}
        asked |= {"kantor": office.code if office else ""}
        return "Jadikan calon", f"{reverse('villages:create')}?{_query(asked)}"

    def _registers(self, known: Beside) -> bool:
        if not self.user.has_perm("villages.add_guidedvillage"):
            return False
        return known.office_id is None or (
            self.user.sees_all_offices or known.office_id in self.user.visible_office_ids
        )


def _query(asked: Mapping[str, object]) -> str:
    return urlencode({name: value for name, value in asked.items() if value not in (None, "")})
