"""The institutions that send speakers and take referrals, shared by all offices."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from dbi_portal.lib.merging import hanging
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import ChangePage, Chip, Column, CreatePage, DetailPage, Fact, ListPage
from officers import audit
from outreach.actions import institutions as actions
from outreach.figures.likeness import alike, suggested
from outreach.forms.filters_listed import InstitutionFilter
from outreach.forms.listed import InstitutionForm, RetireForm
from outreach.models import Consultation, Institution, Session, Speaker
from outreach.views.chips import SAMPLE
from outreach.views.merging import MergePage

PARENTS = [("Kegiatan", "outreach:list"), ("Instansi", "outreach:institution-list")]
RIGHT = "outreach.change_institution"
WORDS = {"speakers": "narasumber", "consultations": "konsultasi"}
ELSEWHERE = (
    "Instansi ini dipakai juga oleh kantor di luar kewenangan Anda. Nama, pemakaian, dan "
    "penggabungannya diatur Kanwil yang membawahi kantor itu, atau pusat."
)


def use_chip(row) -> Chip:
    return Chip("tidak dipakai lagi", "plain", "x") if row.retired_on else Chip("dipakai", "good")


class InstitutionPage:
    model = Institution
    parents = PARENTS
    permission = "outreach.view_consultation"

    def action_for(self, label: str, name: str, **look):
        url = reverse(f"outreach:{name}", args=[self.object.pk])
        return self.action(label, url, permission=RIGHT, **look)


class InstitutionList(InstitutionPage, ListPage):
    title, noun = "Instansi", "instansi"
    template_name = "outreach/institutions.html"
    parents = PARENTS[:1]
    lead = "Daftar bersama semua kantor, supaya satu instansi tidak tercatat dengan banyak ejaan."
    filterset_class = InstitutionFilter
    default_sort = "nama"
    add_url, add_label, add_permission = "outreach:institution-create", "Tambah instansi", RIGHT
    empty_title = "Belum ada instansi"
    empty_text = "Instansi tercatat sendiri saat narasumbernya ditulis di kegiatan."
    search_hint = "Nama instansi"
    columns = [
        Column("Nama", "name", sort="name"),
        Column("Narasumber", "spoke", kind="number", sort="spoke"),
        Column("Rujukan", "referred", kind="number", sort="referred", hide_on_phone=True),
        Column("Keadaan", use_chip, kind="chip", sort="retired_on"),
    ]

    def refine(self, institutions: QuerySet) -> QuerySet:
        """How often each is named by the offices this reader sees."""
        user = self.request.user
        spoke = Speaker.objects.visible_to(user).filter(
            institution=OuterRef("pk"), session__in=Session.objects.current()
        )
        referred = Consultation.objects.visible_to(user).filter(referred_to=OuterRef("pk"))
        return institutions.annotate(
            spoke=_count(spoke, "institution"), referred=_count(referred, "referred_to")
        )

    def get_context_data(self, **context):
        may_merge = self.request.user.has_perm(RIGHT)
        return super().get_context_data(perms_merge=may_merge, **context)

    def get_others(self):
        url = reverse("outreach:institution-merge")
        return [self.action("Gabungkan", url, permission=RIGHT)]


def _count(rows: QuerySet, column: str) -> Coalesce:
    counted = rows.order_by().values(column).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


class InstitutionDetail(InstitutionPage, DetailPage):
    template_name = "outreach/institution.html"

    def get_chips(self):
        return [use_chip(self.object), SAMPLE if self.object.made_up else None]

    def get_primary(self):
        return self.action_for("Ubah", "institution-change", icon="edit")

    def get_others(self):
        url = f"{reverse('outreach:institution-merge')}?baris={self.object.pk}"
        return [
            self.action("Gabungkan", url, permission=RIGHT),
            self.action_for("Masih dipakai?", "institution-retire"),
        ]

    def get_facts(self):
        row = self.object
        spelled = ", ".join(row.aliases.values_list("text", flat=True))
        referred = Consultation.objects.visible_to(self.request.user).filter(referred_to=row)
        return [
            Fact("Ejaan lain", spelled, note="Dikenali sebagai instansi ini." if spelled else ""),
            Fact("Menerima rujukan", f"{angka(referred.count())} konsultasi"),
            Fact("Tidak dipakai sejak", row.retired_on),
        ]

    def get_context_data(self, **context):
        user, row = self.request.user, self.object
        sessions = Session.objects.visible_to(user).current().filter(speakers__institution=row)
        sessions = sessions.select_related("kind", "office").distinct()
        elsewhere = user.has_perm(RIGHT) and actions.used_elsewhere(row, by=user)
        return super().get_context_data(
            sessions=sessions[:10],
            session_count=sessions.count(),
            twins=[near for near in alike(row.name) if near.pk != row.pk],
            elsewhere=ELSEWHERE if elsewhere else "",
            may_merge=user.has_perm(RIGHT),
            **context,
        )


class InstitutionCreate(InstitutionPage, CreatePage):
    permission, form_class = RIGHT, InstitutionForm
    title, submit_label = "Tambah instansi", "Simpan instansi"
    success_message = "Instansi {row} tersimpan."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Institution()}

    def perform(self, form):
        return actions.add_institution(institution=form.save(commit=False), by=self.request.user)


class InstitutionChange(InstitutionPage, ChangePage):
    permission, form_class = RIGHT, InstitutionForm
    title, submit_label = "Ubah instansi", "Simpan perubahan"
    success_message = "Perubahan pada {row} tersimpan. Nama lama tetap dikenali."

    def perform(self, form):
        return actions.change_institution(
            institution=form.save(commit=False),
            changes=audit.changed_fields(form),
            by=self.request.user,
        )


class InstitutionRetire(InstitutionPage, ChangePage):
    permission, form_class = RIGHT, RetireForm
    title, submit_label = "Masih dipakai?", "Simpan"
    success_message = "Pemakaian {row} tersimpan."

    def get_initial(self):
        return super().get_initial() | {"retired_on": self.object.retired_on}

    def perform(self, form):
        day = form.cleaned_data["retired_on"]
        return actions.retire_institution(institution=self.object, on=day, by=self.request.user)


class InstitutionMerge(InstitutionPage, MergePage):
    permission, noun, words = RIGHT, "instansi", WORDS
    title = "Gabungkan instansi"
    lead = (
        "Yang digabungkan menjadi ejaan lain dari yang tetap. Instansi yang dipakai kantor di "
        "luar kewenangan Anda hanya digabungkan Kanwil yang membawahinya, atau pusat."
    )

    def offered(self, asked: str) -> QuerySet:
        if asked:
            return suggested(asked)
        near = alike(self.chosen[0].name) if self.chosen else []
        return self.rows().filter(pk__in=[row.pk for row in near])

    def hanging(self, row) -> dict[str, int]:
        return hanging(row, beside=actions.SPELLINGS)

    def merge(self, stays, gone) -> None:
        actions.merge_institutions(stays=stays, gone=gone, by=self.request.user)
