"""The register of passport figures: see them, and where each came from."""

from __future__ import annotations

from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import (
    Chip,
    DetailPage,
    Fact,
    ListPage,
)
from dbi_portal.lib.pages.as_known import KnownOn, control, known_on
from officers.views.imports import import_action
from reports.forms.statistic_filters import ONLY_OLD, WITH_OLD, StatisticFilter, label_of
from reports.models import PassportStatistic
from reports.views.overlaps import beside
from reports.views.provenance import (
    known_spans,
    origin_facts,
    original_url,
    withdrawal,
)
from reports.views.statistic_columns import EXPORTED, SHOWN, STATE, period_of, state_chip

CHANGE = "reports.change_passportstatistic"


def described(statistic: PassportStatistic) -> str:
    """ "1.254 permohonan, terbit, Kanim Bekasi, Agustus 2025" """
    words = [
        f"{angka(statistic.count)} {statistic.unit}",
        statistic.get_outcome_display().lower(),
        str(statistic.office),
        period_of(statistic).label,
    ]
    home = statistic.home_region
    return ", ".join([*words, home.name] if home else words)


class StatisticPage:
    model = PassportStatistic
    parents = [("Statistik paspor", "reports:statistic-list")]

    def refine(self, statistics: QuerySet) -> QuerySet:
        return statistics.select_related("office", "home_region", "superseded_by")


class StatisticList(StatisticPage, ListPage):
    permission = "reports.view_passportstatistic"
    template_name = "reports/statistics/list.html"
    title = "Statistik paspor"
    lead = "Setiap baris satu angka. Jumlahkan hanya baris dengan rincian yang sama."
    parents = []
    noun = "angka"
    filterset_class = StatisticFilter
    default_sort = "-periode"
    empty_title = "Belum ada angka"
    empty_text = "Impor rekap kantor Anda (.xlsx atau .csv), atau catat angka pertama."
    search_hint = "Desa, kantor, negara tujuan, atau alasan"

    def refine(self, statistics: QuerySet) -> QuerySet:
        rows = super().refine(statistics)
        if self.known:
            return rows.known_at(self.known.moment)
        if self.request.GET.get("superseded") == ONLY_OLD:
            return rows.filter(recorded__upper_inf=False)
        return rows if self.shows_superseded else rows.current()

    @cached_property
    def known(self) -> KnownOn | None:
        """The past day the register is looked at from."""
        return known_on(self.request)

    def make_filterset(self, queryset: QuerySet) -> StatisticFilter:
        filterset = super().make_filterset(queryset)
        filterset.known = self.known
        return filterset

    @property
    def shows_superseded(self) -> bool:
        """What holds no longer may be among the rows, so that each says what became of it."""
        if self.known:
            return True
        return self.request.GET.get("superseded") in (WITH_OLD, ONLY_OLD)

    def get_columns(self):
        return [*SHOWN, *self._state()]

    def get_export_columns(self):
        return [*EXPORTED, *self._state()]

    def _state(self):
        return [STATE] if self.shows_superseded else []

    def get_context_data(self, **context) -> dict:
        return super().get_context_data(as_known=control(self.request, self.known), **context)

    def get_primary(self):
        return import_action(self, "passport-statistics")

    def get_others(self):
        url = reverse("reports:statistic-create")
        right = "reports.add_passportstatistic"
        return [
            act for act in [self.action("Catat angka", url, permission=right, icon="plus")] if act
        ]


class StatisticDetail(StatisticPage, DetailPage):
    permission = "reports.view_passportstatistic"
    template_name = "reports/statistics/detail.html"
    facts_title = "Angka ini"

    def refine(self, statistics: QuerySet) -> QuerySet:
        return super().refine(statistics).select_related("import_run__uploaded_by", "entered_by")

    def get_title(self):
        row = self.object
        return f"{angka(row.count)} {row.unit}"

    def get_chips(self):
        chips = [state_chip(self.object)]
        return [*chips, Chip("data contoh", "gold", "info")] if self.object.made_up else chips

    def get_primary(self):
        if not self.object.is_current:
            return None
        url = reverse("reports:statistic-correct", args=[self.object.pk])
        return self.action("Koreksi", url, permission=CHANGE, icon="edit")

    def get_others(self):
        if not self.object.is_current:
            return []
        url = reverse("reports:statistic-withdraw", args=[self.object.pk])
        return [act for act in [self.action("Tarik angka", url, permission=CHANGE)] if act]

    def get_facts(self):
        row = self.object
        home = row.home_region
        split = [
            ("Tempat layanan", row.service_point),
            ("Jenis layanan", row.get_service_display()),
            ("Jenis paspor", row.get_book_type_display()),
            ("Negara tujuan", row.destination),
            ("Jenis kelamin", row.get_sex_display()),
            ("Alasan", row.reason),
        ]
        return [
            Fact("Periode", period_of(row).label, note=self._days()),
            Fact("Kantor penerbit", row.office.name, row.office.get_absolute_url()),
            Fact("Hasil", row.get_outcome_display(), note=f"menghitung {row.unit}"),
            Fact("Keperluan", row.get_purpose_display() or "semua keperluan"),
            Fact(
                "Asal pemohon",
                home.name if home else "seluruh kantor",
                home.get_absolute_url() if home else "",
                note=home.path if home else "",
            ),
            *(Fact(label, value) for label, value in split if value),
            Fact("Rincian", label_of(row.grain), note="hanya dijumlahkan dengan rincian yang sama"),
        ]

    def _days(self) -> str:
        days = (self.object.period_end - self.object.period_start).days + 1
        return f"{angka(days)} hari"

    def get_context_data(self, **context) -> dict:
        row, user = self.object, self.request.user
        return super().get_context_data(
            chain=known_spans(row),
            withdrawal=withdrawal(row),
            beside=beside(row, user),
            zone=row.office.time_zone,
            origin=origin_facts(row, user),
            original_url=original_url(row, user),
            **context,
        )
