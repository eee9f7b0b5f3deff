"""An office's delivery list: who gets its reports by mail, from when to when."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import (
    ChangePage,
    Chip,
    Column,
    ConfirmPage,
    CreatePage,
    DetailPage,
    Fact,
    ListPage,
)
from officers import audit
from reports.actions import recipients as actions
from reports.forms.recipients import RecipientChangeForm, RecipientFilter, RecipientForm
from reports.models import ReportRecipient


def standing_chip(recipient: ReportRecipient) -> Chip:
    if recipient.removed_at:
        return Chip("dihapus", "plain", "x")
    return Chip("dalam daftar", "good", "check")


def form_of(recipient: ReportRecipient) -> str:
    return "PDF terlampir" if recipient.attach else "tautan"


class RecipientPage:
    model = ReportRecipient
    permission = actions.CHANGE
    parents = (("Laporan", "reports:list"), ("Penerima", "reports:recipient-list"))

    def refine(self, recipients):
        return recipients.select_related("office", "added_by")

    def to(self, name: str) -> str:
        return reverse(f"reports:recipient-{name}", args=[self.object.pk])


class RecipientList(RecipientPage, ListPage):
    title = "Penerima laporan"
    lead = "Setelah laporan diterima kantor di atasnya, portal mengirimnya ke alamat-alamat ini."
    parents = (("Laporan", "reports:list"),)
    noun = "penerima"
    filterset_class = RecipientFilter
    default_sort = "nama"
    add_url, add_label = "reports:recipient-create", "Tambah penerima"
    add_permission = actions.CHANGE
    empty_title = "Belum ada penerima"
    empty_text = "Tambahkan siapa yang menerima laporan kantor ini lewat surel."
    search_hint = "Nama, surel, atau kantor"
    columns = (
        Column("Nama", "name", sort="name", note="email"),
        Column("Kantor", "office.short_name", sort="office__short_name"),
        Column("Menerima", form_of, hide_on_phone=True),
        Column("Sejak", "added_at", sort="added_at", kind="moment", hide_on_phone=True),
        Column("Keadaan", standing_chip, kind="chip"),
    )

    def row_url(self, row):
        return reverse("reports:recipient-detail", args=[row.pk])


class RecipientDetail(RecipientPage, DetailPage):
    def get_title(self):
        return self.object.name

    def get_chips(self):
        return [standing_chip(self.object)]

    def get_primary(self):
        if self.object.removed_at or not actions.may_change(self.request.user, self.object.office):
            return None
        return self.action("Ubah", self.to("change"), icon="edit")

    def get_others(self):
        if self.get_primary() is None:
            return []
        return [self.action("Hapus dari daftar", self.to("remove"), icon="trash")]

    def get_facts(self):
        row = self.object
        ended = [Fact("Dihapus", row.removed_at)] if row.removed_at else []
        return [
            Fact("Kantor", row.office.name, url=row.office.get_absolute_url()),
            Fact("Surel", row.email),
            Fact("Menerima", form_of(row)),
            Fact("Ditambahkan", row.added_at, note=f"oleh {row.added_by}" if row.added_by else ""),
            *ended,
            Fact("Surel terkirim", self.sent),
        ]

    @property
    def sent(self) -> int:
        return self.object.deliveries.filter(sent_at__isnull=False).count()


class RecipientCreate(RecipientPage, CreatePage):
    title = "Tambah penerima laporan"
    form_class = RecipientForm
    submit_label = "Simpan penerima"
    success_message = "{row} ada dalam daftar."

    def perform(self, form):
        recipient = form.save(commit=False)
        if not actions.may_change(self.request.user, recipient.office):
            raise PermissionDenied
        return actions.add_recipient(recipient=recipient, by=self.request.user, at=timezone.now())

    def get_success_url(self):
        return reverse("reports:recipient-list")


class OwnList(RecipientPage):
    """Of another office's list one only reads; who was taken off is changed no more."""

    def check_permission(self) -> None:
        allowed = actions.may_change(self.request.user, self.object.office)
        if not allowed or self.object.removed_at:
            raise PermissionDenied

    def get_cancel_url(self) -> str:
        return self.to("detail")

    def get_success_url(self) -> str:
        return self.to("detail")


class RecipientChange(OwnList, ChangePage):
    form_class = RecipientChangeForm
    success_message = "Perubahan pada {row} tersimpan."

    def perform(self, form):
        changes = audit.changed_fields(form)
        recipient = form.save(commit=False)
        return actions.change_recipient(recipient=recipient, changes=changes, by=self.request.user)


class RecipientRemove(OwnList, ConfirmPage):
    submit_label = "Hapus dari daftar"
    question = "Hapus {row} dari daftar?"
    consequence = "Laporan berikutnya tidak dikirim ke alamat itu, juga surel yang masih menunggu."
    success_message = "{row} dihapus dari daftar."

    def perform(self, form):
        return actions.remove_recipient(
            recipient=self.object, by=self.request.user, at=timezone.now()
        )
