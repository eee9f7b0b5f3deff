"""The places an office meets in."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from dbi_portal.lib.pages import ChangePage, Column, DetailPage, Fact, ListPage
from officers import audit
from outreach.actions import venues as actions
from outreach.figures.likeness import alike_venues, suggested_venues
from outreach.forms.filters_listed import VenueFilter
from outreach.forms.listed import RetireForm, VenueForm
from outreach.models import Session, Venue
from outreach.views.institutions import use_chip
from outreach.views.merging import MergePage

PARENTS = [("Kegiatan", "outreach:list"), ("Tempat", "outreach:venue-list")]
RIGHT = "outreach.change_venue"


class VenuePage:
    """Rows that stand: a merged one is only a spelling of another."""

    model = Venue
    parents = PARENTS
    permission = "outreach.view_consultation"

    def refine(self, venues: QuerySet) -> QuerySet:
        return venues.filter(same_as=None).select_related("office", "region")

    def action_for(self, label: str, name: str, **look):
        url = reverse(f"outreach:{name}", args=[self.object.pk])
        return self.action(label, url, permission=RIGHT, **look)


class VenueList(VenuePage, ListPage):
    title, noun = "Tempat kegiatan", "tempat"
    template_name = "outreach/venues.html"
    parents = PARENTS[:1]
    lead = "Tempat tercatat sendiri dari kegiatan, dan ditawarkan saat tempat berikutnya ditulis."
    filterset_class = VenueFilter
    default_sort = "nama"
    empty_title = "Belum ada tempat"
    empty_text = "Tempat tercatat sendiri saat kegiatan pertama disimpan."
    search_hint = "Nama, alamat, atau desa"
    columns = [
        Column("Nama", "name", sort="name", note="address"),
        Column("Desa/kelurahan", "region.name", sort="region__name"),
        Column("Kantor", "office.short_name", sort="office__short_name", hide_on_phone=True),
        Column("Kegiatan", "held", kind="number", sort="held"),
        Column("Keadaan", use_chip, kind="chip", sort="retired_on"),
    ]

    def refine(self, venues: QuerySet) -> QuerySet:
        held = Session.objects.current().filter(venue=OuterRef("pk")).order_by().values("venue")
        counted = Subquery(held.annotate(number=Count("pk")).values("number"))
        return super().refine(venues).annotate(held=Coalesce(counted, 0))

    def get_context_data(self, **context):
        may_merge = self.request.user.has_perm(RIGHT)
        return super().get_context_data(perms_merge=may_merge, **context)

    def get_others(self):
        return [self.action("Gabungkan", reverse("outreach:venue-merge"), permission=RIGHT)]


class VenueDetail(VenuePage, DetailPage):
    template_name = "outreach/venue.html"

    def get_chips(self):
        return [use_chip(self.object)]

    def get_primary(self):
        return self.action_for("Ubah", "venue-change", icon="edit")

    def get_others(self):
        url = f"{reverse('outreach:venue-merge')}?baris={self.object.pk}"
        return [
            self.action("Gabungkan", url, permission=RIGHT),
            self.action_for("Masih dipakai?", "venue-retire"),
        ]

    def get_facts(self):
        row = self.object
        region = row.region
        spelled = row.spellings.values_list("name", flat=True)
        return [
            Fact("Desa/kelurahan", region, url=region.get_absolute_url() if region else ""),
            Fact("Alamat", row.address),
            Fact("Kantor", row.office.name),
            Fact("Ejaan lain", ", ".join(dict.fromkeys(spelled))),
            Fact("Tidak dipakai sejak", row.retired_on),
        ]

    def get_context_data(self, **context):
        sessions = Session.objects.visible_to(self.request.user).current().filter(venue=self.object)
        return super().get_context_data(
            sessions=sessions.select_related("kind", "office")[:10],
            session_count=sessions.count(),
            twins=alike_venues(self.object),
            may_merge=self.request.user.has_perm(RIGHT),
            **context,
        )


class VenueChange(VenuePage, ChangePage):
    permission, form_class = RIGHT, VenueForm
    title, submit_label = "Ubah tempat", "Simpan perubahan"
    success_message = "Perubahan pada {row} tersimpan."

    def perform(self, form):
        return actions.change_venue(
            venue=form.save(commit=False),
            changes=audit.changed_fields(form),
            by=self.request.user,
        )


class VenueRetire(VenuePage, ChangePage):
    permission, form_class = RIGHT, RetireForm
    title, submit_label = "Masih dipakai?", "Simpan"
    success_message = "Pemakaian {row} tersimpan."

    def get_initial(self):
        return super().get_initial() | {"retired_on": self.object.retired_on}

    def perform(self, form):
        day = form.cleaned_data["retired_on"]
        return actions.retire_venue(venue=self.object, on=day, by=self.request.user)


class VenueMerge(VenuePage, MergePage):
    permission, noun, words = RIGHT, "tempat", {"sessions": "kegiatan"}
    title = "Gabungkan tempat"
    lead = "Hanya tempat dari kantor yang sama. Ejaan lamanya tetap dikenali."

    def offered(self, asked: str) -> QuerySet:
        if not self.chosen:
            return suggested_venues(self.rows(), asked) if asked else Venue.objects.none()
        same = self.rows().filter(office=self.chosen[0].office)
        return suggested_venues(same, asked or self.chosen[0].name)

    def hanging(self, row) -> dict[str, int]:
        number = row.sessions.count()
        return {"sessions": number} if number else {}

    def note(self, row) -> str:
        return f"{row.region.name}, {row.office}" if row.region else str(row.office)

    def merge(self, stays, gone) -> None:
        actions.merge_venues(stays=stays, gone=gone, by=self.request.user)
