"""A register over officers, made of the shared pages, for tests of the pages themselves."""

import django_filters
from django import forms
from django.contrib.auth.views import LogoutView
from django.core.exceptions import ValidationError
from django.urls import path

from dbi_portal import views
from dbi_portal.lib.pages import (
    ChangePage,
    Column,
    ConfirmPage,
    CreatePage,
    DaySpanFilter,
    DetailPage,
    Fact,
    ListPage,
    RegisterFilter,
    UserFormMixin,
)
from officers.models import Office, Officer
from officers.views.passwords import Forgotten


class OfficerFilter(RegisterFilter):
    search_fields = ("name", "office__aliases__text")

    kantor = django_filters.ModelMultipleChoiceFilter(
        field_name="office",
        label="Kantor",
        queryset=lambda request: Office.objects.visible_to(request.user),
    )
    tugas = django_filters.ChoiceFilter(
        label="Tugas", choices=[("ya", "Masih bertugas")], method="serving"
    )
    sejak = DaySpanFilter(field_name="joined_on", label="Sejak")

    def serving(self, officers, name, value):
        return officers.filter(left_on__isnull=True)


class OfficerRegister:
    model = Officer
    parents = (("Petugas", "list"),)

    def refine(self, officers):
        return officers.select_related("office")


class OfficerList(OfficerRegister, ListPage):
    title, noun, parents = "Petugas", "petugas", ()
    permission = "officers.view_officer"
    filterset_class, default_sort = OfficerFilter, "nama"
    empty_title = "Belum ada petugas"
    add_url, add_label, add_permission = "create", "Tambah petugas", "officers.add_officer"
    columns = [
        Column("Nama", "name", sort="name", note="employee_number"),
        Column("Kantor", "office.short_name", sort="office__short_name", hide_on_phone=True),
        Column("Sejak", "joined_on", sort="joined_on", kind="date"),
    ]

    def row_url(self, officer):
        return f"/{officer.pk}/"


class OfficerDetail(OfficerRegister, DetailPage):
    permission = "officers.view_officer"

    def get_facts(self):
        return [Fact("Kantor", self.object.office.name), Fact("Telepon", self.object.phone)]


class OfficerForm(UserFormMixin, forms.ModelForm):
    class Meta:
        model = Officer
        fields = ["name", "position"]


class OfficerCreate(OfficerRegister, CreatePage):
    title, submit_label, success_url = "Tambah petugas", "Simpan petugas", "/"
    permission, form_class = "officers.add_officer", OfficerForm
    success_message = "Petugas {row} tersimpan."

    def perform(self, form):
        officer = form.save(commit=False)
        officer.office = self.request.user.office
        officer.save()
        if officer.position == "Direktur":
            raise ValidationError({"position": "Jabatan ini tidak ada di Kanim."})
        return officer


class OfficerChange(OfficerRegister, ChangePage):
    permission, form_class, success_url = "officers.change_officer", OfficerForm, "/"

    def get_cancel_url(self):
        return f"/{self.object.pk}/"

    def perform(self, form):
        return form.save()


class OfficerRemoval(OfficerRegister, ConfirmPage):
    permission, success_url, title = "officers.change_officer", "/", "Hapus petugas"
    question, consequence = "Hapus {row}?", "Penugasannya berakhir hari ini."
    submit_label, success_message = "Hapus petugas", "Terhapus."

    def get_cancel_url(self):
        return "/"

    def perform(self, form):
        self.object.delete()


def broken(request):
    raise RuntimeError("rusak")


urlpatterns = [
    path("beranda/", views.healthz, name="home"),
    path("masuk/", views.SignIn.as_view(), name="login"),
    path("masuk/lupa/", Forgotten.as_view(), name="password-forgotten"),
    path("keluar/", LogoutView.as_view(), name="logout"),
    path("", OfficerList.as_view(), name="list"),
    path("tambah/", OfficerCreate.as_view(), name="create"),
    path("<int:pk>/", OfficerDetail.as_view(), name="detail"),
    path("<int:pk>/dinas/", OfficerDetail.as_view(permission="officers.change_officer")),
    path("<int:pk>/ubah/", OfficerChange.as_view(), name="change"),
    path("<int:pk>/hapus/", OfficerRemoval.as_view(), name="remove"),
    path("rusak/", broken),
    path("cari/", broken, name="find"),
]
handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
