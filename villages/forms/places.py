"""Where a village lies: two fields that script fills from a map or the device."""

from __future__ import annotations

from django import forms

from dbi_portal.lib.crispy import layout
from dbi_portal.lib.pages import UserFormMixin
from dbi_portal.lib.pages.position import SOUTH_EAST, DegreesField, check_position
from villages.borders import doubts
from villages.models import Region

ASK = "Periksa lagi; bila memang di sana, centang “Letaknya benar di sana”."


class PlaceForm(UserFormMixin, forms.Form):
    """`region` is what lies there. A doubtful point is asked about once."""

    latitude = DegreesField(
        label="Lintang",
        example=SOUTH_EAST["latitude"],
        help_text="Derajat desimal; di selatan khatulistiwa dengan tanda minus.",
    )
    longitude = DegreesField(
        label="Bujur", example=SOUTH_EAST["longitude"], help_text="Antara 95 dan 141."
    )
    note = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=200,
        help_text="Misalnya kantor kelurahan atau balai desa.",
    )
    sure = forms.BooleanField(label="Letaknya benar di sana", required=False)

    def __init__(self, *args, region: Region, **kwargs):
        super().__init__(*args, **kwargs)
        self.region, self.asks = region, bool(self.data.get("sure"))

    @property
    def helper(self):
        """The tick stands there only where it is asked for."""
        more = ["sure"] if self.asks else []
        return layout(("latitude", "longitude"), "note", *more)

    def clean(self) -> dict:
        data = super().clean()
        check_position(self)
        if not self.errors and not data.get("sure"):
            found = doubts(self.region, data["latitude"], data["longitude"])
            if found:
                self.asks = True
                self.add_error("latitude", " ".join([*found, ASK]))
        return data
