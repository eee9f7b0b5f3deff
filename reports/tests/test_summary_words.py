"""The summary by rules: what a head of office would say of his month, and nothing he would not."""

import pytest

from reports.figures.monthly.content import (
    Correction,
    DecreeLine,
    Difference,
    FollowUpLine,
    Gap,
    Missing,
    MonthlyFigures,
    OfficerLine,
    PostingLine,
    Rank,
    Taken,
    Tally,
    Unreached,
)
from reports.figures.monthly.finishing import finished
from reports.figures.monthly.words import RULES, sentences, written_by
from reports.figures.monthly.words.grammar import change, listed, signed, some
from reports.tests.snapshots import KANWIL, line, office, origin, session, snapshot, village

ONE_TALK = (Tally("Syarat paspor", "selesai", 1, made_up=False),)


def told(figures: MonthlyFigures) -> list[str]:
    return list(sentences(figures))


def saying(figures: MonthlyFigures, start: str) -> str:
    """The one sentence that begins like this."""
    [found] = [each for each in told(figures) if each.startswith(start)]
    return found


def kanwil(*offices, issued, **more) -> MonthlyFigures:
    more = {"covered": (len(offices), len(offices))} | more
    return snapshot(letterhead=KANWIL, offices=offices, issued=issued, **more)


# Changes


def test_a_change_carries_its_number_its_share_and_since_when():
    assert change(812, 700, "Juli") == "naik 112 (16 %) dari Juli"
    assert change(700, 800, "Juli") == "turun 100 (12,5 %) dari Juli"
    assert change(8837, 8837, "Juli") == "sama dengan Juli"


def test_a_share_of_few_or_a_share_beyond_reading_is_left_out():
    assert change(4, 2, "Juli") == "naik 2 dari Juli"
    assert change(2000, 20, "Juli") == "naik 1.980 dari Juli"
    assert change(10_001, 10_000, "Juli") == "naik 1 dari Juli"


def test_lists_read_as_lists():
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A dan B"
    assert listed(["A", "B", "C"]) == "A, B, dan C"
    assert some(["A", "B", "C", "D"]) == "A, B, C, dan D"
    assert some(["A", "B", "C", "D", "E"]) == "A, B, C, dan 2 lainnya"
    assert (signed(1310), signed(-6)) == ("+1.310", "−6")


# Passports


def test_an_office_says_how_many_and_which_villages_explain_the_change():
    figures = snapshot(
        issued=(812, 700, None, 1512),
        origins=(
            origin("Mustikajaya", 400, 300),
            origin("Teluk Pucung", 300, 240),
            origin("Harapanjaya", 112, 160),
        ),
    )
    assert told(figures)[0] == (
        "Kanim Satu menerbitkan 812 paspor PMI pada Agustus 2025, naik 112 (16 %) dari Juli, "
        "terutama Mustikajaya +100 dan Teluk Pucung +60, sedangkan Harapanjaya −48."
    )


def test_a_kanwil_explains_its_change_by_its_offices():
    figures = kanwil(
        office("Kanim Bekasi", 1210, 900),
        office("Kanim Cianjur", 90, 95),
        office("Kanim Bogor", 1600, 1595),
        issued=(2900, 2590, None, None),
    )
    assert saying(figures, "Kantor-kantor di Kanwil Uji") == (
        "Kantor-kantor di Kanwil Uji menerbitkan 2.900 paspor PMI pada Agustus 2025, "
        "naik 310 (12 %) dari Juli, terutama Kanim Bekasi +310."
    )


def test_villages_that_tell_only_a_part_of_the_total_explain_nothing():
    figures = snapshot(
        issued=(812, 700, None, None), origins=(origin("A", 200, 100), origin("B", 100, 100))
    )
    assert told(figures)[0].endswith("naik 112 (16 %) dari Juli.")


def test_the_grain_that_moved_more_is_the_explanation():
    figures = snapshot(
        issued=(120, 100, None, None),
        origins=(origin("A", 61, 50), origin("B", 59, 50)),
        destinations=(
            line(100, 60, key="tw", label="Taiwan"),
            line(20, 40, key="my", label="Malaysia"),
        ),
    )
    assert "terutama Taiwan +40, sedangkan Malaysia −20" in told(figures)[0]


def test_a_total_that_stayed_still_tells_what_moved_beneath_it():
    figures = kanwil(
        office("Kanim A", 150, 100), office("Kanim B", 50, 100), issued=(200, 200, None, None)
    )
    assert saying(figures, "Kantor-kantor").endswith(
        "sama dengan Juli, tetapi Kanim A +50 dan Kanim B −50."
    )


def test_offices_with_one_of_two_figures_do_not_make_a_change():
    figures = kanwil(
        office("Kanim A", 812, 700),
        office("Kanim B", None, 90),
        issued=(812, 790, None, None),
        comparable=False,
    )
    assert saying(figures, "Kantor-kantor").endswith(
        "; tanpa Kanim B, yang angkanya belum lengkap, naik 112 (16 %) dari Juli."
    )
    assert "Belum ada angka paspor PMI bulan ini dari Kanim B." in told(figures)


def test_figures_of_other_details_are_not_compared():
    figures = snapshot(issued=(812, 700, None, None), comparable=False)
    assert told(figures)[0].endswith("Agustus 2025; tidak sebanding dengan Juli.")


def test_the_month_before_carries_its_year_when_that_was_another():
    figures = snapshot("2025-01", issued=(812, 700, None, 812))
    assert told(figures)[0].endswith("dari Desember 2024.")
    assert not any("sejak Januari" in each for each in told(figures))


def test_last_year_and_since_january_stand_in_a_sentence_of_their_own():
    figures = snapshot(issued=(812, 700, 580, 8837))
    assert told(figures)[1] == (
        "Dibanding Agustus 2024 naik 232 (40 %) dari 580; sejak Januari terbit 8.837."
    )


def test_a_running_total_only_is_no_figure_of_the_month():
    assert told(snapshot(issued=(None, None, None, 8837)))[0] == (
        "Angka paspor PMI Kanim Satu untuk Agustus 2025 belum terperinci; "
        "sejak Januari tercatat 8.837 paspor."
    )


def test_no_figure_zero_and_a_first_figure_are_three_things():
    assert told(snapshot())[0] == "Belum ada angka paspor PMI Kanim Satu untuk Agustus 2025."
    assert told(snapshot(issued=(0, 12, None, None)))[0] == (
        "Kanim Satu tidak menerbitkan paspor PMI pada Agustus 2025, turun 12 dari Juli."
    )
    assert told(snapshot(issued=(5, None, None, None)))[0] == (
        "Kanim Satu menerbitkan 5 paspor PMI pada Agustus 2025; angka Juli belum ada."
    )


def test_other_outcomes_stand_side_by_side_and_are_never_one_sum():
    figures = snapshot(
        passports=(
            line(767, 700, key="d", label="Penundaan keberangkatan", unit="orang"),
            line(12, key="r", label="Ditolak atau ditunda (tidak dipisah)"),
        )
    )
    assert saying(figures, "Tercatat pula") == (
        "Tercatat pula penundaan keberangkatan 767 orang (naik 67 atau 9,6 % dari Juli) dan "
        "ditolak atau ditunda (tidak dipisah) 12 permohonan; angka-angka ini tidak dijumlahkan."
    )


def test_what_only_some_offices_count_says_how_many_do():
    figures = snapshot(
        letterhead=KANWIL,
        passports=(
            line(5114, told_by=7),
            line(10, key="r", label="Penolakan", told_by=1),
            line(30, 40, key="d", label="Penundaan", told_by=2),
        ),
        purposes=(
            line(5114, key="pmi", label="Pekerja Migran Indonesia (PMI)", told_by=7),
            line(1905, key="u", label="Umrah", told_by=1),
        ),
    )
    assert saying(figures, "Menurut keperluan") == (
        "Menurut keperluan, terbanyak PMI (5.114) dan Umrah (1.905; 1 dari 7 kantor merincinya)."
    )
    assert saying(figures, "Tercatat pula") == (
        "Tercatat pula penolakan 10 permohonan (1 dari 7 kantor melaporkannya) dan penundaan 30 "
        "permohonan (2 dari 7 kantor melaporkannya; turun 10 atau 25 % dari Juli); angka-angka ini "
        "tidak dijumlahkan."
    )


def test_where_people_go_and_where_they_come_from():
    figures = snapshot(
        issued=(812, None, None, None),
        destinations=(line(500, key="tw", label="Taiwan"), line(None, key="jp", label="Jepang")),
        origins=(origin("A", 5), origin("B", 9), origin("C", 1), origin("D", 2)),
    )
    assert saying(figures, "Negara") == (
        "Negara tujuan terbanyak Taiwan (500); desa asal terbanyak B (9), A (5), dan D (2)."
    )


def test_a_made_up_rank_says_so():
    rank = Rank("Kanim Satu", 3, "Kanim Satu peringkat ke-3 nasional.", "sebagian data contoh")
    figures = snapshot(issued=(1, None, None, None), ranks=(rank,))
    assert "Kanim Satu peringkat ke-3 nasional (sebagian data contoh)." in told(figures)


# Villages and officers


def test_villages_by_stage_and_what_is_new_this_month():
    figures = snapshot(
        villages=(
            village(1, "Mustikajaya", since="2025-08-20"),
            village(2, "Harapanjaya"),
            village(3, "Teluk Pucung", stage="calon", since="2025-07-31"),
        )
    )
    assert "Desa Binaan pada akhir Agustus 2025: 1 calon dan 2 aktif." in told(figures)
    assert "Tahap baru bulan ini: aktif (Mustikajaya)." in told(figures)


def test_decrees_officers_and_gaps():
    figures = snapshot(
        decrees=(
            DecreeLine(1, "W.11-1 Tahun 2025", "", "2025-08-05", "", ("A", "B"), made_up=False),
        ),
        officers=(
            OfficerLine(1, "Satu", "Kanim Satu", "", ("A",), 2, made_up=False),
            OfficerLine(2, "Dua", "Kanim Satu", "", (), 0, made_up=False),
        ),
        postings=(
            PostingLine(1, "Kanim Satu", "Satu", "A", "mulai", "2025-08-05", "", made_up=False),
        ),
        gaps=(
            Gap("tanpa-petugas", "Kanim Satu", "Harapanjaya", "2025-08-01", made_up=False),
            Gap("sk-berakhir", "Kanim Satu", "W.11-1", "2025-09-01", made_up=False),
        ),
    )
    assert "Terbit 1 SK baru: W.11-1 Tahun 2025, untuk 2 desa." in told(figures)
    assert (
        "Pada akhir Agustus 2025 bertugas 2 petugas, 1 di antaranya belum memegang desa; "
        "penugasan bulan ini: 1 mulai."
    ) in told(figures)
    assert (
        "1 desa tanpa petugas: Harapanjaya; 1 SK habis atau segera habis masa berlakunya."
    ) in told(figures)


# Fieldwork


def test_sessions_with_the_people_the_places_and_the_institutions_they_met():
    figures = snapshot(
        sessions=(
            session("a", people=60, regions=("1", "2"), institutions=("BP3MI",)),
            session("b", people=None, regions=("2",), institutions=("BP3MI", "Polri")),
            session("c", people=20, kind="Rapat TIMPORA"),
        )
    )
    assert (
        "Terlaksana 3 kegiatan, terbanyak sosialisasi (2), dengan 80 peserta "
        "(1 kegiatan tanpa jumlah peserta)."
    ) in told(figures)
    assert "Kegiatan bulan ini menjangkau 2 desa/kelurahan dan melibatkan 2 instansi." in told(
        figures
    )


def test_what_other_offices_did_here_is_told_apart():
    figures = snapshot(sessions=(session("a", people=9), session("b", office="Kanim Dua")))
    assert "Terlaksana 1 kegiatan sosialisasi dengan 9 peserta." in told(figures)
    assert "Ada pula 1 kegiatan Kanim Dua untuk desa binaan di sini." in told(figures)


def test_villages_nobody_came_to():
    never = Unreached(1, "1", "A", "", "Kanim Satu", "", made_up=False)
    before = Unreached(2, "2", "B", "", "Kanim Satu", "2025-06-01", made_up=False)
    assert "2 Desa Binaan belum dijangkau bulan ini: A dan B; 1 di antaranya belum pernah." in told(
        snapshot(unreached=(never, before))
    )
    assert "1 Desa Binaan belum dijangkau bulan ini: B." in told(snapshot(unreached=(before,)))


def test_consultations_and_follow_ups():
    def todo(pk, state):
        return FollowUpLine(pk, "Kanim Satu", "", "", "", "", state, made_up=False)

    figures = snapshot(
        consultations=(
            Tally("Syarat paspor", "Dijawab", 7, made_up=False),
            Tally("Syarat paspor", "Diteruskan", 1, made_up=False),
            Tally("Lowongan", "Dijawab", 3, made_up=False),
        ),
        follow_ups=(todo(1, "selesai"), todo(2, "terlambat"), todo(3, "terlambat")),
    )
    assert "11 konsultasi dilayani, terbanyak tentang Syarat paspor (8)." in told(figures)
    assert "Tindak lanjut: 1 selesai dan 2 melewati batas waktu." in told(figures)


# What it covers, corrects, cannot reconcile


def test_a_nil_month_says_so_and_does_not_list_what_there_was_not():
    [said] = told(snapshot(nil=True))
    assert said == (
        "Kanim Satu menyatakan nihil untuk Agustus 2025: tidak ada kegiatan, konsultasi, atau "
        "angka paspor PMI yang dilaporkan."
    )


def test_a_nil_month_does_not_deny_what_stands_beside_it():
    """Somebody's posting, another office's session: the declaration speaks of neither."""
    figures = snapshot(
        nil=True,
        issued=(0, 3, None, None),
        sessions=(session(office="Kanim Dua", people=5),),
        postings=(
            PostingLine(1, "Kanim Satu", "Ani", "A", "mulai", "2025-08-01", "", made_up=False),
        ),
    )
    assert told(figures)[0] == (
        "Kanim Satu menyatakan nihil untuk Agustus 2025: tidak ada konsultasi atau angka paspor "
        "PMI yang dilaporkan."
    )
    known = snapshot(
        nil=True, issued=(4, 3, None, None), sessions=(session(),), consultations=ONE_TALK
    )
    assert told(known)[0] == "Kanim Satu menyatakan nihil untuk Agustus 2025."


def test_an_excused_office_says_why():
    figures = snapshot(excuse="kantor kebanjiran")
    assert told(figures)[0] == (
        "Kanim Satu berhalangan melapor untuk Agustus 2025: kantor kebanjiran."
    )


def test_a_sum_says_how_much_it_covers_and_why_it_does_not_cover_all():
    missing = (
        Missing("kanim-b", "Kanim B", "berhalangan: banjir"),
        Missing("kanim-c", "Kanim C", "laporannya ditahan karena angkanya tidak cocok"),
    )
    figures = kanwil(
        office("Kanim A", 5, 5, status="diterima"),
        office("Kanim D", 5, 5, status="disusun"),
        issued=(10, 10, None, None),
        covered=(2, 4),
        missing=missing,
    )
    assert told(figures)[0] == (
        "Laporan ini memuat 2 dari 4 kantor; belum termasuk Kanim B (berhalangan: banjir) dan "
        "Kanim C (laporannya ditahan karena angkanya tidak cocok)."
    )
    assert told(figures)[1] == "Keadaan laporan yang dijumlahkan: 1 diterima dan 1 disusun."


def test_a_quarter_names_its_months_and_the_quarter_before():
    figures = snapshot("2025-09", span="triwulan", since="2025-07", issued=(300, 200, None, 900),
                       covered=(3, 3))  # fmt: skip
    covers, issued, since, *_ = told(figures)
    assert covers == "Laporan ini memuat seluruh 3 laporan bulanan, Juli–September 2025."
    assert issued == (
        "Kanim Satu menerbitkan 300 paspor PMI sepanjang triwulan III 2025, "
        "naik 100 (50 %) dari triwulan II."
    )
    assert since == "Sejak Januari terbit 900."
    assert "Tidak ada kegiatan yang disetujui triwulan ini." in told(figures)


def test_corrections_are_listed_with_their_reason():
    correction = Correction(
        "Kanim Satu", "2025-08", "k", "Paspor PMI terbit", "permohonan", 812, 845, "Salah ketik"
    )
    assert "Koreksi Agustus 2025 (paspor PMI terbit): 812 → 845, karena salah ketik." in told(
        snapshot("2025-09", corrections=(correction,))
    )
    many = snapshot("2025-09", corrections=(correction,) * 5)
    assert "Masih ada 2 koreksi lain, tercantum di laporan ini." in told(many)


def test_differences_are_told_and_not_repaired():
    one = Difference("Kanim Satu", "Agustus 2025", 46417, 46382, "")
    assert "1 selisih antara angka tercetak dan jumlah bagiannya dicantumkan apa adanya." in told(
        snapshot(differences=(one,))
    )


# Rules


def test_the_same_figures_give_the_same_words_and_name_their_rules():
    figures = finished(snapshot(issued=(812, 700, None, 1512)))
    again = MonthlyFigures.from_json(figures.as_json())
    assert figures.rules == RULES
    assert written_by(again.rules, again) == figures.summary


def test_words_of_the_first_edition_stay_reproducible():
    figures = snapshot(issued=(812, 700, None, 1512))
    assert written_by(0, figures)[0] == (
        "Kanim Satu menerbitkan 812 paspor PMI pada Agustus 2025, naik 112 dari Juli 2025, "
        "dan 1.512 sejak Januari."
    )


@pytest.mark.parametrize("figures", [snapshot(), snapshot(nil=True), snapshot(issued=(1, 2, 3, 4))])
def test_every_sentence_has_a_capital_and_one_full_stop(figures):
    for each in told(figures):
        assert each[0] == each[0].upper()
        assert each.endswith(".")
        assert ".." not in each


def test_what_moved_evenly_has_no_main_reason():
    figures = snapshot(
        issued=(107, 100, None, None),
        origins=tuple(origin(f"Desa {n}", 11 if n < 7 else 8, 10) for n in range(10)),
    )
    assert told(figures)[0].endswith("naik 7 (7 %) dari Juli.")


def test_one_office_and_one_standing_need_no_count():
    figures = kanwil(office("Kanim A", 5, 5, status="disusun"), issued=(5, 5, None, None))
    assert told(figures)[:2] == [
        "Laporan ini memuat satu kantor, Kanim A.",
        "Laporan yang dijumlahkan masih disusun.",
    ]


def test_names_keep_their_capitals_where_they_have_several():
    figures = snapshot(
        sessions=(session(kind="Rapat koordinasi TIMPORA", people=60),),
        purposes=(
            line(20, key="a", label="Umrah"),
            line(10, key="b", label="Pekerja Migran Indonesia (PMI)"),
        ),
    )
    assert "Terlaksana 1 kegiatan rapat koordinasi TIMPORA dengan 60 peserta." in told(figures)
    assert "Menurut keperluan, terbanyak Umrah (20) dan PMI (10)." in told(figures)


def test_a_year_with_gaps_tells_them_by_reason_and_speaks_of_its_months_only():
    gaps = [Missing(f"2025-{n:02}", "", "laporannya belum ada") for n in (*range(1, 8), 9, 10, 11)]
    figures = snapshot(
        "2025-12", span="tahun", since="2025-01", issued=(300, None, None, None),
        covered=(2, 12), missing=tuple(gaps), villages=(village(),),
        taken=(Taken("kanim-satu", "2025-08", ""), Taken("kanim-satu", "2025-12", "")),
        unreached=(Unreached(2, "2", "B", "", "Kanim Satu", "2025-06-01", made_up=False),),
    )  # fmt: skip
    covers, issued, *_ = told(figures)
    assert covers == (
        "Laporan ini memuat 2 dari 12 laporan bulanan; belum termasuk Januari–Juli dan "
        "September–November 2025, karena laporannya belum ada."
    )
    assert issued == (
        "Kanim Satu menerbitkan 300 paspor PMI sepanjang 2025 (2 dari 12 bulan); "
        "belum dapat dibandingkan dengan tahun 2024."
    )
    assert "Desa Binaan pada akhir Desember 2025: 1 aktif." in told(figures)
    assert "1 Desa Binaan belum dijangkau dalam bulan yang termuat: B." in told(figures)
