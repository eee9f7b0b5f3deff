"""How a report's table of corrections says what it corrects, and in which order."""

from reports.documents import register_tables
from reports.figures.monthly.content import Correction
from reports.figures.monthly.words.coverage import corrections as in_words
from reports.tests.snapshots import snapshot

TOTAL, VILLAGE = ("terbit:pmi", "Paspor PMI terbit"), ("asal:1", "Paspor PMI terbit, Sukamaju")


def corrected(month, what=TOTAL, before=812, after=845):
    return Correction("Kanim Satu", month, *what, "permohonan", before, after, "Salah baca")


def table(*corrections, **more):
    [found] = register_tables.corrections(snapshot("2025-08", corrections=corrections, **more))
    return found


def test_the_row_of_the_own_month_says_so():
    rows = table(corrected("2025-07"), corrected("2025-08")).rows
    assert [row[0] for row in rows] == ["Juli 2025", "Agustus 2025 (revisi sebelumnya)"]


def test_a_longer_report_has_no_earlier_revision_of_a_month():
    [row] = table(corrected("2025-08"), span="triwulan", since="2025-07").rows
    assert row[0] == "Agustus 2025"


def test_totals_come_first_then_villages_with_the_largest_change_first():
    small, large = corrected("2025-07", VILLAGE, 10, 11), corrected("2025-07", VILLAGE, 90, 50)
    found = table(small, large, corrected("2025-07"))
    assert [(row[4], row[5]) for row in found.rows] == [(812, 845), (90, 50), (10, 11)]
    figures = snapshot("2025-08", corrections=(small, corrected("2025-07")))
    assert next(in_words(figures)).startswith("koreksi Juli 2025 (paspor PMI terbit)")
