"""Accounts of the demo: one per role, and a few more so that every office can record and review.

All share one password that everybody may know; an installation without the demo has none of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from dbi_portal.demo.pen import Pen
from officers.models import Office, User
from officers.roles import Role

PASSWORD = "desa-binaan-contoh"  # noqa: S105 -- meant to be read


@dataclass(frozen=True)
class Account:
    username: str
    role: Role
    office: str
    full_name: str
    try_this: str = ""


# One per role, in the order in which a month's work passes through the offices.
SHOWN = (
    Account(
        "supervisor.jabar", Role.SUPERVISOR, "kanwil-jawa-barat", "Supervisor Jawa Barat (contoh)",
        "Buka Beranda, pilih Agustus 2025, lalu susun laporannya",
    ),
    Account(
        "kepala.jabar", Role.KANWIL_HEAD, "kanwil-jawa-barat", "Kepala Kanwil Jawa Barat (contoh)",
        "Lihat Desa Binaan dan SK-nya",
    ),
    Account(
        "operator.bekasi", Role.OPERATOR, "kanim-bekasi", "Operator Bekasi (contoh)",
        "Impor statistik paspor dari lembar kerja",
    ),
    Account(
        "pimpasa.bekasi", Role.PIMPASA, "kanim-bekasi", "Petugas Contoh Bekasi Satu (contoh)",
        "Catat kegiatan atau konsultasi",
    ),
    Account(
        "verifikator.bekasi", Role.VERIFIER, "kanim-bekasi", "Verifikator Bekasi (contoh)",
        "Tinjau kegiatan yang menunggu",
    ),
    Account(
        "kepala.bekasi", Role.OFFICE_HEAD, "kanim-bekasi", "Kepala Kantor Bekasi (contoh)",
        "Susun laporan bulanan kantor",
    ),
    Account(
        "perangkat.mustikajaya", Role.VILLAGE_OFFICIAL, "kanim-bekasi",
        "Perangkat Kelurahan Mustikajaya (contoh)", "Lihat desa dan kegiatannya sendiri",
    ),
    Account(
        "monev.pusat", Role.MONEV, "pusat", "Monev Pusat (contoh)",
        "Bandingkan semua kantor",
    ),
    Account("admin.pusat", Role.ADMIN, "pusat", "Admin Pusat (contoh)", "Atur data induk dan akun"),
)  # fmt: skip

PLACES = {
    "batam": ("kanim-batam", "Batam"),
    "jaktim": ("kanim-jakarta-timur", "Jakarta Timur"),
    "soetta": ("kanim-soekarno-hatta", "Soekarno-Hatta"),
    "cilegon": ("kanim-cilegon", "Cilegon"),
    "cilacap": ("kanim-cilacap", "Cilacap"),
    "pemalang": ("kanim-pemalang", "Pemalang"),
}
SUPERVISED = {
    "jateng": ("kanwil-jawa-tengah", "Jawa Tengah"),
    "kepri": ("kanwil-kepulauan-riau", "Kepulauan Riau"),
    "jakarta": ("kanwil-jakarta", "Jakarta"),
    "banten": ("kanwil-banten", "Banten"),
}
OTHERS = (
    Account("admin.jabar", Role.ADMIN, "kanwil-jawa-barat", "Admin Jawa Barat (contoh)"),
    Account("admin.bekasi", Role.ADMIN, "kanim-bekasi", "Admin Bekasi (contoh)"),
    Account("kepala.cilacap", Role.OFFICE_HEAD, "kanim-cilacap", "Kepala Cilacap (contoh)"),
    *(
        Account(f"supervisor.{name}", Role.SUPERVISOR, office, f"Supervisor {place} (contoh)")
        for name, (office, place) in SUPERVISED.items()
    ),
    *(
        Account(f"{word}.{name}", role, office, f"{word.capitalize()} {place} (contoh)")
        for name, (office, place) in PLACES.items()
        for word, role in (("operator", Role.OPERATOR), ("verifikator", Role.VERIFIER))
    ),
)


def write_accounts(pen: Pen, offices: dict[str, Office]) -> None:
    """Create the accounts that are missing; a password somebody changed stays changed."""
    missing = [account for account in (*SHOWN, *OTHERS) if _is_missing(account)]
    # One hash for all: the password is public, and hashing it twenty times takes six seconds.
    password = make_password(PASSWORD) if missing else ""
    for account in missing:
        user = User.objects.create(
            username=account.username,
            password=password,
            full_name=account.full_name,
            role=account.role,
            office=offices[account.office],
            date_joined=pen.at,
        )
        pen.sign("demo.account.added", user, role=account.role)


def person(office: Office, role: Role) -> User | None:
    """The first account of that role at that office; None where the demo has none."""
    return User.objects.filter(office=office, role=role).order_by("pk").first()


def _is_missing(account: Account) -> bool:
    return not User.objects.filter(username__iexact=account.username).exists()


def rows() -> list[dict[str, str]]:
    """One account per role for the sign-in page: role, office, username, password, try_this."""
    names = {
        "pusat": "Pusat",
        "kanwil-jawa-barat": "Kanwil Jawa Barat",
        "kanim-bekasi": "Kanim Bekasi",
    }
    return [
        {
            "role": account.role.label,
            "office": names[account.office],
            "username": account.username,
            "password": PASSWORD,
            "try_this": account.try_this,
        }
        for account in SHOWN
    ]


def as_text() -> str:
    """The accounts as a table for a terminal."""
    columns = ("role", "office", "username", "try_this")
    heads = dict(zip(columns, ("Peran", "Kantor", "Nama pengguna", "Coba dahulu"), strict=True))
    table = [heads, *rows()]
    widths = {column: max(len(row[column]) for row in table) for column in columns}
    lines = [
        "  ".join(row[column].ljust(widths[column]) for column in columns).rstrip() for row in table
    ]
    others = ", ".join(account.username for account in OTHERS)
    return "\n".join(
        [*lines, "", f"Kata sandi semua akun contoh: {PASSWORD}", f"Akun kantor lain: {others}"]
    )
