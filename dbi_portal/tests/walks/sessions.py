"""What persons of several stories do with a session, in the words of its pages."""

from __future__ import annotations

from dbi_portal.tests.walks.people import Person

SENT = "terkirim dan menunggu tinjauan."


def to_sessions(person: Person) -> Person:
    """The register of sessions, from wherever he is."""
    return person.follow("Kegiatan")


def begin(person: Person, *, kind: str, title: str, day: str, weekday: str, place: str) -> Person:
    """A new session's first lines, with the weekday as the invitation has it."""
    to_sessions(person).follow("Catat kegiatan")
    return say_when(person.select("Jenis kegiatan", kind), title, day, weekday, place)


def begin_like(
    person: Person, earlier: str, *, kind: str, title: str, day: str, weekday: str, place: str
) -> Person:
    """A new session "seperti sesi lalu": what repeats is filled in already."""
    to_sessions(person).follow(earlier, "Seperti sesi ini").sees("Seperti sesi lalu")
    return say_when(person.select("Jenis kegiatan", kind), title, day, weekday, place)


def say_when(person: Person, title: str, day: str, weekday: str, place: str) -> Person:
    person.fill("Judul", title).fill("Tanggal", day).select("Hari", weekday)
    return person.fill("Tempat", place)


def name_speakers(person: Person, *speakers: tuple[str, str, str]) -> Person:
    """Institution, role and subject of each, row by row."""
    for number, (institution, role, subject) in enumerate(speakers, start=1):
        if number > 1:
            person.press("Tambah narasumber")
        row = person.within(f"Narasumber {number}").fill("Instansi", institution)
        row.fill("Nama atau jabatan", role).fill("Materi", subject)
    return person


def name_units(person: Person, number: int, region: str, units: str) -> Person:
    """Which RT and RW of a kelurahan were reached, as they are said: "RW 05, RT 01–04"."""
    if number > 1:
        person.press("Tambah jumlah RT/RW")
    row = person.within(f"RT/RW yang dicapai {number}")
    row.choose("Desa/kelurahan", region).fill("RT/RW mana", units)
    return person


def approve(person: Person, title: str) -> Person:
    to_sessions(person).follow(title).press("Setujui")
    return person.sees(f"“{title}” disetujui dan masuk hitungan laporan.")
