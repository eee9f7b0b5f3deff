"""A section a Kanwil leaves out takes its sentences along: no word without a table behind it."""

import pytest

from reports.figures.monthly.content import Difference, Gap, MonthlyFigures, Tally, Unreached
from reports.figures.monthly.words import sentences
from reports.sections import SECTIONS
from reports.tests.snapshots import line, origin, session, snapshot, village


def told(figures: MonthlyFigures) -> list[str]:
    return list(sentences(figures))


def saying(figures: MonthlyFigures, start: str) -> str:
    return next(words for words in told(figures) if words.startswith(start))


def everything(**more) -> MonthlyFigures:
    return snapshot(
        issued=(13, 8, None, None),
        destinations=(line(13, 8, key="tw", label="Taiwan"), line(0, 0, key="jp", label="Jepang")),
        origins=(origin("A", 9, 4), origin("B", 4, 4)),
        purposes=(line(13, key="pmi", label="PMI"), line(5, key="umrah", label="Umrah")),
        villages=(village(),),
        gaps=(Gap("tanpa-petugas", "Kanim Satu", "Harapanjaya", "", made_up=False),),
        sessions=(session(people=5),),
        unreached=(
            Unreached(1, "32.75.03.1001", "Harapanjaya", "", "Kanim Satu", "", made_up=False),
        ),
        differences=(Difference("Kanim Satu", "Agustus 2025", 13, 12, "desa"),),
        consultations=(Tally("Syarat paspor", "selesai", 2, made_up=False),),
        **more,
    )


SPOKEN = {
    "keperluan": "Menurut keperluan",
    "tujuan": "Negara tujuan terbanyak",
    "asal": "esa asal terbanyak",
    "desa": "Desa Binaan pada akhir",
    "petugas": "1 desa tanpa petugas",
    "kegiatan": "Terlaksana 1 kegiatan",
    "jangkauan": "belum dijangkau",
    "konsultasi": "2 konsultasi dilayani",
}


@pytest.mark.parametrize("section", SPOKEN)
def test_a_sentence_goes_with_the_section_its_kanwil_left_out(section):
    others = tuple(key for key in SECTIONS if key != section)
    assert SPOKEN[section] in " ".join(told(everything()))
    left = " ".join(told(everything(sections=others)))
    assert SPOKEN[section] not in left
    for key, words in SPOKEN.items():
        assert key == section or words in left or key == "asal"


def test_villages_nobody_is_shown_explain_no_change():
    shown = everything(sections=("asal",))
    assert "terutama A +5" in saying(shown, "Kanim Satu menerbitkan")
    hidden = everything(sections=("desa",))
    assert saying(hidden, "Kanim Satu menerbitkan").endswith("naik 5 dari Juli.")


def test_what_a_report_cannot_do_without_is_always_told():
    words = told(everything(sections=("desa",), nil=True))
    assert words[0].startswith("Kanim Satu menyatakan nihil")
    assert any(each.startswith("Kanim Satu menerbitkan 13") for each in words)
    assert any(each.startswith("1 selisih") for each in words)
