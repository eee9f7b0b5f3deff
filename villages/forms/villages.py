from django import forms

from dbi_portal.lib.crispy import layout, section
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.widgets import DayInput, RegionSelect
from officers.models import Office
from officers.roles import OfficeKind
from villages.forms.fields import NOT_LISTED, ReasonFields
from villages.models import Jurisdiction, Region


def kanim_of(user):
    """The Kanim whose villages this user keeps."""
    return Office.objects.visible_to(user).filter(kind=OfficeKind.KANIM)


class VillageForm(UserFormMixin, ReasonFields, forms.Form):
    """What stays open to change: why the village was chosen, notes, source."""

    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea({"rows": 3}))
    source = forms.CharField(
        label="Sumber",
        required=False,
        max_length=300,
        help_text="Surat, berkas, atau tautan asal data ini.",
    )

    def __init__(self, *args, village=None, **kwargs):
        super().__init__(*args, **kwargs)
        rows = village.village_reasons.all() if village else ()
        self.add_reasons({row.reason_id: row.note for row in rows})
        if village:
            self.initial |= {"note": village.note, "source": village.source}

    @property
    def helper(self):
        return layout(*self.parts())

    def parts(self):
        return [
            section("Alasan dipilih (boleh lebih dari satu)", *self.reason_rows()),
            section("Catatan", "note", "source"),
        ]


class CandidateForm(VillageForm):
    region = forms.ModelChoiceField(
        label="Desa atau kelurahan",
        queryset=Region.objects.current().villages(),
        widget=RegionSelect(level=["village"]),
        help_text="Ketik nama desa; tambahkan nama kecamatan atau kota bila banyak yang sama.",
        error_messages={"invalid_choice": NOT_LISTED},
    )
    office = forms.ModelChoiceField(label="Kantor pembina", queryset=Office.objects.none())
    on = forms.DateField(
        label="Menjadi calon sejak",
        widget=DayInput,
        help_text="Tanggal surat atau data yang pertama menyebut desa ini.",
    )

    outside = forms.BooleanField(
        label="Ya, desa ini di luar wilayah kerja dan memang dibina kantor ini", required=False
    )

    field_order = ["region", "office", "on", "outside"]
    asks_outside = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices = kanim_of(self.user)
        if len(offices) == 1:
            self.fields["office"].initial = offices[0]

    def parts(self):
        """The question about the work area stands there only once it has to be asked."""
        asked = ["outside"] if self.asks_outside else []
        return [section("Desa", "region", ("office", "on"), *asked), *super().parts()]

    def clean(self):
        data = super().clean()
        self.asks_outside = self._is_outside()
        if self.asks_outside and not data["outside"]:
            self.add_error(
                "region",
                f"{data['region']} di luar wilayah kerja {data['office']}. Periksa desanya; "
                "bila memang benar, centang pernyataan di bawah.",
            )
        return data

    def _is_outside(self) -> bool:
        """The office has work areas, and none of them holds the village that day."""
        region, office, on = (self.cleaned_data.get(name) for name in ("region", "office", "on"))
        if not (region and office and on):
            return False
        areas = Jurisdiction.objects.on(on).filter(office=office)
        return areas.exists() and not areas.covering(region.code).exists()


class MoveForm(UserFormMixin, forms.Form):
    office = forms.ModelChoiceField(label="Kantor pembina baru", queryset=Office.objects.none())
    on = forms.DateField(label="Mulai tanggal", widget=DayInput)
    note = forms.CharField(
        label="Dasar perpindahan",
        max_length=200,
        help_text="Nomor surat atau alasan. Tersimpan di catatan audit.",
    )

    def __init__(self, *args, village, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = kanim_of(self.user).exclude(pk=village.office_id)
