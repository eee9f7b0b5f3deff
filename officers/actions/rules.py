"""What the database refuses of officers, posts and heads, said at the field and in words."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError

from dbi_portal.lib.days import in_zone, long_date
from officers.models import Office

RULES = {
    "officer_number_is_unique": ("employee_number", "NIP ini sudah dipakai petugas lain."),
    "officer_has_one_post_a_day": (
        "on",
        "Pada tanggal itu petugas ini sudah tercatat di jabatan lain.",
    ),
    "officer_post_ends_after_start": ("on", "Jabatan sebelumnya belum sehari dijalani."),
    "office_head_ends_after_start": (
        "ends_on",
        "Tanggal selesai tidak boleh sebelum tanggal mulai.",
    ),
    "office_has_one_head_a_day": (
        "starts_on",
        "Pada tanggal itu kantor ini sudah mempunyai kepala. Akhiri dahulu masa jabatannya.",
    ),
    "office_has_one_acting_head_a_day": (
        "starts_on",
        "Pada tanggal itu kantor ini sudah mempunyai Plt. atau Plh.",
    ),
    "daily_acting_head_has_an_end": (
        "ends_on",
        "Plh. ditunjuk untuk jangka pendek: isi tanggal selesai.",
    ),
    "head_number_has_18_digits": ("employee_number", "NIP terdiri dari 18 angka."),
}


def refuse_future(day: date, *, office: Office, at: datetime, field: str = "on") -> None:
    """A fact has happened: not later than today on the office's own clock."""
    if day > in_zone(at, office.time_zone).date():
        raise ValidationError(
            {field: f"Tanggal {long_date(day)} belum tiba. Isi tanggal hari ini atau sebelumnya."}
        )
