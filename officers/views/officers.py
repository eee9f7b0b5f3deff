from django.db.models import QuerySet

from dbi_portal.lib.pages import ChangePage, Column, CreatePage, DetailPage, ListPage
from dbi_portal.lib.pages.parts import Chip, Fact
from officers import audit
from officers.actions import officers as actions
from officers.forms.officers import OfficerFilter, OfficerForm
from officers.models import Officer


def service_chip(officer: Officer) -> Chip:
    if officer.left_on:
        return Chip("berhenti", "plain", "x")
    return Chip("bertugas", "good", "check")


class OfficerPage:
    model = Officer

    def refine(self, officers: QuerySet) -> QuerySet:
        return officers.select_related("office", "user")


class OfficerList(OfficerPage, ListPage):
    permission = "officers.view_officer"
    title = "Petugas"
    noun = "petugas"
    filterset_class = OfficerFilter
    default_sort = "nama"
    add_url, add_label = "officers:create", "Tambah petugas"
    add_permission = "officers.add_officer"
    empty_title = "Belum ada petugas"
    empty_text = "Tambahkan PIMPASA pertama, lalu tugaskan ke desa binaan."
    search_hint = "Nama, NIP, atau jabatan"
    columns = [
        Column("Nama", "name", sort="name", note="employee_number"),
        Column("Kantor", "office.short_name", sort="office__short_name"),
        Column("Jabatan", "position", hide_on_phone=True),
        Column("Sejak", "joined_on", sort="joined_on", kind="date", hide_on_phone=True),
        Column("Keadaan", service_chip, kind="chip"),
    ]


class OfficerDetail(OfficerPage, DetailPage):
    permission = "officers.view_officer"
    template_name = "officers/detail.html"
    parents = [("Petugas", "officers:list")]

    def get_chips(self):
        chips = [service_chip(self.object)]
        return [*chips, Chip("data contoh", "gold", "info")] if self.object.made_up else chips

    def get_primary(self):
        url = f"{self.object.get_absolute_url()}ubah/"
        return self.action("Ubah data", url, permission="officers.change_officer", icon="edit")

    def get_facts(self):
        officer = self.object
        return [
            Fact("Kantor", officer.office.name, url=officer.office.get_absolute_url()),
            Fact("NIP", officer.employee_number),
            Fact("Jabatan", officer.position),
            Fact("Telepon", officer.phone),
            Fact("Surel", officer.email),
            Fact("PIMPASA sejak", officer.joined_on),
            Fact("Berhenti sejak", officer.left_on),
            Fact("Akun portal", officer.user.username if officer.user else ""),
            Fact("Sumber", officer.source),
        ]


class OfficerCreate(OfficerPage, CreatePage):
    permission = "officers.add_officer"
    title = "Tambah petugas"
    parents = [("Petugas", "officers:list")]
    form_class = OfficerForm
    submit_label = "Simpan petugas"
    success_message = "Petugas {row} tersimpan."

    def perform(self, form):
        return actions.add_officer(officer=form.save(commit=False), by=self.request.user)


class OfficerChange(OfficerPage, ChangePage):
    permission = "officers.change_officer"
    parents = [("Petugas", "officers:list")]
    form_class = OfficerForm
    submit_label = "Simpan perubahan"
    success_message = "Perubahan pada {row} tersimpan."

    def perform(self, form):
        return actions.change_officer(
            officer=form.save(commit=False),
            changes=audit.changed_fields(form),
            by=self.request.user,
        )
