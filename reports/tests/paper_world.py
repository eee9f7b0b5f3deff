"""Made-up figures for the tests of paper: an office's August, and a Kanwil of the largest sort."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from reports.documents.stamp import Stamp
from reports.figures.monthly.content import (
    DecreeLine,
    FollowUpLine,
    Letterhead,
    Line,
    MonthlyFigures,
    OfficeLine,
    Origin,
    Paper,
    Point,
    SessionLine,
    Signer,
    Source,
    Tally,
    Village,
)

MINISTRY = "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA"
DIRECTORATE = "DIREKTORAT JENDERAL IMIGRASI"
KNOWN_AT = "2025-09-01T05:00:00+07:00"
CODE = "A7KM-93QT-XH"
ADDRESS = f"https://portal.contoh.go.id/periksa/{CODE}/"
STAMP = Stamp("ab12cd34ef56" + "0" * 52, 1, CODE, ADDRESS)
NO_ADDRESS = replace(STAMP, address="")
NAMES = ("Mustikajaya", "Telukpucung", "Harapanjaya", "Kaliabang Tengah", "Ciketingudik")
DISTRICTS = ("Mustikajaya", "Bekasi Utara", "Bekasi Utara", "Bekasi Utara", "Bantargebang")
PAPER = Paper(
    remark="Angka Agustus sudah dibandingkan dengan register.\n\nDua sesi September disiapkan.",
    letter_number="W.11.IMI.IMI.1-0815.UM.01.01 Tahun 2025",
    copies_to=("Direktur Jenderal Imigrasi", "Arsip"),
    recipient="Kantor Wilayah Direktorat Jenderal Imigrasi Jawa Barat",
    recipient_city="Bandung",
)
SIGNED = replace(PAPER, signed_on="2025-09-03", signed_by="Kepala Satu (contoh)")


def letterhead(kind: str = "kanim") -> Letterhead:
    kanwil = kind == "kanwil"
    name = "Kantor Wilayah Contoh" if kanwil else "Kantor Imigrasi Kelas I Non TPI Contoh"
    return Letterhead(
        code=f"{kind}-contoh",
        name=name,
        short_name="Kanwil Contoh" if kanwil else "Kanim Contoh",
        kind=kind,
        office_class="" if kanwil else "Kelas I Non TPI",
        supervisor="" if kanwil else "Kanwil Contoh",
        lines=(MINISTRY, DIRECTORATE, name.upper()),
        address=("Jalan Contoh Raya 1, Bekasi 17111", "Telepon (021) 000000"),
        city="Bekasi",
        time_zone="Asia/Jakarta",
    )


def passports(issued: int = 812) -> tuple[Line, ...]:
    return (
        Line("terbit:pmi", "Paspor PMI terbit", "permohonan", issued, 700, 655, 6120),
        Line("penolakan:pmi", "Paspor PMI ditolak", "permohonan", 9, 4, None, 51),
    )


def village(place: int, *, office: str = "Kanim Contoh", **more) -> Village:
    facts = {
        "id": place,
        "code": f"32.75.03.{1000 + place}",
        "name": NAMES[place] if place < len(NAMES) else f"Desa Contoh {place}",
        "path": f"{DISTRICTS[place % 5]}, Kota Bekasi, Jawa Barat",
        "office": office,
        "stage": "aktif",
        "stage_label": "Aktif",
        "since": "2025-03-03",
        "officers": (f"Petugas {place + 1} (contoh)",),
        "made_up": False,
        "lat": -6.2349,
        "lng": 106.9896,
        "point": "kabupaten",
    }
    return Village(**facts | more)


def session(place: int, *, office: str = "Kanim Contoh", title: str = "", **more) -> SessionLine:
    facts = {
        "id": f"sesi-{place:03}",
        "office": office,
        "held_on": str(date(2025, 8, 1) + timedelta(days=place % 31)),
        "title": title or f"Sosialisasi bekerja ke luar negeri secara aman, angkatan {place + 1}",
        "kind": "Sosialisasi",
        "place": "Aula Kelurahan Mustikajaya",
        "participants": 30 + place,
        "villages": (NAMES[place % 5],),
        "regions": (f"32.75.03.{1000 + place % 5}",),
        "rt": 0,
        "rw": 0,
        "institutions": ("BP3MI Jawa Barat", "Disnaker Kota Bekasi"),
        "made_up": False,
    }
    return SessionLine(**facts | more)


def office_figures(**more) -> MonthlyFigures:
    """August 2025 of one office with five villages, two sessions and what follows from them."""
    months = [f"2024-{n:02}" for n in range(8, 13)] + [f"2025-{n:02}" for n in range(1, 9)]
    counts = [610, None, 588, 640, 512, 701, 690, 655, 702, 745, 698, 700, 812]
    facts = {
        "letterhead": letterhead(),
        "month": "2025-08",
        "known_at": KNOWN_AT,
        "passports": passports(),
        "trend": tuple(Point(m, n) for m, n in zip(months, counts, strict=True)),
        "origins": tuple(
            Origin(f"32.75.03.{1000 + n}", name, "Bekasi Utara, Kota Bekasi", 90 - 7 * n, 640 - n)
            for n, name in enumerate(NAMES)
        ),
        "villages": tuple(village(n) for n in range(5)),
        "decrees": (
            DecreeLine(1, "W.11.IMI.IMI.1.1949-GR.03.05 Tahun 2025", "Penetapan Desa Binaan",
                       "2025-08-05", "Kanwil Contoh", NAMES, made_up=False),
        ),
        "sessions": (session(4), session(11)),
        "consultations": (Tally("Penempatan PMI", "Dijawab di tempat", 14, made_up=False),),
        "follow_ups": (
            FollowUpLine(1, "Kanim Contoh", "Sampaikan daftar CPMI", "Lurah Harapanjaya",
                         "Harapanjaya", "2025-08-29", "lewat batas waktu", made_up=False),
        ),
        "sources": (
            Source("Kanim Contoh", "Rekap Agustus 2025.xlsx", "ab12cd34ef56", "Operator (contoh)",
                   "2025-09-01T04:10:00+07:00", 104),
        ),
        "summary": (
            "Kanim Contoh menerbitkan 812 paspor PMI pada Agustus 2025, naik 112 dari Juli 2025.",
            "Dua kegiatan menjangkau 81 peserta.",
        ),
        "signer": Signer("Kepala Kantor", "Kepala Satu (contoh)", "199001012015031001"),
        "paper": PAPER,
    }  # fmt: skip
    return MonthlyFigures(**facts | more)


def large_kanwil(villages: int = 171, sessions: int = 60) -> MonthlyFigures:
    """A Kanwil with eighteen offices: every table of it runs over several pages."""
    offices = [f"Kanim Contoh {n}" for n in range(1, 19)]
    return office_figures(
        letterhead=letterhead("kanwil"),
        villages=tuple(
            village(
                n,
                office=offices[n % 18],
                lat=-6.2 - (n % 13) * 0.11,
                lng=106.6 + (n % 17) * 0.14,
                point="desa" if n % 3 else "kabupaten",
            )
            for n in range(villages)
        ),
        sessions=tuple(session(n, office=offices[n % 18]) for n in range(sessions)),
        offices=tuple(
            OfficeLine(f"kanim-{n}", name, "diterima", 1, "0" * 64, KNOWN_AT, 812 - 31 * n,
                       700 - 20 * n, 6120 - 200 * n, 3, 9, "", "")
            for n, name in enumerate(offices)
        ),
    )  # fmt: skip


def nil_figures(**more) -> MonthlyFigures:
    """A month in which the office declared that there was nothing."""
    facts = dict.fromkeys(
        ("passports", "trend", "origins", "villages", "decrees", "sessions", "consultations",
         "follow_ups", "sources"), ()
    )  # fmt: skip
    facts["summary"] = ("Kanim Contoh menyatakan nihil untuk Agustus 2025.",)
    return office_figures(**facts | {"nil": True} | more)
