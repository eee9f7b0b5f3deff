from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import (
    ChangePage,
    Chip,
    Column,
    CreatePage,
    DetailPage,
    Fact,
    ListPage,
)
from officers import audit
from villages import actions
from villages.forms.assignments import AssignmentForm, EndForm, PostingForm
from villages.forms.filters import AssignmentFilter
from villages.models import Assignment
from villages.views.parts import MADE_UP, STANDING_LOOK

LIST = "villages:assignment-list"


def standing_chip(assignment: Assignment) -> Chip:
    return Chip(*STANDING_LOOK[assignment.standing])


class AssignmentPage:
    model = Assignment
    parents = [("Desa Binaan", "villages:list"), ("Penugasan", "villages:assignment-list")]

    def refine(self, assignments: QuerySet) -> QuerySet:
        related = ("officer", "office", "decree", "village__region", "village__office")
        return assignments.select_related(*related).with_standing(timezone.localdate())


class AssignmentList(AssignmentPage, ListPage):
    permission = "villages.view_assignment"
    title = "Penugasan"
    parents = [("Desa Binaan", "villages:list")]
    noun = "penugasan"
    filterset_class = AssignmentFilter
    default_sort = "-mulai"
    add_url, add_label = "villages:assignment-create", "Tugaskan petugas"
    add_permission = "villages.add_assignment"
    empty_title = "Belum ada penugasan"
    empty_text = "Tugaskan petugas pertama ke sebuah Desa Binaan."
    search_hint = "Nama petugas, NIP, atau desa"
    columns = [
        Column("Petugas", "officer.name", sort="officer__name", note="office.short_name"),
        Column(
            "Desa", "village.region.name", sort="village__region__name", note="village.region.path"
        ),
        Column("Mulai", "starts_on", sort="starts_on", kind="date"),
        Column("Sampai", "ends_on", sort="ends_on", kind="date", hide_on_phone=True),
        Column("SK", "decree.number", hide_on_phone=True),
        Column("Keadaan", standing_chip, kind="chip"),
    ]


class AssignmentDetail(AssignmentPage, DetailPage):
    permission = "villages.view_assignment"

    def get_chips(self):
        chips = [standing_chip(self.object)]
        return [*chips, MADE_UP] if self.object.made_up else chips

    def get_primary(self):
        if self.object.standing == "past":
            return None
        return self.act("Akhiri penugasan", "assignment-end", icon="out")

    def get_others(self):
        return [act for act in [self.act("Ubah", "assignment-change", icon="edit")] if act]

    def act(self, label, name, **look):
        url = reverse(f"villages:{name}", args=[self.object.pk])
        return self.action(label, url, permission="villages.change_assignment", **look)

    def get_facts(self):
        posting, decree = self.object, self.object.decree
        region = posting.village.region
        return [
            Fact("Petugas", posting.officer.name, posting.officer.get_absolute_url()),
            Fact("Desa", region.name, posting.village.get_absolute_url(), note=region.path),
            Fact("Kantor", posting.office.name),
            Fact("Mulai bertugas", posting.starts_on),
            Fact("Sampai", posting.ends_on or "sekarang"),
            Fact(
                "SK", decree.number if decree else "", decree.get_absolute_url() if decree else ""
            ),
            Fact("Keterangan", posting.note),
            Fact("Sumber", posting.source),
        ]


class AssignmentCreate(AssignmentPage, CreatePage):
    permission = "villages.add_assignment"
    title = "Tugaskan petugas"
    form_class = AssignmentForm
    submit_label = "Simpan penugasan"

    def get_initial(self):
        """`?desa=`, `?petugas=` and `?sk=` lead here with what is known already."""
        asked = {
            "villages": self.request.GET.getlist("desa"),
            "officers": self.request.GET.getlist("petugas"),
        }
        known = {name: [each for each in keys if each.isdigit()] for name, keys in asked.items()}
        decree = self.request.GET.get("sk", "")
        return known | ({"decree": decree} if decree.isdigit() else {})

    def perform(self, form):
        self.made = actions.assign_officers(**form.cleaned_data, by=self.request.user)
        return self.made[0]

    def get_success_message(self) -> str:
        if len(self.made) == 1:
            return f"Penugasan {self.object} tersimpan."
        return f"{len(self.made)} penugasan tersimpan."

    def get_success_url(self) -> str:
        return self.object.get_absolute_url() if len(self.made) == 1 else reverse(LIST)


class AssignmentChange(AssignmentPage, ChangePage):
    permission = "villages.change_assignment"
    form_class = PostingForm
    submit_label = "Simpan perubahan"
    success_message = "Perubahan pada penugasan {row} tersimpan."

    def perform(self, form):
        return actions.change_assignment(
            assignment=form.save(commit=False),
            changes=audit.changed_fields(form),
            by=self.request.user,
        )


class AssignmentEnd(AssignmentPage, ChangePage):
    permission = "villages.change_assignment"
    form_class = EndForm
    submit_label = "Akhiri penugasan"
    success_message = "Penugasan {row} diakhiri."
    lead = "Riwayat tetap tersimpan: sesi dan laporan petugas di desa ini tidak berubah."

    def get_title(self):
        return f"Akhiri penugasan {self.name}"

    def get_initial(self):
        return {"ends_on": self.object.ends_on or timezone.localdate(), "note": self.object.note}

    def perform(self, form):
        return actions.end_assignment(
            assignment=self.object, **form.cleaned_data, by=self.request.user
        )
