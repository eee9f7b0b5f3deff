"""Texts for WhatsApp: complete, short, and without anything that was not known."""

from datetime import date, time
from urllib.parse import parse_qs, urlsplit

import pytest

from dbi_portal.lib.text import whatsapp_url
from outreach.words import Gathering, hours, invitation, recap, reminder

PLAIN = Gathering(
    title="Sosialisasi bahaya TPPO",
    kind="Sosialisasi",
    day=date(2025, 10, 31),
    place="Balai RW 05",
    office="Kantor Imigrasi Bekasi",
)
FULL = Gathering(
    title="Sosialisasi bahaya TPPO",
    kind="Sosialisasi",
    day=date(2025, 10, 31),
    place="Balai RW 05",
    office="Kantor Imigrasi Bekasi",
    starts_at=time(9),
    ends_at=time(11, 30),
    region="Mustikajaya",
    topics=["Bahaya TPPO", "Paspor"],
    villages=["Mustikajaya"],
    institutions=["BP3MI Jawa Barat"],
    people=1234,
    regions=2,
    rt=4,
    rw=1,
    agreed=3,
)


def test_an_invitation_says_who_what_when_and_where():
    assert invitation(FULL) == (
        "*Undangan: Sosialisasi bahaya TPPO*\n"
        "\n"
        "Kantor Imigrasi Bekasi mengundang Bapak/Ibu hadir pada:\n"
        "Hari/tanggal: Jumat, 31 Oktober 2025\n"
        "Waktu: 09.00–11.30 WIB\n"
        "Tempat: Balai RW 05, Mustikajaya\n"
        "Topik: Bahaya TPPO, Paspor\n"
        "\n"
        "Mohon hadir tepat waktu dan membawa identitas diri. Terima kasih."
    )


def test_another_organiser_invites_in_his_own_name():
    told = Gathering(**vars(PLAIN) | {"organiser": "Kecamatan Mustika Jaya"})
    assert "Kecamatan Mustika Jaya mengundang" in invitation(told)


def test_what_is_not_known_is_not_mentioned():
    text = invitation(PLAIN)
    assert "Waktu" not in text
    assert "Topik" not in text
    assert "Tercapai" not in recap(PLAIN)
    assert "None" not in text + recap(PLAIN)


@pytest.mark.parametrize(
    ("today", "soon"),
    [
        (date(2025, 10, 31), "hari ini"),
        (date(2025, 10, 30), "besok"),
        (date(2025, 10, 24), "7 hari lagi"),
        (date(2025, 11, 3), "pada Jumat, 31 Oktober 2025"),
    ],
)
def test_a_reminder_says_how_soon(today, soon):
    assert f"berlangsung {soon}." in reminder(PLAIN, today=today)


def test_a_recap_tells_figures_and_no_narrative():
    assert recap(FULL) == (
        "*Sosialisasi bahaya TPPO*\n"
        "Jumat, 31 Oktober 2025, Balai RW 05, Mustikajaya\n"
        "\n"
        "Tercapai: 1.234 peserta, 2 desa/kelurahan, 1 RW, 4 RT\n"
        "Desa Binaan: Mustikajaya\n"
        "Topik: Bahaya TPPO, Paspor\n"
        "Narasumber dari: BP3MI Jawa Barat\n"
        "Tindak lanjut disepakati: 3\n"
        "\n"
        "_Kantor Imigrasi Bekasi_"
    )


def test_a_long_list_is_counted_instead_of_named():
    told = Gathering(**vars(PLAIN) | {"villages": [f"Desa {n}" for n in range(1, 44)]})
    assert "Desa Binaan: Desa 1, Desa 2, Desa 3 dan 40 lainnya" in recap(told)


def test_one_hour_is_told_without_an_end():
    assert hours(Gathering(**vars(PLAIN) | {"starts_at": time(13), "zone": "WIT"})) == (
        "pukul 13.00 WIT"
    )


def test_the_link_carries_the_whole_text():
    text = invitation(FULL)
    address = urlsplit(whatsapp_url(text))
    assert address.netloc == "wa.me"
    assert parse_qs(address.query)["text"] == [text]


def test_a_recap_says_the_kind_once_when_the_title_begins_with_it():
    told = Gathering(**vars(PLAIN) | {"kind": "Sambang desa", "title": "Sambang Desa Mustikajaya"})
    assert recap(told).startswith("*Sambang Desa Mustikajaya*\n")
    other = Gathering(**vars(PLAIN) | {"kind": "Sambang desa", "title": "Bertemu Ketua RW"})
    assert recap(other).startswith("*Sambang desa: Bertemu Ketua RW*\n")
