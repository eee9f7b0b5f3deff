"""What the database refuses here, said at the field and in words."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError

from dbi_portal.lib.days import in_zone, long_date
from officers.models import Office
from villages.models import GuidedVillage, Tenure

NOT_HELD = "Pada tanggal itu desa ini belum dibina kantor tersebut."
RULES = {
    "one_open_guidance_per_region": (
        "region",
        "Desa ini sudah terdaftar sebagai Desa Binaan atau calon, dan belum berakhir.",
    ),
    "village_reason_once": ("reasons", "Satu alasan cukup disebut sekali."),
    "inactive_needs_a_reason": ("note", "Sebutkan alasan desa tidak aktif lagi."),
    "proposal_number_once_per_office": (
        "number",
        "Nomor surat ini sudah dipakai usul lain kantor Anda.",
    ),
    "village_waits_in_one_proposal": (
        "villages",
        "Desa ini sudah ada dalam usul lain yang belum dijawab.",
    ),
    "officer_is_pinned_once": ("officers", "Seorang petugas cukup disebut sekali."),
    "step_by_the_holding_office": ("on", NOT_HELD),
    "tenure_ends_after_start": ("on", "Kantor yang lama belum sehari membina desa ini."),
    "village_has_one_office_a_day": ("on", "Pada tanggal itu desa ini dibina kantor lain."),
    "assignment_by_the_holding_office": ("starts_on", NOT_HELD),
    "assignment_ends_after_start": (
        "ends_on",
        "Tanggal selesai tidak boleh sebelum tanggal mulai.",
    ),
    "one_posting_of_an_officer_to_a_village_a_day": (
        "officer",
        "Petugas ini sudah bertugas di desa itu pada tanggal yang sama.",
    ),
    "decree_number_once_per_office": (
        "number",
        "Nomor ini sudah tercatat untuk kantor yang sama.",
    ),
}


def refuse_future(day: date, *, office: Office, at: datetime, field: str = "on") -> None:
    """A fact has happened: not later than today on the office's own clock."""
    today = in_zone(at, office.time_zone).date()
    if day > today:
        raise ValidationError(
            {field: f"Tanggal {long_date(day)} belum tiba. Isi tanggal hari ini atau sebelumnya."}
        )


def holder_on(village: GuidedVillage, day: date, *, field: str = "on") -> Office:
    """The office that held the village on that day; a ValidationError when none did."""
    tenures = Tenure.objects.filter(village=village)
    tenure = tenures.on(day).select_related("office").first()
    if tenure is None:
        said = f"Pada {long_date(day)} desa ini belum tercatat dibina kantor mana pun"
        first = tenures.order_by("starts_on").values_list("starts_on", flat=True).first()
        if first and day < first:
            said += (
                f"; baru menjadi calon {long_date(first)}. Bila memang lebih awal, perbaiki "
                "dahulu tanggal tahap Calon"
            )
        raise ValidationError({field: f"{said}."})
    return tenure.office
