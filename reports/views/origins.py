"""Dari mana angka ini? From a figure of a dashboard or a report to the cells it was summed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Column, ListPage
from dbi_portal.lib.pages.as_known import KnownOn, control, known_on
from dbi_portal.lib.templatetags.indonesian import waktu
from officers.models import ImportRun, Office
from reports.dashboards.measures import MONTHS
from reports.dashboards.scope import Scope, scope_for
from reports.dashboards.words import measure_words
from reports.figures import passports
from reports.figures.monthly.content import MonthlyFigures
from reports.figures.origins import Origin, origin_of, origin_of_village, rows_of
from reports.figures.sliced import slice_ledger
from reports.figures.slices import Slice
from reports.models import MonthlyReport, PassportStatistic
from reports.views.origin_asked import Asked, asked_of
from reports.views.statistic_columns import home_of, made_up_note, period_of
from villages.models import Region
from villages.models.stages import heap_words

BY_HAND = "diketik di portal"
IN_ORDER = ("office__short_name", "-period_end", "-sign", "import_run", "sheet", "row", "pk")


class RowsOfFigure(ListPage):
    """The rows behind one figure, each with its file, sheet, row and column, paged."""

    model = PassportStatistic
    permission = "reports.view_passportstatistic"
    template_name = "reports/origins/list.html"
    title = "Dari mana angka ini?"
    parents = (("Statistik paspor", "reports:statistic-list"),)
    noun = "angka"
    empty_title = "Belum ada angka"
    empty_text = "Tidak ada baris yang dihitung untuk angka ini."

    def get_columns(self) -> Sequence[Column]:
        return [
            Column("Periode", lambda row: period_of(row).label, note=made_up_note),
            Column("Angka", "counted", kind="number", note=_taken_off),
            Column("Kantor", "office.short_name"),
            Column("Asal", home_of, hide_on_phone=True),
            Column("Berkas", _file, kind="link", url=self._run_url, note=_digest),
            Column("Lembar", "sheet", hide_on_phone=True),
            Column("Baris", "row", kind="number"),
            Column("Kolom", "column", hide_on_phone=True),
            Column("Dimasukkan oleh", _by, note=_when),
            Column("Berkas asli", self._original, kind="link", url=self._original_url),
        ]

    @cached_property
    def _visible_runs(self) -> frozenset[int]:
        """Imports behind these rows that the reader may open."""
        runs = ImportRun.objects.visible_to(self.request.user)
        behind = self.base.order_by().values("import_run")
        return frozenset(runs.filter(pk__in=behind).values_list("pk", flat=True))

    def _run_url(self, row: PassportStatistic) -> str:
        known = row.import_run_id in self._visible_runs
        return reverse("officers:import-detail", args=[row.import_run_id]) if known else ""

    def _original(self, row: PassportStatistic) -> str:
        return "Unduh" if row.import_run_id in self._visible_runs else ""

    def _original_url(self, row: PassportStatistic) -> str:
        known = row.import_run_id in self._visible_runs
        return reverse("officers:import-original", args=[row.import_run_id]) if known else ""


class FigureOrigin(RowsOfFigure):
    """The cells behind one figure; they add up to it, or the page says what is missing."""

    @cached_property
    def asked(self) -> Asked:
        return asked_of(self.request.user, self.request.GET, today=timezone.localdate())

    @cached_property
    def known(self) -> KnownOn | None:
        """The past day the address asks for; a report's figures have a moment of their own."""
        return None if self.asked.report else known_on(self.request)

    @cached_property
    def origins(self) -> list[Origin]:
        """One for each moment up to which offices' figures were known."""
        return [self._origin(moment, offices) for moment, offices in self._moments().items()]

    def _moments(self) -> dict[datetime | None, list[int]]:
        asked = self.asked
        if asked.report:
            return moments_of(asked.report)
        offices = sorted(self.scope.members[asked.months.last])
        return {self.known and self.known.moment: offices}

    @cached_property
    def scope(self) -> Scope:
        asked, today = self.asked, timezone.localdate()
        last = asked.months.last
        return scope_for(self.request.user, asked.head, last, months=MONTHS, today=today)

    @cached_property
    def slice(self) -> Slice:
        """The figure with everything that narrows it."""
        asked = self.asked
        view = replace(asked.view, known=self.known)
        found = view.slice(
            self.scope, months=asked.months,
            outcome=asked.measure.outcome, purpose=asked.measure.purpose,
        )  # fmt: skip
        return found.but(homes=(asked.village.pk,)) if asked.village else found

    def _origin(self, moment: datetime | None, offices: list[int]) -> Origin:
        measure, months = self.asked.measure, self.asked.months
        if self.asked.is_narrowed:
            book = slice_ledger(self.slice, known_at=moment)
            return origin_of(book, measure, offices, months, known_at=moment)
        book = passports.ledgers(offices, months, [measure], known_at=moment)[measure]
        if self.asked.village:
            return origin_of_village(
                book, measure, offices, months, self.asked.village.pk, known_at=moment
            )
        return origin_of(book, measure, offices, months, known_at=moment)

    def refine(self, statistics: QuerySet) -> QuerySet:
        rows = rows_of(self.origins, statistics)
        rows = narrowed(rows, self.slice) if self.asked.is_narrowed else rows
        beside = ("office", "home_region", "import_run__uploaded_by", "entered_by")
        return rows.select_related(*beside).order_by(*IN_ORDER)

    def get_context_data(self, **context) -> dict:
        summed = self.base.order_by().aggregate(total=Sum("counted"))["total"]
        value = self._value(summed)
        return super().get_context_data(
            **context,
            subject=subject_of(self.asked),
            summed=summed,
            value=value,
            hidden_text=hidden_text(value, summed),
            computed=[said for each in self.origins for said in each.computed],
            unit=self.asked.measure.unit,
            as_known=None if self.asked.report else control(self.request, self.known),
        )

    def _value(self, summed: int | None) -> int | None:
        """The figure itself; of a village, what its rows add up to."""
        known = [each.value for each in self.origins if each.value is not None]
        return sum(known) if known else summed


def narrowed(rows: QuerySet, asked: Slice) -> QuerySet:
    """The rows of the country, regency and villages that the figure is about."""
    if asked.destination:
        rows = rows.filter(destination=asked.destination)
    if asked.regency:
        rows = rows.filter(home_region__code__startswith=f"{asked.regency}.")
    return rows if asked.homes is None else rows.filter(home_region_id__in=asked.homes)


def hidden_text(value: int | None, summed: int | None) -> str:
    """What the reader does not see of the figure; empty when he sees all of it."""
    hidden = (value or 0) - (summed or 0)
    if not hidden:
        return ""
    return (
        f"{angka(hidden)} dari {angka(value)} berasal dari kantor di luar kewenangan Anda; "
        "barisnya tidak ditampilkan."
    )


def moments_of(report: MonthlyReport) -> dict[datetime | None, list[int]]:
    """Offices of a report by the moment of the snapshot their figures were taken from.

    A Kanwil's report adds up its offices' snapshots, each as it was known when it was built.
    """
    revision = report.revision
    if revision is None:
        return {None: [report.office_id]}
    figures = MonthlyFigures.from_json(revision.snapshot)
    moments = {figures.letterhead.code: figures.known_at}
    moments |= {office.code: office.known_at for office in figures.offices}
    ids = dict(Office.objects.filter(code__in=moments).values_list("code", "pk"))
    found: dict[datetime | None, list[int]] = {}
    for code, moment in moments.items():
        found.setdefault(datetime.fromisoformat(moment), []).append(ids[code])
    return found


def subject_of(asked: Asked) -> str:
    """ "Paspor PMI terbit, Kanim Bekasi, Agustus 2025" """
    where = asked.report.office.short_name if asked.report else asked.head.short_name
    place = asked.village.name if asked.village else ""
    what = [measure_words(asked.measure), place, *_narrowing(asked), where, asked.months.label]
    words = ", ".join(filter(None, what))
    return f"{words} (laporan)" if asked.report else words


def _narrowing(asked: Asked) -> list[str]:
    """ "tujuan Malaysia", "pemohon dari Kota Bekasi", "dari desa berstatus aktif"."""
    if not asked.is_narrowed:
        return []
    view, words = asked.view, []
    if view.destination:
        words.append(f"tujuan {view.destination}")
    if view.regency:
        words.append(f"pemohon dari {Region.objects.get(pk=view.regency)}")
    if view.stage:
        words.append(f"dari desa berstatus {heap_words(view.stage).lower()}")
    return words


def _taken_off(row: PassportStatistic) -> str:
    return "dikurangkan" if row.sign < 0 else ""


def _file(row: PassportStatistic) -> str:
    return row.import_run.filename if row.import_run else row.source or BY_HAND


def _digest(row: PassportStatistic) -> str:
    return f"sidik {row.import_run.sha256[:12]}" if row.import_run else ""


def _by(row: PassportStatistic) -> str:
    return str((row.import_run and row.import_run.uploaded_by) or row.entered_by or "portal")


def _when(row: PassportStatistic) -> str:
    moment = row.import_run.uploaded_at if row.import_run else row.recorded.lower
    return waktu(moment, row.office.time_zone)
