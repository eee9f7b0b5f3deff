"""The offices of the five articles: codes, classes, names people use, work areas, letterheads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dbi_portal.demo import articles
from dbi_portal.demo.pen import Pen
from dbi_portal.lib.text import squash
from officers.models import Office, OfficeAlias, OfficeClass, OfficeSupervision
from officers.roles import OfficeKind
from villages.models import Jurisdiction

# No article says since when; the demo's figures begin in January 2024, and so does belonging.
SINCE = date(2024, 1, 1)
MINISTRY = (
    "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA",
    "DIREKTORAT JENDERAL IMIGRASI",
)


@dataclass(frozen=True)
class Kanwil:
    code: str
    place: str
    city: str
    aliases: tuple[str, ...]
    article: str
    official_place: str = ""

    @property
    def full_place(self) -> str:
        return self.official_place or self.place

    def letterhead(self) -> list[str]:
        return [*MINISTRY, f"KANTOR WILAYAH {self.full_place.upper()}"]


@dataclass(frozen=True)
class Kanim:
    code: str
    place: str
    city: str
    kanwil: str
    office_class: str
    areas: tuple[str, ...]
    aliases: tuple[str, ...]
    article: str

    @property
    def official_name(self) -> str:
        """ "Kantor Imigrasi Kelas I Non TPI Bekasi"; without the class where none is known."""
        return " ".join(filter(None, ["Kantor Imigrasi", self.office_class, self.place]))


KANWIL = (
    Kanwil("kanwil-jawa-barat", "Jawa Barat", "Bandung", ("Kanwil Imigrasi Jawa Barat",),
           articles.BEKASI),
    Kanwil("kanwil-jawa-tengah", "Jawa Tengah", "Semarang", (), articles.BEKASI),
    Kanwil("kanwil-kepulauan-riau", "Kepulauan Riau", "", ("Kanwil Imigrasi Kepri",),
           articles.BATAM),
    Kanwil(
        "kanwil-jakarta", "Jakarta", "Jakarta",
        ("Kantor Wilayah Imigrasi DKI Jakarta", "Kanwil Imigrasi DKI"),
        articles.SOEKARNO_HATTA, official_place="Daerah Khusus Jakarta",
    ),
    Kanwil("kanwil-banten", "Banten", "Serang", ("Kanwil Ditjenim Banten",), articles.CILEGON),
)  # fmt: skip

# Work areas beyond what the articles say (Cilacap, Pemalang) follow the offices' own public pages.
# Soekarno-Hatta's is the airport and parts of districts around it: left empty rather than guessed.
KANIM = (
    Kanim(
        "kanim-bekasi", "Bekasi", "Bekasi", "kanwil-jawa-barat", "Kelas I Non TPI",
        ("32.75", "32.16"), ("Imigrasi Bekasi", "Imigrasi Kelas I Non TPI Bekasi"), articles.BEKASI,
    ),
    Kanim(
        "kanim-cilacap", "Cilacap", "Cilacap", "kanwil-jawa-tengah", "Kelas I TPI",
        ("33.01", "33.02", "33.03", "33.04", "33.05"), ("Imigrasi Cilacap",), articles.BEKASI,
    ),
    Kanim(
        "kanim-pemalang", "Pemalang", "Pemalang", "kanwil-jawa-tengah", "Kelas I Non TPI",
        ("33.25", "33.26", "33.27", "33.28", "33.29", "33.75", "33.76"), ("Imigrasi Pemalang",),
        articles.BEKASI,
    ),
    # The article gives Batam two classes; the office's own is the one, the other an alias.
    Kanim(
        "kanim-batam", "Batam", "Batam", "kanwil-kepulauan-riau", "Kelas I Khusus TPI",
        ("21.71",), ("Imigrasi Batam", "Kantor Imigrasi Kelas I TPI Batam"), articles.BATAM,
    ),
    Kanim(
        "kanim-jakarta-timur", "Jakarta Timur", "Jakarta", "kanwil-jakarta", "Kelas I TPI",
        ("31.75",), ("Imigrasi Jaktim", "Kantor Imigrasi Jaktim"), articles.JAKARTA_TIMUR,
    ),
    # Lies in Banten, belongs to the Jakarta Kanwil.
    Kanim(
        "kanim-soekarno-hatta", "Soekarno-Hatta", "Tangerang", "kanwil-jakarta",
        "Kelas I Khusus TPI", (), ("Imigrasi Soekarno-Hatta",), articles.SOEKARNO_HATTA,
    ),
    Kanim(
        "kanim-cilegon", "Cilegon", "Cilegon", "kanwil-banten", "", ("36.72",),
        ("Imigrasi Cilegon",), articles.CILEGON,
    ),
)  # fmt: skip


def write_offices(pen: Pen) -> dict[str, Office]:
    """Every office of the stories, by code. The centre is there from the defaults."""
    offices = {"pusat": Office.objects.get(code="pusat")}
    for kanwil in KANWIL:
        offices[kanwil.code] = _write_kanwil(pen, kanwil, offices["pusat"])
    above = {kanwil.code: kanwil for kanwil in KANWIL}
    for kanim in KANIM:
        office = _write_kanim(pen, kanim, above[kanim.kanwil], offices[kanim.kanwil])
        offices[kanim.code] = office
    return offices


def _write_kanwil(pen: Pen, kanwil: Kanwil, centre: Office) -> Office:
    office, is_new = pen.ensure(
        Office,
        key={"code": kanwil.code},
        kind=OfficeKind.KANWIL,
        name=f"Kantor Wilayah Direktorat Jenderal Imigrasi {kanwil.full_place}",
        short_name=f"Kanwil {kanwil.place}",
        city=kanwil.city,
        letterhead="\n".join(kanwil.letterhead()),
        source=kanwil.article,
    )
    if is_new:
        _write_aliases(pen, office, *kanwil.aliases)
        OfficeSupervision.objects.create(office=office, supervisor=centre, starts_on=SINCE)
        pen.sign("demo.office.added", office, name=office.name)
    return office


def _write_kanim(pen: Pen, kanim: Kanim, kanwil: Kanwil, supervisor: Office) -> Office:
    office, is_new = pen.ensure(
        Office,
        key={"code": kanim.code},
        kind=OfficeKind.KANIM,
        name=f"Kantor Imigrasi {kanim.place}",
        short_name=f"Kanim {kanim.place}",
        city=kanim.city,
        letterhead="\n".join([*kanwil.letterhead(), kanim.official_name.upper()]),
        source=kanim.article,
    )
    if not is_new:
        return office
    _write_aliases(pen, office, kanim.official_name, *kanim.aliases)
    OfficeSupervision.objects.create(office=office, supervisor=supervisor, starts_on=SINCE)
    if kanim.office_class:
        OfficeClass.objects.create(office=office, name=kanim.office_class, starts_on=SINCE)
    for code in kanim.areas:
        Jurisdiction.objects.create(office=office, region_id=code, starts_on=SINCE)
    pen.sign("demo.office.added", office, name=office.name)
    return office


def _write_aliases(pen: Pen, office: Office, *texts: str) -> None:
    known = {squash(office.name), squash(office.short_name)}
    for text in texts:
        if squash(text) not in known:
            OfficeAlias.objects.create(office=office, text=text)
            known.add(squash(text))
