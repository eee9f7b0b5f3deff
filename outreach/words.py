"""Texts about a session, ready for WhatsApp. Pure: told everything, names no resident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from dbi_portal.lib.days import with_weekday
from dbi_portal.lib.numbers import angka

LONGEST = 3  # of a list that is told by name; more are counted


@dataclass(frozen=True)
class Gathering:
    """What the texts tell of a session. `zone` is WIB, WITA or WIT; `regions` counts villages."""

    title: str
    kind: str
    day: date
    place: str
    office: str
    starts_at: time | None = None
    ends_at: time | None = None
    zone: str = "WIB"
    region: str = ""
    organiser: str = ""
    topics: Sequence[str] = ()
    villages: Sequence[str] = ()
    institutions: Sequence[str] = ()
    people: int | None = None
    regions: int = 0
    rt: int | None = None
    rw: int | None = None
    agreed: int = 0


def invitation(told: Gathering) -> str:
    """Before the session: who invites to what, when and where."""
    host = told.organiser or told.office
    return _lines(
        f"*Undangan: {told.title}*",
        "",
        f"{host} mengundang Bapak/Ibu hadir pada:",
        *_when_and_where(told),
        _named("Topik", told.topics),
        "",
        "Mohon hadir tepat waktu dan membawa identitas diri. Terima kasih.",
    )


def reminder(told: Gathering, *, today: date) -> str:
    """A day or some days before: how soon it is."""
    return _lines(
        f"*Pengingat: {told.title}*",
        f"Kegiatan ini berlangsung {_how_soon(told.day, today)}.",
        "",
        *_when_and_where(told),
        "",
        "Sampai bertemu.",
    )


def recap(told: Gathering) -> str:
    """After the session: what was done, in figures."""
    return _lines(
        f"*{_headline(told)}*",
        f"{with_weekday(told.day)}, {_place(told)}",
        "",
        _figures(told),
        _named("Desa Binaan", told.villages),
        _named("Topik", told.topics),
        _named("Narasumber dari", told.institutions),
        f"Tindak lanjut disepakati: {angka(told.agreed)}" if told.agreed else None,
        "",
        f"_{told.office}_",
    )


def _headline(told: Gathering) -> str:
    """The kind before the title, unless the title begins with it: "Sambang desa Mustikajaya"."""
    named = told.title.casefold().startswith(told.kind.casefold())
    return told.title if named else f"{told.kind}: {told.title}"


def hours(told: Gathering) -> str:
    """ "pukul 09.00–11.30 WIB"; empty when nobody wrote them."""
    if told.starts_at is None:
        return ""
    until = f"–{told.ends_at:%H.%M}" if told.ends_at else ""
    return f"pukul {told.starts_at:%H.%M}{until} {told.zone}"


def _when_and_where(told: Gathering) -> list[str | None]:
    clock = hours(told)
    return [
        f"Hari/tanggal: {with_weekday(told.day)}",
        f"Waktu: {clock.removeprefix('pukul ')}" if clock else None,
        f"Tempat: {_place(told)}",
    ]


def _place(told: Gathering) -> str:
    """The village is named only where the place does not name it already."""
    known = not told.region or told.region.casefold() in told.place.casefold()
    return told.place if known else f"{told.place}, {told.region}"


def _how_soon(day: date, today: date) -> str:
    days = (day - today).days
    near = {0: "hari ini", 1: "besok"}
    return near.get(days) or (f"{days} hari lagi" if days > 1 else f"pada {with_weekday(day)}")


def _figures(told: Gathering) -> str | None:
    known = [
        f"{angka(told.people)} peserta" if told.people is not None else "",
        f"{angka(told.regions)} desa/kelurahan" if told.regions else "",
        f"{angka(told.rw)} RW" if told.rw else "",
        f"{angka(told.rt)} RT" if told.rt else "",
    ]
    said = ", ".join(each for each in known if each)
    return f"Tercapai: {said}" if said else None


def _named(label: str, names: Sequence[str]) -> str | None:
    """ "Topik: Bahaya TPPO, Paspor dan 2 lainnya"; None when there is nothing to tell."""
    if not names:
        return None
    more = len(names) - LONGEST
    if more <= 1:
        return f"{label}: {', '.join(names)}"
    return f"{label}: {', '.join(names[:LONGEST])} dan {angka(more)} lainnya"


def _lines(*lines: str | None) -> str:
    """Lines that say something; never two blank ones in a row, none at the end."""
    kept: list[str] = []
    for line in lines:
        if line is None or (line == "" and (not kept or kept[-1] == "")):
            continue
        kept.append(line)
    return "\n".join(kept).strip()
