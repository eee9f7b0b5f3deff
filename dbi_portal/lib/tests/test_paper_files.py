from datetime import UTC, datetime

import pytest

from dbi_portal.lib.letters import Letter, Paragraph
from dbi_portal.lib.pages.papers import file_name, paper_response

LETTER = Letter(
    name='Undangan "Ngobrol\r\nPintar" PIMPASA/TIMPORA é 2025-10-31',
    letterhead=["KANTOR IMIGRASI CONTOH"],
    made_at=datetime(2025, 10, 20, tzinfo=UTC),
    body=[Paragraph("Isi")],
)


@pytest.mark.parametrize(
    ("kind", "begins", "way"), [("pdf", b"%PDF-", "inline"), ("docx", b"PK", "attachment")]
)
def test_a_paper_comes_under_its_name_and_is_kept_by_nobody(kind, begins, way):
    response = paper_response(LETTER, kind)
    assert response.content.startswith(begins)
    disposition = response["Content-Disposition"]
    assert disposition.startswith(f"{way}; filename*=utf-8''Undangan%20Ngobrol%20Pintar%20PIMPASA")
    assert "\n" not in disposition
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Notulen a/b: c?", "Notulen a b c.pdf"),
        ("..\\..\\etc", "etc.pdf"),
        ("  ", "naskah.pdf"),
        ("<>|", "naskah.pdf"),
    ],
)
def test_a_file_name_holds_nothing_a_folder_refuses(name, expected):
    assert file_name(name, "pdf") == expected


def test_a_long_name_is_cut_but_keeps_its_day():
    name = file_name("Notulen " + "sosialisasi " * 30 + "2025-10-31", "docx")
    assert name.endswith("sosialisasi 2025-10-31.docx")
    assert len(name) <= 125
