from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import Chip, Column, Crumb, DetailPage, Fact, ListPage
from villages.forms.filters import RegionFilter
from villages.models import GuidedVillage, Jurisdiction, Region
from villages.views.parts import OtherPanel, Table, stage_chip

MOST_VILLAGES = 200


class RegionList(ListPage):
    model = Region
    permission = "villages.view_region"
    title = "Wilayah"
    parents = [("Desa Binaan", "villages:list")]
    noun = "wilayah"
    filterset_class = RegionFilter
    default_sort = "kode"
    empty_title = "Wilayah belum dimuat"
    empty_text = "Admin pusat memuat kode wilayah Kemendagri dengan perintah load_regions."
    search_hint = "Nama atau kode, boleh dengan kecamatan atau kota"
    columns = [
        Column("Nama", "name", sort="name", note="path"),
        Column("Jenis", "get_kind_display", sort="kind"),
        Column("Kode", "code", sort="code"),
    ]

    def get_others(self):
        url = reverse("villages:edition-list")
        return [self.action("Edisi kode", url, permission="villages.view_regionedition")]


class RegionDetail(DetailPage):
    model = Region
    permission = "villages.view_region"
    template_name = "villages/region.html"
    slug_field, slug_url_kwarg = "code", "code"

    def refine(self, regions):
        return regions.select_related("edition", "parent__parent__parent")

    def get_title(self):
        return self.object.name

    def get_parents(self):
        """Wilayah, then every region above this one."""
        self.parents = [("Desa Binaan", "villages:list"), ("Wilayah", "villages:region-list")]
        above, region = [], self.object.parent
        while region:
            above.insert(0, Crumb(region.name, region.get_absolute_url()))
            region = region.parent
        return [*super().get_parents(), *above]

    def get_chips(self):
        chips = [Chip(self.object.get_kind_display(), "info", "pin")]
        if self.object.retired_on:
            chips.append(Chip("tidak berlaku lagi", "warn", "alert"))
        return chips

    def get_others(self):
        if not self.object.retired_on:
            return []
        url = reverse("villages:successors", args=[self.object.code])
        right = "villages.change_regionedition"
        return [self.action("Tunjuk pengganti", url, permission=right)]

    def get_facts(self):
        region, user = self.object, self.request.user
        aliases = region.aliases.filter(
            Q(office__isnull=True) | Q(office__in=user.visible_office_ids)
        )
        successors = [
            str(each.successor) for each in region.successions.select_related("successor")
        ]
        offices = self.offices()
        return [
            Fact("Kode", region.code),
            Fact("Terletak di", region.path),
            Fact("Sebutan lain", ", ".join(alias.text for alias in aliases)),
            Fact("Dilayani", ", ".join(str(area.office) for area in offices)),
            Fact("Tidak berlaku sejak", region.retired_on) if region.retired_on else None,
            Fact("Digantikan oleh", ", ".join(successors)) if region.retired_on else None,
            Fact("Edisi", region.edition.name, note=region.edition.decree),
        ]

    def offices(self):
        """Offices this reader sees whose work area covers the region or one above it."""
        parts = self.object.code.split(".")
        codes = [".".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
        areas = Jurisdiction.objects.visible_to(self.request.user).on(timezone.localdate())
        return areas.filter(region__in=codes).select_related("office").order_by("office__name")

    def get_context_data(self, **context):
        context = super().get_context_data(
            villages=self.villages(),
            children=self.children(),
            coverage=self.coverage(),
            **context,
        )
        return context | {"facts": [fact for fact in context["facts"] if fact]}

    def coverage(self) -> OtherPanel | None:
        """What has been reached here, as outreach draws it for those who may read it."""
        if not self.request.user.has_perm("outreach.view_consultation"):
            return None
        name, code = "outreach:coverage-panel", self.object.pk
        return OtherPanel.at(name, code, title="Cakupan", link="Lihat cakupan wilayah ini")

    def villages(self) -> Table:
        seen = GuidedVillage.objects.visible_to(self.request.user)
        within = seen.filter(region__in=Region.objects.within(self.object.code))
        return Table.of(
            "Desa Binaan di sini",
            [
                Column("Desa", "region.name", note="region.path"),
                Column("Kantor", "office.short_name"),
                Column("Tahap", stage_chip, kind="chip"),
            ],
            within.select_related("region", "office")[:MOST_VILLAGES],
            id="desa-binaan",
            empty="Tidak ada Desa Binaan yang dapat Anda lihat di wilayah ini.",
        )

    def children(self) -> Table | None:
        beneath = self.object.children.current().order_by("code")
        if self.object.level == Region.Level.VILLAGE:
            return None
        columns = [
            Column("Nama", "name"),
            Column("Jenis", "get_kind_display"),
            Column("Kode", "code"),
        ]
        return Table.of("Wilayah di dalamnya", columns, beneath, id="isi")
