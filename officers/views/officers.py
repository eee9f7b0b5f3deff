from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import NoReverseMatch, reverse

from dbi_portal.lib.pages import ChangePage, Column, CreatePage, DetailPage, ListPage
from dbi_portal.lib.pages.parts import Action, Chip, Fact
from officers import audit
from officers.actions import officers as actions
from officers.forms.officers import OfficerFilter, OfficerForm, PersonForm
from officers.models import Officer, OfficerPost
from officers.views.imports import import_action

CHANGE = "officers.change_officer"


def service_chip(officer: Officer) -> Chip:
    """Where an officer stands; `own` tells whether he is still one of the reader's offices."""
    if not getattr(officer, "own", True):
        return Chip("pindah", "info", "out")
    if officer.left_on:
        return Chip("berhenti", "plain", "x")
    return Chip("bertugas", "good", "check")


class OfficerPage:
    model = Officer
    parents = [("Petugas", "officers:list")]

    def refine(self, officers: QuerySet) -> QuerySet:
        """Adds `own`: of those who moved on, the office they left reads name and time there."""
        own = Officer.objects.own_to(self.request.user).filter(pk=OuterRef("pk"))
        return officers.select_related("office", "user__office").annotate(own=Exists(own))


class OwnOfficer:
    """Reading someone who moved on does not make him one's own to change."""

    def refine(self, officers: QuerySet) -> QuerySet:
        return super().refine(officers).filter(own=True)


class OfficerList(OfficerPage, ListPage):
    permission = "officers.view_officer"
    title = "Petugas"
    parents = ()
    noun = "petugas"
    filterset_class = OfficerFilter
    default_sort = "nama"
    add_url, add_label = "officers:create", "Tambah petugas"
    add_permission = "officers.add_officer"
    empty_title = "Belum ada petugas"
    empty_text = "Tambahkan PIMPASA pertama, lalu tugaskan ke desa binaan."
    search_hint = "Nama, NIP, atau jabatan"
    columns = [
        Column(
            "Nama",
            "name",
            sort="name",
            note=lambda officer: officer.employee_number if officer.own else "",
        ),
        Column("Kantor", "office.short_name", sort="office__short_name"),
        Column(
            "Jabatan",
            lambda officer: officer.position if officer.own else "",
            hide_on_phone=True,
        ),
        Column("Sejak", "joined_on", sort="joined_on", kind="date", hide_on_phone=True),
        Column("Keadaan", service_chip, kind="chip"),
    ]

    def get_others(self):
        return [import_action(self, "officers")]


class OfficerDetail(OfficerPage, DetailPage):
    permission = "officers.view_officer"
    template_name = "officers/detail.html"

    def get_chips(self):
        chips = [service_chip(self.object)]
        return [*chips, Chip("data contoh", "gold", "info")] if self.object.made_up else chips

    def get_primary(self):
        return self.act("Ubah data", "officers:change", icon="edit")

    def get_others(self):
        if self.object.left_on:
            return [
                self.act("Kembali bertugas", "officers:return"),
                self.act("Ubah tanggal berhenti", "villages:officer-leave"),
            ]
        return [
            self.act("Ubah jabatan", "officers:position"),
            self.act("Pindah kantor", "villages:officer-transfer"),
            self.act("Berhenti", "villages:officer-leave"),
            self.act("Gabungkan", "officers:merge", permission="officers.merge_officer"),
        ]

    def act(self, label: str, name: str, *, permission: str = CHANGE, **look) -> Action | None:
        """Something to do with one's own officer; None for a reader of a former one."""
        if not self.object.own:
            return None
        return self.action(
            label, reverse(name, args=[self.object.pk]), permission=permission, **look
        )

    def get_facts(self):
        officer = self.object
        where = Fact("Kantor", officer.office.name, url=officer.office.get_absolute_url())
        if not officer.own:
            moved = "Petugas ini pindah. Riwayatnya di kantor Anda tetap tersimpan."
            return [Fact("Kantor sekarang", officer.office.name, note=moved)]
        return [
            where,
            Fact("NIP", officer.employee_number),
            Fact("Jabatan", officer.position),
            Fact("Telepon", officer.phone),
            Fact("Surel", officer.email),
            Fact("PIMPASA sejak", officer.joined_on),
            Fact("Berhenti sejak", officer.left_on),
            Fact("Akun portal", officer.user.username if officer.user else ""),
            Fact("Sumber", officer.source),
        ]

    def get_context_data(self, **context) -> dict:
        return super().get_context_data(
            posts=self.posts(), account=self.account_left_behind(), **context
        )

    def get_history_url(self) -> str:
        """The history names phone and NIP: it is told where he is now."""
        return super().get_history_url() if self.object.own else ""

    def posts(self) -> list[tuple[OfficerPost, str]]:
        """Posts the reader may know, the latest first, each with the address that corrects it."""
        user, officer = self.request.user, self.object
        posts = officer.posts.select_related("office")
        if not officer.own:
            posts = posts.visible_to(user)
        may = officer.own and user.has_perm(CHANGE)
        return [
            (post, reverse("officers:post-change", args=[post.pk]) if may else "")
            for post in reversed(posts)
        ]

    def account_left_behind(self) -> dict | None:
        """An account does not move with its owner: what to do about one at a former office."""
        user = self.object.user
        if user is None or not user.is_active or user.office_id == self.object.office_id:
            return None
        may = self.request.user.has_perm("officers.change_user")
        sees = type(user).objects.visible_to(self.request.user).filter(pk=user.pk).exists()
        return {"user": user, "url": _account_url(user) if may and sees else ""}


def _account_url(user) -> str:
    try:
        return reverse("officers:user-detail", args=[user.pk])
    except NoReverseMatch:
        return ""


class OfficerCreate(OfficerPage, CreatePage):
    permission = "officers.add_officer"
    title = "Tambah petugas"
    form_class = OfficerForm
    submit_label = "Simpan petugas"
    success_message = "Petugas {row} tersimpan."

    def perform(self, form):
        basis = form.cleaned_data["basis"]
        officer = form.save(commit=False)
        return actions.add_officer(officer=officer, by=self.request.user, basis=basis)


class OfficerChange(OwnOfficer, OfficerPage, ChangePage):
    permission = CHANGE
    form_class = PersonForm
    submit_label = "Simpan perubahan"
    success_message = "Perubahan pada {row} tersimpan."
    lead = "Jabatan, kantor, dan masa tugas diubah lewat tombolnya sendiri di halaman petugas."

    def perform(self, form):
        return actions.change_officer(
            officer=form.save(commit=False),
            changes=audit.changed_fields(form),
            by=self.request.user,
        )
