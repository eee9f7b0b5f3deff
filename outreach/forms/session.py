"""The one form of a session, in the order of its paper report."""

from __future__ import annotations

import uuid
from datetime import datetime

from django import forms
from django.utils.functional import cached_property

from dbi_portal.lib.days import weekday_contradiction
from dbi_portal.lib.pages import CountField, UserFormMixin
from dbi_portal.lib.pages.position import check_position, position_fields
from dbi_portal.lib.widgets import (
    ClockInput,
    RegionSelect,
    SearchSelect,
    SearchSelectMultiple,
)
from officers.models import Officer
from outreach.actions.attachments import KINDS, LIMIT
from outreach.actions.refusals import NotYetHeld
from outreach.actions.regions import EXPANDABLE
from outreach.actions.remarks import Remark
from outreach.actions.sessions import refuse_not_yet_held
from outreach.forms import choices, session_initial
from outreach.forms.fields import WEEKDAYS, WrittenDateField, no_identity
from outreach.forms.session_checks import SessionChecksMixin
from outreach.forms.session_parts import SessionPartsMixin
from outreach.forms.suggest import AttachmentsField, SuggestInput
from outreach.models import (
    Duty,
    ProgrammeTag,
    Session,
    SessionAttachment,
    SessionKind,
    SessionPhoto,
    Topic,
)
from villages.models import GuidedVillage, Region

SEND, HOLD, KEEP = "kirim", "terlaksana", "simpan"
STATUSES = {HOLD: Session.Status.HELD, KEEP: Session.Status.PLANNED}


class SessionForm(SessionPartsMixin, SessionChecksMixin, UserFormMixin, forms.ModelForm):
    """Facts of a session and, in formsets of its own, everything that hangs on it.

    `at` is now. `step` says which button was pressed: SEND gives it to the reviewer, HOLD says it
    took place, KEEP leaves a plan a plan. `like` is a session of which a new one repeats much.
    """

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    held_on = WrittenDateField(label="Tanggal")
    weekday = forms.ChoiceField(
        label="Hari",
        choices=WEEKDAYS,
        required=False,
        help_text="Seperti tertulis di undangan, untuk dicocokkan dengan tanggalnya.",
    )
    latitude, longitude = position_fields(required=False).values()
    participants = CountField(
        label="Jumlah peserta", required=False, help_text="Kosongkan bila tidak diketahui."
    )
    women = CountField(label="Peserta perempuan", required=False, help_text="Boleh kosong.")
    overlaps = forms.BooleanField(
        label="Ada yang masuk dua unsur; kedua angka ini benar", required=False
    )
    officers = choices.OfficersField(
        Officer.objects.none(), label="Petugas", required=False, widget=SearchSelectMultiple
    )
    villages = choices.VillagesField(
        GuidedVillage.objects.none(),
        label="Desa Binaan yang dilayani",
        required=False,
        widget=SearchSelectMultiple,
        help_text="Satu, beberapa, atau tidak ada.",
    )
    all_of = forms.ModelMultipleChoiceField(
        Region.objects.filter(level__in=EXPANDABLE),
        label="Semua desa/kelurahan di …",
        required=False,
        widget=RegionSelect(level=("regency", "district"), multiple=True),
        help_text="Pilih kecamatan, kota, atau kabupaten; setiap desanya tercatat tercapai.",
    )
    reached = forms.ModelMultipleChoiceField(
        Region.objects.villages(),
        label="Desa/kelurahan yang dicapai",
        required=False,
        widget=RegionSelect(multiple=True),
        help_text="Boleh yang bukan Desa Binaan.",
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(), label="Topik", required=False, widget=forms.CheckboxSelectMultiple
    )
    duties = forms.ModelMultipleChoiceField(
        Duty.objects.none(),
        label="Tugas PIMPASA",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tags = forms.ModelMultipleChoiceField(
        ProgrammeTag.objects.none(),
        label="Program",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dropped_photos = forms.ModelMultipleChoiceField(
        SessionPhoto.objects.none(), label="Hapus foto", required=False
    )
    new_attachments = AttachmentsField(
        label="Tambah lampiran",
        required=False,
        help_text=(
            f"{KINDS}, paling besar 10 MB, paling banyak {LIMIT} berkas. "
            "Misalnya daftar hadir bertanda tangan atau bahan paparan."
        ),
    )
    dropped_attachments = forms.ModelMultipleChoiceField(
        SessionAttachment.objects.none(), label="Hapus lampiran", required=False
    )

    class Meta:
        model = Session
        fields = [
            "office",
            "kind",
            "title",
            "held_on",
            "starts_at",
            "ends_at",
            "place",
            "place_region",
            "latitude",
            "longitude",
            "organiser",
            "opened_by",
            "participants",
            "women",
            "result",
            "questions",
        ]
        widgets = {
            "office": SearchSelect,
            "starts_at": ClockInput,
            "ends_at": ClockInput,
            "place": SuggestInput("outreach:venue-search", "tempat-dikenal"),
            "place_region": RegionSelect(),
            "result": forms.Textarea(attrs={"rows": 4}),
            "questions": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "place": "Misalnya Balai RW 05 atau nama hotel.",
            "organiser": "Kosongkan bila kantor sendiri.",
            "result": "Tanpa nama, NIK, atau nomor paspor warga: identitasnya dilindungi hukum.",
        }

    def __init__(self, *args, at: datetime, like: Session | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.at, self.like = at, like
        if like:
            self.initial = session_initial.like(like) | self.initial
        self.step = self.data.get("langkah", SEND)
        self._choose_office()
        self._narrow_choices()
        if self.instance.pk is None:
            self.initial.setdefault("client_id", uuid.uuid4())
        for name in ("result", "questions"):
            self.fields[name].validators.append(no_identity)
        self.build_parts(like)

    def _choose_office(self) -> None:
        """Nobody is asked for an office when there is only one to choose."""
        offices = choices.offices_for(self.user, keep=self.instance.office_id)
        if len(offices) != 1:
            self.fields["office"].queryset = offices
            return
        del self.fields["office"]
        if self.instance.pk is None:
            self.instance.office = offices[0]

    def _narrow_choices(self) -> None:
        saved = self.instance if self.instance.pk else None
        kinds = saved and SessionKind.objects.filter(pk=saved.kind_id)
        for name, queryset in {
            "kind": choices.terms_in_use(SessionKind, kinds, user=self.user),
            "topics": choices.terms_in_use(Topic, saved and saved.topics.all(), user=self.user),
            "duties": choices.terms_in_use(Duty, saved and saved.duties.all(), user=self.user),
            "tags": choices.terms_in_use(ProgrammeTag, saved and saved.tags.all(), user=self.user),
            "villages": self._villages(saved),
            "officers": choices.officers_for(self.user, saved and saved.officers.all()),
        }.items():
            self.fields[name].queryset = queryset
        self.fields["kind"].empty_label = "Pilih jenis kegiatan"
        if saved:
            self.fields["dropped_photos"].queryset = saved.photos.all()
            self.fields["dropped_attachments"].queryset = saved.attachments.all()

    def _villages(self, saved: Session | None):
        seen = choices.villages_for(self.user, saved and saved.villages.all())
        self.fields["villages"].widget = choices.village_widget(seen, multiple=True)
        return seen

    def clean(self) -> dict:
        data = super().clean()
        self._check_day(data)
        check_position(self)
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends < starts:
            self.add_error("ends_at", "Jam selesai lebih awal daripada jam mulai.")
        self.check_all_of(data)
        self.check_attachments(data)
        self.check_entries(data, sends=self.step == SEND)
        return data

    def _check_day(self, data: dict) -> None:
        day, office = data.get("held_on"), data.get("office") or self._own_office()
        if not day:
            return
        contradiction = weekday_contradiction(data.get("weekday") or "", day)
        if contradiction:
            self.add_error("held_on", contradiction)
        if office and self._is_report():
            try:
                refuse_not_yet_held(Session(office=office, held_on=day), self.at)
            except NotYetHeld as refused:
                self.add_error("held_on", refused)

    def _own_office(self):
        return self.instance.office if self.instance.office_id else None

    def _is_report(self) -> bool:
        was_sent = self.instance.pk and self.instance.status != Session.Status.PLANNED
        return bool(was_sent) or self.step in (SEND, HOLD)

    def session(self) -> Session:
        """The filled-in session, not saved. Of a valid form."""
        session = self.save(commit=False)
        if session.pk is None:
            session.client_id = self.cleaned_data["client_id"] or session.client_id
            session.status = STATUSES.get(self.step, Session.Status.REPORTED)
        return session

    @cached_property
    def notes(self) -> dict[str, list]:
        """What the reviewer asked for and is not answered yet, by field; "whole" for all of it."""
        found: dict[str, list] = {}
        if self.instance.pk:
            for row in self.instance.remarks.filter(settled_at=None):
                found.setdefault(row.field or "whole", []).append(row)
        if not found and self.instance.status == Session.Status.RETURNED:
            found["whole"] = [Remark(self.instance.review_note)]
        return found
